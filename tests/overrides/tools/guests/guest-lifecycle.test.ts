import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gibibytes } from "../../../../src/kit/sizes.js";
import { type Harness, openToolbox } from "../../../tools/harness.js";

it.each([
  [32, 32],
  ["32", 32],
  ["32G", 32],
  ["1.5 GiB", 1.5],
  ["1T", 1024],
  ["512M", 0.5],
  ["lots", undefined],
  ["+5G", undefined],
  ["", undefined],
])("%j is %j GiB", (size, expected) => {
  expect(gibibytes(size)).toBe(expected);
});

describe("guests come and go", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox();
  });
  afterAll(() => harness.close());

  const configOf = (vmid: number) => harness.simulator.state.guests.get(vmid)?.config ?? {};
  const lastSent = (end: string) =>
    harness.simulator.requests.findLast(({ path, method }) => `${method} ${path}`.endsWith(end))
      ?.parameters ?? {};

  it("a VM without a vmid gets the next free one", async () => {
    const { data } = await harness.call("proxmox_create_vm", { node: "pve2", name: "bare" });
    expect(data).toMatchObject({ vmid: 108, node: "pve2", task: { state: "ok" } });
    expect(configOf(108)).toMatchObject({ name: "bare" });
    expect(Object.keys(configOf(108)).filter((key) => /^(scsi|net)\d/.test(key))).toEqual([]);
  });

  it("a VM is current by what nobody said, and the answer tells that", async () => {
    const asked = { node: "pve1", vmid: 140, storage: "local-lvm", disk_size: "8G", cpu: "host" };
    const { data } = await harness.call("proxmox_create_vm", asked);
    expect(data).toMatchObject({
      assumed: {
        ostype: "l26",
        scsihw: "virtio-scsi-single",
        agent: "enabled=1",
        scsi0: "local-lvm:8,discard=on,iothread=1",
      },
    });
    expect(configOf(140)).toMatchObject({ cpu: "host", scsihw: "virtio-scsi-single" });
  });

  it("what isn't waited for is told with the way to go on", async () => {
    const { data, notes } = await harness.call("proxmox_guest_start", { vmid: 140, wait: 0 });
    expect({ data, notes }).toEqual({
      data: { upid: expect.stringContaining("qmstart:140"), state: "running" },
      notes: ["It still runs: proxmox_node_task with action wait and its upid tells the end."],
    });
  });

  it.each([
    ["10", "10G"],
    ["+2", "+2G"],
    ["16384M", "16384M"],
  ])("a disk grows by %s as %s", async (size, sent) => {
    await harness.call("proxmox_guest_disk_resize", { vmid: 140, disk: "scsi0", size });
    expect(lastSent("/qemu/140/resize")["size"]).toBe(sent);
  });

  it.each([
    [140, "scsi0", true],
    [200, "rootfs", false],
  ])(
    "of guest %i growing %s leaves the file system to its user: %s",
    async (vmid, disk, isLeft) => {
      const { notes = [] } = await harness.call("proxmox_guest_disk_resize", {
        vmid,
        disk,
        size: "+1G",
      });
      expect(String(notes).includes("still have to grow")).toBe(isLeft);
    },
  );

  it("a VM takes any other setting too, beside the others or in options", async () => {
    await harness.call("proxmox_create_vm", {
      node: "pve1",
      vmid: 320,
      bios: "ovmf",
      options: { onboot: true, tags: ["b", "a"], net1: { model: "virtio", bridge: "vmbr0" } },
    });
    expect(configOf(320)).toMatchObject({ bios: "ovmf", onboot: 1, tags: "b,a" });
    expect(String(configOf(320)["net1"])).toMatch(/^virtio=.*bridge=vmbr0/);
  });

  it("a container is unprivileged unless told otherwise, and told that it has no network", async () => {
    const template = "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst";
    const args = { node: "pve1", ostemplate: template, storage: "local-lvm" };
    const { notes } = await harness.call("proxmox_create_lxc", { ...args, vmid: 321 });
    expect(notes).toEqual([expect.stringContaining("It has no network")]);
    expect(lastSent("POST /nodes/pve1/lxc")).toMatchObject({ unprivileged: "1" });
    const privileged = { ...args, vmid: 322, unprivileged: false, net0: "name=eth0" };
    await harness.result("proxmox_create_lxc", privileged);
    expect(lastSent("POST /nodes/pve1/lxc")).toMatchObject({ unprivileged: "0" });
  });

  it("a clone is called name or hostname, whichever its kind calls it", async () => {
    const full = { full: true };
    await harness.call("proxmox_guest_clone", {
      vmid: 111,
      hostname: "vm-copy",
      newid: 330,
      ...full,
    });
    await harness.call("proxmox_guest_clone", { vmid: 205, name: "ct-copy", newid: 331, ...full });
    expect([configOf(330)["name"], configOf(331)["hostname"]]).toEqual(["vm-copy", "ct-copy"]);
  });

  it("a migration says beforehand what stands in its way", async () => {
    const { data } = await harness.call("proxmox_guest_migrate", { vmid: 101, check: true });
    expect(data).toMatchObject({ allowed_nodes: ["pve1", "pve3"], local_disks: [] });
    expect(harness.sent()).not.toContain("POST /nodes/pve2/qemu/101/migrate");
  });

  it("what fails in its task is an error, with the task", async () => {
    harness.simulator.faults.failTasks({ type: "qmigrate", message: "no route", times: 1 });
    const error = await harness.refused("proxmox_guest_migrate", { vmid: 101, target: "pve1" });
    expect(error).toMatchObject({
      code: "task",
      message: "POST /nodes/{node}/qemu/{vmid}/migrate: the task failed: no route",
      task: { state: "failed", upid: expect.stringMatching(/^UPID:pve2:.*qmigrate/) },
    });
  });

  it("a task that ends with warnings is a success, and says so", async () => {
    harness.simulator.faults.failTasks({ type: "qmsnapshot", message: "WARNINGS: 1", times: 1 });
    const args = { action: "create", vmid: 110, snapname: "warned" };
    const { data } = await harness.call("proxmox_guest_snapshot", args);
    expect(data).toMatchObject({ state: "warnings", exitstatus: "WARNINGS: 1" });
  });

  it("what HA manages is waited for until it is really there", async () => {
    await harness.call("proxmox_guest_migrate", { vmid: 102, target: "pve1" });
    expect(harness.simulator.state.guests.get(102)?.node).toBe("pve1");
  });

  it("a missing snapshot is missing, whatever status Proxmox gives it", async () => {
    const read = await harness.refused("proxmox_guest_config", { vmid: 101, snapshot: "none" });
    expect(read).toMatchObject({ code: "not_found", status: 500 });
    const gone = { action: "delete", vmid: 101, snapname: "none" };
    expect(await harness.refused("proxmox_guest_snapshot", gone)).toMatchObject({
      code: "task",
      message: expect.stringContaining("snapshot 'none' does not exist"),
    });
  });

  it("a long task is handed back by its UPID", async () => {
    // its 32 GiB take most of a second
    const args = { vmid: 103, target: "pve2", wait: 0 };
    const { data } = await harness.call("proxmox_guest_migrate", args);
    expect(data).toMatchObject({ state: "running", upid: expect.stringMatching(/^UPID:/) });
    const { upid } = data as { upid: string };
    const done = await harness.call("proxmox_node_task", { action: "wait", upid });
    expect(done["data"]).toMatchObject({ state: "ok" });
  });

  it("disks are added, kept when removed, and gone when destroyed", async () => {
    const disk = (args: object) => harness.call("proxmox_vm_disk", { vmid: 111, ...args });
    const added = await disk({
      action: "add",
      storage: "local-lvm",
      size: "4",
      options: { ssd: true },
    });
    expect(added["data"]).toEqual({ vmid: 111, scsi1: expect.stringMatching(/ssd=1,.*size=4G/) });
    expect((await disk({ action: "remove", disk: "scsi1" }))["data"]).toMatchObject({
      kept: "unused0",
    });
    const volume = String(configOf(111)["unused0"]);
    await disk({ action: "destroy", disk: "unused0" });
    expect(configOf(111)["unused0"]).toBeUndefined();
    const node = { node: "pve2", storage: "local-lvm" };
    const { data } = await harness.call("proxmox_storage_content", { action: "list", ...node });
    expect(JSON.stringify(data)).not.toContain(volume);
  });

  it("mount points go by number or by path", async () => {
    const mount = (args: object) => harness.call("proxmox_lxc_mountpoint", { vmid: 205, ...args });
    await mount({
      action: "add",
      mp: "/srv/data",
      storage: "local-lvm",
      size: 4,
      options: { backup: true },
    });
    expect(configOf(205)["mp0"]).toMatch(/mp=\/srv\/data,backup=1/);
    await mount({ action: "destroy", mp: "/srv/data" });
    expect(Object.keys(configOf(205)).filter((key) => /^(mp|unused)/.test(key))).toEqual([]);
  });

  it("changes that wait for a restart are told apart", async () => {
    const args = { vmid: 103, config: { cores: 2, description: "now" }, delete: ["tags"] };
    const { data, notes } = await harness.call("proxmox_guest_config_update", args);
    expect(data).toEqual({ vmid: 103, changed: ["description", "tags"], pending: ["cores"] });
    expect(notes).toEqual([expect.stringContaining("proxmox_guest_reboot")]);
  });

  const refusals: [string, Record<string, unknown>, string][] = [
    ["proxmox_create_vm", { name: "x" }, "node: missing"],
    [
      "proxmox_create_vm",
      { node: "pve1", storage: "local", disk_size: "big" },
      "disk_size: must be",
    ],
    ["proxmox_create_vm", { node: "pve1", vmid: 100 }, "already exists"],
    ["proxmox_create_lxc", { node: "pve1" }, "ostemplate: missing"],
    ["proxmox_create_lxc", { node: "pve1", ostemplate: "a:b", rootfs: "8" }, "needs a storage"],
    ["proxmox_guest_delete", { vmid: 102 }, "protection mode enabled"],
    ["proxmox_guest_migrate", { vmid: 101 }, "target: missing"],
    ["proxmox_guest_cpu_memory", { vmid: 100 }, "nothing to change"],
    ["proxmox_guest_config_update", { vmid: 100, config: { nonsense: 1 } }, "nonsense"],
    [
      "proxmox_guest_config_update",
      { vmid: 100, config: { cores: 1 }, delete: "cores" },
      "set and deleted",
    ],
    ["proxmox_vm_disk", { vmid: 111, action: "add", storage: "local", size: "x" }, "size: must be"],
    [
      "proxmox_vm_disk",
      { vmid: 111, action: "add", storage: "a", size: 1, disk: "scsi0" },
      "already",
    ],
    ["proxmox_lxc_mountpoint", { vmid: 205, action: "remove", mp: "/none" }, "has no mount point"],
  ];
  it.each(refusals)("%s %j is refused", async (tool, args, message) => {
    const error = await harness.refused(tool, args);
    expect(`${error.message} ${JSON.stringify(error)}`).toContain(message);
  });
});

