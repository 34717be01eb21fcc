import { fault } from "../http/api-error.js";
import type { Context } from "../http/context.js";
import type { CephState, State } from "../state/state.js";
import { MIB } from "../support/sizes.js";

export const cephFsid = "6f1c9e3a-3b0e-4e8e-9a52-2a6f0d1f7c11";

/** @throws ApiFault 500 where Ceph isn't installed */
export function cephOf({ state }: Pick<Context, "state">): CephState {
  if (!state.ceph) throw fault("binary not installed: /usr/bin/ceph-mon");
  return state.ceph;
}

/** Raw bytes over all disks. */
export function cephSpace({ osds }: CephState): { total: number; used: number } {
  const total = [...osds.values()].reduce((sum, osd) => sum + (osd.in ? osd.size : 0), 0);
  return { total, used: Math.floor(total * 0.22) };
}

/** A healthy cluster over all nodes: a monitor and a manager on each, two disks on each. */
export function healthyCeph(state: State): CephState {
  const ceph: CephState = {
    flags: new Set(),
    pools: new Map([
      [".mgr", { size: 3, min_size: 2, pg_num: 1, application: "mgr" }],
      ["vm", { size: 3, min_size: 2, pg_num: 128, application: "rbd" }],
    ]),
    osds: new Map(),
    monitors: new Map(),
    managers: new Map(),
    metadataServers: new Map(),
    filesystems: new Map(),
  };
  for (const { name, address } of state.nodes.values()) {
    ceph.monitors.set(name, { host: name, addr: `${address}:6789/0` });
    ceph.managers.set(name, { host: name, addr: `${address}:6800/0` });
    for (const device of ["/dev/sdc", "/dev/sdd"]) {
      const size = 3_840_755 * MIB;
      ceph.osds.set(ceph.osds.size, { node: name, in: true, up: true, device, size });
    }
  }
  return ceph;
}
