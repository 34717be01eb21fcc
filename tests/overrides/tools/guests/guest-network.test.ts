import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addressesOf,
  configuredAddresses,
  type Live,
  type LiveInterface,
} from "../../../../overrides/tools/guests/support/guest-addresses.js";
import { printProperties, readProperties } from "../../../../src/kit/properties.js";
import type { Guest } from "../../../../src/tools/define.js";
import { type Harness, openToolbox } from "../../../tools/harness.js";

const vm: Guest = { vmid: 1, node: "a", kind: "qemu", status: "running" };
const ct: Guest = { vmid: 2, node: "a", kind: "lxc", status: "running" };
const eth0 = (...addresses: string[]): LiveInterface[] => [{ name: "eth0", mac: "", addresses }];

describe("addresses of a guest", () => {
  const cases: [string, Guest, Record<string, unknown>, Live, object][] = [
    ["the agent", vm, {}, eth0("10.0.0.5/24"), { addresses: ["10.0.0.5/24"], source: "agent" }],
    ["the container", ct, {}, eth0("fd00::5/64"), { source: "container" }],
    [
      "cloud-init, as the agent is silent",
      vm,
      { ipconfig0: "ip=10.0.0.5/24,gw=10.0.0.1,ip6=auto" },
      undefined,
      { addresses: ["10.0.0.5/24"], source: "config", note: expect.stringContaining("agent") },
    ],
    [
      "the configuration of a stopped container",
      { ...ct, status: "stopped" },
      { net0: "name=eth0,ip=10.0.0.6/24,ip6=fd00::6/64" },
      undefined,
      { addresses: ["10.0.0.6/24", "fd00::6/64"], note: "It isn't running." },
    ],
    [
      "nobody, as DHCP gave none",
      ct,
      { net0: "name=eth0,bridge=vmbr0,ip=dhcp" },
      eth0(),
      { addresses: [], source: "none", note: expect.stringMatching(/DHCP.*has none/) },
    ],
    [
      "nobody, as none is configured",
      ct,
      { net0: "name=eth0,bridge=vmbr0" },
      eth0(),
      { source: "none", note: expect.stringContaining("none is configured") },
    ],
    [
      "the configuration, as the account may not ask",
      vm,
      { ipconfig0: "ip=10.0.0.5/24" },
      "forbidden",
      { source: "config", note: expect.stringContaining("VM.GuestAgent.Audit") },
    ],
    [
      "nobody, as the node doesn't tell",
      ct,
      { net0: "name=eth0,bridge=vmbr0,ip=dhcp" },
      undefined,
      { source: "none", note: expect.stringContaining("8.1") },
    ],
    ["nobody, not even the agent", vm, {}, eth0(), { note: expect.stringContaining("no address") }],
  ];
  it.each(cases)("come from %s", (_, guest, config, live, expected) => {
    expect(addressesOf(guest, config, live)).toMatchObject(expected);
  });

  it("are configured in order of their interfaces", () => {
    const config = {
      ipconfig1: "ip=10.0.1.1/24",
      ipconfig0: "ip=dhcp,ip6=fd00::1/64",
      net0: "ip=1.2.3.4/8",
    };
    expect(configuredAddresses(config, "qemu")).toEqual(["fd00::1/64", "10.0.1.1/24"]);
  });
});

it("prints properties as it read them", () => {
  const key = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/);
  const value = fc.stringMatching(/^[^,=]{1,12}$/);
  const bare = fc.option(fc.stringMatching(/^[^,=\s][^,=]{0,11}$/), { nil: undefined });
  const properties = fc.dictionary(key, value, { minKeys: 1 });
  fc.assert(
    fc.property(bare, properties, (first, rest) => {
      const text = [
        ...(first === undefined ? [] : [first]),
        ...Object.entries(rest).map(([name, entry]) => `${name}=${entry}`),
      ].join(",");
      expect(printProperties(readProperties(text))).toBe(text);
    }),
  );
});

