import { isObject } from "../../kit/objects.js";
import { type Api, METHODS } from "../../schema/model.js";

/** The deepest schema nests a dozen; readers of one go as deep as it does. */
const DEEPEST = 100;

/**
 * Reads a file as an import writes it.
 *
 * @throws SyntaxError that names what in it no import writes
 */
export function readApi(text: string): Api {
  const api: unknown = JSON.parse(text);
  const { product, release, endpoints } = isObject(api) ? api : {};
  if (typeof release !== "string" || !Array.isArray(endpoints)) {
    throw new SyntaxError("no release and no endpoints in it; expected an imported schema");
  }
  for (const [index, endpoint] of endpoints.entries()) checkEndpoint(endpoint, index);
  return { ...(api as Api), product: typeof product === "string" ? product : "pve" };
}

function checkEndpoint(endpoint: unknown, index: number): void {
  const { method, path, parameters, returns } = isObject(endpoint) ? endpoint : {};
  const isNamed = METHODS.some((known) => known === method) && /^\/\S*$/.test(String(path));
  if (!isNamed) throw new SyntaxError(`endpoint ${index} has no method or no path`);
  const where = `${method} ${path}`;
  checkSchema(parameters, `${where} parameters`);
  if (returns !== undefined) checkSchema(returns, `${where} returns`);
}

/** Keywords by what they hold. */
const HOLDS_SCHEMAS = ["properties", "format"] as const;
const HOLDS_SCHEMA = ["items", "additionalProperties"] as const;
const HOLDS_LIST = ["enum", "keys", "oneOf", "instance-types", "links", "unknown"] as const;

function checkSchema(schema: unknown, where: string, depth = 0): void {
  if (depth > DEEPEST) throw new SyntaxError(`${where.slice(0, 80)}… nests deeper than ${DEEPEST}`);
  if (!isObject(schema)) throw new SyntaxError(`${where} holds no schema`);
  for (const keyword of HOLDS_LIST) {
    const list = schema[keyword];
    if (list !== undefined && !Array.isArray(list)) {
      throw new SyntaxError(`${where} has ${keyword} that is no list`);
    }
  }
  for (const keyword of HOLDS_SCHEMAS) {
    const inside = schema[keyword];
    if (inside === undefined || (keyword === "format" && typeof inside === "string")) continue;
    if (!isObject(inside)) throw new SyntaxError(`${where} has ${keyword} without names`);
    for (const [name, child] of Object.entries(inside)) {
      checkSchema(child, `${where} ${name}`, depth + 1);
    }
  }
  for (const keyword of HOLDS_SCHEMA) {
    const inside = schema[keyword];
    if (inside === undefined || typeof inside === "boolean") continue;
    checkSchema(inside, `${where} ${keyword}`, depth + 1);
  }
  for (const variant of (schema["oneOf"] ?? []) as unknown[]) {
    checkSchema(variant, `${where} oneOf`, depth + 1);
  }
}
