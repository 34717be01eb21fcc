import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { ManualClock } from "../../simulator/support/clock.js";
import { parseKey } from "../../src/consoles/keys.js";
import { openScreen } from "../../src/consoles/rfb.js";
import { waitForChange, waitUntilStable, watch } from "../../src/consoles/watch-screen.js";
import { simulatedScreen } from "./screen-pair.js";

const signal = new AbortController().signal;

/** Sleeping turns the machine's clock; the pipes between get their turn too. */
const turning = (clock: ManualClock, isPump = () => false) => ({
  now: clock.now,
  async sleep(milliseconds: number) {
    if (!isPump()) clock.advance(milliseconds);
    for (let turns = 0; turns < 20; turns += 1) await setImmediate();
  },
});

async function watched() {
  const { clock, connect } = simulatedScreen();
  const screen = await openScreen(connect(), "geheim12");
  await screen.update(false);
  const options = { clock: turning(clock), signal, patience: 60_000 };
  const eye = watch(
    screen,
    turning(clock, () => true),
    signal,
  );
  return { clock, screen, eye, options, start: clock.now() };
}

describe("waitForChange", () => {
  it("sees the boot go on", async () => {
    const { eye, options, clock, start } = await watched();
    const { frame, happened } = await waitForChange(eye, eye.look(), options);
    expect({ happened, width: frame.width, after: clock.now() - start }).toEqual({
      happened: true,
      width: 1024,
      after: 3_000,
    });
  });

  it("gives up when patience is over", async () => {
    const { eye, options, clock, start } = await watched();
    clock.advance(10_000);
    await options.clock.sleep(0);
    expect((await waitForChange(eye, eye.look(), { ...options, patience: 2_000 })).happened).toBe(
      false,
    );
    expect(clock.now() - start).toBe(12_000);
  });

  it("sees an answer to a key", async () => {
    const { eye, screen, options, clock } = await watched();
    clock.advance(10_000);
    await options.clock.sleep(0);
    const before = eye.look();
    for (const key of ["r", "o", "o", "t", "enter"]) screen.key(parseKey(key).keysym, true);
    expect((await waitForChange(eye, before, options)).happened).toBe(true);
  });
});

describe("waitUntilStable", () => {
  it("waits the boot out", async () => {
    const { eye, options, clock, start } = await watched();
    const { frame, happened } = await waitUntilStable(eye, 2_000, options);
    expect({ happened, width: frame.width }).toEqual({ happened: true, width: 720 });
    const later = await waitUntilStable(eye, 4_000, options);
    expect({ happened: later.happened, width: later.frame.width }).toEqual({
      happened: true,
      width: 1152,
    });
    expect(clock.now() - start).toBeGreaterThanOrEqual(9_000);
  });

  it("tells what ended the watching", async () => {
    const { eye, screen, options } = await watched();
    screen.close();
    await options.clock.sleep(0);
    await expect(waitUntilStable(eye, 1_000, options)).rejects.toThrow("connection was closed");
  });
});
