import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { CodeCache } from "./code-cache.js";

interface Module {
  exports: unknown;
}

/** A file of the bundle evaluates to its modules by name, each wrapped as CommonJS wants it. */
type Definitions = Record<
  string,
  (module: Module, require: (id: string) => unknown, __dirname: string) => void
>;

/**
 * Loads the program's own files, and them alone: Node's loader would look for package.json around
 * each of them and compile it without a cache.
 *
 * @param folder where the files lie; what they see as `__dirname`
 * @returns `require` for them: `./name.js`, or a module of Node's
 */
export function createLoader(folder: string, cache: CodeCache): (id: string) => unknown {
  const definitions: Definitions = {};
  const modules = new Map<string, Module>();
  const load = (id: string): unknown => {
    if (!id.startsWith("./")) return require(id);
    const name = basename(id, ".js");
    const loaded = modules.get(name);
    if (loaded) return loaded.exports;
    const module: Module = { exports: {} };
    modules.set(name, module);
    define(name)(module, load, folder);
    return module.exports;
  };
  const define = (name: string) => {
    if (!definitions[name]) {
      const file = join(folder, "program", `${name}.js`);
      // ASCII, as the bundler writes it: no decoding, and half the memory
      const script = cache.compile(name, readFileSync(file, "latin1"), file);
      Object.assign(definitions, script.runInThisContext());
    }
    const definition = definitions[name];
    if (!definition) throw new Error(`${name} defines no module of its name`);
    return definition;
  };
  return load;
}
