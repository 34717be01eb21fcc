import { isObject, sortKeys } from "../kit/objects.js";

type Raw = Record<string, unknown>;

/**
 * Parameters written as `allOf` of objects, and as `oneOf` of objects by the value of one parameter,
 * as the flat form that all other endpoints use: each property once, with `type-property` and its
 * variants by `instance-types`. HA rules of pve-manager 9.2.11 are the first that need it.
 *
 * @returns undefined where a part isn't understood, so that the caller closes the endpoint
 */
export function flattenParameters(raw: Raw): Raw | undefined {
  if (!["allOf", "oneOf", "anyOf"].some((keyword) => keyword in raw)) return raw;
  const parts = Array.isArray(raw["allOf"]) ? raw["allOf"].map(flattenPart) : [flattenPart(raw)];
  const flat: Raw[] = [];
  for (const part of parts) {
    if (!part) return undefined;
    flat.push(part);
  }
  const own = Object.keys(raw).filter((keyword) => !IGNORED.has(keyword));
  if (Array.isArray(raw["allOf"]) && own.some((keyword) => keyword !== "allOf")) return undefined;
  const properties = flat.map((part) => part["properties"] as Raw);
  return {
    properties: Object.assign({}, ...properties),
    // a part that is closed refuses what only the others have, so all of them are taken as one
    ...(flat.some(isClosed) && { additionalProperties: 0 }),
  };
}

const IGNORED = new Set(["type", "description", "additionalProperties", "optional"]);

const isClosed = ({ additionalProperties }: Raw): boolean =>
  additionalProperties === 0 || additionalProperties === "0" || additionalProperties === false;

function flattenPart(part: unknown): Raw | undefined {
  if (!isObject(part)) return undefined;
  const keywords = Object.keys(part).filter((keyword) => !IGNORED.has(keyword));
  if ("oneOf" in part) {
    const isKnown = keywords.every((keyword) => ONE_OF.has(keyword));
    return isKnown ? flattenVariants(part) : undefined;
  }
  const isPlain = keywords.every((keyword) => keyword === "properties");
  return isPlain ? { ...part, properties: part["properties"] ?? {} } : undefined;
}

const ONE_OF = new Set(["oneOf", "type-property", "type-property-schema"]);

/** `oneOf` by type: a property that all variants have alike is plain, any other has variants. */
function flattenVariants(part: Raw): Raw | undefined {
  const decides = part["type-property"];
  if (typeof decides !== "string" || !Array.isArray(part["oneOf"])) return undefined;
  const properties = new Map<string, { types: string[]; schema: Raw }[]>();
  const variants: { types: string[]; part: Raw }[] = [];
  for (const variant of part["oneOf"]) {
    const types = isObject(variant) ? instanceTypes(variant) : undefined;
    if (!types || !isObject(variant)) return undefined;
    variants.push({ types, part: variant });
  }
  for (const { types, part: variant } of variants) {
    const own = isObject(variant["properties"]) ? variant["properties"] : {};
    for (const [name, schema] of Object.entries(own)) {
      if (!isObject(schema)) return undefined;
      const known = properties.get(name) ?? [];
      properties.set(name, known);
      const same = known.find((entry) => alike(entry.schema, schema));
      if (same) same.types.push(...types);
      else known.push({ types: [...types], schema });
    }
  }
  const total = variants.flatMap(({ types }) => types).length;
  const flat = [...properties].map(([name, found]): [string, Raw] => {
    const [first] = found;
    if (first && found.length === 1 && first.types.length === total) return [name, first.schema];
    const oneOf = found.map(({ types, schema }) => ({ ...schema, "instance-types": types }));
    return [name, { oneOf, "type-property": decides }];
  });
  const deciding = part["type-property-schema"];
  return {
    properties: {
      ...Object.fromEntries(flat),
      [decides]: isObject(deciding)
        ? deciding
        : { type: "string", enum: variants.flatMap(({ types }) => types) },
    },
    ...(variants.every(({ part: variant }) => isClosed(variant)) && { additionalProperties: 0 }),
  };
}

function instanceTypes(variant: Raw): string[] | undefined {
  const { "instance-type": one, "instance-types": several } = variant;
  if (typeof one === "string") return [one];
  return Array.isArray(several) ? several.map(String) : undefined;
}

const alike = (a: Raw, b: Raw): boolean =>
  JSON.stringify(sortKeys(a)) === JSON.stringify(sortKeys(b));
