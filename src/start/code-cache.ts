import { closeSync, fstatSync, openSync, promises, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Script } from "node:vm";

export interface CodeCache {
  /** @param name unique among the scripts of the folder */
  compile(name: string, source: string, filename: string): Script;
}

/** By then a client has been told the tools, so that the functions for it are compiled and kept. */
const SETTLE_MILLISECONDS = 3_000;

const OUTDATED_MILLISECONDS = 60 * 24 * 60 * 60 * 1_000;

/**
 * Compiles scripts with V8's code cache. What isn't in the folder yet, or was made by another V8,
 * is written once things have settled; until then, and where nothing can be written, scripts are
 * compiled as ever. Nobody is told of failures: a cache that can't be had costs milliseconds.
 *
 * @param folder this exact bundle's and Node's: V8 checks no more than the length of the source
 */
export function createCodeCache(folder: string | undefined): CodeCache {
  const unsaved = new Map<string, Script>();
  let timer: NodeJS.Timeout | undefined;
  return {
    compile(name, source, filename) {
      if (folder === undefined) return new Script(source, { filename });
      const file = join(folder, name);
      const cachedData = readOwn(file);
      const script = new Script(source, { filename, ...(cachedData && { cachedData }) });
      if (!cachedData || script.cachedDataRejected) {
        unsaved.set(file, script);
        clearTimeout(timer);
        timer = setTimeout(() => void save(unsaved, folder), SETTLE_MILLISECONDS).unref();
      }
      return script;
    },
  };
}

/** Runs as code: so nobody else may have written it. */
function readOwn(file: string): Buffer | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, "r");
    const { uid, mode } = fstatSync(descriptor);
    const isOwn = !process.getuid || (uid === process.getuid() && (mode & 0o022) === 0);
    return isOwn ? readFileSync(descriptor) : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

async function save(unsaved: Map<string, Script>, folder: string): Promise<void> {
  for (const [file, script] of unsaved) {
    unsaved.delete(file);
    await write(file, script.createCachedData()).catch(() => undefined);
  }
  await removeOutdated(dirname(folder)).catch(() => undefined);
}

/** What bundles and Nodes left that aren't used any more; one that is makes its own anew. */
async function removeOutdated(parent: string): Promise<void> {
  const limit = Date.now() - OUTDATED_MILLISECONDS;
  for (const name of await promises.readdir(parent)) {
    const { mtimeMs } = await promises.stat(join(parent, name));
    if (mtimeMs < limit) await promises.rm(join(parent, name), { recursive: true, force: true });
  }
}

/** V8 has no checksum over its cache: a file must be there wholly or not at all. */
async function write(file: string, data: Buffer): Promise<void> {
  await promises.mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${process.pid}`;
  try {
    const handle = await promises.open(unfinished, "wx", 0o600);
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await promises.rename(unfinished, file);
  } catch (error) {
    await promises.rm(unfinished, { force: true });
    throw error;
  }
}
