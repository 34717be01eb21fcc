import { defined } from "../../src/kit/defined.js";
import type { PathAvailability, Releases } from "../../src/schema/availability.js";
import type { Schema } from "../../src/schema/model.js";

/** The comment of a value: our words, then what neither they nor the type say. */
export function describeValue(
  words: string | undefined,
  schema: Schema,
  available?: PathAvailability,
): string[] {
  const facts = factsOf(words === undefined ? schema : unsaid(words, schema), available);
  const line = [words, facts].filter(Boolean).join("; ");
  return line === "" ? [] : [line];
}

/** Without the facts that our words say as well, and without the format, which they explain. */
function unsaid(words: string, { format: _, ...schema }: Schema): Schema {
  const { default: fallback, minimum, maximum, ...others } = schema;
  const says = (bound: number | undefined) =>
    bound === undefined || new RegExp(`(^|[^0-9.])${bound}([^0-9.]|$)`).test(words);
  return {
    ...others,
    ...(fallback !== undefined && !words.includes("default") && { default: fallback }),
    ...((!says(minimum) || !says(maximum)) && {
      ...defined({ minimum, maximum }),
    }),
  };
}

/** What a type can't say about a value, in a few words: `from 1 to 64; default 1; since 9.0`. */
export function factsOf(schema: Schema, available: PathAvailability = {}): string {
  return [
    range("from", schema.minimum, "to", schema.maximum),
    length(schema.minLength, schema.maxLength),
    typeof schema.format === "string" && `format ${schema.format}`,
    schema.pattern !== undefined && schema.pattern.length < 60 && `matches ${schema.pattern}`,
    schema.default !== undefined && `default ${schema.default}`,
    schema.requires !== undefined && `needs ${schema.requires}`,
    schema["instance-types"] &&
      `only with ${schema["type-property"] ?? "type"} ${schema["instance-types"].join(" or ")}`,
    available.in !== undefined && releasesFact(available.in),
    valuesFact(schema, available),
  ]
    .filter((fact) => fact !== false && fact !== undefined && fact !== "")
    .join("; ");
}

/** `since Proxmox VE 8.1` for `8.1-`, `until Proxmox VE 8.4` for `-8.4`. */
export function releasesFact(releases: Releases): string {
  return releases
    .split(",")
    .map((run) => {
      const [first = "", last = first] = run.split("-");
      if (last === "") return `since Proxmox VE ${first}`;
      if (first === "") return `until Proxmox VE ${last}`;
      return first === last ? `in Proxmox VE ${first}` : `in Proxmox VE ${first} to ${last}`;
    })
    .join(", ");
}

/** `opentelemetry since Proxmox VE 9.0`: values of the enum that some releases lack. */
function valuesFact(schema: Schema, { values = {} }: PathAvailability): string {
  return Object.entries(values)
    .filter(([value]) => schema.enum?.includes(value))
    .map(([value, releases]) => `${value} ${releasesFact(releases)}`)
    .join("; ");
}

function range(
  low: string,
  minimum: number | undefined,
  high: string,
  maximum: number | undefined,
) {
  return [
    minimum !== undefined && `${low} ${minimum}`,
    maximum !== undefined && `${high} ${maximum}`,
  ]
    .filter(Boolean)
    .join(" ");
}

function length(minimum: number | undefined, maximum: number | undefined): string {
  const text = range("at least", minimum, "at most", maximum);
  return text && `${text} characters`;
}
