import { describe, expect, it } from "vitest";
import { sayings, synonyms } from "../../../overrides/words/synonyms.js";
import { loadCatalogue } from "../../../src/data/catalogue.js";
import { german, spanish } from "./questions/languages.js";
import { questions } from "./questions.js";
import { type Outcome, recall, searchOutcomes } from "./search-outcomes.js";

const { endpoints } = loadCatalogue();

describe("the questions", () => {
  it("are many, in three languages, each asked once", () => {
    expect(questions.length).toBeGreaterThanOrEqual(130);
    expect(german.length).toBeGreaterThanOrEqual(15);
    expect(spanish.length).toBeGreaterThanOrEqual(15);
    expect(new Set(questions.map(({ ask }) => ask)).size).toBe(questions.length);
  });

  it("accept only endpoints that exist in the newest release", () => {
    const unknown = questions.flatMap(({ ask, accept }) =>
      accept
        .filter((key) => endpoints[key] === undefined || endpoints[key].until !== undefined)
        .map((key) => `${ask}: ${key}`),
    );
    expect(unknown).toEqual([]);
  });
});

describe("the vocabulary", () => {
  it("is written as search reads it: lower case ASCII, words apart by one space", () => {
    expect(Object.keys(synonyms).filter((said) => !/^[a-z0-9]+( [a-z0-9]+)*$/.test(said))).toEqual(
      [],
    );
  });

  it("says only of endpoints that exist what operators ask them for", () => {
    const known = new Set<string>(Object.keys(endpoints));
    expect([...sayings.keys()].filter((key) => !known.has(key))).toEqual([]);
  });
});

describe("recall", () => {
  const outcome = (rank: number | undefined) => ({ rank }) as Outcome;

  it.each([
    [1, 0.25],
    [5, 0.5],
  ])("within the first %i counts what was found so early", (depth, share) => {
    expect(recall([outcome(1), outcome(5), outcome(6), outcome(undefined)], depth)).toBe(share);
  });
});

describe("search", () => {
  const outcomes = searchOutcomes();

  it("has the answer among its first five for 95 % of the questions", () => {
    expect(recall(outcomes, 5)).toBeGreaterThanOrEqual(0.95);
  });

  it("has the answer first for 75 %", () => {
    expect(recall(outcomes, 1)).toBeGreaterThanOrEqual(0.75);
  });
});
