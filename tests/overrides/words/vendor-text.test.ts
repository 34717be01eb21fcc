import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isObject } from "../../../src/kit/objects.js";
import { parseApidoc } from "../../../src/schema/apidoc.js";
import { apidocs } from "../../support/apidocs.js";
import { loadLines } from "./lines.js";

/** So many words in a row that both have are a copied sentence. */
const RUN = 8;

function runsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(RUN - 1).map((_, index) => words.slice(index, index + RUN).join(" "));
}

/** Every sentence of the tree: whatever a `description`, `verbose_description` or `title` says. */
function sentencesOf(value: unknown, found: Set<string>): Set<string> {
  if (Array.isArray(value)) for (const entry of value) sentencesOf(entry, found);
  if (isObject(value)) {
    for (const [key, entry] of Object.entries(value)) {
      if (typeof entry !== "string") sentencesOf(entry, found);
      else if (/description$|^title$/.test(key)) found.add(entry);
    }
  }
  return found;
}

describe("runs of words", () => {
  it("ignore case, punctuation and line breaks", () => {
    expect(runsOf("One, two three; four\nfive 'six' seven EIGHT nine")).toEqual([
      "one two three four five six seven eight",
      "two three four five six seven eight nine",
    ]);
  });

  it("need eight words", () => expect(runsOf("one two three four five six seven")).toEqual([]));
});

if (apidocs().length > 0) {
  describe("our lines beside Proxmox's texts", () => {
    const sentences = new Set<string>();
    for (const file of apidocs()) {
      sentencesOf(parseApidoc(readFileSync(file, "utf8")).tree, sentences);
    }
    const runs = new Set([...sentences].flatMap(runsOf));
    const copied = (text: string) => runsOf(text).filter((run) => runs.has(run));

    it("notice a copied sentence", () => {
      const long = [...sentences].find((sentence) => runsOf(sentence).length === 3) ?? "";
      expect(copied(`Mind: ${long}!`)).toHaveLength(3);
    });

    it("share no run of eight words", async () => {
      const lines = await loadLines();
      const found = lines.flatMap(({ where, text }) =>
        copied(text).map((run) => `${where}: ${run}`),
      );
      expect(found).toEqual([]);
    });
  });
}
