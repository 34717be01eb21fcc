import { defineTool } from "../../../src/tools/define.js";

export const haResource = defineTool({
  name: "proxmox_ha_resource",
  title: "HA resources",
  summary:
    "Guests that the HA manager keeps running: list, add, change, remove, move; status tells how each is.",
  toolset: "ha",
  actions: {
    list: "GET /cluster/ha/resources",
    get: "GET /cluster/ha/resources/{sid}",
    status: "GET /cluster/ha/status/current",
    create: "POST /cluster/ha/resources",
    update: "PUT /cluster/ha/resources/{sid}",
    delete: "DELETE /cluster/ha/resources/{sid}",
    migrate: "POST /cluster/ha/resources/{sid}/migrate",
    relocate: "POST /cluster/ha/resources/{sid}/relocate",
  },
  arguments: ["state"],
  words: {
    sid: "vm:100, ct:200 or the vmid",
    node: "migrate, relocate: where to",
    state: "What the manager is to do",
  },
});

export const haGroup = defineTool({
  name: "proxmox_ha_group",
  title: "HA groups",
  summary: "Up to Proxmox VE 8: which nodes run an HA resource. Since 9: proxmox_ha_rule.",
  toolset: "ha",
  actions: {
    list: "GET /cluster/ha/groups",
    get: "GET /cluster/ha/groups/{group}",
    create: "POST /cluster/ha/groups",
    update: "PUT /cluster/ha/groups/{group}",
    delete: "DELETE /cluster/ha/groups/{group}",
  },
  words: { nodes: "pve1:2,pve2 with priorities", group: "Name of the group" },
});

export const haRule = defineTool({
  name: "proxmox_ha_rule",
  title: "HA rules",
  summary:
    "On which nodes HA resources run (node-affinity), and which stay together or apart (resource-affinity).",
  toolset: "ha",
  actions: {
    list: "GET /cluster/ha/rules",
    get: "GET /cluster/ha/rules/{rule}",
    create: "POST /cluster/ha/rules",
    update: "PUT /cluster/ha/rules/{rule}",
    delete: "DELETE /cluster/ha/rules/{rule}",
  },
  arguments: ["nodes", "affinity"],
  words: {
    nodes: "node-affinity: pve1:2,pve2:1 with priorities",
    affinity: "resource-affinity: together or apart",
    resources: "vm:100,ct:200",
    type: "Kind of rule",
    rule: "Name of the rule",
  },
});

export const haStatus = defineTool({
  name: "proxmox_ha_status",
  title: "HA manager",
  summary: "State of the HA manager and all it looks after; disarm and arm it for maintenance.",
  toolset: "ha",
  actions: {
    current: "GET /cluster/ha/status/current",
    manager: "GET /cluster/ha/status/manager_status",
    disarm: "POST /cluster/ha/status/disarm-ha",
    arm: "POST /cluster/ha/status/arm-ha",
  },
  words: { "resource-mode": "disarm: what becomes of the guests" },
});
