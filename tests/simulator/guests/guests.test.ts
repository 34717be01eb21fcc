import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, simulate } from "../helpers.js";

let client: Client;

beforeAll(async () => {
  client = await simulate();
});

afterAll(() => client.close());

const config = (path: string) => client.get(`${path}/config`) as Promise<Record<string, unknown>>;

async function logOf(what: string, parameters: Record<string, unknown> = {}): Promise<string[]> {
  const { data } = await client.call(what, parameters);
  client.simulator.manual?.settle();
  return client.simulator.state.tasks.get(String(data))?.log ?? [];
}

describe("the life of a virtual machine", () => {
  const vm = "/nodes/pve1/qemu/500";

  it("is created with what was left out filled in", async () => {
    const parameters = {
      vmid: 500,
      name: "new",
      memory: 1024,
      cores: 2,
      scsi0: "local-lvm:8",
      scsi1: "local:4,format=qcow2",
      ide2: "local-lvm:cloudinit",
      net0: "virtio,bridge=vmbr0,tag=20",
      pool: "k8s",
    };
    expect(await client.run("POST /nodes/pve1/qemu", parameters)).toBe("OK");
    const { digest, meta, smbios1, vmgenid, net0, ...rest } = await config(vm);
    expect(rest).toMatchInlineSnapshot(`
      {
        "boot": "order=scsi0;ide2;net0",
        "cores": 2,
        "ide2": "local-lvm:vm-500-cloudinit,media=cdrom",
        "memory": "1024",
        "name": "new",
        "scsi0": "local-lvm:vm-500-disk-0,size=8G",
        "scsi1": "local:500/vm-500-disk-0.qcow2,size=4G",
      }
    `);
    expect(net0).toMatch(/^virtio=BC:24:11(?::[0-9A-F]{2}){3},bridge=vmbr0,tag=20$/);
    expect([digest, meta, smbios1, vmgenid].every((value) => typeof value === "string")).toBe(true);
    const pools = (await client.get("/pools/k8s")) as { members: { vmid: number }[] };
    expect(pools.members.map(({ vmid }) => vmid)).toContain(500);
    const content = (await client.get("/nodes/pve1/storage/local-lvm/content", { vmid: 500 })) as {
      volid: string;
    }[];
    expect(content.map(({ volid }) => volid)).toEqual([
      "local-lvm:vm-500-disk-0",
      "local-lvm:vm-500-cloudinit",
    ]);
  });

  it("runs, and keeps changes that can't be made hot for its next start", async () => {
    expect(await client.run(`POST ${vm}/status/start`)).toBe("OK");
    expect(await client.run(`POST ${vm}/status/start`)).toBe("VM 500 already running");
    await client.call(`PUT ${vm}/config`, { cores: 4, description: "now", memory: 2048 });
    const pending = (await client.get(`${vm}/pending`)) as Record<string, unknown>[];
    expect(pending.filter((entry) => "pending" in entry)).toEqual([
      { key: "cores", value: 2, pending: 4 },
      { key: "memory", value: "1024", pending: "2048" },
    ]);
    expect((await config(vm))["cores"]).toBe(4);
    expect(
      ((await client.get(`${vm}/config`, { current: 1 })) as Record<string, unknown>)["cores"],
    ).toBe(2);
    await client.call(`PUT ${vm}/config`, { revert: "memory" });
    expect(await client.run(`POST ${vm}/status/reboot`)).toBe("OK");
    expect([(await config(vm))["cores"], (await config(vm))["memory"]]).toEqual([4, "1024"]);
    const status = (await client.get(`${vm}/status/current`)) as Record<string, unknown>;
    expect([status["status"], status["qmpstatus"], status["cpus"]]).toEqual([
      "running",
      "running",
      4,
    ]);
  });

  it("pauses, hibernates and wakes", async () => {
    const state = async () => {
      const status = (await client.get(`${vm}/status/current`)) as Record<string, unknown>;
      return [status["status"], status["qmpstatus"], status["lock"]];
    };
    await client.run(`POST ${vm}/status/suspend`);
    expect(await state()).toEqual(["running", "paused", undefined]);
    expect(await client.refusal(`POST ${vm}/status/shutdown`)).toBe(
      "500 VM is paused - cannot shutdown",
    );
    await client.run(`POST ${vm}/status/resume`);
    await client.run(`POST ${vm}/status/suspend`, { todisk: 1 });
    expect(await state()).toEqual(["stopped", "stopped", "suspended"]);
    expect(await client.run(`POST ${vm}/status/start`)).toBe("OK");
    expect(await state()).toEqual(["running", "running", undefined]);
  });

  it("takes snapshots only where its disks can, and goes back to them", async () => {
    expect(await client.get(`${vm}/feature`, { feature: "snapshot" })).toEqual({
      hasFeature: 1,
      nodes: ["pve1", "pve2", "pve3"],
    });
    expect(await client.run(`POST ${vm}/snapshot`, { snapname: "first", description: "one" })).toBe(
      "OK",
    );
    expect(await client.run(`POST ${vm}/snapshot`, { snapname: "first" })).toBe(
      "snapshot name 'first' already used",
    );
    expect(await client.run(`POST ${vm}/snapshot`, { snapname: "second", vmstate: 1 })).toBe("OK");
    await client.call(`PUT ${vm}/config`, { name: "changed" });
    const listed = (await client.get(`${vm}/snapshot`)) as Record<string, unknown>[];
    expect(listed.map(({ name, parent, vmstate }) => [name, parent, vmstate])).toEqual([
      ["first", undefined, 0],
      ["second", "first", 1],
      ["current", "second", undefined],
    ]);
    expect(await client.run(`POST ${vm}/snapshot/first/rollback`)).toBe("OK");
    expect([(await config(vm))["name"], (await config(vm))["parent"]]).toEqual(["new", "first"]);
    expect(((await client.get(`${vm}/status/current`)) as Record<string, unknown>)["status"]).toBe(
      "stopped",
    );
    expect(await client.run(`DELETE ${vm}/snapshot/first`)).toBe("OK");
    const left = (await client.get(`${vm}/snapshot`)) as Record<string, unknown>[];
    expect(left.map(({ name, parent }) => [name, parent])).toEqual([
      ["second", undefined],
      ["current", undefined],
    ]);
    await client.run(`DELETE ${vm}/snapshot/second`);
  });

  it("grows and moves its disks, and keeps what it lets go", async () => {
    expect(await client.run(`PUT ${vm}/resize`, { disk: "scsi0", size: "+2G" })).toBe("OK");
    expect((await config(vm))["scsi0"]).toBe("local-lvm:vm-500-disk-0,size=10G");
    expect(await client.run(`PUT ${vm}/resize`, { disk: "scsi0", size: "1G" })).toBe(
      "shrinking disks is not supported",
    );
    expect(
      await client.refusal(`POST ${vm}/move_disk`, { disk: "scsi0", storage: "local-lvm" }),
    ).toBe("500 you can't move to the same storage with same format");
    expect(
      await client.run(`POST ${vm}/move_disk`, { disk: "scsi0", storage: "ceph-vm", delete: 1 }),
    ).toBe("OK");
    await client.call(`PUT ${vm}/config`, { delete: "scsi1" });
    const { scsi0, scsi1, unused0, boot } = await config(vm);
    expect({ scsi0, scsi1, unused0, boot }).toEqual({
      scsi0: "ceph-vm:vm-500-disk-0,size=10G",
      scsi1: undefined,
      unused0: "local:500/vm-500-disk-0.qcow2",
      boot: "order=scsi0;ide2;net0",
    });
    await client.call(`PUT ${vm}/config`, { delete: "unused0" });
    expect(client.simulator.state.volumes.has("pve1/local:500/vm-500-disk-0.qcow2")).toBe(false);
  });

  it("travels to another node, with local disks only when told to", async () => {
    await client.run(`POST ${vm}/status/start`);
    const check = (await client.get(`${vm}/migrate`)) as Record<string, unknown>;
    expect([check["running"], check["allowed_nodes"]]).toEqual([1, ["pve2", "pve3"]]);
    expect(await client.refusal(`POST ${vm}/migrate`, { target: "pve1" })).toEqual({
      target: "target is local node.",
    });
    expect(await client.refusal(`POST ${vm}/migrate`, { target: "pve2" })).toBe(
      "500 can't migrate running VM without --online",
    );
    await client.call(`PUT ${vm}/config`, { delete: "ide2" });
    expect(await client.run(`POST ${vm}/migrate`, { target: "pve2", online: 1 })).toBe("OK");
    expect(await client.refusal(`GET ${vm}/config`)).toBe(
      "500 Configuration file 'nodes/pve1/qemu-server/500.conf' does not exist",
    );
    const moved = (await client.get("/nodes/pve2/qemu/500/status/current")) as Record<
      string,
      unknown
    >;
    expect(moved["status"]).toBe("running");
    await client.run("POST /nodes/pve2/qemu/500/migrate", { target: "pve1", online: 1 });
  });

  it("is cloned, turned into a template and cloned again by link", async () => {
    expect(await client.refusal(`POST ${vm}/clone`, { newid: 501, full: 0 })).toBe(
      "500 Linked clone feature is not supported for 'ceph-vm:vm-500-disk-0' (scsi0)",
    );
    const log = await logOf(`POST ${vm}/clone`, { newid: 501, name: "copy", full: 1 });
    expect(log[0]).toBe("creating a clone of VM 500 with ID 501");
    expect(log.at(-1)).toBe("TASK OK");
    const [before, copy] = [await config(vm), await config("/nodes/pve1/qemu/501")];
    expect([copy["name"], copy["scsi0"]]).toEqual(["copy", "ceph-vm:vm-501-disk-0,size=10G"]);
    expect(copy["net0"]).not.toBe(before["net0"]);
    expect(await client.run("POST /nodes/pve1/qemu/501/template")).toBe("OK");
    expect((await config("/nodes/pve1/qemu/501"))["scsi0"]).toBe(
      "ceph-vm:base-501-disk-0,size=10G",
    );
    expect(await client.run("POST /nodes/pve1/qemu/501/clone", { newid: 502 })).toBe("OK");
    expect(await client.refusal("DELETE /nodes/pve1/qemu/501")).toBe(
      "500 base volume 'ceph-vm:base-501-disk-0' is still in use by linked cloned",
    );
    expect(await client.run("DELETE /nodes/pve1/qemu/502")).toBe("OK");
    expect(await client.run("DELETE /nodes/pve1/qemu/501")).toBe("OK");
  });

  it("is protected, locked, and gone in the end with all that was its", async () => {
    await client.run(`POST ${vm}/status/stop`);
    await client.call(`PUT ${vm}/config`, { protection: 1 });
    expect(await client.refusal(`DELETE ${vm}`)).toBe(
      "500 can't remove VM 500 - protection mode enabled",
    );
    await client.call(`PUT ${vm}/config`, { protection: 0 });
    const backup = await client.call("POST /nodes/pve1/vzdump", { vmid: 500, storage: "local" });
    client.simulator.manual?.advance(500);
    expect(await client.refusal(`DELETE ${vm}`)).toBe("500 VM is locked (backup)");
    client.simulator.manual?.settle();
    expect(client.simulator.state.tasks.get(String(backup.data))?.exitstatus).toBe("OK");
    await client.call("POST /cluster/ha/resources", { sid: "vm:500", state: "stopped" });
    expect(await client.refusal(`DELETE ${vm}`)).toContain(
      "used in HA resources and purge parameter not set",
    );
    expect(await client.run(`DELETE ${vm}`, { purge: 1 })).toBe("OK");
    const { state } = client.simulator;
    expect(state.ha.resources.has("vm:500")).toBe(false);
    expect(
      [...state.volumes.values()].filter(
        ({ vmid, content }) => vmid === 500 && content === "images",
      ),
    ).toEqual([]);
  });
});

