import type { Words } from "./types.js";

export default {
  endpoints: {
    "GET /cluster/backup": "List scheduled backup jobs",
    "POST /cluster/backup": "Create a scheduled backup job; choose guests by vmid, pool or all",
    "GET /cluster/backup/{id}": "Get a scheduled backup job",
    "PUT /cluster/backup/{id}": "Change a scheduled backup job",
    "DELETE /cluster/backup/{id}": "Delete a scheduled backup job; existing backups stay",
    "GET /cluster/backup/{id}/included_volumes":
      "Show per guest which of its disks a backup job covers and why others are left out",
    "GET /cluster/backup-info": "List reports about backup coverage",
    "GET /cluster/backup-info/not-backed-up": "List guests that no backup job covers",
  },
  parameters: {
    "/cluster/backup": {
      all: "1 backs up all guests except those in exclude; default 0",
      bwlimit: "Read limit in KiB/s; default 0 is unlimited",
      dow: "Deprecated, use schedule: weekdays, such as mon,wed",
      exclude: "Vmids to leave out, comma-separated; implies all=1 without pool",
      id: "Job id; on creation absent generates one",
      mailto: "Deprecated, use notifications: mail addresses or users, comma-separated",
      mode: "snapshot (default, no downtime), suspend (pauses) or stop (a VM is off briefly, a container for the whole backup)",
      node: "Only back up guests on this node; absent means on all",
      pool: "Back up the guests of this pool, whichever they are at run time",
      protected: "1 protects the new backups from pruning and deletion",
      quiet: "1 writes less to the log; default 0",
      remove: "1 (default) prunes old backups by prune-backups after each run; 0 keeps all",
      "repeat-missed": "1 runs a missed job as soon as the node is up again; default 0",
      schedule: "When to run, calendar event such as sat 03:00 or mon..fri 22:30; cluster time",
      starttime: "Deprecated, use schedule: HH:MM",
      stop: "1 aborts running backups on the node instead of making new ones; default 0",
      storage: "Storage that receives the backups; needs content type backup",
      vmid: "Guests to back up, comma-separated vmids",
    },
  },
} satisfies Words;
