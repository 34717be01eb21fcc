import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Words } from "../overrides/words/types.js";
import { factLine } from "../src/schema/fact-line.js";
import { type Endpoint, keyOf } from "../src/schema/model.js";
import { scopesOf } from "../src/schema/scopes.js";
import { ROOT } from "./root.js";

/** Our descriptions, looked up by what they describe. */
export interface WordsLookup {
  /** The line of an endpoint; where none is written, a line made from facts. */
  endpoint(endpoint: Endpoint): string;
  /** The line of `"net[n]"` or `"net[n].tag"` as `endpoint` means it; undefined where there is none. */
  parameter(endpoint: Endpoint, name: string): string | undefined;
  /** Every line of a parameter, by scope and name. */
  scopes: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** A file of words, by its name. */
export interface WordsFile {
  file: string;
  words: Words;
}

/** Reads all of `overrides/words/`, sorted by file name. */
export async function loadWords(folder = join(ROOT, "overrides/words")): Promise<WordsFile[]> {
  const names = readdirSync(folder).filter((name) =>
    /^(?!(fields|types|synonyms)\.ts$).+\.ts$/.test(name),
  );
  return Promise.all(
    names.sort().map(async (file) => {
      const module = (await import(pathToFileURL(join(folder, file)).href)) as { default: Words };
      return { file, words: module.default };
    }),
  );
}

export function createLookup(files: readonly WordsFile[]): WordsLookup {
  const endpoints = new Map<string, string>();
  const parameters = new Map<string, Map<string, string>>();
  for (const { words } of files) {
    for (const [key, line] of Object.entries(words.endpoints)) endpoints.set(key, line);
    for (const [scope, lines] of Object.entries(words.parameters)) {
      const known = parameters.get(scope) ?? new Map<string, string>();
      for (const [name, line] of Object.entries(lines)) known.set(name, line);
      parameters.set(scope, known);
    }
  }
  return {
    scopes: parameters,
    endpoint: (endpoint) => endpoints.get(keyOf(endpoint)) ?? factLine(endpoint),
    parameter: (endpoint, name) => {
      for (const scope of scopesOf(keyOf(endpoint))) {
        const line = parameters.get(scope)?.get(name);
        if (line !== undefined) return line;
      }
      return undefined;
    },
  };
}
