import { type HarmlessField, harmlessFields, secretNames } from "../../overrides/access.js";
import { eachSchema } from "../../src/schema/each-schema.js";
import { type Endpoint, keyOf } from "../../src/schema/model.js";
import { isSecretName } from "../../src/schema/secret.js";
import { classify, fits } from "../../src/tools/tier-of-endpoint.js";
import { placeOf } from "./place.js";
import type { Question, Questions } from "./question.js";

/** Names that sound like a secret and that nobody has looked at. */
export const questionsOfSecrets: Questions = ({ newest }) => [
  ...newest.endpoints.flatMap(doubtfulFields),
  ...[...parameterNames(newest.endpoints)]
    .filter((name) => isSecretName(name) && !secretNames.includes(name))
    .map((name) => ({
      kind: "secret",
      at: placeOf("overrides/access/secret-names.ts", "export const secretNames"),
      text: `the parameter ${name} counts as a secret`,
    })),
];

/** Of what tier `read` shows: fields that sound like a secret, and are neither hidden nor known as harmless. */
function doubtfulFields(endpoint: Endpoint): Question[] {
  const { tier, hidden = [] } = classify(endpoint);
  if (tier !== "read") return [];
  const isHarmless = (field: string) =>
    harmlessFields.some((known: HarmlessField) => known.field === field && fits(known, endpoint));
  return [...fieldsOf(endpoint)]
    .filter((field) => SECRET_FIELD.test(field) && !hidden.includes(field) && !isHarmless(field))
    .map((field) => ({
      kind: "secret",
      at: placeOf("overrides/access/harmless-fields.ts", "export const harmlessFields"),
      text: `${keyOf(endpoint)} of tier "read" answers "${field}": harmless, or hidden (overrides/access/hidden.ts)?`,
    }));
}

const SECRET_FIELD = /(^|[-_.])(keys?|\w*password|secret|ticket|token|keyring)$/;

function fieldsOf({ returns }: Endpoint): Set<string> {
  const fields = new Set<string>();
  eachSchema(returns ?? {}, "", (_, where) => {
    fields.add(where.split(".").at(-1)?.replace(/\[\]$/, "") ?? "");
  });
  return fields;
}

function parameterNames(endpoints: readonly Endpoint[]): Set<string> {
  const names = new Set<string>();
  for (const { parameters } of endpoints) {
    eachSchema(parameters, "", (_, where) => void (where !== "" && names.add(where)));
  }
  return names;
}
