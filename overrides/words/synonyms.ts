import { english } from "./vocabulary/english.js";
import { german } from "./vocabulary/german.js";
import { spanish } from "./vocabulary/spanish.js";

export { sayings } from "./vocabulary/sayings.js";

/**
 * What somebody says, in any of our languages → all words of our lines and paths that it may stand
 * for. Keys are lower case without accents (`ss` for `ß`), words apart by one space; a key of several
 * words stands for the phrase.
 */
export const synonyms: Record<string, readonly string[]> = {};

for (const language of [english, german, spanish]) {
  for (const [said, meant] of Object.entries(language)) {
    synonyms[said] = [...(synonyms[said] ?? []), ...meant.split(" ")];
  }
}
