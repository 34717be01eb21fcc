import type { Words } from "./types.js";

export default {
  endpoints: {
    "POST /nodes/{node}/vzdump":
      "Back up guests of the node now; give vmid, pool or all; returns a task",
    "GET /nodes/{node}/vzdump/defaults": "Read the backup defaults that apply for a storage",
    "GET /nodes/{node}/vzdump/extractconfig": "Print the guest config stored in a backup",
  },
  parameters: {
    "POST /nodes/{node}/vzdump": {
      bwlimit: "I/O limit in KiB/s; 0 is unlimited",
      "job-id": "Backup job that notifications name; root@pam only",
      mailto: "Deprecated, see notification-mode: mail addresses, comma-separated",
      mode: "snapshot (default, keeps running), suspend (short pause) or stop (shuts down meanwhile)",
      pool: "Back up all guests of this pool",
      protected: "1 guards the new backups against pruning and deletion",
      stdout: "For the command line only: write the archive to standard output",
      storage: "Storage for the backups; must allow content backup",
      vmid: "Guests to back up, comma-separated vmids; those on other nodes are skipped",
    },
    "GET /nodes/{node}/vzdump/defaults": {
      storage: "Storage whose settings count in; default those of the node alone",
    },
    "GET /nodes/{node}/vzdump/extractconfig": {
      volume: "Volid of the backup, such as local:backup/...",
    },
  },
} satisfies Words;
