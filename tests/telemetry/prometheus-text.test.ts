import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createCounter,
  createGauge,
  createHistogram,
} from "../../src/telemetry/prometheus-text.js";
import { parsePrometheus } from "./parse-prometheus.js";

describe("Prometheus' text", () => {
  it("is what its format says", () => {
    const counter = createCounter({ name: "calls_total", help: "Calls.", labels: ["tool", "how"] });
    counter.add("a", "ok");
    counter.add("a", "ok");
    counter.add('b"\\\n', "failed");
    const histogram = createHistogram(
      { name: "seconds", help: "Time.", labels: ["tool"] },
      [0.1, 1],
    );
    histogram.observe(0.1, "a");
    histogram.observe(0.5, "a");
    histogram.observe(7, "a");
    const gauge = createGauge({ name: "open", help: "Open." }, () => 3);
    expect([counter, histogram, gauge].flatMap((metric) => metric.lines())).toEqual([
      "# HELP calls_total Calls.",
      "# TYPE calls_total counter",
      'calls_total{tool="a",how="ok"} 2',
      'calls_total{tool="b\\"\\\\\\n",how="failed"} 1',
      "# HELP seconds Time.",
      "# TYPE seconds histogram",
      'seconds_bucket{tool="a",le="0.1"} 1',
      'seconds_bucket{tool="a",le="1"} 2',
      'seconds_bucket{tool="a",le="+Inf"} 3',
      'seconds_sum{tool="a"} 7.6',
      'seconds_count{tool="a"} 3',
      "# HELP open Open.",
      "# TYPE open gauge",
      "open 3",
    ]);
  });

  it("counts each pair of labels apart, whatever is in them", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (pairs) => {
        const counter = createCounter({ name: "c", help: "C.", labels: ["x", "y"] });
        for (const pair of pairs) counter.add(...pair);
        const read = parsePrometheus(counter.lines().join("\n"));
        const expected = new Map<string, number>();
        for (const [x, y] of pairs) {
          const key = JSON.stringify({ x, y });
          expected.set(key, (expected.get(key) ?? 0) + 1);
        }
        const found = read.map(({ labels, value }) => [JSON.stringify(labels), value] as const);
        expect(new Map(found)).toEqual(expected);
        expect(found).toHaveLength(expected.size);
      }),
    );
  });

  it("has buckets that hold all below them, and a sum of all", () => {
    const values = fc.array(fc.double({ min: 0, max: 100, noNaN: true }));
    fc.assert(
      fc.property(values, (observed) => {
        const histogram = createHistogram({ name: "h", help: "H." }, [1, 10, 50]);
        for (const value of observed) histogram.observe(value);
        const read = parsePrometheus(histogram.lines().join("\n"));
        for (const { name, labels, value } of read) {
          if (name !== "h_bucket") continue;
          const bound = labels["le"] === "+Inf" ? Number.POSITIVE_INFINITY : Number(labels["le"]);
          expect(value).toBe(observed.filter((one) => one <= bound).length);
        }
        const sum = read.find(({ name }) => name === "h_sum")?.value ?? 0;
        expect(sum).toBeCloseTo(
          observed.reduce((all, one) => all + one, 0),
          6,
        );
      }),
    );
  });

  it("puts what are too many labels together", () => {
    const counter = createCounter({ name: "c", help: "C.", labels: ["x"] });
    for (let index = 0; index < 1_200; index += 1) counter.add(`x${index}`);
    counter.add("x0");
    const lines = counter.lines();
    expect(lines).toContain('c{x="other"} 200');
    expect(lines).toContain('c{x="x0"} 2');
    expect(lines).toHaveLength(2 + 1_001);
  });
});
