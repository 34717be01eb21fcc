import { defineTool } from "../../../src/tools/define.js";
import { setNodeHosts } from "./support/node-hosts.js";

export const nodeConfig = defineTool({
  name: "proxmox_node_config",
  title: "Node settings",
  summary:
    "Read and set a node's settings, time zone, DNS servers and hosts file. set_hosts takes one entry (ip, name) or the whole file (data).",
  toolset: "nodes",
  actions: {
    get: "GET /nodes/{node}/config",
    set: "PUT /nodes/{node}/config",
    get_time: "GET /nodes/{node}/time",
    set_time: "PUT /nodes/{node}/time",
    get_dns: "GET /nodes/{node}/dns",
    set_dns: {
      endpoint: "PUT /nodes/{node}/dns",
      refused: {
        delete: "what is left out of set_dns is gone already: give only the servers to keep",
        digest: "the API has no such check for DNS settings",
      },
    },
    get_hosts: "GET /nodes/{node}/hosts",
    set_hosts: {
      endpoint: ["GET /nodes/{node}/hosts", "POST /nodes/{node}/hosts"],
      required: ["node"],
      refused: { delete: "give the file without that line as data" },
      run: setNodeHosts,
    },
  },
  arguments: ["dns1", "data"],
  words: {
    data: "set_hosts: the whole hosts file",
    search: "set_dns: search domain",
    dns1: "set_dns: first server; dns2 and dns3 for more",
  },
  extra: {
    ip: { type: "string", description: "set_hosts: address of one entry" },
    name: { type: "string", description: "set_hosts: its names, separated by spaces" },
    comment: { type: "string", description: "set_hosts: comment of the entry", hidden: true },
  },
  refused: {
    time: "the API sets the time zone only; the clock follows NTP (chrony on the node)",
  },
});

export const nodeSubscription = defineTool({
  name: "proxmox_node_subscription",
  title: "Subscription",
  summary: "Read, set, check anew or remove the subscription key of a node.",
  toolset: "nodes",
  actions: {
    get: "GET /nodes/{node}/subscription",
    set: "PUT /nodes/{node}/subscription",
    check: "POST /nodes/{node}/subscription",
    delete: "DELETE /nodes/{node}/subscription",
  },
});

export const apt = defineTool({
  name: "proxmox_apt",
  title: "Packages",
  summary:
    "Pending updates, versions, changelogs and repositories of a node; update refreshes the package lists.",
  toolset: "nodes",
  actions: {
    list: "GET /nodes/{node}/apt/update",
    update: "POST /nodes/{node}/apt/update",
    versions: "GET /nodes/{node}/apt/versions",
    changelog: { endpoint: "GET /nodes/{node}/apt/changelog", rename: { package: "name" } },
    repositories: "GET /nodes/{node}/apt/repositories",
    add_repository: "PUT /nodes/{node}/apt/repositories",
    set_repository: "POST /nodes/{node}/apt/repositories",
  },
  words: { package: "changelog: the package" },
  refusedActions: {
    upgrade:
      "the API installs nothing. Run apt-get dist-upgrade in a shell on the node, or open its upgrade console: proxmox_node_console with cmd=upgrade",
  },
});

export const nodeReplication = defineTool({
  name: "proxmox_node_replication",
  title: "Replication on a node",
  summary: "State and log of the replication jobs of a node's guests; schedule runs one now.",
  toolset: "nodes",
  actions: {
    list: "GET /nodes/{node}/replication",
    status: "GET /nodes/{node}/replication/{id}/status",
    log: "GET /nodes/{node}/replication/{id}/log",
    schedule: "POST /nodes/{node}/replication/{id}/schedule_now",
  },
});

export const clusterReplicationJob = defineTool({
  name: "proxmox_cluster_replication_job",
  title: "Replication jobs",
  summary: "Jobs that copy the disks of a guest to another node at intervals (ZFS).",
  toolset: "nodes",
  actions: {
    list: "GET /cluster/replication",
    get: "GET /cluster/replication/{id}",
    create: { endpoint: "POST /cluster/replication", defaults: { type: "local" } },
    update: "PUT /cluster/replication/{id}",
    delete: "DELETE /cluster/replication/{id}",
  },
  arguments: ["schedule"],
});
