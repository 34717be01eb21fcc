// Never run: the compiler is the judge. Each area has calls that compile and calls that must not.
import type { EndpointTree } from "../../generated/surface/endpoint-tree.js";

export async function cluster(pve: EndpointTree): Promise<void> {
  await pve.cluster.options.put({
    console: "html5",
    crs: { ha: "static", "ha-rebalance-on-start": true },
    migration: "type=secure,network=10.0.0.0/24",
    "next-id": { lower: 200, upper: 300 },
  });
  const resources = await pve.cluster.resources.get({ type: "vm" });
  resources[0]?.vmid satisfies number | undefined;
  await pve.cluster.log.get({ max: 10 });

  // @ts-expect-error no such console
  await pve.cluster.options.put({ console: "serial" });
  // @ts-expect-error no such scheduler
  await pve.cluster.options.put({ crs: { ha: "random" } });
  // @ts-expect-error bounds are numbers
  await pve.cluster.options.put({ "next-id": { lower: "200" } });
  // @ts-expect-error containers are listed with the VMs
  await pve.cluster.resources.get({ type: "lxc" });
}

export async function acme(pve: EndpointTree): Promise<void> {
  await pve.cluster.acme.plugins.post({ id: "dns1", type: "dns", api: "cf", data: "Zm9v" });
  // @ts-expect-error no such DNS provider
  await pve.cluster.acme.plugins.post({ id: "dns1", type: "dns", api: "nobody" });
}

export async function backup(pve: EndpointTree): Promise<void> {
  await pve.cluster.backup.post({ schedule: "sat 02:00", mode: "snapshot", vmid: ["100", "101"] });
  await pve.cluster.backup.post({ all: true, "exclude-path": ["/tmp"], compress: "zstd" });
  // @ts-expect-error no such mode
  await pve.cluster.backup.post({ all: true, mode: "live" });
  // @ts-expect-error paths aren't split at commas: it's an array
  await pve.cluster.backup.post({ all: true, "exclude-path": "/tmp,/var/tmp" });
}

export async function bulkAction(pve: EndpointTree): Promise<void> {
  await pve.cluster.bulkAction.guest.migrate.post({ target: "pve2", vms: [100, 101] });
  // @ts-expect-error a vmid is a number
  await pve.cluster.bulkAction.guest.migrate.post({ target: "pve2", vms: ["100"] });
}

export async function ceph(pve: EndpointTree): Promise<void> {
  await pve.cluster.ceph.metadata.get({ scope: "versions" });
  await pve.cluster.ceph.flags.item.put({ flag: "noout", value: true });
  // @ts-expect-error no such flag
  await pve.cluster.ceph.flags.item.put({ flag: "nofun", value: true });
}

export async function config(pve: EndpointTree): Promise<void> {
  await pve.cluster.config.post({
    clustername: "lab",
    link0: { address: "10.0.0.1", priority: 1 },
  });
  await pve.cluster.config.join.post({
    fingerprint: "AA:BB",
    hostname: "10.0.0.1",
    password: "secret",
    link1: "10.0.1.2",
  });
  // @ts-expect-error a family's members are numbered
  await pve.cluster.config.post({ clustername: "lab", linkA: "10.0.0.1" });
  // @ts-expect-error the address is missing
  await pve.cluster.config.post({ clustername: "lab", link0: { priority: 1 } });
}

export async function firewall(pve: EndpointTree): Promise<void> {
  await pve.cluster.firewall.groups.item.post({
    group: "web",
    action: "ACCEPT",
    type: "in",
    pos: 0,
  });
  // @ts-expect-error no such direction
  await pve.cluster.firewall.groups.item.post({ group: "web", action: "ACCEPT", type: "inbound" });
}

export async function ha(pve: EndpointTree): Promise<void> {
  await pve.cluster.ha.resources.post({ sid: "vm:100", state: "started", max_restart: 2 });
  await pve.cluster.ha.rules.post({
    rule: "apart",
    type: "resource-affinity",
    resources: "vm:100,vm:101",
  });
  // @ts-expect-error no such state
  await pve.cluster.ha.resources.post({ sid: "vm:100", state: "paused" });
  // @ts-expect-error a rule needs its resources
  await pve.cluster.ha.rules.post({ rule: "apart", type: "resource-affinity" });
}

export async function jobs(pve: EndpointTree): Promise<void> {
  await pve.cluster.jobs.realmSync.item.post({ id: "nightly", schedule: "02:00", scope: "both" });
  // @ts-expect-error the schedule is missing
  await pve.cluster.jobs.realmSync.item.post({ id: "nightly" });
}

export async function mapping(pve: EndpointTree): Promise<void> {
  const gpu = { node: "pve1", id: "10de:1b80", path: "0000:01:00.0", iommugroup: 14 };
  await pve.cluster.mapping.pci.post({
    id: "gpu",
    map: [gpu, "node=pve2,id=10de:1b80,path=0000:01:00"],
  });
  await pve.cluster.mapping.pci.post({
    id: "gpu",
    // @ts-expect-error each entry names its node
    map: [{ id: "10de:1b80", path: "0000:01:00.0" }],
  });
}

export async function metrics(pve: EndpointTree): Promise<void> {
  await pve.cluster.metrics.server.item.post({
    id: "m",
    type: "influxdb",
    server: "10.0.0.9",
    port: 8086,
  });
  await pve.cluster.metrics.server.item.post({
    id: "m",
    // @ts-expect-error no such kind of server
    type: "statsd",
    server: "10.0.0.9",
    port: 8125,
  });
}

export async function notifications(pve: EndpointTree): Promise<void> {
  await pve.cluster.notifications.matchers.post({ name: "all", mode: "any", target: ["mail"] });
  // @ts-expect-error no such mode
  await pve.cluster.notifications.matchers.post({ name: "all", mode: "none" });
}

export async function replication(pve: EndpointTree): Promise<void> {
  await pve.cluster.replication.post({ id: "100-0", target: "pve2", type: "local", rate: 12.5 });
  // @ts-expect-error there is one type
  await pve.cluster.replication.post({ id: "100-0", target: "pve2", type: "remote" });
}

export async function sdn(pve: EndpointTree): Promise<void> {
  await pve.cluster.sdn.zones.post({ zone: "z1", type: "vlan", bridge: "vmbr0", mtu: 1450 });
  // @ts-expect-error the zone's type is missing
  await pve.cluster.sdn.zones.post({ zone: "z1", bridge: "vmbr0" });
}
