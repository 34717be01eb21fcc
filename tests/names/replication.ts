import type { NamedTool } from "./types.js";

export const replication: NamedTool[] = [
  {
    tool: "proxmox_cluster_replication_job",
    cases: [
      {
        args: {
          action: "create",
          id: "100-0",
          target: "pve2",
          schedule: "*/15",
          rate: 10,
          comment: "copy",
          type: "local",
        },
        sends: ["POST /cluster/replication"],
        after: [
          {
            path: "/cluster/replication/{id}",
            parameters: { id: "100-0" },
            shows: { target: "pve2", schedule: "*/15", comment: "copy" },
          },
        ],
      },
      { args: { action: "list" }, answers: [{ id: "100-0" }], sends: ["GET /cluster/replication"] },
      { args: { action: "get", id: "100-0" }, answers: { id: "100-0", target: "pve2" } },
      {
        args: { action: "update", id: "100-0", schedule: "*/30", disable: true, delete: "comment" },
        after: [
          {
            path: "/cluster/replication/{id}",
            parameters: { id: "100-0" },
            shows: { schedule: "*/30" },
          },
        ],
      },
      {
        args: { action: "update", id: "100-0", source: "pve1", remove_job: "local" },
        sends: ["PUT /cluster/replication/100-0"],
        with: { source: "pve1", remove_job: "local" },
      },
      {
        args: { action: "update", id: "100-0", rate: 20, digest: "0".repeat(40) },
        refusal: { code: "conflict", says: "" },
        sends: ["PUT /cluster/replication/100-0"],
      },
      {
        args: { action: "delete", id: "100-0", force: true, keep: false },
        sends: ["DELETE /cluster/replication/100-0"],
        after: [{ path: "/cluster/replication", lacks: { id: "100-0" } }],
      },
    ],
  },
  {
    tool: "proxmox_node_replication",
    cases: [
      {
        setup: [
          ["proxmox_cluster_replication_job", { action: "create", id: "100-0", target: "pve2" }],
        ],
        args: { action: "status", node: "pve1", id: "100-0" },
        sends: ["GET /nodes/pve1/replication/100-0/status"],
      },
      {
        args: { action: "log", node: "pve1", id: "100-0" },
        sends: ["GET /nodes/pve1/replication/100-0/log"],
      },
      {
        args: { action: "schedule", node: "pve1", id: "100-0" },
        sends: ["POST /nodes/pve1/replication/100-0/schedule_now"],
      },
    ],
  },
];
