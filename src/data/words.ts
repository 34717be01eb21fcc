import type { EndpointKey } from "../schema/model.js";
import { scopesOf } from "../schema/scopes.js";
import { readGenerated } from "./generated.js";

interface WordsFile {
  /** Scope → name → line; see `overrides/words/types.ts`. */
  parameters: Record<string, Record<string, string>>;
}

/** Our line for a parameter (`net[n]`) or a key of a property string (`net[n].tag`). */
export function parameterWords(key: EndpointKey, name: string): string | undefined {
  const words = readGenerated("surface/words.json") as WordsFile;
  for (const scope of scopesOf(key)) {
    const line = words.parameters[scope]?.[name];
    if (line !== undefined) return line;
  }
  return undefined;
}
