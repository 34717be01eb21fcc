import { describe, expect, it } from "vitest";
import { localTime, withUnixSeconds } from "../../../../overrides/tools/support/moments.js";
import type { ToolContext } from "../../../../src/tools/define.js";

/** A node whose clock is two hours ahead of UTC. */
function contextOn(node?: string): ToolContext {
  const context: Partial<ToolContext> = {
    arguments: { node },
    call: async () => ({ time: 1_000_000, localtime: 1_007_200 }) as never,
    refuse: (message) => new Error(message),
  };
  return context as ToolContext;
}

describe("a moment", () => {
  it.each([
    ["1769846400", 1_769_846_400],
    [1_769_846_400, 1_769_846_400],
    ["2026-01-31T08:00Z", 1_769_846_400],
    ["2026-01-31 08:00:00+00:00", 1_769_846_400],
    ["2026-01-31 10:00:00", 1_769_846_400],
    ["2026-01-31T10:00", 1_769_846_400],
    ["2026-01-31", 1_769_810_400],
  ])("%s is %i in Unix seconds", async (since, seconds) => {
    expect(await withUnixSeconds(contextOn("pve1"), { since, vmid: 100 })).toEqual({
      since: seconds,
      vmid: 100,
    });
  });

  it.each([
    ["yesterday", "pve1", /must be a time such as/],
    ["2026-01-31 08:00", undefined, /whose clock is meant/],
  ])("%s on %s is refused", async (since, node, message) => {
    await expect(withUnixSeconds(contextOn(node), { since })).rejects.toThrow(message);
  });

  it.each([
    ["1769846400", "2026-01-31 10:00:00"],
    ["2026-01-31T08:00:00Z", "2026-01-31 10:00:00"],
    ["2026-01-31T08:00:00", "2026-01-31 08:00:00"],
    ["2026-01-31", "2026-01-31"],
  ])("%s is %s by the node's clock", async (since, local) => {
    expect(await localTime(contextOn("pve1"), "since", since, "pve1")).toBe(local);
  });
});
