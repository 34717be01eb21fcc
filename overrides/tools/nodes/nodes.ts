import { defineTool } from "../../../src/tools/define.js";
import { execOnNode } from "./support/node-exec.js";
import { readNodeJournal } from "./support/node-journal.js";
import { nodeLoad, storageLoad } from "./support/node-load.js";
import { readSyslog } from "./support/node-syslog.js";
import { listTasks, taskLog, taskStatus, waitForTasks } from "./support/node-task.js";

const TASK = [
  "GET /nodes/{node}/tasks/{upid}/status",
  "GET /nodes/{node}/tasks/{upid}/log",
] as const;

const CLOCK = "GET /nodes/{node}/time";

export const node = defineTool({
  name: "proxmox_node",
  title: "Nodes",
  summary: "List the nodes, or read the status, version, network or DNS settings of one.",
  toolset: "nodes",
  core: true,
  actions: {
    list: {
      endpoint: "GET /nodes",
      fields: [
        "node",
        "status",
        "cpu",
        "maxcpu",
        "mem",
        "maxmem",
        "disk",
        "maxdisk",
        "uptime",
        "readable",
      ],
    },
    status: "GET /nodes/{node}/status",
    version: "GET /nodes/{node}/version",
    network: "GET /nodes/{node}/network",
    dns: "GET /nodes/{node}/dns",
    iface: "GET /nodes/{node}/network/{iface}",
  },
  complete: true,
});

export const nodeTask = defineTool({
  name: "proxmox_node_task",
  title: "Tasks",
  summary: "List tasks; state and end of the log of one, its whole log, wait for it, or stop it.",
  toolset: "nodes",
  core: true,
  actions: {
    list: { endpoint: ["GET /nodes/{node}/tasks", "GET /cluster/tasks", CLOCK], run: listTasks },
    get: { endpoint: TASK, required: ["upid"], run: taskStatus },
    log: { endpoint: "GET /nodes/{node}/tasks/{upid}/log", required: ["upid"], run: taskLog },
    wait: { endpoint: TASK, required: ["upid"], run: waitForTasks },
    stop: "DELETE /nodes/{node}/tasks/{upid}",
  },
  arguments: ["vmid", "errors", "since", "limit"],
  extra: {
    wait: {
      type: "integer",
      description: "Seconds to wait; default 30",
      minimum: 0,
      maximum: 3600,
    },
  },
  words: {
    node: "Only this node's tasks; a upid names its node itself",
    vmid: "Only this guest's",
    errors: "Only failed ones",
    since: "2026-01-31 08:00:00 or Unix seconds",
    limit: "At most so many tasks or lines",
    upid: "UPID; wait takes several, with commas",
  },
});

export const nodeLog = defineTool({
  name: "proxmox_node_log",
  title: "Node logs",
  summary: "The system log of a node by time and service, or the newest lines of its journal.",
  toolset: "nodes",
  actions: {
    syslog: {
      endpoint: ["GET /nodes/{node}/syslog", CLOCK],
      required: ["node"],
      run: readSyslog,
    },
    journal: {
      endpoint: ["GET /nodes/{node}/journal", CLOCK],
      rename: { limit: "lastentries" },
      required: ["node"],
      run: readNodeJournal,
    },
  },
  arguments: ["service", "since", "limit"],
  words: {
    since: "2026-01-31 08:00:00 by the node's clock, or Unix seconds",
    limit: "Lines; syslog: oldest first, journal: newest 100",
    service: "syslog: only this service",
  },
});

