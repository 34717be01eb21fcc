import { checkCoverage } from "../coverage.js";
import type { WordsFile } from "../words.js";
import { placeOf } from "./place.js";
import type { Question, Questions } from "./question.js";

/** Endpoints and parameters without a line of words. */
export const questionsOfWords: Questions = ({ apis, words }) =>
  [...checkCoverage(words, apis).missing.values()].flatMap(({ endpoints, parameters }) => [
    ...endpoints.map((key): Question => {
      const { file, neighbour } = nearestFile(key, words);
      return { kind: "words", at: placeOf(file, neighbour), text: `${key} has no words` };
    }),
    ...[...parameters].map(([name, [first = "", ...others]]): Question => {
      const more = others.length > 0 ? ` and ${others.length} more` : "";
      const { file } = nearestFile(first, words);
      const text = `${name} of ${first}${more} has no words`;
      return { kind: "words", at: placeOf(file, "parameters: {"), text };
    }),
  ]);

/** The file that describes the endpoint with the most path in common, the shortest of several. */
function nearestFile(
  key: string,
  words: readonly WordsFile[],
): { file: string; neighbour: string } {
  const all = words.flatMap(({ file, words: own }) =>
    Object.keys(own.endpoints).map((other) => ({
      file: `overrides/words/${file}`,
      neighbour: `"${other}"`,
      common: commonSegments(key, other),
    })),
  );
  const [best] = all.sort((a, b) => b.common - a.common || a.neighbour.length - b.neighbour.length);
  return best ?? { file: "overrides/words/shared.ts", neighbour: "endpoints: {" };
}

function commonSegments(a: string, b: string): number {
  const segments = (key: string) => key.slice(key.indexOf("/") + 1).split("/");
  const [one, other] = [segments(a), segments(b)];
  const differs = one.findIndex((segment, index) => segment !== other[index]);
  return differs === -1 ? one.length : differs;
}
