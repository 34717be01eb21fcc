/** The program's first file: keeps what V8 compiles, and starts the rest. */
import { join } from "node:path";
import { keepCompiled } from "./code-cache.js";
import { cacheFolder, thisMachine } from "./kit/folders.js";

/** Set by the bundler: the name of the main file and module; it holds a hash of the whole program. */
declare const MAIN: string;

if (!process.env["NODE_DISABLE_COMPILE_CACHE"]) {
  keepCompiled(join(__dirname, "program"), join(cacheFolder(thisMachine), "code", MAIN));
}
require(`./program/${MAIN}.js`)(MAIN);
