import { describe, expect, it } from "vitest";
import { nextRun, nextRuns } from "../../../simulator/support/schedule.js";

const time = Date.UTC(2026, 0, 5, 9, 0, 0) / 1000;

describe("schedules", () => {
  const at = (iso: string) => Date.parse(iso) / 1000;

  it.each([
    ["daily", "2026-01-06T00:00:00Z"],
    ["hourly", "2026-01-05T10:00:00Z"],
    ["02:30", "2026-01-06T02:30:00Z"],
    ["mon..fri 22:30", "2026-01-05T22:30:00Z"],
    ["sat 4,16:00", "2026-01-10T04:00:00Z"],
    ["*/15", "2026-01-05T09:15:00Z"],
    ["*:0/20", "2026-01-05T09:20:00Z"],
    ["monthly", "2026-02-01T00:00:00Z"],
    ["weekly", "2026-01-12T00:00:00Z"],
  ])("%s", (schedule, next) => expect(nextRun(schedule, time)).toBe(at(next)));

  it("go on, and don't pretend to understand what they don't", () => {
    expect(
      nextRuns("fri 12:00", time, 3).map((run) => (run - at("2026-01-09T12:00:00Z")) / 604_800),
    ).toEqual([0, 1, 2]);
    expect(nextRun("every other blue moon", time)).toBeUndefined();
  });
});
