import { startOnBoot } from "../guests/node-guests.js";
import { bringDown } from "../guests/power-steps.js";
import { fault, parameterFault } from "../http/api-error.js";
import { type Context, type Handlers, RawAnswer } from "../http/context.js";
import { loadByNode, nodeFigures, wave } from "../support/figures.js";
import { digestOf } from "../support/random.js";
import { checkDigest, deleteKeys, sectionFrom } from "../support/sections.js";
import { loadSeries, type Series } from "../support/series.js";
import { GIB } from "../support/sizes.js";
import { pageOfLines } from "../tasks/tasks.js";
import type { NodeState } from "./node-state.js";

export function nodeOf({ state, node }: Context): NodeState {
  const found = state.nodes.get(node);
  if (!found) throw fault(`no such cluster node '${node}'`);
  return found;
}

/** Kernel that each major release ships. */
const KERNELS: Record<string, string> = {
  7: "5.15.158-2-pve",
  8: "6.8.12-15-pve",
  9: "6.17.2-1-pve",
};

function kernelOf({ release }: Context["state"]): string {
  return KERNELS[release.charAt(0)] ?? "6.17.2-1-pve";
}

function status(context: Context): unknown {
  const { state, clock } = context;
  const node = nodeOf(context);
  const figures = nodeFigures(node, clock.now(), loadByNode(state).get(node.name));
  const kernel = kernelOf(state);
  const { cores, sockets, model } = node.processors;
  const load = figures.cpu * figures.maxcpu;
  const version = `pve-manager/${state.version}/${state.repoid}`;
  return {
    pveversion: version,
    kversion: `Linux ${kernel} #1 SMP PREEMPT_DYNAMIC`,
    "current-kernel": {
      sysname: "Linux",
      release: kernel,
      version: "#1 SMP PREEMPT_DYNAMIC",
      machine: "x86_64",
    },
    "boot-info": { mode: "efi", secureboot: 0 },
    cpu: figures.cpu,
    cpuinfo: {
      cpus: figures.maxcpu,
      cores: cores * sockets,
      sockets,
      model,
      vendor: model.startsWith("AMD") ? "AuthenticAMD" : "GenuineIntel",
      family: "6",
      flags:
        "fpu vme de pse tsc msr pae mce cx8 apic sep mtrr sse sse2 ht syscall nx lm aes avx avx2 svm",
      hvm: "1",
      mhz: "2299.998",
      user_hz: 100,
    },
    idle: 0,
    wait: Math.max(0, 0.002 * wave(clock.now(), node.id)),
    loadavg: [1, 0.9, 0.85].map((factor) => (load * factor).toFixed(2)),
    memory: {
      total: node.memory,
      used: figures.mem,
      free: node.memory - figures.mem,
      available: node.memory - figures.mem,
    },
    swap: { total: 8 * GIB, used: 0, free: 8 * GIB },
    rootfs: {
      total: node.rootfs,
      used: figures.disk,
      free: node.rootfs - figures.disk,
      avail: Math.floor((node.rootfs - figures.disk) * 0.95),
    },
    ksm: { shared: 0 },
    uptime: figures.uptime,
  };
}

/** Milliseconds that a node is away for a reboot. */
const REBOOT = 90_000;

function power(context: Context): void {
  const node = nodeOf(context);
  const isReboot = context.text("command") === "reboot";
  const { state, clock } = context;
  clock.after(2000, () => {
    for (const guest of state.guests.values()) if (guest.node === node.name) bringDown(guest);
    node.online = false;
    if (!isReboot) return;
    clock.after(REBOOT, () => {
      node.online = true;
      node.bootedAt = clock.now();
      startOnBoot(context, node.name);
    });
  });
}

function rrddata(context: Context): Series {
  const node = nodeOf(context);
  const load = loadByNode(context.state).get(node.name);
  return loadSeries(context, (at) => {
    if (at < node.bootedAt) return undefined;
    const { cpu, maxcpu, mem, maxmem, disk, maxdisk } = nodeFigures(node, at, load);
    const netin = 900_000 * wave(at, node.id);
    return {
      cpu,
      maxcpu,
      loadavg: cpu * maxcpu,
      iowait: 0.002 * wave(at, node.id + 1),
      memtotal: maxmem,
      memused: mem,
      roottotal: maxdisk,
      rootused: disk,
      swaptotal: 8 * GIB,
      swapused: 0,
      netin,
      netout: netin * 0.6,
    };
  });
}

function config(context: Context): unknown {
  const section = nodeOf(context).config;
  const property = context.optional("property");
  const digest = digestOf(section);
  if (property !== undefined && property !== "all") {
    return { ...(section[property] !== undefined && { [property]: section[property] }), digest };
  }
  return { ...section, digest };
}

function updateConfig(context: Context): void {
  const node = nodeOf(context);
  checkDigest(context, digestOf(node.config));
  deleteKeys(context, node.config);
  Object.assign(node.config, sectionFrom(context.values, ["node", "delete", "digest"]));
  const { description } = node.config;
  // The file ends every line of a comment, the last one too.
  if (typeof description === "string" && !description.endsWith("\n")) {
    node.config["description"] = `${description}\n`;
  }
}

