import type { ReleaseExclusion } from "./types.js";

/** What a release still lists in its schema but refuses. */
export const releaseExclusions: readonly ReleaseExclusion[] = [
  {
    endpoints: [
      "GET /cluster/ha/groups",
      "POST /cluster/ha/groups",
      "GET /cluster/ha/groups/{group}",
      "PUT /cluster/ha/groups/{group}",
      "DELETE /cluster/ha/groups/{group}",
    ],
    from: "9.0",
    reason: "HA groups became rules in Proxmox VE 9",
    instead: "proxmox_ha_rule with a rule of type node-affinity does what a group did.",
  },
  {
    endpoints: ["POST /cluster/ha/resources", "PUT /cluster/ha/resources/{sid}"],
    parameters: ["group"],
    from: "9.0",
    reason: "HA groups became rules in Proxmox VE 9",
    instead: "Leave group out and name the resource in a node-affinity rule: proxmox_ha_rule.",
  },
];
