import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Harness, openToolbox } from "../harness.js";

interface Report {
  verdict: string;
  findings: { about: string; severity: string; text: string }[];
  unchecked: { what: string; why: string }[];
}

let harness: Harness;

beforeEach(async () => {
  harness = await openToolbox();
});

afterEach(() => harness.close());

async function health(of: Harness): Promise<Report> {
  const { data } = await of.call("proxmox_health");
  return data as Report;
}

describe("with a login that may see nothing", () => {
  let blind: Harness;

  beforeEach(async () => {
    await harness.call("proxmox_user", { action: "create", userid: "blind@pve" });
    const token = { action: "create", userid: "blind@pve", tokenid: "t1" };
    const { data } = await harness.call("proxmox_user_token", token);
    blind = await openToolbox({
      simulator: harness.simulator,
      credentials: {
        kind: "token",
        user: "blind@pve",
        tokenName: "t1",
        tokenValue: (data as { value: string }).value,
      },
    });
  });

  afterEach(() => blind?.close());

  it("the cluster isn't called healthy", async () => {
    const { verdict, unchecked } = await health(blind);
    expect(verdict).toBe("unknown");
    expect(unchecked.length).toBeGreaterThan(2);
  });

  it("no storage is blamed for its name", async () => {
    const { message } = await blind.refused("proxmox_backup", { action: "list" });
    expect(message).not.toContain("of that name");
  });
});

it("what a storage that doesn't answer holds isn't reported missing", async () => {
  harness.simulator.faults.add({ path: "/content$", status: 595 });
  const { findings, unchecked } = await health(harness);
  const stale = findings.find(({ text }) => text.includes("no backup of the last"));
  expect(stale).toMatchObject({
    severity: "info",
    text: expect.stringContaining("as far as storages could be read"),
  });
  expect(unchecked.map(({ what }) => what).join()).toContain("backups on");
});
