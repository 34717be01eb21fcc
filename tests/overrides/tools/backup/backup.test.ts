import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, openToolbox } from "../../../tools/harness.js";

interface Backup {
  volid: string;
  vmid: number;
  subtype: string;
  time: string;
  storage: string;
}

describe("backups", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox();
  });
  afterAll(() => harness.close());

  const backup = (args: Record<string, unknown>) => harness.call("proxmox_backup", args);
  const list = async (args: Record<string, unknown> = {}) =>
    (await backup({ action: "list", ...args }))["data"] as Backup[];
  const writes = () => harness.sent().filter((request) => !request.startsWith("GET "));

  it("of guests on several nodes are one request to each", async () => {
    harness.sent();
    const { data } = await backup({ action: "create", vmid: "120,130,205", storage: "nfs-backup" });
    expect(writes().sort()).toEqual(["POST /nodes/pve1/vzdump", "POST /nodes/pve3/vzdump"]);
    expect(data).toMatchObject([
      { node: "pve1", guests: [130], task: { state: "ok" } },
      { node: "pve3", guests: [120, 205], task: { state: "ok" } },
    ]);
  });

  it("are listed from all storages, newest first, by guest and kind", async () => {
    await backup({ action: "create", vmid: 130, storage: "local" });
    const all = await list();
    expect(all.map(({ vmid, storage }) => `${vmid} ${storage}`).sort()).toEqual([
      "120 nfs-backup",
      "130 local",
      "130 nfs-backup",
      "205 nfs-backup",
    ]);
    const times = all.map(({ time }) => time);
    expect(times).toEqual([...times].sort().reverse());
    expect((await list({ vmid: 130 })).map(({ storage }) => storage)).toEqual([
      "local",
      "nfs-backup",
    ]);
    expect((await list({ type: "lxc" })).map(({ vmid }) => vmid)).toEqual([205]);
    expect((await list({ storage: "local" })).length).toBe(1);
  });

  it("are listed with sizes that people read", async () => {
    const [newest] = await list();
    expect(newest).toMatchObject({ readable: { size: expect.stringMatching(/^[\d.]+ [GM]iB$/) } });
  });

  it("are listed in pages", async () => {
    const first = await backup({ action: "list", limit: 3 });
    expect(first).toMatchObject({ total: 4, cursor: "3" });
    const rest = await backup({ action: "list", limit: 3, cursor: "3" });
    expect(rest["data"]).toHaveLength(1);
  });

  it("are still listed where a storage doesn't answer, which is said", async () => {
    harness.simulator.faults.add({ path: "/pve2/storage/local/content", status: 596 });
    const { data, notes } = await backup({ action: "list" });
    harness.simulator.faults.clear();
    expect(data).toHaveLength(4);
    expect(notes).toEqual(["No answer from local on pve2."]);
  });

  it("become new guests, and replace one only when told to", async () => {
    const [vm] = await list({ vmid: 130, storage: "nfs-backup" });
    const restore = { action: "restore", archive: vm?.volid };
    const { data } = await backup({ ...restore, storage: "local-lvm" });
    expect(data).toMatchObject({ vmid: 108, node: "pve1", kind: "qemu", task: { state: "ok" } });
    const error = await harness.refused("proxmox_backup", { ...restore, vmid: 108 });
    expect(error).toMatchObject({ code: "refused", hint: expect.stringContaining("force=true") });

    const config = harness.simulator.state.guests.get(108)?.config ?? {};
    config["name"] = "spoilt";
    await backup({ ...restore, vmid: 108, force: true, storage: "local-lvm" });
    expect(harness.simulator.state.guests.get(108)?.config["name"]).toBe("legacy-app");
  });

  it("of containers keep what they were", async () => {
    const [ct] = await list({ vmid: 205 });
    await backup({ action: "restore", archive: ct?.volid, vmid: 555, storage: "local-lvm" });
    const request = harness.simulator.requests.findLast(({ path }) => path.endsWith("/lxc"));
    expect(Object.keys(request?.parameters ?? {})).not.toContain("unprivileged");
    expect(harness.simulator.state.guests.get(555)?.config["hostname"]).toBe("sandbox");
  });

  it("show what they would restore, and are deleted by their volid alone", async () => {
    const [newest] = await list({ vmid: 120 });
    const { data } = await backup({ action: "config", volume: newest?.volid });
    expect(data).toContain("name: test-upgrade");
    await backup({ action: "delete", volume: newest?.volid });
    expect(await list({ vmid: 120 })).toEqual([]);
  });

  const refusals: [Record<string, unknown>, string][] = [
    [{ action: "create", storage: "local" }, "one of vmids, all=true and pool"],
    [{ action: "create", vmid: 100, all: true }, "one of vmids, all=true and pool"],
    [{ action: "create", vmid: "100,999" }, "there is no guest 999"],
    [{ action: "create", vmid: 100, node: "pve2" }, "100 is elsewhere or of another kind"],
    [{ action: "create", vmid: 100, archive: "x" }, "belongs to another action"],
    [{ action: "list", storage: "ceph-vm" }, "those that do: local, nfs-backup"],
    [{ action: "delete", volume: "backup.vma" }, "is no volid"],
    [{ action: "delete", volume: "nowhere:backup/x" }, 'There is no storage "nowhere"'],
    [{ action: "delete" }, "volume: missing"],
    [{ action: "restore", archive: "local:backup/x.vma" }, "doesn't tell a VM from a container"],
    [
      { action: "restore", archive: "local:backup/vzdump-qemu-1-x.vma", type: "lxc" },
      "the archive holds a VM",
    ],
    [
      { action: "restore", archive: "pbs:backup/ct/1/x", vmid: 100, force: true },
      "guest 100 is of another kind than the backup",
    ],
  ];
  it.each(refusals)("%j is refused", async (args, message) => {
    harness.sent();
    expect((await harness.refused("proxmox_backup", args)).message).toContain(message);
    expect(writes()).toEqual([]);
  });
});

describe("below elevated", () => {
  it("backups are made, but never prune others", async () => {
    const harness = await openToolbox({ access: "operate" });
    try {
      const args = { action: "create", vmid: 130, storage: "local" };
      await harness.call("proxmox_backup", args);
      const sent = harness.simulator.requests.findLast(({ path }) => path.endsWith("/vzdump"));
      expect(sent?.parameters).toMatchObject({ remove: "0" });
      const pruning = { ...args, options: { remove: true } };
      expect(await harness.refused("proxmox_backup", pruning)).toMatchObject({ code: "access" });
      const tool = harness.toolbox.listed.find(({ name }) => name === "proxmox_backup");
      expect(tool?.inputSchema.properties["action"]?.enum).toEqual(["list", "create"]);
    } finally {
      await harness.close();
    }
  });
});
