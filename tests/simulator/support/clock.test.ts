import { describe, expect, it } from "vitest";
import { manualClock, realClock } from "../../../simulator/support/clock.js";

describe("clocks", () => {
  it("turned by hand run what falls due, in order and to the end", () => {
    const clock = manualClock(0);
    const seen: string[] = [];
    clock.after(20, () => seen.push(`b@${clock.now()}`));
    clock.after(10, () => {
      seen.push(`a@${clock.now()}`);
      clock.after(5, () => seen.push(`c@${clock.now()}`));
    });
    const cancel = clock.after(12, () => seen.push("never"));
    cancel();
    clock.advance(16);
    expect(seen).toEqual(["a@10", "c@15"]);
    clock.settle();
    expect([seen.at(-1), clock.now()]).toEqual(["b@20", 20]);
  });

  it("that are real can run faster, and stop", async () => {
    const clock = realClock({ speed: 100, start: 0 });
    await new Promise<void>((resolve) => clock.after(2000, resolve));
    expect(clock.now()).toBeGreaterThanOrEqual(2000);
    clock.after(100_000, () => expect.fail("after stop"));
    clock.stop();
  });
});
