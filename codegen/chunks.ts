import { createHash } from "node:crypto";
import { basename } from "node:path";
import { type Metafile, transformSync } from "esbuild";

/** A file of the program, as `src/start/loader.ts` reads it. */
export interface ProgramFile {
  name: string;
  code: string;
}

type Outputs = Metafile["outputs"];

/**
 * Turns ES modules, which alone can be split, into CommonJS, which alone can be cached, and puts
 * what the entries import at once into the first one's file: a start then reads one file.
 *
 * @param texts by their paths in `outputs`
 * @param entries sources of the entry and of what nearly every start loads besides
 */
export function packChunks(
  outputs: Outputs,
  texts: ReadonlyMap<string, string>,
  entries: readonly string[],
): ProgramFile[] {
  const started = new Set<string>();
  const addWithImports = (path: string): void => {
    if (started.has(path)) return;
    started.add(path);
    for (const { path: imported, kind, external } of outputs[path]?.imports ?? []) {
      if (kind === "import-statement" && !external) addWithImports(imported);
    }
  };
  for (const entry of entries) addWithImports(pathOf(outputs, entry));
  const [first = ""] = started;
  const others = [...texts.keys()].filter((path) => !started.has(path));
  return [
    fileOf(nameOf(first), [...started], texts),
    ...others.map((path) => fileOf(nameOf(path), [path], texts)),
  ];
}

export function hashOf(files: readonly ProgramFile[]): string {
  const hash = createHash("sha256");
  for (const { name, code } of files) hash.update(`${name}\n${code}\n`);
  return hash.digest("hex").slice(0, 16);
}

/** The bundler names an entry after its file, and what is imported later `name-HASH`. */
function pathOf(outputs: Outputs, source: string): string {
  const found = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === source);
  if (!found) throw new Error(`the bundle has no entry ${source}`);
  return found[0];
}

function nameOf(path: string): string {
  return basename(path, ".js");
}

function fileOf(
  name: string,
  paths: readonly string[],
  texts: ReadonlyMap<string, string>,
): ProgramFile {
  const modules = paths.map((path) => `${JSON.stringify(nameOf(path))}:${wrap(texts.get(path))}`);
  return { name, code: `({${modules.join(",\n")}})\n` };
}

/** In parentheses: V8 then compiles the function at once instead of twice. */
function wrap(text = ""): string {
  const { code } = transformSync(text, {
    format: "cjs",
    platform: "node",
    target: "node20",
    minify: true,
    supported: { "dynamic-import": false },
  });
  return `(function(module,require,__dirname){${code}})`;
}
