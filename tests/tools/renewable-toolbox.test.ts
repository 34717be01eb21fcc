import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { renewableToolbox } from "../../src/tools/renewable-toolbox.js";
import type { Toolbox } from "../../src/tools/toolbox.js";

const MINUTE = 60_000;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** One that only says its name, and that it was closed. */
function named(name: string, closed: string[]): Toolbox {
  return {
    listed: [],
    instructions: name,
    session: async () => ({ of: name }) as never,
    unlisted: () => ({ name }) as never,
    explain: async () => ({ name }) as never,
    redact: (text) => `${name}: ${text}`,
    close: async () => void closed.push(name),
  };
}

const signal = new AbortController().signal;

it("gives new calls the next connection, and running ones time with theirs", async () => {
  const closed: string[] = [];
  const toolbox = renewableToolbox(named("first", closed), () => closed.push("all"));
  const running = await toolbox.session({ signal });
  toolbox.renew(named("second", closed));
  expect(running).toEqual({ of: "first" });
  expect(await toolbox.session({ signal })).toEqual({ of: "second" });
  expect([toolbox.instructions, toolbox.redact("x")]).toEqual(["second", "second: x"]);
  vi.advanceTimersByTime(9 * MINUTE);
  expect(closed).toEqual([]);
  vi.advanceTimersByTime(MINUTE);
  expect(closed).toEqual(["first"]);
});

it("closes those that still had time when it is closed", async () => {
  const closed: string[] = [];
  const toolbox = renewableToolbox(named("first", closed), () => closed.push("all"));
  toolbox.renew(named("second", closed));
  toolbox.renew(named("third", closed));
  await toolbox.close();
  expect(closed).toEqual(["all", "third", "first", "second"]);
});
