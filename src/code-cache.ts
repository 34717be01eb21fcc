import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import module, { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { Script } from "node:vm";

interface Loader {
  _compile(this: { exports: unknown }, content: string, filename: string): unknown;
}

/** A start is over by then, and what it has run is compiled. */
const SETTLED_MILLISECONDS = 1_000;

/**
 * Keeps what V8 compiles of the files below `program`. Packages for it store a file before it runs,
 * when V8 has compiled next to nothing of it; Node's own cache (from 22 on) saves half as much.
 *
 * @param folder where the compiled files are kept: one for each program, since V8 compares lengths only
 * @param settled milliseconds after which what runs at a start has run
 */
export function keepCompiled(
  program: string,
  folder: string,
  settled: number = SETTLED_MILLISECONDS,
): void {
  const loader = (module as unknown as { prototype: Loader }).prototype;
  const original = loader._compile;
  loader._compile = function (content, filename) {
    if (dirname(filename) !== program) return original.call(this, content, filename);
    const name = `${basename(filename, ".js")}-${process.version}-${process.arch}`;
    const kept = readOwn(join(folder, name));
    const script = new Script(module.wrap(content), { filename, cachedData: kept });
    if (!kept || script.cachedDataRejected) {
      setTimeout(() => save(join(folder, name), script), settled).unref();
    }
    const wrapped = script.runInThisContext() as (...args: unknown[]) => unknown;
    const require = createRequire(filename);
    return wrapped.call(this.exports, this.exports, require, this, filename, program);
  };
}

/** It runs as code, so only a file that nobody else can write is taken. */
function readOwn(file: string): Buffer | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, "r");
    const { uid, mode } = fstatSync(descriptor);
    const isOwn = uid === process.getuid?.() && (mode & 0o022) === 0;
    return isOwn ? readFileSync(descriptor) : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Whole or not at all: V8 doesn't notice a damaged file. */
function save(file: string, script: Script): void {
  const unfinished = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(unfinished, script.createCachedData(), { flag: "wx", mode: 0o600, flush: true });
    renameSync(unfinished, file);
    removeOutdated(dirname(dirname(file)));
  } catch {
    // a cache that can't be written costs time, nothing else
  }
}

const OUTDATED_MILLISECONDS = 30 * 24 * 3_600_000;

/** Folders of programs that no longer run; one that does makes its own again. */
function removeOutdated(parent: string): void {
  for (const name of readdirSync(parent)) {
    const folder = join(parent, name);
    const age = Date.now() - statSync(folder).mtimeMs;
    if (age > OUTDATED_MILLISECONDS) rmSync(folder, { recursive: true, force: true });
  }
}