export const nodeInfo = defineTool({
  name: "proxmox_node_info",
  title: "Node information",
  summary: "Container templates on offer, traffic of guests, load over time, or a full report.",
  toolset: "nodes",
  actions: {
    aplinfo: "GET /nodes/{node}/aplinfo",
    netstat: "GET /nodes/{node}/netstat",
    rrddata: {
      endpoint: "GET /nodes/{node}/rrddata",
      defaults: { timeframe: "hour" },
      run: nodeLoad,
    },
    storage_rrddata: {
      endpoint: "GET /nodes/{node}/storage/{storage}/rrddata",
      defaults: { timeframe: "hour" },
      required: ["storage"],
      run: storageLoad,
    },
    report: "GET /nodes/{node}/report",
  },
  extra: {
    chart: {
      type: "boolean",
      description: "rrddata: as an image, and its figures",
    },
  },
  words: { timeframe: "How far back; default hour" },
});

export const nodeService = defineTool({
  name: "proxmox_node_service",
  title: "Services of a node",
  summary: "List Proxmox's services on a node, read the state of one, or start, stop or reload it.",
  toolset: "nodes",
  actions: {
    list: "GET /nodes/{node}/services",
    get: "GET /nodes/{node}/services/{service}/state",
    control: {
      endpointArgument: "command",
      endpoint: {
        start: "POST /nodes/{node}/services/{service}/start",
        stop: "POST /nodes/{node}/services/{service}/stop",
        restart: "POST /nodes/{node}/services/{service}/restart",
        reload: "POST /nodes/{node}/services/{service}/reload",
      },
    },
  },
  listedAs: { command: "control" },
  words: {
    command: "control: what to do with the service",
    service: "pveproxy, corosync, sshd …",
  },
});

export const nodeExec = defineTool({
  name: "proxmox_node_exec",
  title: "Run a command on a node",
  summary:
    "Run one of the commands that the operator allows on a node, over ssh, and return its output.",
  toolset: "nodes",
  call: { endpoint: "GET /nodes/{node}/status", tier: "elevated", run: execOnNode },
  extra: {
    command: {
      type: "array",
      items: { type: "string" },
      description: "Program and arguments; no shell reads them",
      required: true,
    },
    "input-data": { type: "string", description: "What it reads from stdin" },
    timeout: {
      type: "integer",
      description: "Seconds until it is ended; default 30",
      minimum: 1,
      maximum: 3600,
    },
    "max-output": {
      type: "integer",
      description: "Bytes kept of each stream; default 20000",
      minimum: 100,
      maximum: 40_000,
    },
  },
});

export const nodePower = defineTool({
  name: "proxmox_node_power",
  title: "Power of a node",
  summary: "Shut down, reboot or wake a node. Its guests stop with it unless HA moves them.",
  toolset: "nodes",
  actions: {
    shutdown: { endpoint: "POST /nodes/{node}/status", fixed: { command: "shutdown" } },
    reboot: { endpoint: "POST /nodes/{node}/status", fixed: { command: "reboot" } },
    wakeonlan: "POST /nodes/{node}/wakeonlan",
  },
});

export const nodeBulk = defineTool({
  name: "proxmox_node_bulk",
  title: "All guests of a node",
  summary: "Start, stop, suspend or migrate the guests of a node, or those of them in vmids.",
  toolset: "nodes",
  actions: {
    start_all: {
      endpoint: "POST /nodes/{node}/startall",
      rename: { maxworkers: "max-workers" },
    },
    stop_all: { endpoint: "POST /nodes/{node}/stopall", rename: { maxworkers: "max-workers" } },
    suspend_all: {
      endpoint: "POST /nodes/{node}/suspendall",
      rename: { maxworkers: "max-workers" },
    },
    migrate_all: "POST /nodes/{node}/migrateall",
  },
  arguments: ["vms"],
  listedAs: { vms: "vmids" },
  words: { vms: "Only these guests", target: "migrate_all: where to" },
});

export const nodeConsole = defineTool({
  name: "proxmox_node_console",
  title: "Console of a node",
  summary:
    "A ticket and port for a shell on a node: VNC, terminal or SPICE. cmd: login, upgrade or ceph_install.",
  toolset: "nodes",
  actions: {
    vnc: "POST /nodes/{node}/vncshell",
    term: "POST /nodes/{node}/termproxy",
    spice: "POST /nodes/{node}/spiceshell",
  },
});
