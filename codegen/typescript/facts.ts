import type { PathAvailability, Releases } from "../../src/schema/availability.js";
import type { Schema } from "../../src/schema/model.js";

/** The comment of a value: our words, then what its type can't say and the words didn't. */
export function describeValue(
  words: string | undefined,
  schema: Schema,
  available?: PathAvailability,
): string[] {
  const said = words?.includes("default");
  const facts = factsOf(said ? omitDefault(schema) : schema, available);
  return [words, facts].filter((line) => line !== undefined && line !== "") as string[];
}

function omitDefault({ default: _, ...others }: Schema): Schema {
  return others;
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