function updateHosts(context: Context): void {
  const node = nodeOf(context);
  checkDigest(context, digestOf(node.hosts));
  node.hosts = context.text("data");
}

/** `2026-01-05 09:00:00` in the node's log, which is in UTC here. */
function logTime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const parsed = Date.parse(`${text.replace(" ", "T")}${text.includes(":") ? "" : "T00:00:00"}Z`);
  if (Number.isNaN(parsed)) throw parameterFault({ since: `invalid time '${text}'` });
  return parsed / 1000;
}

function logLine({ time, text }: { time: number; text: string }): string {
  const [, month = "", day = "", clock = ""] =
    /^\w+, (\d+) (\w+) \d+ ([\d:]+)/.exec(new Date(time * 1000).toUTCString()) ?? [];
  return `${day} ${month} ${clock} ${text}`;
}

function journalLines(context: Context, since?: number, until?: number): string[] {
  const node = nodeOf(context);
  const boot = {
    time: Math.floor(node.bootedAt / 1000),
    text: `${node.name} systemd[1]: Reached target multi-user.target`,
  };
  const service = context.optional("service");
  return [boot, ...node.journal]
    .filter((line) => since === undefined || line.time >= since)
    .filter((line) => until === undefined || line.time <= until)
    .filter((line) => service === undefined || line.text.includes(` ${service}[`))
    .map(logLine);
}

function syslog(context: Context): unknown {
  const since = logTime(context.optional("since"));
  return pageOfLines(context, journalLines(context, since, logTime(context.optional("until"))));
}

/**
 * First and last entry are cursors, as the journal reader prints them. PVE::API2::Nodes pipes its
 * output through gzip and declares so, asked for or not.
 */
function journal(context: Context): RawAnswer {
  const { number } = context;
  const lines = journalLines(context, number("since"), number("until"));
  const last = number("lastentries");
  const shown = last === undefined ? lines : lines.slice(-last);
  const cursor = (line: number) => `s=simulated;i=${line.toString(16)}`;
  const data = [cursor(lines.length - shown.length), ...shown, cursor(lines.length)];
  return new RawAnswer("application/json", JSON.stringify({ data, success: 1 }), { piped: true });
}

function netstat({ state, node, clock }: Context): unknown[] {
  return [...state.guests.values()]
    .filter((guest) => guest.node === node && guest.running)
    .flatMap(({ vmid, config: guestConfig, startedAt }) =>
      Object.keys(guestConfig)
        .filter((key) => /^net\d+$/.test(key))
        .map((dev) => {
          const seconds = Math.floor((clock.now() - startedAt) / 1000);
          return {
            vmid: String(vmid),
            dev,
            in: String(seconds * 1800),
            out: String(seconds * 950),
          };
        }),
    );
}

function report(context: Context): string {
  const { state } = context;
  const node = nodeOf(context);
  const guests = [...state.guests.values()].filter((guest) => guest.node === node.name);
  return [
    `==== general system info ====`,
    `# hostname`,
    node.name,
    `# pveversion --verbose`,
    `pve-manager: ${state.version} (running version: ${state.version}/${state.repoid})`,
    `==== info about storage ====`,
    ...state.storages.keys(),
    `==== info about virtual guests ====`,
    ...guests.map(
      (guest) => `${guest.kind} ${guest.vmid} ${guest.running ? "running" : "stopped"}`,
    ),
    "",
  ].join("\n");
}

/** Sends a magic packet to a node that is off: a simulated one wakes up. */
function wakeOnLan(context: Context): string {
  const node = nodeOf(context);
  if (node.name === context.state.local) throw fault("cannot wake up itself");
  const mac = /[0-9A-Fa-f:]{17}/.exec(String(node.config["wakeonlan"] ?? ""))?.[0];
  if (mac === undefined) {
    throw fault(`No wake on LAN MAC address defined for '${node.name}'!`);
  }
  context.clock.after(30_000, () => {
    node.online = true;
    node.bootedAt = context.clock.now();
  });
  return mac;
}

export const nodeHandlers: Handlers = {
  "GET /nodes/{node}/status": status,
  "POST /nodes/{node}/status": power,
  "GET /nodes/{node}/rrddata": rrddata,
  "GET /nodes/{node}/config": config,
  "PUT /nodes/{node}/config": updateConfig,
  "GET /nodes/{node}/dns": (context) => nodeOf(context).dns,
  "PUT /nodes/{node}/dns": (context) => {
    nodeOf(context).dns = sectionFrom(context.values, ["node"]);
  },
  "GET /nodes/{node}/hosts": (context) => {
    const { hosts } = nodeOf(context);
    return { data: hosts, digest: digestOf(hosts) };
  },
  "POST /nodes/{node}/hosts": updateHosts,
  "GET /nodes/{node}/syslog": syslog,
  "GET /nodes/{node}/journal": journal,
  "GET /nodes/{node}/netstat": netstat,
  "GET /nodes/{node}/report": report,
  "POST /nodes/{node}/wakeonlan": wakeOnLan,
};
