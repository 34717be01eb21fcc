import { expect, it } from "vitest";
import { loadRelease, newestRelease, releases } from "../../src/data/releases.js";
import { patternsOf, withBoundedPatterns } from "../../src/schema/bounded-patterns.js";
import type { Api } from "../../src/schema/model.js";

function apiWith(pattern: string): Api {
  const properties = {
    pattern: { type: "string", pattern },
    list: { type: "string", format: { key: { type: "string", pattern } } },
  } as const;
  const parameters = { type: "object", properties } as const;
  const endpoint = { path: "/pools", method: "GET", name: "index", parameters } as const;
  return { product: "pve", release: "9.9", endpoints: [endpoint] };
}

it.each(["(a+)+", "(?:a|aa)+", "(?:x*)*y", `${"a?".repeat(40)}`, "(?{code})"])(
  "drops %s, wherever it stands",
  (pattern) => {
    const { endpoints } = withBoundedPatterns(apiWith(pattern), new Set());
    expect(endpoints[0]?.parameters.properties).toEqual({
      pattern: { type: "string" },
      list: { type: "string", format: { key: { type: "string" } } },
    });
  },
);

it.each(["[a-z]+", "\\d+-\\d+", "(?:a|b)"])("keeps %s", (pattern) => {
  const api = apiWith(pattern);
  expect(withBoundedPatterns(api, new Set())).toEqual(api);
});

it("keeps what is known, however long it may take", () => {
  const api = apiWith("(a+)+");
  expect(withBoundedPatterns(api, patternsOf(api))).toEqual(api);
});

it("leaves every release that ships as it is, where the newest is known but for a few patterns", () => {
  const known = patternsOf(loadRelease(newestRelease()));
  const lost = releases().map((release) => {
    const api = loadRelease(release);
    const kept = patternsOf(withBoundedPatterns(api, known));
    return [...patternsOf(api)].filter((pattern) => !kept.has(pattern)).length;
  });
  expect(lost.at(-1)).toBe(0);
  expect(Math.max(...lost)).toBeLessThan(10);
});
