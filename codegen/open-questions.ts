import { questionsOfExamples } from "./open-questions/examples.js";
import { questionsOfFormats } from "./open-questions/formats.js";
import { questionsOfKeywords } from "./open-questions/keywords.js";
import { questionsOfPropertyStrings } from "./open-questions/property-strings.js";
import type { Question, Questions } from "./open-questions/question.js";
import { questionsOfSecrets } from "./open-questions/secrets.js";
import { questionsOfTiers } from "./open-questions/tiers.js";
import { questionsOfWords } from "./open-questions/words.js";

const ALL: readonly Questions[] = [
  questionsOfKeywords,
  questionsOfTiers,
  questionsOfSecrets,
  questionsOfFormats,
  questionsOfPropertyStrings,
  questionsOfExamples,
  questionsOfWords,
];

/** What the newest release asks of people: each with the file and line where its answer goes. */
export const openQuestions: Questions = (source) => ALL.flatMap((ask): Question[] => ask(source));
