import { eachSchema } from "../../src/schema/each-schema.js";
import { keyOf } from "../../src/schema/model.js";
import { isKnownKeyword } from "../../src/schema/normalise.js";
import { placeOf } from "./place.js";
import type { Questions } from "./question.js";

/** Keywords that aren't understood here: what has them is closed, or is kept as a fact without a meaning. */
export const questionsOfKeywords: Questions = ({ newest }) => {
  const unknown = new Map<string, string>();
  for (const endpoint of newest.endpoints) {
    for (const schema of [endpoint.parameters, endpoint.returns ?? {}]) {
      eachSchema(schema, "", (each, where) => {
        const names = [
          ...(each.unknown ?? []),
          ...Object.keys(each).filter((n) => !isKnownKeyword(n)),
        ];
        for (const name of names) {
          if (!unknown.has(name)) unknown.set(name, `${keyOf(endpoint)} ${where}`.trim());
        }
      });
    }
  }
  return [...unknown].map(([name, where]) => ({
    kind: "keyword",
    at: placeOf("src/schema/normalise.ts", "const SCHEMA_KEYWORDS"),
    text: `${name} isn't understood, first in ${where}`,
  }));
};
