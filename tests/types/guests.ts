// Never run: the compiler is the judge. Each area has calls that compile and calls that must not.
import type { EndpointTree } from "../../generated/surface/endpoint-tree.js";
import type { EndpointKey, ParametersOf, ResultOf } from "../../generated/surface/keys.js";
import type { NodesLxcNet, NodesQemuNet } from "../../generated/surface/types/formats.js";

const guest = { node: "pve1", vmid: 100 };

export async function qemu(pve: EndpointTree): Promise<void> {
  const net = { model: "virtio", bridge: "vmbr0", tag: 42, firewall: true } satisfies NodesQemuNet;
  await pve.nodes.qemu.post({ ...guest, net0: net, net31: "virtio,bridge=vmbr0", cores: 4 });
  await pve.nodes.qemu.config.put({
    ...guest,
    delete: ["net1", "ide2"],
    scsi0: "local:8",
  });
  await pve.nodes.qemu.clone.post({ ...guest, newid: 101, full: true });
  const config = await pve.nodes.qemu.config.get(guest);
  config.net0 satisfies string | undefined;
  config.bios satisfies "seabios" | "ovmf" | undefined;
  config.onboot satisfies 0 | 1 | undefined;
  (await pve.nodes.qemu.status.current.get(guest)).status satisfies "stopped" | "running";

  // @ts-expect-error vmid is missing
  await pve.nodes.qemu.post({ node: "pve1" });
  // @ts-expect-error a vmid is a number
  await pve.nodes.qemu.post({ node: "pve1", vmid: "100" });
  // @ts-expect-error no such network card
  await pve.nodes.qemu.post({ ...guest, net0: { model: "virtio-net" } });
  // @ts-expect-error a VLAN tag is a number
  await pve.nodes.qemu.post({ ...guest, net0: { model: "virtio", tag: "42" } });
  await pve.nodes.qemu.post({
    ...guest,
    // @ts-expect-error a container's key
    net0: { model: "virtio", hwaddr: "BC:24:11:00:00:01" },
  });
  // @ts-expect-error no such firmware
  await pve.nodes.qemu.config.put({ ...guest, bios: "uefi" });
  // @ts-expect-error misspelt
  await pve.nodes.qemu.config.put({ ...guest, core: 4 });
  // @ts-expect-error a clone needs an id
  await pve.nodes.qemu.clone.post(guest);
  // @ts-expect-error a flag comes as 0 or 1
  config.onboot satisfies boolean | undefined;
}

export async function agent(pve: EndpointTree): Promise<void> {
  await pve.nodes.qemu.agent.fileWrite.post({
    ...guest,
    file: "/etc/motd",
    content: "hi",
  });
  const status = await pve.nodes.qemu.agent.execStatus.get({ ...guest, pid: 42 });
  status.exitcode satisfies number | undefined;
  // @ts-expect-error the content is missing
  await pve.nodes.qemu.agent.fileWrite.post({ ...guest, file: "/etc/motd" });
}

export async function qemuFirewall(pve: EndpointTree): Promise<void> {
  const rule = { action: "ACCEPT", type: "in", proto: "tcp", dport: "443" } as const;
  await pve.nodes.qemu.firewall.rules.post({ ...guest, ...rule, enable: 1, log: "info" });
  // @ts-expect-error no such log level
  await pve.nodes.qemu.firewall.rules.post({ ...guest, ...rule, log: "verbose" });
}

export async function lxc(pve: EndpointTree): Promise<void> {
  const net = { name: "eth0", bridge: "vmbr0", ip: "dhcp" } satisfies NodesLxcNet;
  await pve.nodes.lxc.post({
    ...guest,
    ostemplate: "local:vztmpl/debian.tar.zst",
    rootfs: { volume: "local:8", size: "8G" },
    mp0: { volume: "local:4", mp: "/srv" },
    net0: net,
    features: { nesting: true },
  });
  await pve.nodes.lxc.config.put({ ...guest, memory: 512, tags: "prod;web" });

  // @ts-expect-error the template is missing
  await pve.nodes.lxc.post(guest);
  // @ts-expect-error a mount point says where it goes
  await pve.nodes.lxc.config.put({ ...guest, mp0: { volume: "local:4" } });
  // @ts-expect-error a VM's key
  await pve.nodes.lxc.config.put({ ...guest, net0: { name: "eth0", model: "virtio" } });
  // @ts-expect-error a VM's parameter
  await pve.nodes.lxc.config.put({ ...guest, sockets: 2 });
}

export async function lxcFirewall(pve: EndpointTree): Promise<void> {
  await pve.nodes.lxc.firewall.options.put({ ...guest, enable: true, policy_in: "DROP" });
  // @ts-expect-error no such policy
  await pve.nodes.lxc.firewall.options.put({ ...guest, policy_in: "DENY" });
}

/** What overrides build on: an endpoint's name is a type, and its parameters follow from it. */
export const start: EndpointKey = "POST /nodes/{node}/qemu/{vmid}/status/start";
// @ts-expect-error no such endpoint
export const begin: EndpointKey = "POST /nodes/{node}/qemu/{vmid}/status/begin";

export const parameters: ParametersOf<"GET /nodes/{node}/qemu/{vmid}/config"> = {
  ...guest,
  current: true,
};
// @ts-expect-error a task's id is a string
export const result: ResultOf<"POST /nodes/{node}/qemu/{vmid}/status/start"> = 1;