describe("interfaces of a guest", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox();
  });
  afterAll(() => harness.close());

  const configOf = (vmid: number) => harness.simulator.state.guests.get(vmid)?.config ?? {};
  const network = (args: Record<string, unknown>) => harness.call("proxmox_guest_network", args);

  it("are listed with what the guest makes of them", async () => {
    const { data } = await network({ action: "list", vmid: 100 });
    expect(data).toMatchObject({
      vmid: 100,
      source: "agent",
      addresses: ["198.51.100.102/24"],
      interfaces: [
        { net: "net0", bridge: "vmbr0", firewall: true, inside: "eth0" },
        { net: "net1", bridge: "vmbr0", tag: 20, inside: "eth1", addresses: [] },
      ],
    });
  });

  it("say why a container has no address", async () => {
    const config = configOf(205);
    config["net0"] = "name=eth0,bridge=vmbr0,ip=dhcp";
    const { data, notes } = await network({ action: "list", vmid: 205 });
    expect(data).toMatchObject({ addresses: [], source: "none" });
    expect(notes).toEqual(["It isn't running."]);
  });

  it("keep MAC address, VLAN and all that isn't given when they change", async () => {
    configOf(130)["net0"] = "virtio=BC:24:11:AA:BB:CC,bridge=vmbr0,firewall=1,mtu=1400,tag=5";
    await network({ action: "update", vmid: 130, net: 0, bridge: "vmbr1", options: { rate: 50 } });
    const sent = harness.simulator.requests.findLast(({ method }) => method === "PUT");
    expect(sent?.parameters["net0"]).toBe(
      "virtio=BC:24:11:AA:BB:CC,bridge=vmbr1,firewall=1,mtu=1400,tag=5,rate=50",
    );
  });

  it("change their model and keep their MAC address", async () => {
    configOf(120)["net0"] = "virtio=BC:24:11:AA:BB:CC,bridge=vmbr0";
    await network({ action: "update", vmid: 120, net: "net0", model: "e1000" });
    expect(configOf(120)["net0"]).toBe("e1000=BC:24:11:AA:BB:CC,bridge=vmbr0");
  });

  it("take a VM's address through cloud-init, where it has a drive", async () => {
    const args = { action: "update", net: "net0", ip: "10.0.0.9/24", gw: "10.0.0.1" };
    await network({ ...args, vmid: 9000 });
    expect(configOf(9000)["ipconfig0"]).toBe("ip=10.0.0.9/24,gw=10.0.0.1");
    const error = await harness.refused("proxmox_guest_network", { ...args, vmid: 111 });
    expect(error.message).toContain("no cloud-init drive");
  });

  it("aren't overwritten where somebody else changed them meanwhile", async () => {
    // what was read is older than what stands there when the change arrives
    const place = /qemu\/111\/config/;
    harness.simulator.faults.add({ method: "PUT", path: place.source, latency: 300, times: 1 });
    harness.sent();
    const change = harness.result("proxmox_guest_network", {
      action: "add",
      vmid: 111,
      bridge: "vmbr0",
    });
    await expect
      .poll(() => harness.sent(), { interval: 5 })
      .toContain("GET /nodes/pve2/qemu/111/config");
    configOf(111)["description"] = "changed by somebody else";
    const { structuredContent } = await change;
    expect(structuredContent["error"]).toMatchObject({ code: "conflict" });
    expect(configOf(111)["net1"]).toBeUndefined();
  });

  const refusals: [Record<string, unknown>, string][] = [
    [{ action: "add", vmid: 100 }, "bridge: missing"],
    [{ action: "add", vmid: 100, bridge: "vmbr0", net: "net0" }, "has a net0 already"],
    [{ action: "update", vmid: 100, net: "net7" }, "has no net7; it has net0, net1"],
    [{ action: "update", vmid: 100, net: "eth0" }, "must be net0, net1"],
    [{ action: "update", vmid: 200, net: "net0", model: "e1000" }, "always veth"],
    [{ action: "add", vmid: 100, bridge: "vmbr0", vlan: 5000 }, "must be at most 4094"],
  ];
  it.each(refusals)("%j is refused", async (args, message) => {
    expect((await harness.refused("proxmox_guest_network", args)).message).toContain(message);
  });
});
