import type { Case, NamedTool } from "./types.js";

const REFUSED = { code: "unsupported", says: "HA groups became rules" };

export const ha: NamedTool[] = [
  {
    tool: "proxmox_ha_resource",
    cases: [
      { args: { action: "list", type: "vm" }, answers: [{ sid: "vm:102" }] },
      { args: { action: "get", sid: "vm:102" }, answers: { sid: "vm:102" } },
      { args: { action: "status" }, sends: ["GET /cluster/ha/status/current"] },
      {
        args: {
          action: "create",
          sid: "vm:100",
          state: "started",
          max_relocate: 2,
          max_restart: 3,
          failback: true,
          comment: "front",
        },
        after: [{ path: "/cluster/ha/resources", shows: { sid: "vm:100", comment: "front" } }],
      },
      {
        args: { action: "update", sid: "vm:100", state: "stopped", delete: "comment" },
        after: [{ path: "/cluster/ha/resources", shows: { sid: "vm:100", state: "stopped" } }],
      },
      {
        args: { action: "update", sid: "vm:100", state: "started", digest: "0".repeat(40) },
        sends: ["PUT /cluster/ha/resources/vm:100"],
        refusal: { code: "conflict", says: "" },
      },
      { args: { action: "update", sid: "vm:100", group: "fast" }, refusal: REFUSED },
      {
        args: { action: "delete", sid: "vm:100" },
        after: [{ path: "/cluster/ha/resources", lacks: { sid: "vm:100" } }],
      },
    ],
  },
  {
    tool: "proxmox_ha_group",
    cases: [
      ...["list", "get", "delete"].map(
        (action): Case => ({ args: { action, group: "fast" }, refusal: REFUSED }),
      ),
      ...["create", "update"].map(
        (action): Case => ({ args: { action, group: "fast", nodes: "pve1" }, refusal: REFUSED }),
      ),
    ].map((entry) =>
      entry.args["action"] === "list" ? { ...entry, args: { action: "list" } } : entry,
    ),
  },
  {
    tool: "proxmox_ha_group",
    pve: "8.4",
    cases: [
      {
        args: {
          action: "create",
          group: "fast",
          nodes: "pve1:2,pve2",
          restricted: true,
          nofailback: true,
          comment: "NVMe",
          type: "group",
        },
        after: [{ path: "/cluster/ha/groups", shows: { group: "fast" } }],
      },
      { args: { action: "list" }, answers: [{ group: "fast" }] },
      { args: { action: "get", group: "fast" }, answers: { group: "fast" } },
      {
        args: { action: "update", group: "fast", nodes: "pve1", delete: "comment" },
        after: [{ path: "/cluster/ha/groups", shows: { group: "fast", nodes: "pve1" } }],
      },
      {
        args: { action: "update", group: "fast", nodes: "pve2", digest: "0".repeat(40) },
        sends: ["PUT /cluster/ha/groups/fast"],
        refusal: { code: "conflict", says: "" },
      },
      {
        args: { action: "delete", group: "fast" },
        after: [{ path: "/cluster/ha/groups", lacks: { group: "fast" } }],
      },
    ],
  },
];
