import { rmSync } from "node:fs";
import { join } from "node:path";
import { buildProgram, writeData } from "./bundle.js";
import { writeNotices } from "./notices.js";
import { ROOT } from "./root.js";
import { writeOpenApiModules } from "./write-openapi.js";
import { writeTypes } from "./write-types.js";

/** `npm run build`: the program, the library, their types and their data, in `dist/`. */
const DIST = join(ROOT, "dist");

rmSync(DIST, { recursive: true, force: true });
const program = await buildProgram(DIST);
writeData(DIST);
writeNotices(DIST, program);
writeOpenApiModules(DIST);
writeTypes(DIST);
