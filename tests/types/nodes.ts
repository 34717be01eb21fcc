// Never run: the compiler is the judge. Each area has calls that compile and calls that must not.
import {
  getNodes,
  postNodesByNodeVzdump,
  putNodesByNodeConfig,
} from "../../generated/endpoints/nodes.js";
import { postNodesByNodeAptRepositories } from "../../generated/endpoints/nodes-apt.js";
import { getNodesByNodeCapabilitiesQemuMachines } from "../../generated/endpoints/nodes-capabilities.js";
import { postNodesByNodeCephPool } from "../../generated/endpoints/nodes-ceph.js";
import { postNodesByNodeCertificatesCustom } from "../../generated/endpoints/nodes-certificates.js";
import { postNodesByNodeDisksZfs } from "../../generated/endpoints/nodes-disks.js";
import { putNodesByNodeFirewallOptions } from "../../generated/endpoints/nodes-firewall.js";
import { getNodesByNodeHardwarePci } from "../../generated/endpoints/nodes-hardware.js";
import { postNodesByNodeNetwork } from "../../generated/endpoints/nodes-network.js";
import { getNodesByNodeReplicationByIdLog } from "../../generated/endpoints/nodes-replication.js";
import {
  getNodesByNodeScanNfs,
  getNodesByNodeScanPbs,
} from "../../generated/endpoints/nodes-scan.js";
import { getNodesByNodeSdnZonesByZoneContent } from "../../generated/endpoints/nodes-sdn.js";
import { postNodesByNodeServicesByServiceRestart } from "../../generated/endpoints/nodes-services.js";
import { postNodesByNodeStorageByStorageDownloadUrl } from "../../generated/endpoints/nodes-storage.js";
import { getNodesByNodeTasks } from "../../generated/endpoints/nodes-tasks.js";
import { getStorage, postStorage } from "../../generated/endpoints/storage.js";
import type { Caller } from "../../src/pve/caller.js";

const node = "pve1";

export async function nodes(api: Caller): Promise<void> {
  const [first] = await getNodes(api);
  first?.status satisfies "unknown" | "online" | "offline" | undefined;
  await postNodesByNodeVzdump(api, { node, vmid: "100", mode: "stop", storage: "backups" });
  await putNodesByNodeConfig(api, {
    node,
    acmedomain0: { domain: "pve1.example.com", plugin: "dns1" },
  });
  // @ts-expect-error no such compression
  await postNodesByNodeVzdump(api, { node, all: true, compress: "xz" });
  // @ts-expect-error a domain has a name
  await putNodesByNodeConfig(api, { node, acmedomain0: { plugin: "dns1" } });
}

export async function apt(api: Caller): Promise<void> {
  await postNodesByNodeAptRepositories(api, { node, path: "/etc/apt/sources.list", index: 0 });
  // @ts-expect-error the index is a number
  await postNodesByNodeAptRepositories(api, { node, path: "/etc/apt/sources.list", index: "0" });
}

export async function capabilities(api: Caller): Promise<void> {
  const machines = await getNodesByNodeCapabilitiesQemuMachines(api, { node });
  machines[0]?.id satisfies string | undefined;
  // @ts-expect-error the node is missing
  await getNodesByNodeCapabilitiesQemuMachines(api, {});
}

export async function ceph(api: Caller): Promise<void> {
  const coding = { k: 2, m: 1 };
  await postNodesByNodeCephPool(api, { node, name: "rbd", "erasure-coding": coding, size: 3 });
  // @ts-expect-error erasure coding needs both figures
  await postNodesByNodeCephPool(api, { node, name: "rbd", "erasure-coding": { k: 2 } });
}

export async function certificates(api: Caller): Promise<void> {
  await postNodesByNodeCertificatesCustom(api, { node, certificates: "PEM", restart: true });
  // @ts-expect-error the certificate is missing
  await postNodesByNodeCertificatesCustom(api, { node, restart: true });
}

export async function disks(api: Caller): Promise<void> {
  await postNodesByNodeDisksZfs(api, {
    node,
    name: "tank",
    devices: "/dev/sda",
    raidlevel: "single",
  });
  await postNodesByNodeDisksZfs(api, {
    node,
    name: "tank",
    devices: "/dev/sda",
    // @ts-expect-error no such level
    raidlevel: "raid5",
  });
}

export async function firewall(api: Caller): Promise<void> {
  await putNodesByNodeFirewallOptions(api, { node, enable: true, log_level_in: "nolog" });
  // @ts-expect-error no such option
  await putNodesByNodeFirewallOptions(api, { node, enabled: true });
}

export async function hardware(api: Caller): Promise<void> {
  await getNodesByNodeHardwarePci(api, { node, verbose: false });
  // @ts-expect-error a boolean is no string
  await getNodesByNodeHardwarePci(api, { node, verbose: "no" });
}

export async function network(api: Caller): Promise<void> {
  await postNodesByNodeNetwork(api, {
    node,
    iface: "vmbr1",
    type: "bridge",
    bridge_vlan_aware: true,
  });
  // @ts-expect-error no such kind of interface
  await postNodesByNodeNetwork(api, { node, iface: "vmbr1", type: "switch" });
}

export async function replication(api: Caller): Promise<void> {
  await getNodesByNodeReplicationByIdLog(api, { node, id: "100-0", limit: 50 });
  // @ts-expect-error the job's id belongs to the path
  await getNodesByNodeReplicationByIdLog(api, { node });
}

export async function scan(api: Caller): Promise<void> {
  await getNodesByNodeScanNfs(api, { node, server: "10.0.0.9" });
  // @ts-expect-error credentials are missing
  await getNodesByNodeScanPbs(api, { node, server: "10.0.0.9" });
}

export async function sdn(api: Caller): Promise<void> {
  await getNodesByNodeSdnZonesByZoneContent(api, { node, zone: "z1" });
  // @ts-expect-error no such parameter
  await getNodesByNodeSdnZonesByZoneContent(api, { node, zone: "z1", vnet: "v1" });
}

export async function services(api: Caller): Promise<void> {
  await postNodesByNodeServicesByServiceRestart(api, { node, service: "pveproxy" });
  // @ts-expect-error no such service
  await postNodesByNodeServicesByServiceRestart(api, { node, service: "nginx" });
}

export async function nodeStorage(api: Caller): Promise<void> {
  await postNodesByNodeStorageByStorageDownloadUrl(api, {
    node,
    storage: "local",
    content: "iso",
    filename: "tiny.iso",
    url: "https://example.com/tiny.iso",
    "checksum-algorithm": "sha256",
  });
  await postNodesByNodeStorageByStorageDownloadUrl(api, {
    node,
    storage: "local",
    // @ts-expect-error backups aren't downloaded
    content: "backup",
    filename: "tiny.iso",
    url: "https://example.com/tiny.iso",
  });
}

export async function tasks(api: Caller): Promise<void> {
  const entries = await getNodesByNodeTasks(api, { node, source: "all", limit: 10 });
  entries[0]?.upid satisfies string | undefined;
  // @ts-expect-error no such source
  await getNodesByNodeTasks(api, { node, source: "running" });
}

export async function storage(api: Caller): Promise<void> {
  await getStorage(api, { type: "nfs" });
  await postStorage(api, {
    storage: "nas",
    type: "nfs",
    server: "10.0.0.9",
    export: "/srv",
    content: ["iso", "backup"],
    bwlimit: { restore: 1024 },
  });
  // @ts-expect-error no such kind of storage
  await postStorage(api, { storage: "nas", type: "glusterfs" });
}