describe("on Proxmox VE 7.4", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox({ pve: "7.4" });
  });
  afterAll(() => harness.close());

  const calls: [string, Record<string, unknown>, object][] = [
    ["proxmox_guest_list", { name: "web01" }, [{ vmid: 100 }]],
    ["proxmox_guest_disk_resize", { vmid: 111, disk: "scsi0", size: "+1G" }, {}],
    ["proxmox_guest_config_update", { vmid: 111, config: { cores: 2 } }, { changed: ["cores"] }],
    ["proxmox_guest_network", { vmid: 111, action: "add", bridge: "vmbr0" }, { changed: ["net1"] }],
    ["proxmox_guest_network", { vmid: 200, action: "list" }, { source: "none" }],
    ["proxmox_guest_snapshot", { vmid: 100, action: "create", snapname: "old" }, { state: "ok" }],
    ["proxmox_backup", { action: "create", vmid: 205, storage: "local" }, { state: "ok" }],
    ["proxmox_backup", { action: "list" }, [{ vmid: 205 }]],
    ["proxmox_guest_create_from_template", { template: 9000, name: "new" }, { kind: "qemu" }],
  ];
  it.each(calls)("%s %j works", async (tool, args, expected) => {
    expect((await harness.call(tool, args))["data"]).toMatchObject(expected);
  });

  it("says what this release lacks", async () => {
    const args = {
      vmid: 205,
      config: { net0: { name: "eth0", bridge: "vmbr0", "host-managed": 1 } },
    };
    const error = await harness.refused("proxmox_guest_config_update", args);
    expect(error.message).toMatch(/host-managed.*9\.1.*7\.4/);
  });
});
