import { eachSchema } from "../../src/schema/each-schema.js";
import { readFormatName } from "../../src/schema/formats.js";
import { namedPropertyString } from "../../src/schema/named-property-strings.js";
import { placeOf } from "./place.js";
import type { Questions } from "./question.js";

const FILE = "src/schema/named-property-strings.ts";

/** Keys of property strings whose format is only named, and that have no schema here. */
export const questionsOfPropertyStrings: Questions = ({ newest }) => {
  const missing = new Map<string, Set<string>>();
  for (const { parameters } of newest.endpoints) {
    eachSchema(parameters, "", ({ format, keys = [] }) => {
      if (typeof format !== "string" || readFormatName(format).format) return;
      const known = namedPropertyString(format) ?? {};
      const unknown = keys.filter((key) => !Object.hasOwn(known, key));
      if (unknown.length > 0) missing.set(format, new Set(unknown));
    });
  }
  return [...missing].map(([format, keys]) => ({
    kind: "keys",
    at: placeOf(FILE, namedPropertyString(format) ? `"${format}": {` : "const NAMED"),
    text: `${format}: ${[...keys].join(", ")} without a schema`,
  }));
};
