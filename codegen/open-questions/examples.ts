import { exampleParameters } from "../../src/schema/example.js";
import { type Endpoint, keyOf } from "../../src/schema/model.js";
import { validate } from "../../src/schema/validate.js";
import { placeOf } from "./place.js";
import type { Question, Questions } from "./question.js";

/** Parameters for which no example can be made that fits. */
export const questionsOfExamples: Questions = ({ newest }) =>
  newest.endpoints.flatMap((endpoint) => problemsOf(endpoint));

function problemsOf(endpoint: Endpoint): Question[] {
  const question = (text: string): Question => ({
    kind: "example",
    at: placeOf("src/schema/example.ts", "const POOL"),
    text: `${keyOf(endpoint)}: ${text}`,
  });
  try {
    const { problems } = validate(endpoint, exampleParameters(endpoint, { all: true }), {
      encoding: "json",
    });
    return problems.map(({ message }) => question(message));
  } catch (error) {
    return [question((error as Error).message)];
  }
}
