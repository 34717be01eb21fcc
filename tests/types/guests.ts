// Never run: the compiler is the judge. Each area has calls that compile and calls that must not.
import {
  postNodesByNodeLxc,
  putNodesByNodeLxcByVmidConfig,
} from "../../generated/endpoints/nodes-lxc.js";
import { putNodesByNodeLxcByVmidFirewallOptions } from "../../generated/endpoints/nodes-lxc-firewall.js";
import {
  getNodesByNodeQemuByVmidConfig,
  getNodesByNodeQemuByVmidStatusCurrent,
  postNodesByNodeQemu,
  postNodesByNodeQemuByVmidClone,
  putNodesByNodeQemuByVmidConfig,
} from "../../generated/endpoints/nodes-qemu.js";
import {
  getNodesByNodeQemuByVmidAgentExecStatus,
  postNodesByNodeQemuByVmidAgentFileWrite,
} from "../../generated/endpoints/nodes-qemu-agent.js";
import { postNodesByNodeQemuByVmidFirewallRules } from "../../generated/endpoints/nodes-qemu-firewall.js";
import type { EndpointKey, ParametersOf, ResultOf } from "../../generated/keys.js";
import type { NodesLxcNet, NodesQemuNet } from "../../generated/types/formats.js";
import type { Caller } from "../../src/pve/caller.js";

const guest = { node: "pve1", vmid: 100 };

export async function qemu(api: Caller): Promise<void> {
  const net = { model: "virtio", bridge: "vmbr0", tag: 42, firewall: true } satisfies NodesQemuNet;
  await postNodesByNodeQemu(api, { ...guest, net0: net, net31: "virtio,bridge=vmbr0", cores: 4 });
  await putNodesByNodeQemuByVmidConfig(api, {
    ...guest,
    delete: ["net1", "ide2"],
    scsi0: "local:8",
  });
  await postNodesByNodeQemuByVmidClone(api, { ...guest, newid: 101, full: true });
  const config = await getNodesByNodeQemuByVmidConfig(api, guest);
  config.net0 satisfies string | undefined;
  config.bios satisfies "seabios" | "ovmf" | undefined;
  config.onboot satisfies 0 | 1 | undefined;
  (await getNodesByNodeQemuByVmidStatusCurrent(api, guest)).status satisfies "stopped" | "running";

  // @ts-expect-error vmid is missing
  await postNodesByNodeQemu(api, { node: "pve1" });
  // @ts-expect-error a vmid is a number
  await postNodesByNodeQemu(api, { node: "pve1", vmid: "100" });
  // @ts-expect-error no such network card
  await postNodesByNodeQemu(api, { ...guest, net0: { model: "virtio-net" } });
  // @ts-expect-error a VLAN tag is a number
  await postNodesByNodeQemu(api, { ...guest, net0: { model: "virtio", tag: "42" } });
  await postNodesByNodeQemu(api, {
    ...guest,
    // @ts-expect-error a container's key
    net0: { model: "virtio", hwaddr: "BC:24:11:00:00:01" },
  });
  // @ts-expect-error no such firmware
  await putNodesByNodeQemuByVmidConfig(api, { ...guest, bios: "uefi" });
  // @ts-expect-error misspelt
  await putNodesByNodeQemuByVmidConfig(api, { ...guest, core: 4 });
  // @ts-expect-error a clone needs an id
  await postNodesByNodeQemuByVmidClone(api, guest);
  // @ts-expect-error a flag comes as 0 or 1
  config.onboot satisfies boolean | undefined;
}

export async function agent(api: Caller): Promise<void> {
  await postNodesByNodeQemuByVmidAgentFileWrite(api, {
    ...guest,
    file: "/etc/motd",
    content: "hi",
  });
  const status = await getNodesByNodeQemuByVmidAgentExecStatus(api, { ...guest, pid: 42 });
  status.exitcode satisfies number | undefined;
  // @ts-expect-error the content is missing
  await postNodesByNodeQemuByVmidAgentFileWrite(api, { ...guest, file: "/etc/motd" });
}

export async function qemuFirewall(api: Caller): Promise<void> {
  const rule = { action: "ACCEPT", type: "in", proto: "tcp", dport: "443" } as const;
  await postNodesByNodeQemuByVmidFirewallRules(api, { ...guest, ...rule, enable: 1, log: "info" });
  // @ts-expect-error no such log level
  await postNodesByNodeQemuByVmidFirewallRules(api, { ...guest, ...rule, log: "verbose" });
}

export async function lxc(api: Caller): Promise<void> {
  const net = { name: "eth0", bridge: "vmbr0", ip: "dhcp" } satisfies NodesLxcNet;
  await postNodesByNodeLxc(api, {
    ...guest,
    ostemplate: "local:vztmpl/debian.tar.zst",
    rootfs: { volume: "local:8", size: "8G" },
    mp0: { volume: "local:4", mp: "/srv" },
    net0: net,
    features: { nesting: true },
  });
  await putNodesByNodeLxcByVmidConfig(api, { ...guest, memory: 512, tags: "prod;web" });

  // @ts-expect-error the template is missing
  await postNodesByNodeLxc(api, guest);
  // @ts-expect-error a mount point says where it goes
  await putNodesByNodeLxcByVmidConfig(api, { ...guest, mp0: { volume: "local:4" } });
  // @ts-expect-error a VM's key
  await putNodesByNodeLxcByVmidConfig(api, { ...guest, net0: { name: "eth0", model: "virtio" } });
  // @ts-expect-error a VM's parameter
  await putNodesByNodeLxcByVmidConfig(api, { ...guest, sockets: 2 });
}

export async function lxcFirewall(api: Caller): Promise<void> {
  await putNodesByNodeLxcByVmidFirewallOptions(api, { ...guest, enable: true, policy_in: "DROP" });
  // @ts-expect-error no such policy
  await putNodesByNodeLxcByVmidFirewallOptions(api, { ...guest, policy_in: "DENY" });
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
