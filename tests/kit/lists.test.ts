import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitList } from "../../src/kit/lists.js";

describe("splitList", () => {
  it.each([
    ["", []],
    [" , ;", []],
    ["a", ["a"]],
    ["a,b;c d\n e", ["a", "b", "c", "d", "e"]],
  ])("%j", (text, entries) => expect(splitList(text)).toEqual(entries));

  it("gives back what was joined by any separator", () => {
    const entry = fc.stringMatching(/^[\w.:/-]+$/);
    fc.assert(
      fc.property(fc.array(entry), fc.constantFrom(",", ";", " ", ", "), (entries, separator) => {
        expect(splitList(entries.join(separator))).toEqual(entries);
      }),
    );
  });
});
