import type { Words } from "./types.js";

export default {
  endpoints: {
    "GET /cluster/replication": "List storage replication jobs",
    "POST /cluster/replication":
      "Create a job that copies a guest's ZFS disks to another node regularly",
    "GET /cluster/replication/{id}": "Get a replication job",
    "PUT /cluster/replication/{id}": "Change a replication job's schedule, rate or state",
    "DELETE /cluster/replication/{id}":
      "Mark a replication job for removal; the copy at the target is destroyed unless keep=1",
  },
  parameters: {
    "/cluster/replication": {
      force: "1 drops the job at once and leaves snapshots and copies behind; default 0",
      id: "Job id: vmid-number, such as 100-0",
      keep: "1 keeps the copied disks at the target; default 0 destroys them",
      rate: "Most MB/s to transfer; absent is unlimited",
      remove_job: "Marks the job for removal: local drops snapshots, full also the target's copy",
      schedule: "Calendar event; default */15 is every 15 minutes",
      source: "Node of the guest; set by Proxmox to notice a moved guest, leave it alone",
      target: "Node that receives the copy; can't be changed later",
      type: "Always local",
    },
  },
} satisfies Words;
