import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Harness, openToolbox } from "../../../tools/harness.js";

describe("a guest from a template", () => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await openToolbox();
  });
  afterEach(() => harness.close());

  const guest = (vmid: number) => harness.simulator.state.guests.get(vmid);
  const writes = () => harness.sent().filter((request) => !request.startsWith("GET "));
  const tool = "proxmox_guest_create_from_template";

  it("is cloned, set up with cloud-init, grown and started in one call", async () => {
    const { data } = await harness.call(tool, {
      template: "debian-13-template",
      name: "app1",
      cores: 4,
      memory: 4096,
      disk_size: 20,
      bridge: "vmbr0",
      vlan: 30,
      ip: "10.0.0.5/24",
      gw: "10.0.0.1",
      nameserver: "10.0.0.53",
      ciuser: "me",
      sshkeys: "ssh-ed25519 AAAAC3Nz me@home",
      options: { onboot: true },
    });
    expect(data).toEqual({
      vmid: 108,
      name: "app1",
      node: "pve1",
      kind: "qemu",
      done: ["clone", "set", "resize", "start"],
    });
    expect(guest(108)).toMatchObject({
      running: true,
      config: {
        name: "app1",
        cores: 4,
        memory: expect.stringMatching(/4096/),
        scsi0: expect.stringContaining("size=20G"),
        net0: expect.stringMatching(/^virtio=[0-9A-F:]{17},.*bridge=vmbr0.*tag=30/),
        ipconfig0: "ip=10.0.0.5/24,gw=10.0.0.1",
        nameserver: "10.0.0.53",
        ciuser: "me",
        sshkeys: "ssh-ed25519%20AAAAC3Nz%20me%40home",
        onboot: 1,
      },
    });
    expect(String(guest(108)?.config["net0"])).not.toBe(String(guest(9000)?.config["net0"]));
    expect(guest(108)?.config["template"]).toBeUndefined();
  });

  it("may be a container", async () => {
    await harness.call("proxmox_guest_template", { vmid: 205 });
    const args = { template: 205, name: "box", ip: "dhcp", bridge: "vmbr0", newid: 500 };
    const { data } = await harness.call(tool, { ...args, start: false, full: true });
    expect(data).toMatchObject({ vmid: 500, kind: "lxc", done: ["clone", "set"] });
    expect(guest(500)).toMatchObject({
      running: false,
      config: { hostname: "box", net0: expect.stringMatching(/bridge=vmbr0,.*ip=dhcp/) },
    });
  });

  it("stays where a later step fails, which is said with what is left", async () => {
    harness.simulator.faults.failTasks({ type: "qmstart", message: "no more memory" });
    const error = await harness.refused(tool, { template: 9000, name: "app2", cores: 1 });
    expect(error).toMatchInlineSnapshot(`
      {
        "code": "refused",
        "hint": "Left to do: start. Do it with the guest's own tools, or delete guest 108. Tasks were started: see started, and ask proxmox_node_task before doing it again.",
        "mayHaveRun": true,
        "message": "Guest 108 was made on pve1, but step "start" failed: start: no more memory",
        "see": "proxmox://help/arguments-that-dont-fit",
        "started": [
          "UPID:pve1:0000012D:172C9E00:695B7D90:qmclone:9000:admin@pve!demo:",
          "UPID:pve1:0000012F:172C9E19:695B7D90:qmstart:108:admin@pve!demo:",
        ],
      }
    `);
    expect(guest(108)?.config["name"]).toBe("app2");
  });

  const refusals: [string, Record<string, unknown>, string][] = [
    ["an unknown template", { template: "nope" }, 'there is no template "nope"; there are 9000'],
    ["a guest that is no template", { template: 100 }, 'there is no template "100"'],
    ["a gateway alone", { template: 9000, gw: "10.0.0.1" }, "needs a fixed ip"],
    ["a taken vmid", { template: 9000, newid: 100 }, "already exists"],
  ];
  it.each(refusals)("is refused for %s", async (_, args, message) => {
    const error = await harness.refused(tool, { name: "x", ...args });
    expect(error.message).toContain(message);
    expect(harness.simulator.state.guests.size).toBe(20);
  });

  it("is refused before anything is made where cloud-init could do nothing", async () => {
    delete guest(9000)?.config["ide2"];
    harness.sent();
    const error = await harness.refused(tool, { template: 9000, name: "x", ciuser: "me" });
    expect(error.message).toBe(
      "ciuser: the template has no cloud-init drive, so this would have no effect",
    );
    expect(writes()).toEqual([]);
  });

  it("takes the next vmid where somebody else was faster", async () => {
    // the first answer names a vmid that is taken by the time it is used
    harness.simulator.faults.add({
      method: "POST",
      path: "/clone$",
      status: 500,
      reason: "unable to create VM 108: config file already exists",
      times: 1,
    });
    const { data } = await harness.call(tool, { template: 9000, name: "late", start: false });
    expect(data).toMatchObject({ done: ["clone"] });
    expect(writes().filter((request) => request.endsWith("/clone")).length).toBeGreaterThan(0);
  });
});
