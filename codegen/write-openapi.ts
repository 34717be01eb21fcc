import { join } from "node:path";
import { writeAtomically } from "../src/kit/atomic-write.js";
import { type OpenApiOptions, printOpenApi } from "../src/openapi/document.js";
import { openApi } from "../src/openapi.js";
import { loadApis, pickRelease } from "./load.js";
import { ROOT } from "./root.js";

/**
 * Writes the OpenAPI document of a release.
 *
 * @returns the file
 * @throws UserError that lists the releases there are
 */
export function writeOpenApi(
  release?: string,
  options: OpenApiOptions = {},
  folder = join(ROOT, "dist/openapi"),
): string {
  const target = pickRelease(loadApis(), release).release;
  const file = join(folder, `pve-${target}.json`);
  writeAtomically(file, printOpenApi(openApi(target, options)));
  return file;
}

/**
 * `openapi/` of the package: a module for each release that makes its document when imported. As
 * JSON, each of them would take half the room of the package.
 */
export function writeOpenApiModules(dist: string): void {
  const folder = join(dist, "openapi");
  for (const { release } of loadApis()) {
    const code = `import{openApi}from"../openapi.js";export default openApi("${release}");\n`;
    writeAtomically(join(folder, `pve-${release}.js`), code);
  }
  const types =
    'import type { OpenApi } from "../types/src/openapi.js";\n' +
    "declare const document: OpenApi;\nexport default document;\n";
  writeAtomically(join(folder, "document.d.ts"), types);
}
