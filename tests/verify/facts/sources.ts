import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../../codegen/root.js";
import { endpointFacts, type Facts, schemaFacts } from "./facts.js";

type Json = Record<string, unknown>;

/** Facts by `GET /nodes`. */
export type Description = Map<string, Facts>;

/** `schema/pve-9.2.json`, read as plain JSON. */
export function readSchema(release: string): Description {
  const text = readFileSync(join(ROOT, "schema", `pve-${release}.json`), "utf8");
  const { endpoints } = JSON.parse(text) as { endpoints: Json[] };
  return new Map(
    endpoints.map((endpoint) => [
      `${endpoint["method"]} ${endpoint["path"]}`,
      endpointFacts(endpoint),
    ]),
  );
}

/** Proxmox's own file: the array between its first bracket and the semicolon behind it. */
export function readRaw(file: string): Description {
  const text = readFileSync(file, "utf8");
  const start = text.indexOf("[", text.search(/(?:apiSchema|pveapi)\s*=/));
  const end = text.indexOf("\n;", start);
  const tree = JSON.parse(
    text.slice(start, end === -1 ? text.lastIndexOf("]") + 1 : end),
  ) as Json[];
  const found: Description = new Map();
  const visit = (node: Json) => {
    const path = String(node["path"]);
    for (const [method, info] of Object.entries((node["info"] ?? {}) as Record<string, Json>)) {
      found.set(`${method} ${path}`, endpointFacts(declared(info, path)));
    }
    for (const child of (node["children"] ?? []) as Json[]) visit(child);
  };
  tree.forEach(visit);
  return found;
}

/**
 * Parameters given as `allOf` of what all types take and `oneOf` of what each type takes: one object. A
 * property of all types alike is as it is; of the others each form names its types.
 */
function combined(parameters: Json): Json {
  if (!Array.isArray(parameters["allOf"])) return parameters;
  const parts = parameters["allOf"] as Json[];
  const properties = Object.assign({}, ...parts.map((part) => part["properties"])) as Json;
  for (const part of parts.filter((one) => Array.isArray(one["oneOf"]))) {
    const types = part["oneOf"] as Json[];
    const decides = String(part["type-property"]);
    const names = new Set(types.flatMap((type) => Object.keys(type["properties"] as Json)));
    for (const name of names) {
      const forms = new Map<string, { schema: Json; of: string[] }>();
      for (const type of types) {
        const schema = (type["properties"] as Json)[name] as Json | undefined;
        if (!schema) continue;
        const same = JSON.stringify(
          [...schemaFacts(schema, "")].map(([at, own]) => [at, [...own]]),
        );
        const form = forms.get(same) ?? { schema, of: [] };
        form.of.push(...[type["instance-types"] ?? type["instance-type"]].flat().map(String));
        forms.set(same, form);
      }
      const all = types.flatMap((type) => type["instance-types"] ?? type["instance-type"]).length;
      const [first, ...others] = [...forms.values()];
      properties[name] =
        first && others.length === 0 && first.of.length === all
          ? first.schema
          : {
              "type-property": decides,
              oneOf: [...forms.values()].map(({ schema, of }) => ({
                ...schema,
                "instance-types": of,
              })),
            };
    }
    properties[decides] = part["type-property-schema"];
  }
  return { additionalProperties: 0, properties };
}

/** What a path needs is a parameter, also where nobody declares it, and none can be left out. */
function declared(info: Json, path: string): Json {
  const parameters = combined((info["parameters"] ?? {}) as Json);
  const properties = (parameters["properties"] ?? {}) as Json;
  const names = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name as string);
  const added = Object.fromEntries(
    names.map((name) => [
      name,
      { ...((properties[name] as Json | undefined) ?? { type: "string" }), optional: 0 },
    ]),
  );
  return { ...info, parameters: { ...parameters, properties: { ...properties, ...added } } };
}
