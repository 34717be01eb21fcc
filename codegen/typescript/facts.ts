import type { Schema } from "../../src/schema/model.js";
import type { Span } from "../history.js";

/** The comment of a value: our words, then what its type can't say and the words didn't. */
export function describeValue(words: string | undefined, schema: Schema, span?: Span): string[] {
  const said = words?.includes("default");
  const facts = factsOf(said ? omitDefault(schema) : schema, span);
  return [words, facts].filter((line) => line !== undefined && line !== "") as string[];
}

function omitDefault({ default: _, ...others }: Schema): Schema {
  return others;
}

/** What a type can't say about a value, in a few words: `from 1 to 64; default 1; since 9.0`. */
export function factsOf(schema: Schema, span: Span = {}): string {
  return [
    range("from", schema.minimum, "to", schema.maximum),
    length(schema.minLength, schema.maxLength),
    typeof schema.format === "string" && `format ${schema.format}`,
    schema.pattern !== undefined && schema.pattern.length < 60 && `matches ${schema.pattern}`,
    schema.default !== undefined && `default ${schema.default}`,
    schema.requires !== undefined && `needs ${schema.requires}`,
    schema["instance-types"] &&
      `only with ${schema["type-property"] ?? "type"} ${schema["instance-types"].join(" or ")}`,
    ...spanFacts(span),
  ]
    .filter((fact) => fact !== false && fact !== undefined && fact !== "")
    .join("; ");
}

export function spanFacts({ since, until }: Span): string[] {
  return [
    ...(since === undefined ? [] : [`since Proxmox VE ${since}`]),
    ...(until === undefined ? [] : [`until Proxmox VE ${until}`]),
  ];
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
