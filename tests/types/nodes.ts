// Never run: the compiler is the judge. Each area has calls that compile and calls that must not.
import type { EndpointTree } from "../../generated/surface/endpoint-tree.js";

const node = "pve1";

export async function nodes(pve: EndpointTree): Promise<void> {
  const [first] = await pve.nodes.get();
  first?.status satisfies "unknown" | "online" | "offline" | undefined;
  await pve.nodes.vzdump.post({ node, vmid: "100", mode: "stop", storage: "backups" });
  await pve.nodes.config.put({
    node,
    acmedomain0: { domain: "pve1.example.com", plugin: "dns1" },
  });
  // @ts-expect-error no such compression
  await pve.nodes.vzdump.post({ node, all: true, compress: "xz" });
  // @ts-expect-error a domain has a name
  await pve.nodes.config.put({ node, acmedomain0: { plugin: "dns1" } });
}

export async function apt(pve: EndpointTree): Promise<void> {
  await pve.nodes.apt.repositories.post({ node, path: "/etc/apt/sources.list", index: 0 });
  // @ts-expect-error the index is a number
  await pve.nodes.apt.repositories.post({ node, path: "/etc/apt/sources.list", index: "0" });
}

export async function capabilities(pve: EndpointTree): Promise<void> {
  const machines = await pve.nodes.capabilities.qemu.machines.get({ node });
  machines[0]?.id satisfies string | undefined;
  // @ts-expect-error the node is missing
  await pve.nodes.capabilities.qemu.machines.get({});
}

export async function ceph(pve: EndpointTree): Promise<void> {
  const coding = { k: 2, m: 1 };
  await pve.nodes.ceph.pool.post({ node, name: "rbd", "erasure-coding": coding, size: 3 });
  // @ts-expect-error erasure coding needs both figures
  await pve.nodes.ceph.pool.post({ node, name: "rbd", "erasure-coding": { k: 2 } });
}

export async function certificates(pve: EndpointTree): Promise<void> {
  await pve.nodes.certificates.custom.post({ node, certificates: "PEM", restart: true });
  // @ts-expect-error the certificate is missing
  await pve.nodes.certificates.custom.post({ node, restart: true });
}

export async function disks(pve: EndpointTree): Promise<void> {
  await pve.nodes.disks.zfs.post({
    node,
    name: "tank",
    devices: "/dev/sda",
    raidlevel: "single",
  });
  await pve.nodes.disks.zfs.post({
    node,
    name: "tank",
    devices: "/dev/sda",
    // @ts-expect-error no such level
    raidlevel: "raid5",
  });
}

export async function firewall(pve: EndpointTree): Promise<void> {
  await pve.nodes.firewall.options.put({ node, enable: true, log_level_in: "nolog" });
  // @ts-expect-error no such option
  await pve.nodes.firewall.options.put({ node, enabled: true });
}

export async function hardware(pve: EndpointTree): Promise<void> {
  await pve.nodes.hardware.pci.get({ node, verbose: false });
  // @ts-expect-error a boolean is no string
  await pve.nodes.hardware.pci.get({ node, verbose: "no" });
}

export async function network(pve: EndpointTree): Promise<void> {
  await pve.nodes.network.post({
    node,
    iface: "vmbr1",
    type: "bridge",
    bridge_vlan_aware: true,
  });
  // @ts-expect-error no such kind of interface
  await pve.nodes.network.post({ node, iface: "vmbr1", type: "switch" });
}

export async function replication(pve: EndpointTree): Promise<void> {
  await pve.nodes.replication.log.get({ node, id: "100-0", limit: 50 });
  // @ts-expect-error the job's id belongs to the path
  await pve.nodes.replication.log.get({ node });
}

export async function scan(pve: EndpointTree): Promise<void> {
  await pve.nodes.scan.nfs.get({ node, server: "10.0.0.9" });
  // @ts-expect-error credentials are missing
  await pve.nodes.scan.pbs.get({ node, server: "10.0.0.9" });
}

export async function sdn(pve: EndpointTree): Promise<void> {
  await pve.nodes.sdn.zones.content.get({ node, zone: "z1" });
  // @ts-expect-error no such parameter
  await pve.nodes.sdn.zones.content.get({ node, zone: "z1", vnet: "v1" });
}

export async function services(pve: EndpointTree): Promise<void> {
  await pve.nodes.services.restart.post({ node, service: "pveproxy" });
  // @ts-expect-error no such service
  await pve.nodes.services.restart.post({ node, service: "nginx" });
}

export async function nodeStorage(pve: EndpointTree): Promise<void> {
  await pve.nodes.storage.downloadUrl.post({
    node,
    storage: "local",
    content: "iso",
    filename: "tiny.iso",
    url: "https://example.com/tiny.iso",
    "checksum-algorithm": "sha256",
  });
  await pve.nodes.storage.downloadUrl.post({
    node,
    storage: "local",
    // @ts-expect-error backups aren't downloaded
    content: "backup",
    filename: "tiny.iso",
    url: "https://example.com/tiny.iso",
  });
}

export async function tasks(pve: EndpointTree): Promise<void> {
  const entries = await pve.nodes.tasks.get({ node, source: "all", limit: 10 });
  entries[0]?.upid satisfies string | undefined;
  // @ts-expect-error no such source
  await pve.nodes.tasks.get({ node, source: "running" });
}

export async function storage(pve: EndpointTree): Promise<void> {
  await pve.storage.get({ type: "nfs" });
  await pve.storage.post({
    storage: "nas",
    type: "nfs",
    server: "10.0.0.9",
    export: "/srv",
    content: ["iso", "backup"],
    bwlimit: { restore: 1024 },
  });
  // @ts-expect-error no such kind of storage
  await pve.storage.post({ storage: "nas", type: "glusterfs" });
}
