import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, it } from "vitest";
import { shellCommand, shellWord } from "../../src/tools/shell.js";

it.each<[unknown, string]>([
  ["date", "date"],
  ["ls -la /", "sh -c 'ls -la /'"],
  [["ls", "-la", "/"], "ls -la /"],
  [["echo", "it's", ""], "echo 'it'\\''s' ''"],
  [["one line of it"], "sh -c 'one line of it'"],
  ["$(reboot)", "'$(reboot)'"],
])("%j is typed as %s", (command, expected) => {
  expect(shellCommand(command)).toBe(expected);
});

/** Longer than any word. */
const END = "the end of these words";

/** What one shell makes of each line of words: starting a shell takes longer than all the rest. */
function understood(lines: string[]): string[][] {
  const script = lines.map((words) => `printf '%s\\0' ${words} '${END}'`).join("\n");
  const text = execFileSync("/bin/sh", ["-c", script], { encoding: "utf8" });
  return text
    .split(`${END}\0`)
    .slice(0, -1)
    .map((words) => words.split("\0").slice(0, -1));
}

it("means to a shell what it was given, whatever that is", () => {
  const word = fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !/\0/.test(text));
  const words = fc.array(word, { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(words, { minLength: 20, maxLength: 20 }), (given) => {
      expect(understood(given.map(shellCommand))).toEqual(given);
      expect(understood(given.map((line) => line.map(shellWord).join(" ")))).toEqual(given);
    }),
    { numRuns: 3 },
  );
});
