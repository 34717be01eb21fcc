import { fault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { nodeOf } from "../nodes/nodes.js";
import type { Section } from "../state/state.js";
import { randomUuid } from "../support/random.js";
import { sectionFrom } from "../support/sections.js";
import { cephOf, cephSpace } from "./ceph-cluster.js";

type Entry = Record<string, unknown>;

function osdTree(context: Context): Entry {
  const ceph = cephOf(context);
  const hosts = [...context.state.nodes.keys()].map((name, index) => {
    const children = [...ceph.osds]
      .filter(([, osd]) => osd.node === name)
      .map(([id, osd]) => ({
        id: String(id),
        name: `osd.${id}`,
        type: "osd",
        host: name,
        status: osd.up ? "up" : "down",
        in: osd.in ? 1 : 0,
        reweight: osd.in ? 1 : 0,
        crush_weight: osd.size / 1024 ** 4,
        device_class: "ssd",
        osdtype: "bluestore",
        ceph_version_short: "19.2.3",
        total_space: osd.size,
        bytes_used: Math.floor(osd.size * 0.22),
        percent_used: 22,
        pgs: 64,
        leaf: 1,
      }));
    return { id: String(-2 - index), name, type: "host", version: "19.2.3", leaf: 0, children };
  });
  const root = { id: "-1", name: "default", type: "root", leaf: 0, children: hosts };
  return { flags: [...ceph.flags].join(","), root: { leaf: 0, children: [root] } };
}

function osdOf(context: Context) {
  const id = context.number("osdid") ?? 0;
  const osd = cephOf(context).osds.get(id);
  if (!osd) throw fault(`no such OSD '${id}'`);
  return { id, osd };
}

function createOsd(context: Context): string {
  const ceph = cephOf(context);
  const device = context.text("dev");
  const disk = nodeOf(context).disks.find((one) => one.device === device);
  if (!disk) throw fault(`unable to get device info for '${device}'`);
  if (disk.used !== undefined) throw fault(`device '${device}' is already in use`);
  return context.task("cephcreateosd", device.slice(5), function* (task) {
    task.log(`create OSD on ${device} (bluestore)`);
    yield 5000;
    const id = Math.max(-1, ...ceph.osds.keys()) + 1;
    ceph.osds.set(id, { node: context.node, in: true, up: true, device, size: disk.size });
    disk.used = "LVM";
    task.log(`--> ceph-volume lvm create successful for: ${device}`);
  });
}

function destroyOsd(context: Context): string {
  const { id, osd } = osdOf(context);
  if (osd.in) throw fault(`osd is still in use (in == 1)`);
  if (osd.up) throw fault(`osd is still running (up == 1)`);
  return context.task("cephdestroyosd", `osd.${id}`, function* (task) {
    task.log(`destroy OSD osd.${id}`);
    yield 2000;
    cephOf(context).osds.delete(id);
    const disk = nodeOf(context).disks.find((one) => one.device === osd.device);
    if (disk && context.flag("cleanup")) delete disk.used;
  });
}

function osdMetadata(context: Context): Entry {
  const { id, osd } = osdOf(context);
  const { address } = nodeOf(context);
  return {
    osd: {
      id,
      hostname: osd.node,
      osd_data: `/var/lib/ceph/osd/ceph-${id}`,
      osd_objectstore: "bluestore",
      version: "ceph version 19.2.3 squid (stable)",
      pid: 4000 + id,
      mem_usage: 3_221_225_472,
      front_addr: `${address}:6802`,
      back_addr: `${address}:6803`,
      hb_front_addr: `${address}:6804`,
      hb_back_addr: `${address}:6805`,
      encrypted: 0,
    },
    devices: [
      {
        device: "block",
        dev_node: "dm-3",
        devices: [osd.device.slice(5)],
        physical_device: osd.device.slice(5),
        size: osd.size,
        support_discard: 1,
        type: "ssd",
      },
    ],
  };
}

function logicalVolume(context: Context): Entry {
  const { id, osd } = osdOf(context);
  const uuid = randomUuid({ seed: id + 1 });
  const group = `ceph-${uuid}`;
  const name = `osd-block-${uuid}`;
  return {
    creation_time: "2026-01-05 09:00:00 +0000",
    lv_name: name,
    lv_path: `/dev/${group}/${name}`,
    lv_size: osd.size,
    lv_uuid: uuid,
    vg_name: group,
  };
}

function poolOf(context: Context): Section {
  const pool = cephOf(context).pools.get(context.text("name"));
  if (!pool) throw fault(`pool '${context.text("name")}' does not exist`);
  return pool;
}

function listPools(context: Context): Entry[] {
  const ceph = cephOf(context);
  const { used } = cephSpace(ceph);
  return [...ceph.pools].map(([name, pool], index) => ({
    pool: index + 1,
    pool_name: name,
    type: "replicated",
    size: pool["size"],
    min_size: pool["min_size"],
    pg_num: pool["pg_num"],
    pg_num_final: pool["pg_num"],
    pg_autoscale_mode: pool["pg_autoscale_mode"] ?? "on",
    crush_rule: 0,
    crush_rule_name: pool["crush_rule"] ?? "replicated_rule",
    bytes_used: name === "vm" ? used : 1_400_000,
    percent_used: name === "vm" ? 0.22 : 0,
    application_metadata: { [String(pool["application"] ?? "rbd")]: {} },
  }));
}

function poolStatus(context: Context): Entry {
  const pool = poolOf(context);
  const names = [...cephOf(context).pools.keys()];
  return {
    id: names.indexOf(context.text("name")) + 1,
    name: context.text("name"),
    size: pool["size"],
    min_size: pool["min_size"],
    pg_num: pool["pg_num"],
    pgp_num: pool["pg_num"],
    pg_autoscale_mode: pool["pg_autoscale_mode"] ?? "on",
    crush_rule: pool["crush_rule"] ?? "replicated_rule",
    application: pool["application"] ?? "rbd",
    fast_read: 0,
    hashpspool: 1,
    "nodeep-scrub": 0,
    nodelete: 0,
    nopgchange: 0,
    noscrub: 0,
    nosizechange: 0,
    use_gmt_hitset: 1,
    write_fadvise_dontneed: 0,
    ...(context.flag("verbose") && { application_list: ["rbd"], statistics: {} }),
  };
}

const NOT_STORED = ["node", "name", "add_storages", "erasure-coding"];

function createPool(context: Context): string {
  const { pools } = cephOf(context);
  const name = context.text("name");
  if (pools.has(name)) throw fault(`pool '${name}' already exists`);
  const { state } = context;
  return context.task("cephcreatepool", name, function* (task) {
    task.log(`creating pool '${name}'`);
    yield 2000;
    const defaults = { size: 3, min_size: 2, pg_num: 128, application: "rbd" };
    pools.set(name, { ...defaults, ...sectionFrom(context.values, NOT_STORED) });
    if (!context.flag("add_storages")) return;
    const config = { type: "rbd", pool: name, content: "images,rootdir", shared: 1 };
    state.storages.set(name, { config, total: cephSpace(cephOf(context)).total / 3, base: 0 });
    task.log(`added storage '${name}'`);
  });
}

function updatePool(context: Context): string {
  const pool = poolOf(context);
  return context.task("cephsetpool", context.text("name"), function* (task) {
    yield 600;
    const changed = sectionFrom(context.values, NOT_STORED);
    Object.assign(pool, changed);
    for (const [key, value] of Object.entries(changed)) task.log(`setting ${key} to ${value}`);
  });
}

function destroyPool(context: Context): string {
  poolOf(context);
  const { state } = context;
  const name = context.text("name");
  const user = [...state.storages].find(([, { config }]) => config["pool"] === name);
  if (user && !context.flag("force")) {
    throw fault(`ceph pool '${name}' still in use by storage '${user[0]}'`);
  }
  return context.task("cephdestroypool", name, function* () {
    yield 1500;
    cephOf(context).pools.delete(name);
    if (user && context.flag("remove_storages")) state.storages.delete(user[0]);
  });
}

const CRUSH = [
  "# begin crush map",
  "tunable choose_local_tries 0",
  "device 0 osd.0 class ssd",
  "type 0 osd",
  "type 1 host",
  "rule replicated_rule {",
  "\tid 0",
  "\ttype replicated",
  "}",
  "# end crush map",
  "",
].join("\n");

const base = "/nodes/{node}/ceph";

export const cephStorageHandlers: Handlers = {
  [`GET ${base}/osd`]: osdTree,
  [`POST ${base}/osd`]: createOsd,
  [`GET ${base}/osd/{osdid}`]: (context) => {
    osdOf(context);
    return ["in", "out", "scrub", "metadata", "lv-info"].map((name) => ({ name }));
  },
  [`DELETE ${base}/osd/{osdid}`]: destroyOsd,
  [`GET ${base}/osd/{osdid}/metadata`]: osdMetadata,
  [`GET ${base}/osd/{osdid}/lv-info`]: logicalVolume,
  [`POST ${base}/osd/{osdid}/in`]: (context) => {
    osdOf(context).osd.in = true;
  },
  [`POST ${base}/osd/{osdid}/out`]: (context) => {
    osdOf(context).osd.in = false;
  },
  [`POST ${base}/osd/{osdid}/scrub`]: (context) => {
    osdOf(context);
  },
  [`GET ${base}/pool`]: listPools,
  [`POST ${base}/pool`]: createPool,
  [`GET ${base}/pool/{name}`]: () => [{ name: "status" }],
  [`PUT ${base}/pool/{name}`]: updatePool,
  [`DELETE ${base}/pool/{name}`]: destroyPool,
  [`GET ${base}/pool/{name}/status`]: poolStatus,
  [`GET ${base}/rules`]: (context) => {
    cephOf(context);
    return [{ name: "replicated_rule" }];
  },
  [`GET ${base}/crush`]: (context) => {
    cephOf(context);
    return CRUSH;
  },
};
