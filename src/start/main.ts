import { join } from "node:path";
import { cacheFolder } from "./cache-folder.js";
import { createCodeCache } from "./code-cache.js";
import { createLoader } from "./loader.js";

/** Set by the bundler: a hash over all files of the program. */
declare const PROGRAM_HASH: string;

const caches = cacheFolder(process.env, process.platform);
const key = `${PROGRAM_HASH}-${process.version}-${process.arch}`;
const cache = createCodeCache(caches && join(caches, "code", key));
createLoader(__dirname, cache)("./main.js");
