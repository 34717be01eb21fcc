import { resolve } from "node:path";
import { ROOT } from "../root.js";
import { checkImports } from "./check-imports.js";

const root = resolve(process.argv[2] ?? ROOT);
const { files, violations } = checkImports(root);
for (const violation of violations) process.stderr.write(`${violation}\n`);
process.stdout.write(`imports: ${files} files read, ${violations.length} violations\n`);
if (files === 0) process.stderr.write(`no source in ${root}\n`);
process.exitCode = violations.length > 0 || files === 0 ? 1 : 0;
