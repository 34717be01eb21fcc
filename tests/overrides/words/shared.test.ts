import { describe, expect, it } from "vitest";
import { describedNames } from "../../../codegen/described.js";
import { loadApis } from "../../../codegen/load.js";
import { createLookup, loadWords, type WordsFile } from "../../../codegen/words.js";
import { type Endpoint, type EndpointKey, keyOf } from "../../../src/schema/model.js";
import { scopesOf } from "../../../src/schema/scopes.js";

const scopesAround = (scope: string): string[] =>
  scope === "*"
    ? []
    : scopesOf((scope.startsWith("/") ? `GET ${scope}` : scope) as EndpointKey).filter(
        (wider) => wider !== scope && wider !== `GET ${scope}`,
      );

/**
 * Lines that stand in several scopes though one would do: all that the name means anywhere in a scope
 * around them is what they say.
 */
function findSharable(files: readonly WordsFile[], endpoints: readonly Endpoint[]): string[] {
  const lookup = createLookup(files);
  const meanings = new Map<string, Set<string | undefined>>();
  for (const endpoint of endpoints) {
    for (const name of describedNames(endpoint)) {
      for (const scope of scopesOf(keyOf(endpoint))) {
        const id = `${scope}\0${name}`;
        const known = meanings.get(id) ?? new Set();
        meanings.set(id, known.add(lookup.parameter(endpoint, name)));
      }
    }
  }
  const places = new Map<string, string[]>();
  for (const [scope, lines] of files.flatMap(({ words }) => Object.entries(words.parameters))) {
    for (const [name, text] of Object.entries(lines)) {
      const id = `${name}\0${text}`;
      places.set(id, [...(places.get(id) ?? []), scope]);
    }
  }
  return [...places].flatMap(([id, scopes]) => {
    const [first, ...others] = scopes.map(scopesAround);
    if (first === undefined || others.length === 0) return [];
    const [name = "", text] = id.split("\0");
    const common = first.find(
      (scope) =>
        others.every((around) => around.includes(scope)) &&
        [...(meanings.get(`${scope}\0${name}`) ?? [])].every((meaning) => meaning === text),
    );
    return common === undefined ? [] : [`${name} in ${scopes.join(" and ")} → ${common}`];
  });
}

describe("lines that one could stand for", () => {
  const endpoint = (path: Endpoint["path"]): Endpoint => ({
    path,
    method: "GET",
    name: "read",
    parameters: { type: "object", properties: { id: { type: "string" } } },
  });
  const words = (parameters: WordsFile["words"]["parameters"]): WordsFile[] => [
    { file: "planted.ts", words: { endpoints: {}, parameters } },
  ];
  const api = [endpoint("/a/b"), endpoint("/a/c"), endpoint("/d")];

  it("are found", () =>
    expect(
      findSharable(
        words({ "/a/b": { id: "Id" }, "GET /a/c": { id: "Id" }, "/d": { id: "D" } }),
        api,
      ),
    ).toEqual(["id in /a/b and GET /a/c → /a"]));

  it("are left alone where the name means something else between them", () =>
    expect(
      findSharable(
        words({ "/a/b": { id: "Id" }, "/a/c": { id: "Other" }, "/d": { id: "Id" } }),
        api,
      ),
    ).toEqual([]));

  it("don't exist in our words", async () => {
    const endpoints = loadApis().flatMap((release) => release.endpoints);
    expect(findSharable(await loadWords(), endpoints)).toEqual([]);
  });
});
