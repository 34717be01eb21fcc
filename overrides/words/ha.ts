import type { Words } from "./types.js";

export default {
  endpoints: {
    "GET /cluster/ha": "List the sections of high availability",

    "GET /cluster/ha/groups": "List HA groups; from 9.0 on rules replace them",
    "POST /cluster/ha/groups": "Create an HA group; refused once groups were migrated to rules",
    "GET /cluster/ha/groups/{group}": "Get an HA group",
    "PUT /cluster/ha/groups/{group}": "Change an HA group; refused once migrated to rules",
    "DELETE /cluster/ha/groups/{group}": "Delete an HA group; it must not be in use",

    "GET /cluster/ha/resources": "List guests under HA with requested state and limits",
    "POST /cluster/ha/resources":
      "Put a guest under HA; with state started (default) HA starts it if it is off",
    "GET /cluster/ha/resources/{sid}": "Get the HA settings of a guest",
    "PUT /cluster/ha/resources/{sid}":
      "Change HA settings of a guest; state starts or stops it soon after",
    "DELETE /cluster/ha/resources/{sid}": "Take a guest out of HA; it goes on running",
    "POST /cluster/ha/resources/{sid}/migrate":
      "Ask HA to live-migrate a guest; done later by HA, watch its node",
    "POST /cluster/ha/resources/{sid}/relocate":
      "Ask HA to stop a guest and start it on another node; done later by HA",

    "GET /cluster/ha/rules":
      "List HA rules: which nodes guests prefer, which keep together or apart",
    "POST /cluster/ha/rules": "Create an HA rule; HA moves guests that break it",
    "GET /cluster/ha/rules/{rule}": "Get an HA rule",
    "PUT /cluster/ha/rules/{rule}": "Change an HA rule; HA moves guests that break it",
    "DELETE /cluster/ha/rules/{rule}": "Delete an HA rule; guests stay where they are",

    "GET /cluster/ha/status": "List the views of HA state",
    "POST /cluster/ha/status/arm-ha": "Switch HA and its watchdogs on again after disarm-ha",
    "GET /cluster/ha/status/current": "Get HA state: quorum, master, each node and each guest",
    "POST /cluster/ha/status/disarm-ha":
      "Switch HA off cluster-wide and release watchdogs: no fencing or recovery until armed",
    "GET /cluster/ha/status/manager_status": "Get the raw state of HA master and node managers",
  },
  parameters: {
    "/cluster/ha/groups": {
      group: "HA group name",
      nodes: "Nodes of the group, comma-separated, optional priority as node:2; highest wins",
      nofailback: "1 leaves a guest where it is when a preferred node returns; default 0",
      restricted: "1 lets guests run only on the group's nodes, else stopped; default 0",
      type: "Always group",
    },
    "/cluster/ha/resources": {
      "auto-rebalance": "0 keeps automatic balancing from moving the guest; default 1",
      failback: "1 (default) moves the guest back when a preferred node returns",
      group: "HA group of the guest; up to 8.4, replaced by rules",
      max_relocate: "Attempts on other nodes after a failed start; default 1",
      max_restart: "Restarts on the same node before another is tried; default 1",
      node: "Node to move the guest to",
      purge: "1 (default) also removes the guest from HA rules that name it",
      sid: "HA resource id: vm:100 or ct:101, the bare vmid works too",
      state:
        "started (default, enabled is the same), stopped, disabled (no recovery), ignored (hands off)",
      type: "Kind of guest: vm or ct; default follows from sid",
    },
    "GET /cluster/ha/resources": {
      type: "Only this kind of guest: vm or ct",
    },
    "/cluster/ha/rules": {
      affinity: "For resource-affinity: positive keeps guests on one node, negative apart",
      disable: "1 keeps the rule but ignores it",
      nodes: "For node-affinity: nodes, comma-separated, optional priority as node:2; highest wins",
      resources: "Guests the rule holds for, comma-separated, as vm:100,ct:101",
      rule: "Rule name",
      strict: "For node-affinity: 1 never runs guests elsewhere, even if all nodes fail; default 0",
      type: "node-affinity (guests to nodes) or resource-affinity (guests to each other)",
    },
    "GET /cluster/ha/rules": {
      resource: "Only rules about this guest, as vm:100 or ct:101",
      type: "Only this kind of rule: node-affinity or resource-affinity",
    },
    "POST /cluster/ha/status/disarm-ha": {
      "resource-mode":
        "freeze: guests keep running, HA commands wait; ignore: guests can be managed as without HA",
    },
  },
} satisfies Words;
