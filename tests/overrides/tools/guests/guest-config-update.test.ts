import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Harness, openToolbox } from "../../../tools/harness.js";

let harness: Harness;

beforeEach(async () => {
  harness = await openToolbox();
});

afterEach(() => harness.close());

async function configOf(vmid: number): Promise<Record<string, unknown>> {
  return (await harness.call("proxmox_guest_config", { vmid }))["data"] as Record<string, unknown>;
}

describe("a property string in a guest's configuration", () => {
  it("keeps MAC address and firewall of a VM when its bridge changes", async () => {
    const { net1 } = await configOf(100);
    const { data } = await harness.call("proxmox_guest_config_update", {
      vmid: 100,
      config: { net1: "bridge=vmbr1", cores: 3 },
    });
    // Proxmox writes what isn't the default key by name
    const wanted = String(net1).replace("vmbr0,tag=20,firewall=1", "vmbr1,firewall=1,tag=20");
    expect((await configOf(100))["net1"]).toBe(wanted);
    expect(data).toMatchObject({ merged: { net1: wanted } });
  });

  it("keeps address and name of a container's interface", async () => {
    const { net0 } = await configOf(200);
    await harness.call("proxmox_guest_config_update", { vmid: 200, config: { net0: { tag: 7 } } });
    expect((await configOf(200))["net0"]).toBe(
      `${net0},tag=7`.replace(",type=veth,tag=7", ",tag=7,type=veth"),
    );
  });

  it("keeps the volume of a disk when an option changes", async () => {
    const { scsi0 } = await configOf(100);
    await harness.call("proxmox_guest_config_update", {
      vmid: 100,
      config: { scsi0: "discard=on" },
    });
    expect(
      String((await configOf(100))["scsi0"])
        .split(",")
        .sort(),
    ).toEqual([...String(scsi0).split(","), "discard=on"].sort());
  });

  it("is shown merged in a preview", async () => {
    const { data } = await harness.call("proxmox_guest_config_update", {
      vmid: 100,
      config: { net1: "bridge=vmbr1" },
      preview: true,
    });
    const { requests } = data as { requests: { parameters: object; changes: string[] }[] };
    expect(requests[0]?.parameters).toMatchInlineSnapshot(`
      {
        "digest": "25f59afb32686951f89d2789f4d9717ea0aa49c1",
        "net1": "virtio=BC:24:11:C3:82:CD,bridge=vmbr1,firewall=1,tag=20",
      }
    `);
    expect(requests[0]?.changes).toMatchInlineSnapshot(`
      [
        "sets net1 from virtio=BC:24:11:C3:82:CD,bridge=vmbr0,tag=20,firewall=1 to virtio=BC:24:11:C3:82:CD,bridge=vmbr1,firewall=1,tag=20",
      ]
    `);
  });

  it("isn't written over a change that came in between", async () => {
    expect(
      await harness.refused("proxmox_guest_config_update", {
        vmid: 100,
        config: { net1: "bridge=vmbr0", digest: "0".repeat(40) },
      }),
    ).toMatchObject({ code: "conflict" });
  });

  it("alone is read beforehand", async () => {
    harness.sent();
    const change = { vmid: 101, config: { cores: 3, memory: 2048, tags: "a" } };
    await harness.call("proxmox_guest_config_update", change);
    const config = "/nodes/pve2/qemu/101/config";
    expect(harness.sent().filter((request) => request.endsWith("/config"))).toEqual([
      `PUT ${config}`,
    ]);
    await harness.call("proxmox_guest_config_update", { vmid: 101, config: { agent: true } });
    expect(harness.sent().filter((request) => request.endsWith("/config"))).toEqual([
      `GET ${config}`,
      `PUT ${config}`,
    ]);
  });

  it("that is new is taken as it is", async () => {
    const { data } = await harness.call("proxmox_guest_config_update", {
      vmid: 100,
      config: { net5: "virtio,bridge=vmbr0" },
    });
    expect(data).not.toHaveProperty("merged");
    expect((await configOf(100))["net5"]).toMatch(/^virtio=.*,bridge=vmbr0$/);
  });
});
