import { describe, expect, it } from "vitest";
import { isObject } from "../../src/kit/objects.js";
import { RELEASES, readRelease } from "./releases.js";

const PROSE = ["description", "verbose_description", "format_description", "title", "typetext"];

/** Names of parameters and keys are facts, whatever they are called. */
const NAMED = new Set(["properties", "format"]);

/** Where a keyword holds prose. */
function proseIn(value: unknown, where: string, isNames = false): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((entry, index) => proseIn(entry, `${where}[${index}]`));
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(!isNames && PROSE.includes(key) ? [`${where}.${key}`] : []),
    ...proseIn(inner, `${where}.${key}`, !isNames && NAMED.has(key)),
  ]);
}

describe("schema/ holds facts only", () => {
  it("finds prose at any depth, and leaves names alone", () => {
    const planted = {
      parameters: {
        properties: { description: { type: "string" }, a: { novel: [{ title: "x" }] } },
      },
    };
    expect(proseIn(planted, "planted")).toEqual(["planted.parameters.properties.a.novel[0].title"]);
  });

  it.each(RELEASES)("%s", (release) => expect(proseIn(readRelease(release), release)).toEqual([]));
});
