import { basename } from "node:path";
import { type Metafile, transformSync } from "esbuild";

export interface ProgramFile {
  name: string;
  code: string;
}

/**
 * Turns split ES modules into CommonJS, and puts those that a start loads into one file: finding and
 * opening seventeen takes Node as long as running them. The file exports a function that gives a
 * module by its name.
 *
 * @param entries sources of the entry and of what nearly every start loads
 * @returns the merged file first
 */
export function mergeChunks(
  { outputs }: Metafile,
  texts: ReadonlyMap<string, string>,
  entries: readonly string[],
): ProgramFile[] {
  const started = new Set<string>();
  const start = (path: string): void => {
    if (started.has(path)) return;
    started.add(path);
    for (const { path: imported, kind, external } of outputs[path]?.imports ?? []) {
      if (kind === "import-statement" && !external) start(imported);
    }
  };
  for (const entry of entries) start(pathOf(outputs, entry));
  const [first = ""] = started;
  const merged = new Set([...started].map(nameOf));
  const code = (path: string, load: string) =>
    toCommonJs(texts.get(path) ?? "").replace(/require\("\.\/([\w-]+)\.js"\)/g, (all, name) =>
      merged.has(name) ? `${load}("${name}")` : all,
    );
  const modules = [...started].map(
    (path) => `"${nameOf(path)}":(function(module,exports){${code(path, "load")}})`,
  );
  const others = [...texts.keys()].filter((path) => !started.has(path));
  return [
    {
      name: nameOf(first),
      code: `${LOAD}module.exports=load;const files={${modules.join(",\n")}};\n`,
    },
    ...others.map((path) => ({
      name: nameOf(path),
      code: code(path, `require("./${nameOf(first)}.js")`),
    })),
  ];
}

/** The functions in parentheses are compiled at once instead of twice. */
const LOAD =
  "const loaded={};function load(name){" +
  "if(!loaded[name]){const module=loaded[name]={exports:{}};files[name](module,module.exports)}" +
  "return loaded[name].exports}";

function pathOf(outputs: Metafile["outputs"], source: string): string {
  const found = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === source);
  if (!found) throw new Error(`the bundle has no ${source}`);
  return found[0];
}

/** The bundler names each file after its source and a hash of its content. */
function nameOf(path: string): string {
  return basename(path, ".js");
}

/** esbuild splits ES modules only, and on Node 20 only CommonJS has a code cache. */
function toCommonJs(text: string): string {
  return transformSync(text, {
    format: "cjs",
    platform: "node",
    target: "node20",
    minify: true,
    supported: { "dynamic-import": false },
  }).code;
}
