import { compare } from "../../src/kit/objects.js";
import { pascalCase } from "../../src/schema/endpoint-name.js";
import { type Api, type Endpoint, keyOf, type Schema } from "../../src/schema/model.js";
import { propertyStringOf } from "../../src/schema/named-property-strings.js";
import { variantsOf } from "../../src/schema/variants.js";

type Format = Record<string, Schema>;

/** A property string, declared once however many parameters share it. */
export interface NamedFormat {
  name: string;
  schema: Schema;
  format: Format;
  /** Where its keys' words are looked up. */
  endpoint: Endpoint;
  parameter: string;
}

/**
 * Names every property string that a parameter takes: `PruneBackups` for one that Proxmox itself
 * names, `NodesQemuNet` for `net[n]` of POST /nodes/{node}/qemu. The latter is made from path and
 * parameter; where several share one, the shortest.
 */
export function nameFormats(api: Api): Map<string, NamedFormat> {
  const uses = api.endpoints.flatMap(formatsOf);
  uses.sort(
    (a, b) =>
      a.name.length - b.name.length ||
      compare(a.name, b.name) ||
      compare(keyOf(a.endpoint), keyOf(b.endpoint)),
  );
  const named = new Map<string, NamedFormat>();
  const taken = new Set<string>();
  for (const use of uses) {
    const identity = identityOf(use.schema);
    if (identity === undefined) continue;
    if (named.has(identity)) continue;
    const name = taken.has(use.name) ? `${use.name}${pascalCase(use.qualifier)}` : use.name;
    if (taken.has(name)) throw new Error(`two property strings are named ${name}`);
    taken.add(name);
    named.set(identity, { ...use, name });
  }
  return new Map([...named].sort(([, a], [, b]) => compare(a.name, b.name)));
}

interface Use extends NamedFormat {
  /** What tells two of the same name apart. */
  qualifier: string;
}

function formatsOf(endpoint: Endpoint): Use[] {
  return Object.entries(endpoint.parameters.properties ?? {}).flatMap(([parameter, schema]) =>
    variantsOf(schema).flatMap((variant) => {
      const format = propertyStringOf(variant);
      if (!format) return [];
      const qualifier = variant["instance-types"]?.join(" ") ?? endpoint.method.toLowerCase();
      const name = formatName(endpoint, parameter, variant);
      return [{ name, schema: variant, format, endpoint, parameter, qualifier }];
    }),
  );
}

function formatName({ path }: Endpoint, parameter: string, { format }: Schema): string {
  if (typeof format === "string") return pascalCase(format);
  const segments = path.split("/").filter((segment) => !segment.startsWith("{"));
  return pascalCase([...segments, parameter.replace("[n]", "")].join("-"));
}

/** Equal for property strings that differ in the vendor's sentences alone; undefined for none. */
export function identityOf(schema: Schema): string | undefined {
  if (propertyStringOf(schema) === undefined) return undefined;
  return JSON.stringify(schema.format, (key, value) =>
    key === "text" && typeof value === "string" ? undefined : value,
  );
}
