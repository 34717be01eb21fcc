import { fault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { nodeOf } from "../nodes/nodes.js";
import { humanSize } from "../support/sizes.js";
import { pageOfLines } from "../tasks/tasks.js";
import { cephFsid, cephOf, cephSpace } from "./ceph-cluster.js";

type Entry = Record<string, unknown>;

const FLAGS: Record<string, string> = {
  nobackfill: "PGs aren't backfilled.",
  "nodeep-scrub": "Nothing is deep-scrubbed.",
  nodown: "OSD failure reports are ignored.",
  noin: "OSDs that were out aren't marked in when they start.",
  noout: "OSDs aren't marked out after a while.",
  norebalance: "PGs stay where they are, even if unbalanced.",
  norecover: "Lost copies of PGs aren't made again.",
  noscrub: "Nothing is scrubbed.",
  notieragent: "Cache tiering is suspended.",
  noup: "OSDs aren't allowed to start.",
  pause: "Reads and writes are paused.",
};

function health(context: Context): Entry {
  const ceph = cephOf(context);
  const checks: Entry = {};
  const down = [...ceph.osds.values()].filter((osd) => !osd.up).length;
  if (down > 0) checks["OSD_DOWN"] = check("HEALTH_WARN", `${down} osds down`);
  if (ceph.flags.size > 0) {
    checks["OSDMAP_FLAGS"] = check("HEALTH_WARN", `${[...ceph.flags].join(",")} flag(s) set`);
  }
  return {
    status: Object.keys(checks).length > 0 ? "HEALTH_WARN" : "HEALTH_OK",
    checks,
    mutes: [],
  };
}

function check(severity: string, message: string): Entry {
  return { severity, summary: { message, count: 1 }, muted: false, detail: [] };
}

function status(context: Context): Entry {
  const ceph = cephOf(context);
  const osds = [...ceph.osds.values()];
  const { total, used } = cephSpace(ceph);
  const names = [...ceph.monitors.keys()];
  const up = osds.filter((osd) => osd.up).length;
  const inside = osds.filter((osd) => osd.in).length;
  const groups = [...ceph.pools.values()].reduce((sum, pool) => sum + Number(pool["pg_num"]), 0);
  return {
    fsid: cephFsid,
    health: health(context),
    election_epoch: 12,
    quorum: names.map((_name, index) => index),
    quorum_names: names,
    monmap: { epoch: 3, mons: names.map((name, rank) => ({ name, rank })), num_mons: names.length },
    osdmap: { epoch: 210, num_osds: osds.length, num_up_osds: up, num_in_osds: inside },
    pgmap: {
      num_pgs: groups,
      num_pools: ceph.pools.size,
      bytes_total: total,
      bytes_used: used,
      bytes_avail: total - used,
      data_bytes: Math.floor(used / 3),
      pgs_by_state: [{ state_name: "active+clean", count: groups }],
      read_bytes_sec: 1_200_000,
      write_bytes_sec: 800_000,
      read_op_per_sec: 140,
      write_op_per_sec: 95,
    },
    mgrmap: {
      available: true,
      active_name: [...ceph.managers.keys()][0] ?? "",
      num_standbys: Math.max(0, ceph.managers.size - 1),
    },
    fsmap: { epoch: 1, by_rank: [], "up:standby": ceph.metadataServers.size },
    servicemap: { epoch: 1, services: {} },
  };
}

function listFlags(context: Context): Entry[] {
  const { flags } = cephOf(context);
  return Object.entries(FLAGS).map(([name, description]) => ({
    name,
    description,
    value: flags.has(name) ? 1 : 0,
  }));
}

function setFlags(context: Context): string {
  const { flags } = cephOf(context);
  return context.task("cephsetflags", "", function* (task) {
    yield 300;
    for (const name of Object.keys(FLAGS)) {
      if (!context.has(name)) continue;
      if (context.flag(name)) flags.add(name);
      else flags.delete(name);
      task.log(`${context.flag(name) ? "set" : "unset"} ${name}`);
    }
  });
}

function daemons(sections: Map<string, Entry>, state: string): Entry[] {
  return [...sections].map(([name, section], rank) => ({
    name,
    host: section["host"],
    addr: section["addr"],
    state,
    rank,
  }));
}

/** Adds or removes a monitor, manager or metadata server. */
function changeDaemon(
  context: Context,
  kind: "mon" | "mgr" | "mds",
  parameter: string,
  verb: "create" | "destroy",
): string {
  const ceph = cephOf(context);
  const sections = { mon: ceph.monitors, mgr: ceph.managers, mds: ceph.metadataServers }[kind];
  const name = context.optional(parameter) ?? context.node;
  if (verb === "create" && sections.has(name)) throw fault(`ceph ${kind} '${name}' already exists`);
  if (verb === "destroy" && !sections.has(name)) throw fault(`no such ${kind} '${name}'`);
  if (verb === "destroy" && kind === "mon" && sections.size <= 1) {
    throw fault("can't remove last monitor");
  }
  const type = `ceph${verb}${kind}`;
  return context.task(type, `${kind}.${name}`, function* (task) {
    yield 2000;
    if (verb === "destroy") sections.delete(name);
    else {
      const { address } = nodeOf(context);
      const port = kind === "mon" ? 6789 : 6800;
      sections.set(name, { host: context.node, addr: `${address}:${port}/0` });
    }
    task.log(`${verb} ${kind} ${name} done`);
  });
}

function control(command: "start" | "stop" | "restart") {
  return (context: Context): string => {
    cephOf(context);
    const service = context.optional("service") ?? "ceph.target";
    return context.task(`srv${command}`, service, function* () {
      yield 1200;
      const id = /^osd\.(\d+)$/.exec(service)?.[1];
      const osd = id === undefined ? undefined : cephOf(context).osds.get(Number(id));
      if (osd) osd.up = command !== "stop";
    });
  };
}

function listFilesystems(context: Context): Entry[] {
  return [...cephOf(context).filesystems].map(([name, section]) => ({ name, ...section }));
}

function createFilesystem(context: Context): string {
  const ceph = cephOf(context);
  const name = context.optional("name") ?? "cephfs";
  if (ceph.filesystems.has(name)) throw fault(`ceph fs '${name}' already exists`);
  if (ceph.metadataServers.size === 0) throw fault("no running Metadata Server (MDS) found!");
  return context.task("cephfscreate", name, function* (task) {
    for (const pool of [`${name}_data`, `${name}_metadata`]) {
      yield 900;
      ceph.pools.set(pool, { size: 3, min_size: 2, pg_num: context.number("pg_num") ?? 128 });
      task.log(`creating ceph pool '${pool}'`);
    }
    ceph.filesystems.set(name, {
      data_pool: `${name}_data`,
      metadata_pool: `${name}_metadata`,
      data_pools: [`${name}_data`],
    });
  });
}

function initialise(context: Context): void {
  const { state } = context;
  if (state.ceph) return;
  state.ceph = {
    flags: new Set(),
    pools: new Map(),
    osds: new Map(),
    monitors: new Map(),
    managers: new Map(),
    metadataServers: new Map(),
    filesystems: new Map(),
  };
}

/** Whether a daemon can go without losing data or quorum. */
function safety(context: Context): Entry {
  const ceph = cephOf(context);
  const isMonitor = context.text("service") === "mon";
  const safe = isMonitor ? ceph.monitors.size > 2 : ceph.osds.size > 3;
  return { safe: safe ? 1 : 0, status: safe ? "" : "that would leave too few of them" };
}

const CONFIG = [
  "[global]",
  "\tauth_client_required = cephx",
  "\tauth_cluster_required = cephx",
  "\tcluster_network = 192.0.2.0/24",
  `\tfsid = ${cephFsid}`,
  "\tpublic_network = 192.0.2.0/24",
  "",
].join("\n");

function configValues(context: Context): Entry {
  cephOf(context);
  const wanted = context.text("config-keys").split(/[;, ]+/);
  const values: Record<string, Record<string, string>> = {};
  for (const key of wanted) {
    const [section = "", name = ""] = key.split(":");
    const value = new RegExp(`${name.replaceAll(" ", "_")} = (.*)`).exec(CONFIG)?.[1];
    if (value !== undefined) values[section] = { ...values[section], [name]: value };
  }
  return values;
}

function metadata(context: Context): Entry {
  const ceph = cephOf(context);
  const version = {
    ceph_version: "ceph version 19.2.3 squid (stable)",
    ceph_version_short: "19.2.3",
  };
  const of = (sections: Map<string, Entry>) =>
    Object.fromEntries(
      [...sections].map(([name, section]) => [
        `${name}@${section["host"]}`,
        { name, hostname: section["host"], addr: section["addr"], ...version },
      ]),
    );
  return {
    mon: of(ceph.monitors),
    mgr: of(ceph.managers),
    mds: of(ceph.metadataServers),
    node: Object.fromEntries(
      [...context.state.nodes.keys()].map((name) => [
        name,
        { version: { str: "19.2.3", parts: ["19", "2", "3"] }, buildcommit: "simulated" },
      ]),
    ),
    osd: [...ceph.osds].map(([id, osd]) => ({ id, hostname: osd.node, ...version })),
  };
}

function setFlag(context: Context): void {
  const { flags } = cephOf(context);
  if (context.flag("value")) flags.add(context.text("flag"));
  else flags.delete(context.text("flag"));
}

const base = "/nodes/{node}/ceph";

export const cephHandlers: Handlers = {
  "GET /cluster/ceph/status": status,
  "GET /cluster/ceph/metadata": metadata,
  "GET /cluster/ceph/flags": listFlags,
  "PUT /cluster/ceph/flags": setFlags,
  "GET /cluster/ceph/flags/{flag}": (context) =>
    cephOf(context).flags.has(context.text("flag")) ? 1 : 0,
  "PUT /cluster/ceph/flags/{flag}": setFlag,
  [`GET ${base}/status`]: status,
  [`GET ${base}/cfg/raw`]: (context) => {
    cephOf(context);
    return CONFIG;
  },
  [`GET ${base}/cfg/value`]: configValues,
  [`GET ${base}/cfg/db`]: (context) => {
    cephOf(context);
    const common = { section: "mon", level: "advanced", mask: "", can_update_at_runtime: 1 };
    return [{ ...common, name: "auth_allow_insecure_global_id_reclaim", value: "false" }];
  },
  [`GET ${base}/cmd-safety`]: safety,
  [`GET ${base}/log`]: (context) => {
    const { total, used } = cephSpace(cephOf(context));
    return pageOfLines(context, [
      `cluster [DBG] pgmap: ${humanSize(used)} used, ${humanSize(total - used)} / ${humanSize(total)} avail`,
    ]);
  },
  [`GET ${base}/mon`]: (context) =>
    daemons(cephOf(context).monitors, "running").map((monitor) => ({
      ...monitor,
      quorum: 1,
      ceph_version_short: "19.2.3",
    })),
  [`POST ${base}/mon/{monid}`]: (context) => changeDaemon(context, "mon", "monid", "create"),
  [`DELETE ${base}/mon/{monid}`]: (context) => changeDaemon(context, "mon", "monid", "destroy"),
  [`GET ${base}/mgr`]: (context) =>
    daemons(cephOf(context).managers, "standby").map((manager, index) =>
      index === 0 ? { ...manager, state: "active" } : manager,
    ),
  [`POST ${base}/mgr/{id}`]: (context) => changeDaemon(context, "mgr", "id", "create"),
  [`DELETE ${base}/mgr/{id}`]: (context) => changeDaemon(context, "mgr", "id", "destroy"),
  [`GET ${base}/mds`]: (context) => daemons(cephOf(context).metadataServers, "up:standby"),
  [`POST ${base}/mds/{name}`]: (context) => changeDaemon(context, "mds", "name", "create"),
  [`DELETE ${base}/mds/{name}`]: (context) => changeDaemon(context, "mds", "name", "destroy"),
  [`GET ${base}/fs`]: listFilesystems,
  [`POST ${base}/fs/{name}`]: createFilesystem,
  [`POST ${base}/init`]: initialise,
  [`POST ${base}/start`]: control("start"),
  [`POST ${base}/stop`]: control("stop"),
  [`POST ${base}/restart`]: control("restart"),
};
