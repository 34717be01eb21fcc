import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Chart, drawChart } from "../../src/pictures/chart.js";
import type { Frame } from "../../src/pictures/frame.js";
import { unitFor } from "../../src/pictures/units.js";
import { usageChart } from "../../src/pictures/usage-chart.js";

const BLUE = [0, 102, 204];

/** Rows of pixels, from the top, in which a column is of this colour. */
function rowsOf({ width, height, pixels }: Frame, x: number, colour: readonly number[]): number[] {
  return Array.from({ length: height }, (_, y) => y).filter((y) =>
    colour.every(
      (value, channel) => Math.abs((pixels[(y * width + x) * 4 + channel] ?? 0) - value) < 12,
    ),
  );
}

const chart = (values: (number | undefined)[]): Chart => ({
  title: "Guest 100",
  times: values.map((_, index) => 1_767_600_000 + index * 60),
  panels: [{ title: "CPU", unit: "percent", series: [{ name: "used", values }] }],
});

describe("drawChart", () => {
  it("draws a line where its values are, and none where there are none", () => {
    const frame = drawChart(chart([0, 50, 100, undefined, undefined, 100, 100]));
    expect([frame.width, frame.height]).toEqual([800, 192]);
    const [plotTop, plotBottom] = [52, 162];
    expect(
      rowsOf(frame, 72 + 118, BLUE).some((y) => Math.abs(y - (plotTop + plotBottom) / 2) <= 2),
    ).toBe(true);
    expect(rowsOf(frame, 72 + 236 - 2, BLUE).some((y) => y <= plotTop + 4)).toBe(true);
    expect(rowsOf(frame, 72 + 400, BLUE).filter((y) => y > plotTop - 4)).toEqual([]);
    expect(rowsOf(frame, 770, BLUE).some((y) => Math.abs(y - plotTop) <= 1)).toBe(true);
  });

  it("draws whatever values there are", () => {
    const value = fc.option(
      fc.oneof(fc.double({ min: 0, max: 1e15, noNaN: true }), fc.constant(0)),
      { nil: undefined },
    );
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 20 }),
        fc.string({ maxLength: 200 }),
        (values, title) => {
          const frame = drawChart({ ...chart(values), title });
          expect(frame.pixels).toHaveLength(800 * 192 * 4);
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe("unitFor", () => {
  it.each<[Parameters<typeof unitFor>, string]>([
    [["bytes", 0], "B"],
    [["bytes", 1023], "B"],
    [["bytes", 1024], "KiB"],
    [["bytes/s", 3 * 1024 ** 2], "MiB/s"],
    [["bytes", 1e30], "PiB"],
    [["percent", 3], "%"],
  ])("reads %j in %s", (given, name) => {
    expect(unitFor(...given).name).toBe(name);
  });
});

describe("usageChart", () => {
  it("has a panel for what rows hold, and figures of three digits", () => {
    const rows = [
      { time: 60, cpu: 0.12345, maxcpu: 4, mem: 1_234_567 },
      { time: 120, cpu: 0.2, mem: null },
    ];
    const { chart: drawn, figures } = usageChart("guest", "Guest 100", rows);
    expect(
      drawn.panels.map(({ title, series }) => [title, series.map(({ name }) => name)]),
    ).toEqual([
      ["CPU", ["used"]],
      ["Memory", ["used"]],
    ]);
    expect(figures).toMatchInlineSnapshot(`
      {
        "cpu": {
          "last": 20,
          "max": 20,
          "mean": 16.2,
          "min": 12.3,
          "p95": 20,
          "trend": "rising",
        },
        "mem": 1230000,
      }
    `);
  });
});
