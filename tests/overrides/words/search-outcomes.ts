import { loadCatalogue } from "../../../src/data/catalogue.js";
import { parameterNames } from "../../../src/tools/find-endpoint.js";
import { searchEndpoints } from "../../../src/tools/search.js";
import { type Question, questions } from "./questions.js";

/** How search did on one question. */
export interface Outcome {
  question: Question;
  /** Place of the first right endpoint, from 1; undefined where it is missing. */
  rank: number | undefined;
  /** What stands first. */
  first: string | undefined;
}

export function searchOutcomes(): Outcome[] {
  return questions.map((question) => {
    const found = searchEndpoints(loadCatalogue(), question.ask, parameterNames).map(
      ({ endpoint }) => endpoint,
    );
    const at = found.findIndex((endpoint) => question.accept.includes(endpoint));
    return { question, rank: at < 0 ? undefined : at + 1, first: found[0] };
  });
}

/** The share of questions, from 0 to 1, whose answer stands among the first `depth`. */
export function recall(outcomes: readonly Outcome[], depth: number): number {
  const found = outcomes.filter(({ rank }) => rank !== undefined && rank <= depth);
  return found.length / outcomes.length;
}
