// Never run: the compiler is the judge. Each area has calls that compile and calls that must not.
import {
  getClusterLog,
  getClusterResources,
  putClusterOptions,
} from "../../generated/endpoints/cluster.js";
import { postClusterAcmePlugins } from "../../generated/endpoints/cluster-acme.js";
import { postClusterBackup } from "../../generated/endpoints/cluster-backup.js";
import { postClusterBulkActionGuestMigrate } from "../../generated/endpoints/cluster-bulk-action.js";
import {
  getClusterCephMetadata,
  putClusterCephFlagsByFlag,
} from "../../generated/endpoints/cluster-ceph.js";
import {
  postClusterConfig,
  postClusterConfigJoin,
} from "../../generated/endpoints/cluster-config.js";
import { postClusterFirewallGroupsByGroup } from "../../generated/endpoints/cluster-firewall.js";
import {
  postClusterHaResources,
  postClusterHaRules,
} from "../../generated/endpoints/cluster-ha.js";
import { postClusterJobsRealmSyncById } from "../../generated/endpoints/cluster-jobs.js";
import { postClusterMappingPci } from "../../generated/endpoints/cluster-mapping.js";
import { postClusterMetricsServerById } from "../../generated/endpoints/cluster-metrics.js";
import { postClusterNotificationsMatchers } from "../../generated/endpoints/cluster-notifications.js";
import { postClusterReplication } from "../../generated/endpoints/cluster-replication.js";
import { postClusterSdnZones } from "../../generated/endpoints/cluster-sdn.js";
import type { Caller } from "../../src/pve/caller.js";

export async function cluster(api: Caller): Promise<void> {
  await putClusterOptions(api, {
    console: "html5",
    crs: { ha: "static", "ha-rebalance-on-start": true },
    migration: "type=secure,network=10.0.0.0/24",
    "next-id": { lower: 200, upper: 300 },
  });
  const resources = await getClusterResources(api, { type: "vm" });
  resources[0]?.vmid satisfies number | undefined;
  await getClusterLog(api, { max: 10 });

  // @ts-expect-error no such console
  await putClusterOptions(api, { console: "serial" });
  // @ts-expect-error no such scheduler
  await putClusterOptions(api, { crs: { ha: "random" } });
  // @ts-expect-error bounds are numbers
  await putClusterOptions(api, { "next-id": { lower: "200" } });
  // @ts-expect-error containers are listed with the VMs
  await getClusterResources(api, { type: "lxc" });
}

export async function acme(api: Caller): Promise<void> {
  await postClusterAcmePlugins(api, { id: "dns1", type: "dns", api: "cf", data: "Zm9v" });
  // @ts-expect-error no such DNS provider
  await postClusterAcmePlugins(api, { id: "dns1", type: "dns", api: "nobody" });
}

export async function backup(api: Caller): Promise<void> {
  await postClusterBackup(api, { schedule: "sat 02:00", mode: "snapshot", vmid: ["100", "101"] });
  await postClusterBackup(api, { all: true, "exclude-path": ["/tmp"], compress: "zstd" });
  // @ts-expect-error no such mode
  await postClusterBackup(api, { all: true, mode: "live" });
  // @ts-expect-error paths aren't split at commas: it's an array
  await postClusterBackup(api, { all: true, "exclude-path": "/tmp,/var/tmp" });
}

export async function bulkAction(api: Caller): Promise<void> {
  await postClusterBulkActionGuestMigrate(api, { target: "pve2", vms: [100, 101] });
  // @ts-expect-error a vmid is a number
  await postClusterBulkActionGuestMigrate(api, { target: "pve2", vms: ["100"] });
}

export async function ceph(api: Caller): Promise<void> {
  await getClusterCephMetadata(api, { scope: "versions" });
  await putClusterCephFlagsByFlag(api, { flag: "noout", value: true });
  // @ts-expect-error no such flag
  await putClusterCephFlagsByFlag(api, { flag: "nofun", value: true });
}

export async function config(api: Caller): Promise<void> {
  await postClusterConfig(api, { clustername: "lab", link0: { address: "10.0.0.1", priority: 1 } });
  await postClusterConfigJoin(api, {
    fingerprint: "AA:BB",
    hostname: "10.0.0.1",
    password: "secret",
    link1: "10.0.1.2",
  });
  // @ts-expect-error a family's members are numbered
  await postClusterConfig(api, { clustername: "lab", linkA: "10.0.0.1" });
  // @ts-expect-error the address is missing
  await postClusterConfig(api, { clustername: "lab", link0: { priority: 1 } });
}

export async function firewall(api: Caller): Promise<void> {
  await postClusterFirewallGroupsByGroup(api, {
    group: "web",
    action: "ACCEPT",
    type: "in",
    pos: 0,
  });
  // @ts-expect-error no such direction
  await postClusterFirewallGroupsByGroup(api, { group: "web", action: "ACCEPT", type: "inbound" });
}

export async function ha(api: Caller): Promise<void> {
  await postClusterHaResources(api, { sid: "vm:100", state: "started", max_restart: 2 });
  await postClusterHaRules(api, {
    rule: "apart",
    type: "resource-affinity",
    resources: "vm:100,vm:101",
  });
  // @ts-expect-error no such state
  await postClusterHaResources(api, { sid: "vm:100", state: "paused" });
  // @ts-expect-error a rule needs its resources
  await postClusterHaRules(api, { rule: "apart", type: "resource-affinity" });
}

export async function jobs(api: Caller): Promise<void> {
  await postClusterJobsRealmSyncById(api, { id: "nightly", schedule: "02:00", scope: "both" });
  // @ts-expect-error the schedule is missing
  await postClusterJobsRealmSyncById(api, { id: "nightly" });
}

export async function mapping(api: Caller): Promise<void> {
  const gpu = { node: "pve1", id: "10de:1b80", path: "0000:01:00.0", iommugroup: 14 };
  await postClusterMappingPci(api, {
    id: "gpu",
    map: [gpu, "node=pve2,id=10de:1b80,path=0000:01:00"],
  });
  // @ts-expect-error each entry names its node
  await postClusterMappingPci(api, { id: "gpu", map: [{ id: "10de:1b80", path: "0000:01:00.0" }] });
}

export async function metrics(api: Caller): Promise<void> {
  await postClusterMetricsServerById(api, {
    id: "m",
    type: "influxdb",
    server: "10.0.0.9",
    port: 8086,
  });
  await postClusterMetricsServerById(api, {
    id: "m",
    // @ts-expect-error no such kind of server
    type: "statsd",
    server: "10.0.0.9",
    port: 8125,
  });
}

export async function notifications(api: Caller): Promise<void> {
  await postClusterNotificationsMatchers(api, { name: "all", mode: "any", target: ["mail"] });
  // @ts-expect-error no such mode
  await postClusterNotificationsMatchers(api, { name: "all", mode: "none" });
}

export async function replication(api: Caller): Promise<void> {
  await postClusterReplication(api, { id: "100-0", target: "pve2", type: "local", rate: 12.5 });
  // @ts-expect-error there is one type
  await postClusterReplication(api, { id: "100-0", target: "pve2", type: "remote" });
}

export async function sdn(api: Caller): Promise<void> {
  await postClusterSdnZones(api, { zone: "z1", type: "vlan", bridge: "vmbr0", mtu: 1450 });
  // @ts-expect-error the zone's type is missing
  await postClusterSdnZones(api, { zone: "z1", bridge: "vmbr0" });
}
