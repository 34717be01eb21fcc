import { sayings, synonyms } from "../../overrides/words/synonyms.js";
import { compare } from "../kit/objects.js";
import type { Catalogue } from "../schema/catalogue.js";
import type { EndpointKey } from "../schema/model.js";

export interface Hit {
  endpoint: EndpointKey;
  score: number;
}

interface Index {
  keys: EndpointKey[];
  /** term → endpoint's position → weight of the term there. */
  postings: Map<string, Map<number, number>>;
  /** How likely each endpoint is meant before anything is asked. */
  priors: number[];
}

/** How much a word says about an endpoint, by where it stands. */
const WEIGHTS = { path: 2, lastSegment: 2.5, line: 3, saying: 2.5, parameter: 0.3 };

/** How fast the weights of a term in an endpoint saturate (BM25's k1; lengths don't count here). */
const SATURATION = 1.2;

/** How much each further word of a concept adds to the best one. */
const FURTHER_WORDS = 0.3;

/** How much an endpoint gains when it matches every concept of the question. */
const ALL_CONCEPTS = 1;

/** How much it gains when the question has words of its verb. */
const VERB_MEANT = 1.3;

/** What only older releases have is rarely meant. */
const GONE = 0.7;

/** Each segment makes a path a little more special. */
const PER_SEGMENT = 0.03;

/** Words that tell which verb is meant. */
const VERB_WORDS: Record<string, string> = {
  GET: "show list get read which what who when why how is are see display status log find check",
  POST: "create add new run make start open send",
  PUT: "update change set edit modify enable disable apply increase more rename resize",
  DELETE: "delete remove destroy revoke cancel",
};

/** Words that tell nothing apart. */
const STOP_WORDS = new Set(
  (
    "a an and as at be by do does did for from has have how i in it its me my of on or our that the " +
    "there to this we when where who why will with you your please want need can could should would"
  ).split(" "),
);

/** The longest phrase in the synonyms, in words. */
const LONGEST_PHRASE = 5;

let cached: { catalogue: Catalogue; index: Index } | undefined;
let vocabulary: Map<string, string[]> | undefined;

/**
 * Ranks endpoints by the words of a question. Each of its words or phrases is a concept with all that
 * it may stand for (`overrides/words/synonyms.ts`); an endpoint is its path, our line, what operators
 * ask for it and the names of its parameters.
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
  const concepts = conceptsOf(query);
  const verbs = verbsMeant(query, concepts);
  const scores = new Map<number, { sum: number; matched: number }>();
  for (const concept of concepts) {
    for (const [document, gain] of gainsOf(concept, index)) {
      const { sum, matched } = scores.get(document) ?? { sum: 0, matched: 0 };
      scores.set(document, { sum: sum + gain, matched: matched + 1 });
    }
  }
  return [...scores]
    .map(([document, { sum, matched }]) => {
      const endpoint = index.keys[document] as EndpointKey;
      const coverage = 1 + (ALL_CONCEPTS * matched) / concepts.length;
      const verb = verbs.has(endpoint.slice(0, endpoint.indexOf(" "))) ? VERB_MEANT : 1;
      return { endpoint, score: sum * coverage * verb * (index.priors[document] ?? 1) };
    })
    .sort((a, b) => b.score - a.score || compare(a.endpoint, b.endpoint));
}

/** What one concept adds to each endpoint: its best word there, and a little for the others. */
function gainsOf(terms: readonly string[], { keys, postings }: Index): Map<number, number> {
  const gains = new Map<number, number>();
  for (const term of terms) {
    const posting = postings.get(term);
    if (!posting) continue;
    const rarity = Math.log(1 + (keys.length - posting.size + 0.5) / (posting.size + 0.5));
    for (const [document, weight] of posting) {
      const gain = (rarity * weight * (SATURATION + 1)) / (weight + SATURATION);
      const before = gains.get(document) ?? 0;
      gains.set(document, Math.max(before, gain) + FURTHER_WORDS * Math.min(before, gain));
    }
  }
  return gains;
}

