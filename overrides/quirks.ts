/** Where the API isn't what its schema says, mended on the way there and back. */
import * as answers from "./quirks/answers.js";
import * as requests from "./quirks/requests.js";
import type { AnswerQuirk, RequestQuirk } from "./quirks/types.js";

export type { AnswerQuirk, QuirkTools, RequestQuirk } from "./quirks/types.js";

export const requestQuirks: readonly RequestQuirk[] = Object.values(requests);

export const answerQuirks: readonly AnswerQuirk[] = Object.values(answers);
