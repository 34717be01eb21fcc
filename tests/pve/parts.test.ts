import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentOf } from "../../src/pve/cluster/task-progress.js";
import { grantCommand } from "../../src/pve/errors/privileges.js";
import { createRedactor } from "../../src/pve/wire/redact.js";
import { createSlots } from "../../src/pve/wire/slots.js";

describe("createRedactor", () => {
  it("masks secrets, also percent-encoded and within each other", () => {
    const redact = createRedactor(() => ["pass/word", "pass/word+more", "abc"]);
    expect(redact("pass/word+more pass%2Fword pass/word abc")).toBe(
      "[secret] [secret] [secret] abc",
    );
  });

  it("leaves no secret standing in any text", () => {
    const secret = fc.string({ minLength: 4 }).filter((text) => !"[secret]".includes(text));
    fc.assert(
      fc.property(fc.string(), secret, fc.string(), (before, hidden, after) => {
        const masked = createRedactor(() => [hidden])(before + hidden + after);
        expect(masked.replaceAll("[secret]", "")).not.toContain(hidden);
      }),
    );
  });
});

describe("createSlots", () => {
  it("lets through as many as there are, the others in order", async () => {
    const slots = createSlots(2);
    const { signal } = new AbortController();
    const order: number[] = [];
    let running = 0;
    let most = 0;
    const work = async (number: number) => {
      const giveBack = await slots.take(signal);
      running += 1;
      most = Math.max(most, running);
      order.push(number);
      await Promise.resolve();
      running -= 1;
      giveBack();
      giveBack();
    };
    await Promise.all([1, 2, 3, 4, 5, 6].map(work));
    expect(most).toBe(2);
    expect(order).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("forgets who stopped waiting", async () => {
    const slots = createSlots(1);
    const controller = new AbortController();
    const giveBack = await slots.take(new AbortController().signal);
    const waiting = slots.take(controller.signal);
    controller.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    giveBack();
    expect(slots.take(new AbortController().signal)).toBeTypeOf("function");
  });
});

describe("grantCommand", () => {
  it.each([
    ["/vms/100", "VM.PowerMgmt", "admin@pve!mcp"],
    ["/", "Sys.Modify", "admin@pve"],
    ["/storage/local", "Datastore.AllocateSpace", "admin@pve"],
  ])("grants %s %s to %s", (path, privilege, identity) => {
    expect(grantCommand(path, privilege, identity)).toMatchSnapshot();
  });

  it("makes no command of what a shell could trip over", () => {
    expect(grantCommand("/vms/100; rm", "VM.Audit", "admin@pve")).toBeUndefined();
    expect(grantCommand("/vms/100", "$(id)", "admin@pve")).toBeUndefined();
    expect(grantCommand("/vms/100", "VM.Audit", "o'neil@pve")).toBeUndefined();
  });
});

describe("percentOf", () => {
  it.each([
    ["transferred 1.0 GiB of 4.0 GiB (25.00%)", 25],
    ["INFO:  31% (10.0 GiB of 32.0 GiB) in 9s", 31],
    ["drive-scsi0: transferred 512.0 MiB of 1.0 GiB (50.02%) in 2s", 50.02],
    [" 1050K .......... .......... 17% 8.21M 12s", 17],
    ["progress 100% (read 34359738368 bytes)", 100],
    ["scsi0: successfully created disk", undefined],
    ["at 250%", undefined],
  ])("reads %j", (line, percent) => {
    expect(percentOf(line)).toBe(percent);
  });
});
