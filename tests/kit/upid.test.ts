import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isUpid, parseUpid, printUpid } from "../../src/kit/upid.js";

describe("parseUpid", () => {
  it("takes one apart", () => {
    expect(parseUpid("UPID:pve1:00000133:00050A25:6B03B19D:qmcreate:600:admin@pve!mcp:")).toEqual({
      upid: "UPID:pve1:00000133:00050A25:6B03B19D:qmcreate:600:admin@pve!mcp:",
      node: "pve1",
      pid: 307,
      pstart: 330277,
      starttime: 1795404189,
      type: "qmcreate",
      id: "600",
      user: "admin@pve!mcp",
    });
  });

  it.each([
    ["a process started after 497 days", "UPID:n:00000001:123456789:00000001:imgcopy::root@pam:"],
    ["an id that isn't a guest", "UPID:n-1:00000001:00000001:00000001:imgdel:610@local:root@pam:"],
  ])("takes %s", (_, text) => {
    expect(isUpid(text)).toBe(true);
  });

  it.each(["", "nonsense", "UPID:n:1:2:3:t:i:u:", "UPID:n:00000001:00000001:00000001:qmstart:1:u"])(
    "refuses %j",
    (text) => {
      expect(isUpid(text)).toBe(false);
      expect(() => parseUpid(text)).toThrow(`${JSON.stringify(text)} is not a task's UPID`);
    },
  );

  it("reads back whatever it prints", () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9]{0,12}$/);
    const seconds = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(
        fc.record({
          node: word,
          pid: seconds,
          pstart: fc.integer({ min: 0, max: 0xfffffffff }),
          starttime: seconds,
          type: word,
          id: fc.oneof(fc.constant(""), word),
          user: word.map((name) => `${name}@pve!t`),
        }),
        (parts) => {
          const upid = printUpid(parts);
          expect(parseUpid(upid)).toEqual({ upid, ...parts });
        },
      ),
    );
  });
});
