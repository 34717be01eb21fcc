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

/** What a shell makes of words: each of them, ended by a NUL. */
function understood(words: string): string[] {
  const text = execFileSync("/bin/sh", ["-c", `printf '%s\\0' ${words}`], { encoding: "utf8" });
  return text.split("\0").slice(0, -1);
}

it("means to a shell what it was given, whatever that is", () => {
  const word = fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !/\0/.test(text));
  fc.assert(
    fc.property(fc.array(word, { minLength: 2, maxLength: 4 }), (words) => {
      expect(understood(shellCommand(words))).toEqual(words);
      expect(understood(words.map(shellWord).join(" "))).toEqual(words);
    }),
    { numRuns: 60 },
  );
});
