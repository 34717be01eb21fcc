import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unseenContent } from "../../../../overrides/tools/support/unseen-content.js";
import type { ToolContext } from "../../../../src/tools/define.js";
import { type Harness, openToolbox } from "../../../tools/harness.js";

const asked = (tree: object) => ({ call: (async () => tree) as unknown as ToolContext["call"] });

describe("what a login doesn't see of a storage", () => {
  it.each<[string, object, string[], string | undefined]>([
    [
      "everything is seen with Datastore.Allocate",
      { "/": { "Datastore.Allocate": 1 } },
      ["backup"],
      undefined,
    ],
    [
      "both privileges",
      { "/storage": { "Datastore.AllocateSpace": 1 }, "/vms": { "VM.Backup": 1 } },
      ["backup"],
      undefined,
    ],
    [
      "an auditor",
      { "/": { "Datastore.Audit": 1, "VM.Audit": 1 } },
      ["backup"],
      "Proxmox hides backups that this login may not see: it lacks Datastore.AllocateSpace on /storage/nas, VM.Backup on /vms.",
    ],
    [
      "a privilege that stays at its path",
      { "/storage": { "Datastore.AllocateSpace": 0 }, "/vms": { "VM.Backup": 1 } },
      ["backup"],
      "Proxmox hides backups that this login may not see: it lacks Datastore.AllocateSpace on /storage/nas.",
    ],
    [
      "a nearer entry counts, not a wider one",
      { "/": { "Datastore.Allocate": 1 }, "/storage/nas": {}, "/vms": { "VM.Backup": 1 } },
      ["backup"],
      "Proxmox hides backups that this login may not see: it lacks Datastore.AllocateSpace on /storage/nas.",
    ],
    ["ISO images are seen by auditors", { "/": { "Datastore.Audit": 1 } }, ["iso"], undefined],
    [
      "disks too",
      { "/": { "Datastore.Audit": 1 } },
      ["images"],
      "Proxmox hides disks and backups that this login may not see: it lacks VM.Config.Disk on /vms.",
    ],
  ])("%s", async (_, tree, contents, expected) => {
    expect(await unseenContent(asked(tree), ["nas"], contents)).toBe(expected);
  });

  it.each<[string, object, string | undefined]>([
    [
      "a login without any storage",
      { "/": { "VM.Audit": 1, "VM.Backup": 1 }, "/vms": { "VM.Backup": 1 } },
      "Proxmox hides backups that this login may not see: it lacks Datastore.AllocateSpace on /storage.",
    ],
    [
      "one storage of several",
      { "/storage/nas": { "Datastore.AllocateSpace": 1 }, "/vms": { "VM.Backup": 1 } },
      "Proxmox hides backups that this login may not see: it lacks Datastore.AllocateSpace on /storage.",
    ],
    [
      "a guest with less than the others",
      {
        "/": { "Datastore.AllocateSpace": 1, "VM.Backup": 1 },
        "/vms/110": { "VM.Audit": 1 },
      },
      "Proxmox hides backups that this login may not see: it lacks VM.Backup on /vms/110.",
    ],
    [
      "a storage with less than the others",
      {
        "/": { "Datastore.AllocateSpace": 1, "VM.Backup": 1 },
        "/storage/nas": { "Datastore.Audit": 1 },
      },
      "Proxmox hides backups that this login may not see: it lacks Datastore.AllocateSpace on /storage/nas.",
    ],
    [
      "a privilege that doesn't go down to guests",
      { "/": { "Datastore.AllocateSpace": 1 }, "/vms": { "VM.Backup": 0 } },
      "Proxmox hides backups that this login may not see: it lacks VM.Backup on /vms.",
    ],
    ["everything", { "/": { "Datastore.AllocateSpace": 1, "VM.Backup": 1 } }, undefined],
  ])("on all storages: %s", async (_, tree, expected) => {
    expect(await unseenContent(asked(tree), "all", ["backup"])).toBe(expected);
  });

  it("isn't known where the privileges can't be read", async () => {
    const call = () => Promise.reject(new Error("403"));
    expect(await unseenContent({ call: call as never }, ["nas"])).toBeUndefined();
  });
});

describe("lists of an auditor", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox({
      access: "read",
      credentials: { kind: "password", user: "auditor@pve", password: "proxmox" },
    });
  });
  afterAll(() => harness.close());

  it.each([
    ["proxmox_backup", { action: "list" }],
    ["proxmox_storage_content", { action: "list", storage: "local" }],
  ])("%s says that it may lack something", async (tool, args) => {
    expect((await harness.call(tool, args))["notes"]).toEqual([
      expect.stringMatching(/^Proxmox hides .* this login .* lacks .*VM\.Backup on \/vms/),
    ]);
  });
});

describe("a storage's content", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox({ access: "read" });
  });
  afterAll(() => harness.close());

  it("needs no node", async () => {
    const args = { action: "list", storage: "local", content: "vztmpl" };
    const answer = await harness.call("proxmox_storage_content", args);
    expect(answer).toMatchObject({ data: [{ content: "vztmpl" }] });
    expect(answer).not.toHaveProperty("notes");
  });

  it("of no storage names those there are", async () => {
    const args = { action: "list", storage: "nope" };
    expect((await harness.refused("proxmox_storage_content", args)).message).toMatch(
      /^storage: there is none named "nope"; there are .*local-lvm/,
    );
  });
});
