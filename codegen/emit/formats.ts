import type { PathAvailability } from "../../src/schema/availability.js";
import { keyOf, type Schema } from "../../src/schema/model.js";
import { header } from "../header.js";
import type { Emitter, Model } from "../model.js";
import { describeValue } from "../typescript/facts.js";
import { type NamedFormat, nameFormats } from "../typescript/formats.js";
import { docComment, propertyKey } from "../typescript/print.js";
import { parameterType } from "../typescript/type-of.js";

/** `generated/types/formats.ts`: the keys of each property string. */
export const emitFormats: Emitter = (model) => [
  {
    path: "generated/types/formats.ts",
    text:
      header(model.release) +
      [...nameFormats(model.api).values()].map((named) => declaration(named, model)).join("\n"),
  },
];

function declaration(named: NamedFormat, model: Model): string {
  const keys = Object.entries(named.format)
    .filter(([, schema]) => schema.alias === undefined)
    .map(([key, schema]) => property(key, schema, named, model));
  const title = docComment([`\`${named.parameter}\`: ${exampleShape(named.format)}`]);
  return `${title}export type ${named.name} = {\n${keys.join("")}};\n`;
}

function property(key: string, schema: Schema, named: NamedFormat, model: Model): string {
  const words = model.words.parameter(named.endpoint, `${named.parameter}.${key}`);
  const lines = describeValue(words, schema, availabilityOf(key, named, model));
  const type = parameterType(schema, () => undefined);
  return `${docComment(lines, "  ")}  ${propertyKey(key)}${schema.optional ? "?" : ""}: ${type};\n`;
}

function availabilityOf(
  key: string,
  { endpoint, parameter }: NamedFormat,
  { availability }: Model,
): PathAvailability | undefined {
  const paths = availability.endpoints[keyOf(endpoint)]?.parameters;
  return paths?.[`${parameter}.${key}`] ?? paths?.[`${parameter}[].${key}`];
}

/** `[model=]…,bridge=…`: how the string begins. */
function exampleShape(format: Record<string, Schema>): string {
  const keys = Object.entries(format).filter(([, schema]) => schema.alias === undefined);
  const shown = keys
    .sort(([, a], [, b]) => rank(a) - rank(b))
    .slice(0, 3)
    .map(([key, schema]) => (schema.default_key ? `[${key}=]…` : `${key}=…`));
  return `${shown.join(",")}${keys.length > shown.length ? ",…" : ""}`;
}

/** The bare key first, then what must be given. */
function rank(schema: Schema): number {
  return schema.default_key ? 0 : schema.optional ? 2 : 1;
}