describe("the life of a container", () => {
  const ct = "/nodes/pve2/lxc/600";
  const template = "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst";

  it("is created, started and stopped", async () => {
    const parameters = {
      vmid: 600,
      ostemplate: template,
      hostname: "box",
      rootfs: "local-lvm:4",
      net0: "name=eth0,bridge=vmbr0,ip=dhcp",
      start: 1,
    };
    expect(await client.run("POST /nodes/pve2/lxc", parameters)).toBe("OK");
    const { net0, digest: _digest, ...rest } = await config(ct);
    expect(rest).toMatchInlineSnapshot(`
      {
        "arch": "amd64",
        "hostname": "box",
        "memory": 512,
        "ostype": "debian",
        "rootfs": "local-lvm:vm-600-disk-0,size=4G",
        "swap": 512,
        "unprivileged": 1,
      }
    `);
    expect(net0).toMatch(/^name=eth0,bridge=vmbr0,hwaddr=BC:24:11[0-9A-F:]+,ip=dhcp,type=veth$/);
    expect(await client.refusal(`POST ${ct}/status/start`)).toBe("500 CT 600 already running");
    expect(((await client.get(`${ct}/interfaces`)) as unknown[]).length).toBe(2);
    expect(await client.run(`POST ${ct}/status/shutdown`)).toBe("OK");
    expect(await client.get(`${ct}/interfaces`)).toBeNull();
    expect(await client.refusal(`POST ${ct}/status/stop`)).toBe("500 CT 600 not running");
  });

  it("has nothing that only virtual machines have", async () => {
    expect(await client.refusal(`POST ${ct}/agent/ping`)).toBe(
      `501 Method 'POST ${ct}/agent/ping' not implemented`,
    );
    expect(await client.refusal(`POST ${ct}/snapshot`, { snapname: "ab", vmstate: 1 })).toEqual({
      vmstate:
        "property is not defined in schema and the schema does not allow additional properties",
    });
  });

  it("is backed up and restored under another number", async () => {
    expect(
      await client.run("POST /nodes/pve2/vzdump", {
        vmid: 600,
        storage: "nfs-backup",
        mode: "stop",
        compress: "zstd",
        "notes-template": "{{guestname}} {{vmid}}",
      }),
    ).toBe("OK");
    const backups = (await client.get("/nodes/pve2/storage/nfs-backup/content", {
      content: "backup",
    })) as Record<string, unknown>[];
    expect(
      backups.map(({ subtype, vmid, notes, format }) => ({ subtype, vmid, notes, format })),
    ).toEqual([{ subtype: "lxc", vmid: 600, notes: "box 600", format: "tar.zst" }]);
    const archive = String(backups[0]?.["volid"]);
    expect(await client.get("/nodes/pve2/vzdump/extractconfig", { volume: archive })).toContain(
      "hostname: box\n",
    );
    const parameters = {
      vmid: 601,
      ostemplate: archive,
      restore: 1,
      storage: "ceph-vm",
      unique: 1,
    };
    expect(await client.run("POST /nodes/pve2/lxc", parameters)).toBe("OK");
    const restored = await config("/nodes/pve2/lxc/601");
    expect([restored["hostname"], restored["rootfs"]]).toEqual([
      "box",
      "ceph-vm:vm-601-disk-0,size=4G",
    ]);
    expect(restored["net0"]).not.toBe((await config(ct))["net0"]);
    expect(await client.run("DELETE /nodes/pve2/lxc/601")).toBe("OK");
  });

  it("restarts when it migrates while running", async () => {
    await client.run(`POST ${ct}/status/start`);
    expect(await client.refusal(`POST ${ct}/migrate`, { target: "pve3" })).toBe(
      "500 can't migrate running container without --online or --restart",
    );
    expect(await client.run(`POST ${ct}/migrate`, { target: "pve3", restart: 1 })).toBe("OK");
    const status = (await client.get("/nodes/pve3/lxc/600/status/current")) as Record<
      string,
      unknown
    >;
    expect([status["status"], Number(status["uptime"]) < 10]).toEqual(["running", true]);
    expect(client.simulator.state.volumes.get("pve3/local-lvm:vm-600-disk-0")?.node).toBe("pve3");
  });
});

describe("a running virtual machine", () => {
  let fresh: Client;
  beforeAll(async () => {
    fresh = await simulate();
  });
  afterAll(() => fresh.close());

  it("takes the keys that QEMU knows, and no others", async () => {
    const place = "PUT /nodes/pve1/qemu/100/sendkey";
    const press = async (key: string) => {
      const { status, reason } = await fresh.call(place, { key });
      return `${status} ${reason}`;
    };
    expect(await press("ctrl-alt-delete")).toBe("200 OK");
    expect(await press("ctrl-foo")).toBe("500 invalid parameter: foo");
  });

  it("is reset by a task of its own kind", async () => {
    const { data } = await fresh.call("POST /nodes/pve1/qemu/100/status/reset");
    expect(String(data)).toContain(":qmreset:100:");
    fresh.simulator.manual?.settle();
  });
});
