import { synonyms } from "../../overrides/words/synonyms.js";
import type { Catalogue } from "../schema/catalogue.js";
import type { EndpointKey } from "../schema/model.js";
import { compare } from "../schema/objects.js";

export interface Hit {
  endpoint: EndpointKey;
  score: number;
}

interface Index {
  /** term → endpoint's position → weight of the term there. */
  postings: Map<string, Map<number, number>>;
  keys: EndpointKey[];
  /** Length of each document, in weighted terms. */
  lengths: number[];
  averageLength: number;
}

/** How much a word says about an endpoint, by where it stands. */
const WEIGHTS = { path: 2, lastSegment: 2.5, line: 3, verb: 1.5, parameter: 0.3 };

/** Okapi BM25's usual constants: how fast repetition saturates, how much length counts. */
const SATURATION = 1.2;
const LENGTH_NORMALISATION = 0.5;

/** What each verb does, in the words people use. */
const VERB_TERMS: Record<string, string[]> = {
  GET: ["show", "list", "get", "read", "status"],
  POST: ["create", "add", "new", "start", "run"],
  PUT: ["update", "change", "set", "edit"],
  DELETE: ["delete", "remove", "destroy"],
};

/** Words that tell nothing apart. */
const STOP_WORDS = new Set(
  "a an and are as at be by do does for from has have how i in is it its me my of on or our that the this to what when where which who why will with you your".split(
    " ",
  ),
);

let cached: { catalogue: Catalogue; index: Index } | undefined;

/**
 * Ranks endpoints by the words of a question: our lines, paths and parameter names under BM25, with
 * the question widened by synonyms (`overrides/words/synonyms.ts`).
 */
export function searchEndpoints(
  catalogue: Catalogue,
  query: string,
  parametersOf: (key: EndpointKey) => readonly string[],
): Hit[] {
  if (cached?.catalogue !== catalogue) {
    cached = { catalogue, index: buildIndex(catalogue, parametersOf) };
  }
  const { index } = cached;
  const scores = new Map<number, number>();
  for (const [term, weight] of queryTerms(query)) {
    const posting = index.postings.get(term);
    if (!posting) continue;
    const rarity = Math.log(1 + (index.keys.length - posting.size + 0.5) / (posting.size + 0.5));
    for (const [document, frequency] of posting) {
      const length = (index.lengths[document] ?? 0) / index.averageLength;
      const norm = SATURATION * (1 - LENGTH_NORMALISATION + LENGTH_NORMALISATION * length);
      const gain = (rarity * weight * frequency * (SATURATION + 1)) / (frequency + norm);
      scores.set(document, (scores.get(document) ?? 0) + gain);
    }
  }
  return [...scores]
    .map(([document, score]) => ({ endpoint: index.keys[document] as EndpointKey, score }))
    .sort((a, b) => b.score - a.score || compare(a.endpoint, b.endpoint));
}

function buildIndex(
  catalogue: Catalogue,
  parametersOf: (key: EndpointKey) => readonly string[],
): Index {
  const keys = Object.keys(catalogue.endpoints) as EndpointKey[];
  const postings: Index["postings"] = new Map();
  const lengths: number[] = [];
  for (const [document, key] of keys.entries()) {
    const terms = documentTerms(key, catalogue.endpoints[key]?.line ?? "", parametersOf(key));
    let length = 0;
    for (const [term, weight] of terms) {
      const posting = postings.get(term) ?? new Map<number, number>();
      posting.set(document, weight);
      postings.set(term, posting);
      length += weight;
    }
    lengths.push(length);
  }
  const averageLength =
    lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  return { postings, keys, lengths, averageLength };
}

function documentTerms(
  key: EndpointKey,
  line: string,
  parameters: readonly string[],
): Map<string, number> {
  const [method = "", path = ""] = key.split(" ");
  const segments = path.split("/").filter((segment) => segment && !segment.startsWith("{"));
  const terms = new Map<string, number>();
  const add = (text: string, weight: number) => {
    for (const term of tokens(text)) terms.set(term, (terms.get(term) ?? 0) + weight);
  };
  add(segments.join(" "), WEIGHTS.path);
  add(segments.at(-1) ?? "", WEIGHTS.lastSegment);
  add(line, WEIGHTS.line);
  add((VERB_TERMS[method] ?? []).join(" "), WEIGHTS.verb);
  add(parameters.join(" "), WEIGHTS.parameter);
  return terms;
}

/** A synonym counts a little less than the word that was used. */
const SYNONYM_WEIGHT = 0.8;

function queryTerms(query: string): Map<string, number> {
  const terms = new Map<string, number>();
  const put = (text: string, weight: number) => {
    for (const term of tokens(text)) terms.set(term, Math.max(terms.get(term) ?? 0, weight));
  };
  put(query, 1);
  const plain = ` ${foldCase(query)} `;
  for (const [words, meaning] of Object.entries(synonyms)) {
    if (plain.includes(` ${words} `)) put(meaning.join(" "), SYNONYM_WEIGHT);
  }
  return terms;
}

function tokens(text: string): string[] {
  return foldCase(text)
    .split(" ")
    .filter((word) => word !== "" && !STOP_WORDS.has(word))
    .map(stem);
}

/** Lower case, no accents, words apart by single spaces. */
function foldCase(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

/** Enough for English plurals and verb forms; both sides are cut the same way. */
function stem(word: string): string {
  if (word.length <= 3) return word;
  return word
    .replace(/(ies)$/, "y")
    .replace(/(sses|shes|ches|xes)$/, (end) => end.slice(0, -2))
    .replace(/([^s])s$/, "$1")
    .replace(/(ing|ed)$/, "")
    .replace(/e$/, "");
}
