import type { PathAvailability } from "../../src/schema/availability.js";
import { keyOf, type Schema } from "../../src/schema/model.js";
import type { SurfaceEmitter } from "../emitter.js";
import type { Model } from "../model.js";
import { describeValue } from "../typescript/facts.js";
import { type NamedFormat, nameFormats } from "../typescript/formats.js";
import { type Member, objectType, printFile, typeAlias } from "../typescript/print.js";
import { parameterType } from "../typescript/type-of.js";

/** `generated/surface/types/formats.ts`: the keys of each property string. */
export const emitFormats: SurfaceEmitter = (model) => {
  const types = [...nameFormats(model.api).values()].map((named) => {
    const docs = [`\`${named.parameter}\`: ${exampleShape(named.format)}`];
    return typeAlias(named.name, objectType(membersOfFormat(named, model)), docs);
  });
  return [printFile("generated/surface/types/formats.ts", types)];
};

function membersOfFormat(named: NamedFormat, model: Model): Member[] {
  return Object.entries(named.format)
    .filter(([, schema]) => schema.alias === undefined)
    .map(([key, schema]) => {
      const words = model.words.parameter(named.endpoint, `${named.parameter}.${key}`);
      return {
        name: key,
        type: parameterType(schema, () => undefined),
        optional: schema.optional === true,
        docs: describeValue(words, schema, availabilityOf(key, named, model)),
      };
    });
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
