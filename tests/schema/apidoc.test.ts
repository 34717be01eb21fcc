import { describe, expect, it } from "vitest";
import { ApidocError, parseApidoc } from "../../src/schema/apidoc.js";

const node = { path: "/x", info: { GET: { method: "GET", description: 'a ] in "quotes" \\' } } };

describe("parseApidoc", () => {
  it("finds the end of the array behind brackets, quotes and backslashes in texts", () => {
    const source = `const apiSchema = ${JSON.stringify([node])};\nlet other = ["]"];`;
    expect(parseApidoc(source)).toEqual({ variable: "apiSchema", tree: [node] });
  });

  it.each([
    "/../evil",
    "/x/..",
    "/x//y",
    "/x y",
    "/x?y=1",
    "/x#y",
    "/%2e%2e",
    "x",
    "/{a/b}",
    "/x/",
  ])("refuses the path %s", (path) => {
    const tree = [{ ...node, children: [{ ...node, path }] }];
    const source = `const apiSchema = ${JSON.stringify(tree)};`;
    expect(() => parseApidoc(source)).toThrow("the array isn't a tree of API paths");
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

it.each([
  ["lists", `const apiSchema = ${"[".repeat(10_000)}${"]".repeat(10_000)};`],
  [
    "objects",
    `const apiSchema = [{"path":"/a","info":${'{"x":'.repeat(10_000)}1${"}".repeat(10_000)}}];`,
  ],
])("refuses %s nested ten thousand deep", (_, text) => {
  expect(() => parseApidoc(text)).toThrow("nested deeper than 200");
});
