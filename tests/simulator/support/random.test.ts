import { describe, expect, it } from "vitest";
import { buildState } from "../../../simulator/state/initial-states.js";
import { randomMac, randomUuid } from "../../../simulator/support/random.js";

const time = Date.UTC(2026, 0, 5, 9, 0, 0) / 1000;

describe("made-up values", () => {
  it("have the form of real ones", () => {
    const { state } = buildState("demo", { release: "9.1", now: time * 1000 });
    for (let count = 0; count < 50; count += 1) {
      expect(randomMac(state)).toMatch(/^BC:24:11(?::[0-9A-F]{2}){3}$/);
      expect(randomUuid(state)).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
    }
  });
});