function verbsMeant(query: string, concepts: readonly string[][]): Set<string> {
  const said = new Set([...plain(query).split(" ").map(stem), ...concepts.flat()]);
  const verbs = Object.entries(VERB_WORDS).filter(([, words]) =>
    words.split(" ").some((word) => said.has(stem(word))),
  );
  return new Set(verbs.map(([verb]) => verb));
}

function buildIndex(
  catalogue: Catalogue,
  parametersOf: (key: EndpointKey) => readonly string[],
): Index {
  const keys = Object.keys(catalogue.endpoints) as EndpointKey[];
  const postings: Index["postings"] = new Map();
  for (const [document, key] of keys.entries()) {
    const line = catalogue.endpoints[key]?.line ?? "";
    for (const [term, weight] of documentTerms(key, line, parametersOf(key))) {
      const posting = postings.get(term) ?? new Map<number, number>();
      posting.set(document, weight);
      postings.set(term, posting);
    }
  }
  const priors = keys.map((key) => {
    const special = 1 - PER_SEGMENT * segmentsOf(key).length;
    return catalogue.endpoints[key]?.until === undefined ? special : special * GONE;
  });
  return { keys, postings, priors };
}

/** The fixed segments of an endpoint's path. */
function segmentsOf(key: EndpointKey): string[] {
  return key
    .split("/")
    .slice(1)
    .filter((segment) => !segment.startsWith("{"));
}

function documentTerms(
  key: EndpointKey,
  line: string,
  parameters: readonly string[],
): Map<string, number> {
  const segments = segmentsOf(key);
  const terms = new Map<string, number>();
  const add = (text: string, weight: number) => {
    for (const term of new Set(tokens(text))) terms.set(term, (terms.get(term) ?? 0) + weight);
  };
  add(segments.join(" "), WEIGHTS.path);
  add(segments.at(-1) ?? "", WEIGHTS.lastSegment);
  add(line, WEIGHTS.line);
  add(sayings.get(key) ?? "", WEIGHTS.saying);
  add(parameters.join(" "), WEIGHTS.parameter);
  return terms;
}

/** The question cut into the longest phrases that we know, each as all terms it may stand for. */
function conceptsOf(query: string): string[][] {
  vocabulary ??= readVocabulary();
  const words = plain(query).split(" ").map(stem);
  const concepts: string[][] = [];
  for (let at = 0; at < words.length; ) {
    let length = Math.min(LONGEST_PHRASE, words.length - at);
    while (length > 1 && !vocabulary.has(words.slice(at, at + length).join(" "))) length--;
    const said = words.slice(at, at + length).join(" ");
    const terms = new Set([...tokens(said), ...(vocabulary.get(said) ?? [])]);
    if (terms.size > 0) concepts.push([...terms]);
    at += length;
  }
  return concepts;
}

/** The synonyms by their stems, so that one entry covers plural and verb forms. */
function readVocabulary(): Map<string, string[]> {
  const table = new Map<string, string[]>();
  for (const [said, meant] of Object.entries(synonyms)) {
    const key = plain(said).split(" ").map(stem).join(" ");
    table.set(key, [...(table.get(key) ?? []), ...tokens(meant.join(" "))]);
  }
  return table;
}

function tokens(text: string): string[] {
  return plain(text)
    .split(" ")
    .filter((word) => word !== "" && !STOP_WORDS.has(word))
    .map(stem);
}

/** Lower case, no accents, words apart by single spaces. */
function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

/** Enough for English plurals and verb forms; both sides are cut the same way. */
function stem(word: string): string {
  if (word.length <= 3) return word;
  return word
    .replace(/ies$/, "y")
    .replace(/(sses|shes|ches|xes)$/, (end) => end.slice(0, -2))
    .replace(/([^s])s$/, "$1")
    .replace(/ation$/, "at")
    .replace(/(ing|ed)$/, "")
    .replace(/([bdgmnprt])\1$/, "$1")
    .replace(/e$/, "");
}
