import { describe, expect, it } from "vitest";
import { FIELDS, fieldWords } from "../../../overrides/words/fields.js";
import { loadRelease, newestRelease, releases } from "../../../src/data/releases.js";
import { endpointsOfRelease } from "../../../src/tools/find-endpoint.js";

function fieldsOf(release: string): { path: string; field: string }[] {
  return [...endpointsOfRelease(loadRelease(release)).values()].flatMap(({ path, returns }) => {
    const schema = returns?.type === "array" ? returns.items : returns;
    return Object.keys(schema?.properties ?? {}).map((field) => ({ path, field }));
  });
}

describe("fields of answers", () => {
  const newest = fieldsOf(newestRelease());
  const told = newest.filter(({ path, field }) => fieldWords(path, field) !== undefined);

  it("have words where they recur", () => {
    const counts = new Map<string, number>();
    for (const { field } of newest) counts.set(field, (counts.get(field) ?? 0) + 1);
    const silent = [...counts].filter(
      ([field, count]) => count >= 7 && !told.some((one) => one.field === field),
    );
    expect(silent.map(([field]) => field)).toEqual([]);
  });

  it("have words in more than half of all places", () => {
    expect(told.length / newest.length).toBeGreaterThan(0.5);
    expect(new Set(told.map(({ field }) => field)).size).toBeGreaterThan(150);
  });

  it("are in the answers of some release", () => {
    const known = releases().flatMap(fieldsOf);
    const stale = Object.entries(FIELDS).flatMap(([scope, fields]) =>
      Object.keys(fields)
        .filter(
          (name) => !known.some(({ path, field }) => field === name && path.startsWith(scope)),
        )
        .map((name) => `${scope} ${name}`),
    );
    expect(stale).toEqual([]);
  });

  it.each([
    ["/cluster/resources", "cpu", "share of all its cores in use, 0 to 1"],
    ["/nodes/{node}/qemu/{vmid}/status/current", "maxdisk", "bytes of its boot disk"],
    ["/nodes/{node}/lxc/{vmid}/status/current", "disk", "bytes in use of its root file system"],
    ["/cluster/resources", "constructor", undefined],
  ])("of %s: %s is %s", (path, field, words) => {
    expect(fieldWords(path, field)).toBe(words);
  });
});
