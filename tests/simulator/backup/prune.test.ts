import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markPrunable, readRetention } from "../../../simulator/backup/prune.js";

const time = Date.UTC(2026, 0, 5, 9, 0, 0) / 1000;

describe("pruning", () => {
  const backups = fc.array(
    fc.record({ ctime: fc.integer({ min: time - 9_000_000, max: time }), protected: fc.boolean() }),
    { maxLength: 40 },
  );

  it("never keeps more than it's told to, and never removes what is protected", () => {
    fc.assert(
      fc.property(backups, fc.nat({ max: 5 }), fc.nat({ max: 5 }), (all, last, daily) => {
        const marks = markPrunable(all, { "keep-last": String(last), "keep-daily": String(daily) });
        const kept = all.filter((backup) => marks.get(backup) === "keep");
        expect(kept.length).toBeLessThanOrEqual(last + daily);
        for (const backup of all) expect(marks.get(backup) === "protected").toBe(backup.protected);
      }),
    );
  });

  it("keeps the newest of each period", () => {
    const days = [0, 1, 1, 2, 9, 40].map((day, index) => ({ ctime: time - day * 86_400 - index }));
    const kept = (retention: string) => {
      const marks = markPrunable(days, readRetention(retention));
      return days.filter((day) => marks.get(day) === "keep").map((day) => days.indexOf(day));
    };
    expect(kept("keep-last=2")).toEqual([0, 1]);
    expect(kept("keep-daily=3")).toEqual([0, 1, 3]);
    expect(kept("keep-last=1,keep-weekly=2")).toEqual([0, 1, 4]);
    expect(kept("keep-all=1")).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
