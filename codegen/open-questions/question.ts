import type { Api } from "../../src/schema/model.js";
import type { WordsFile } from "../words.js";

/** Something that only a person can decide or write. */
export interface Question {
  /** `overrides/words/ha.ts:12` */
  at: string;
  /** `words`, `tier` … */
  kind: string;
  text: string;
}

export interface QuestionSource {
  /** Every imported release, oldest first. */
  apis: readonly Api[];
  newest: Api;
  words: readonly WordsFile[];
}

export type Questions = (source: QuestionSource) => Question[];
