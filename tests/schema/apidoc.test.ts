import { describe, expect, it } from "vitest";
import { ApidocError, parseApidoc } from "../../src/schema/apidoc.js";

const node = { path: "/x", info: { GET: { method: "GET", description: 'a ] in "quotes" \\' } } };

describe("parseApidoc", () => {
  it("finds the end of the array behind brackets, quotes and backslashes in texts", () => {
    const source = `const apiSchema = ${JSON.stringify([node])};\nlet other = ["]"];`;
    expect(parseApidoc(source)).toEqual({ variable: "apiSchema", tree: [node] });
  });

  it.each([
    ["escaped quotes", '\\"'],
    ["backslashes", "\\\\"],
    ["brackets", "[]"],
  ])("reads a text of %s that doesn't end once, not once for each of them", (_, text) => {
    const source = `const apiSchema = ["${text.repeat(1_000_000)}`;
    expect(() => parseApidoc(source)).toThrow(ApidocError);
  });
});
