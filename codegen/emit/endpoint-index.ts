import { functionName } from "../../src/schema/function-name.js";
import { header } from "../header.js";
import type { Emitter } from "../model.js";

/** `generated/endpoints/index.ts`: every function, each by name. */
export const emitEndpointIndex: Emitter = (model) => {
  const exports = [...model.areas].map(([area, endpoints]) => {
    const names = endpoints.map((endpoint) => `  ${functionName(endpoint)},\n`);
    return `export {\n${names.join("")}} from "./${area}.js";\n`;
  });
  return [{ path: "generated/endpoints/index.ts", text: header(model.release) + exports.join("") }];
};
