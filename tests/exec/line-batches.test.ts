import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLineBatches } from "../../src/exec/line-batches.js";

describe("createLineBatches", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("hands on whole lines every 250 ms, and at the end what is left", () => {
    const batches: string[] = [];
    const lines = createLineBatches((text) => batches.push(text));
    lines.add(Buffer.from("one\ntw"));
    lines.add(Buffer.from("o\nthr"));
    expect(batches).toEqual([]);
    vi.advanceTimersByTime(250);
    expect(batches).toEqual(["one\ntwo"]);
    vi.advanceTimersByTime(1_000);
    lines.add(Buffer.from("ee"));
    lines.end();
    expect(batches).toEqual(["one\ntwo", "three"]);
  });

  it("shows a question without a line end, and of much output the last part", () => {
    const batches: string[] = [];
    const lines = createLineBatches((text) => batches.push(text));
    lines.add(Buffer.from("sure? "));
    vi.advanceTimersByTime(250);
    lines.add(Buffer.from("x".repeat(100_000)));
    lines.end();
    expect(batches[0]).toBe("sure? ");
    expect(batches[1]).toHaveLength(4_001);
  });
});
