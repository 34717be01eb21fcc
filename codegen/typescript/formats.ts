import { pascalCase } from "../../src/schema/function-name.js";
import { type Api, type Endpoint, keyOf, type Schema } from "../../src/schema/model.js";
import { compare } from "../../src/schema/objects.js";

type Format = Record<string, Schema>;

/** A property string, declared once however many parameters share it. */
export interface NamedFormat {
  name: string;
  format: Format;
  /** Where its keys' words are looked up. */
  endpoint: Endpoint;
  parameter: string;
}

/**
 * Names every property string that a parameter takes: `NodesQemuNet` for `net[n]` of
 * POST /nodes/{node}/qemu. Made from path and parameter; where several share one, the shortest.
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
    const identity = identityOf(use.format);
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
    variantsOf(schema).flatMap(({ format, "instance-types": types }) =>
      typeof format === "object"
        ? [
            {
              name: formatName(endpoint, parameter),
              format,
              endpoint,
              parameter,
              qualifier: types?.join(" ") ?? endpoint.method.toLowerCase(),
            },
          ]
        : [],
    ),
  );
}

/** A schema with the alternatives and items in which a format may stand. */
function variantsOf(schema: Schema): Schema[] {
  const types = schema["instance-types"];
  const inner = [...(schema.oneOf ?? []), ...(schema.items ? [schema.items] : [])];
  return [
    schema,
    ...inner.flatMap((variant) =>
      variantsOf({ ...(types && { "instance-types": types }), ...variant }),
    ),
  ];
}

function formatName({ path }: Endpoint, parameter: string): string {
  const segments = path.split("/").filter((segment) => !segment.startsWith("{"));
  return pascalCase([...segments, parameter.replace("[n]", "")].join("-"));
}

/** Equal for property strings that differ in the vendor's sentences alone. */
export function identityOf(format: Format): string {
  return JSON.stringify(format, (key, value) =>
    key === "text" && typeof value === "string" ? undefined : value,
  );
}
