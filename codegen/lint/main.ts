import { resolve } from "node:path";
import { ROOT } from "../root.js";
import { checkImports } from "./check-imports.js";
import { summarise } from "./summarise.js";

const root = resolve(process.argv[2] ?? ROOT);
const { errors, summary } = summarise(root, checkImports(root));
for (const error of errors) process.stderr.write(`${error}\n`);
process.stdout.write(`${summary}\n`);
process.exitCode = errors.length > 0 ? 1 : 0;
