import { eachSchema } from "../../src/schema/each-schema.js";
import { readFormatName } from "../../src/schema/formats.js";
import { keyOf } from "../../src/schema/model.js";
import { namedPropertyString } from "../../src/schema/named-property-strings.js";
import { placeOf } from "./place.js";
import type { Questions } from "./question.js";

/** Formats that the descriptions only name and that have no rule here. */
export const questionsOfFormats: Questions = ({ newest }) => {
  const missing = new Map<string, string>();
  for (const endpoint of newest.endpoints) {
    for (const schema of [endpoint.parameters, endpoint.returns ?? {}]) {
      eachSchema(schema, "", ({ format }, where) => {
        if (typeof format !== "string" || missing.has(format)) return;
        if (namedPropertyString(format) || readFormatName(format).format) return;
        missing.set(format, `${keyOf(endpoint)} ${where}`);
      });
    }
  }
  return [...missing].map(([format, where]) => ({
    kind: "format",
    at: placeOf("src/schema/formats.ts", "const FORMATS"),
    text: `${format} has no rule, first in ${where}`,
  }));
};
