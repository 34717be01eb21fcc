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
      all: "1 backs up all guests of the node; not together with vmid or pool; default 0",
      bwlimit: "I/O limit in KiB/s; default 0, unlimited",
      exclude: "Comma-separated vmids to leave out; implies all=1 unless pool is given",
      "job-id": "Backup job that notifications name; root@pam only",
      mailto: "Deprecated, see notification-mode: mail addresses, comma-separated",
      mode: "snapshot (default, keeps running), suspend (short pause) or stop (a VM is off briefly, a container for the whole backup)",
      pool: "Back up all guests of this pool",
      protected: "1 guards the new backups against pruning and deletion",
      quiet: "1 writes less to the log; default 0",
      remove: "1 (default) prunes older backups by prune-backups afterwards; 0 keeps them all",
      stdout: "For the command line only: refused here",
      stop: "1 first aborts backups that run on the node; given alone it does nothing else; default 0",
      storage: "Storage for the backups; must allow content backup",
      vmid: "Guests to back up, comma-separated vmids; those of other nodes are skipped",
    },
    "GET /nodes/{node}/vzdump/defaults": {
      storage: "Storage whose settings count in; default those of the node alone",
    },
    "GET /nodes/{node}/vzdump/extractconfig": {
      volume: "Volid of the backup, such as local:backup/...",
    },
  },
} satisfies Words;
