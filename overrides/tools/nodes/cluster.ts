import { defineTool } from "../../../src/tools/define.js";
import { readClusterConfig, readConfigNode } from "./support/cluster-config.js";
import { listResources } from "./support/cluster-resources.js";
import { readClusterStatus } from "./support/cluster-status.js";
import { checkHealth } from "./support/health.js";

export const cluster = defineTool({
  name: "proxmox_cluster",
  title: "Cluster",
  summary:
    "Quorum and nodes, all resources with their load, recent tasks, log, version and options of the cluster.",
  toolset: "nodes",
  core: true,
  actions: {
    status: { endpoint: ["GET /cluster/status", "GET /nodes"], run: readClusterStatus },
    resources: { endpoint: "GET /cluster/resources", run: listResources },
    tasks: "GET /cluster/tasks",
    log: "GET /cluster/log",
    version: "GET /version",
    options: "GET /cluster/options",
    update_options: "PUT /cluster/options",
    schedule: "GET /cluster/jobs/schedule-analyze",
  },
  arguments: ["type"],
  words: {
    type: "resources: only this kind",
    schedule: "schedule: a calendar event; tells when it would run",
  },
});

export const health = defineTool({
  name: "proxmox_health",
  title: "Health of the cluster",
  summary:
    "What needs attention: nodes, quorum, full storages, failed tasks, missing backups, HA errors, updates.",
  toolset: "nodes",
  core: true,
  call: {
    endpoint: [
      "GET /cluster/status",
      "GET /cluster/resources",
      "GET /cluster/ha/status/current",
      "GET /cluster/backup-info/not-backed-up",
      "GET /nodes/{node}/apt/update",
      "GET /nodes/{node}/storage/{storage}/content",
      "GET /nodes/{node}/tasks",
      "GET /nodes/{node}/time",
      "GET /access/permissions",
    ],
    findsOwnGuests: true,
    run: checkHealth,
  },
  extra: {
    hours: { type: "integer", description: "Hours to look back for tasks; default 24" },
    backup_days: {
      type: "integer",
      description: "Days that a backup may be old; default 7",
      hidden: true,
    },
    storage_percent: {
      type: "integer",
      description: "Percentage from which a storage counts as full; default 85",
      hidden: true,
    },
  },
});

export const clusterConfig = defineTool({
  name: "proxmox_cluster_config",
  title: "Cluster membership",
  summary:
    "Corosync's settings and nodes; create or join a cluster, add or remove a node: these need root@pam's password.",
  toolset: "nodes",
  actions: {
    get: {
      endpoint: [
        "GET /cluster/config/nodes",
        "GET /cluster/config/totem",
        "GET /cluster/config/qdevice",
      ],
      run: readClusterConfig,
    },
    list_nodes: "GET /cluster/config/nodes",
    get_node: {
      endpoint: "GET /cluster/config/nodes",
      required: ["node"],
      run: readConfigNode,
    },
    totem: "GET /cluster/config/totem",
    qdevice: "GET /cluster/config/qdevice",
    join_info: "GET /cluster/config/join",
    join: "POST /cluster/config/join",
    create: "POST /cluster/config",
    add_node: "POST /cluster/config/nodes/{node}",
    remove_node: "DELETE /cluster/config/nodes/{node}",
  },
  words: {
    hostname: "join: name or address of a member",
    fingerprint: "join: SHA-256 fingerprint of that member's certificate",
    password: "join: password of root@pam there",
  },
});

export const metricServer = defineTool({
  name: "proxmox_metric_server",
  title: "Metric servers",
  summary:
    "Where the cluster sends its metrics (InfluxDB, Graphite, OpenTelemetry); export shows the newest.",
  toolset: "nodes",
  actions: {
    export: "GET /cluster/metrics/export",
    list: "GET /cluster/metrics/server",
    get: "GET /cluster/metrics/server/{id}",
    create: "POST /cluster/metrics/server/{id}",
    update: "PUT /cluster/metrics/server/{id}",
    delete: "DELETE /cluster/metrics/server/{id}",
  },
});
