import { describe, expect, it } from "vitest";
import { explainEmpty } from "../../src/tools/empty-list.js";

describe("an empty list", () => {
  it.each<[Record<string, unknown>, string | undefined]>([
    [{ status: "running", tag: "x" }, 'Empty: nothing there fits status "running", tag "x".'],
    [{ node: "pve1", limit: 5, fields: ["vmid"] }, 'Empty: nothing there fits node "pve1".'],
    [{ limit: 5, cursor: "10" }, undefined],
    [{}, undefined],
  ])("by %j says %s", (given, note) => {
    const { notes } = explainEmpty({ data: [], total: 0 }, given);
    expect(notes?.[0]).toBe(note);
  });

  it.each([{ data: [1], total: 1 }, { data: { state: "ok" } }, { data: [], total: 3 }])(
    "isn't %j",
    (answer) => {
      expect(explainEmpty(answer, { tag: "x" })).toEqual(answer);
    },
  );
});
