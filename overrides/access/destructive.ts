import type { DestructiveRule } from "./types.js";

/** After which calls something is gone for good. The first that fits decides; none: it isn't. */
export const destructiveRules: readonly DestructiveRule[] = [
  {
    methods: ["DELETE"],
    paths: ["/cluster/sdn/lock"],
    destructive: false,
    reason: "releasing a lock loses nothing",
  },
  {
    methods: ["DELETE"],
    destructive: true,
    reason: "what it deletes is gone",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/*/{vmid}/snapshot/{snapname}/rollback"],
    destructive: true,
    reason: "all that changed since the snapshot is gone",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/*/{vmid}/status/stop", "/nodes/{node}/qemu/{vmid}/status/reset"],
    destructive: true,
    reason: "works like pulling the plug: what the guest hasn't written is gone",
  },
  {
    methods: ["POST"],
    paths: ["/cluster/bulk-action/guest/shutdown", "/nodes/{node}/status", "/nodes/{node}/stopall"],
    destructive: true,
    reason: "guests that don't shut down in time are stopped hard",
  },
  {
    methods: ["POST", "PUT"],
    paths: [
      "/nodes/{node}/ceph/osd",
      "/nodes/{node}/disks/directory",
      "/nodes/{node}/disks/initgpt",
      "/nodes/{node}/disks/lvm",
      "/nodes/{node}/disks/lvmthin",
      "/nodes/{node}/disks/wipedisk",
      "/nodes/{node}/disks/zfs",
    ],
    destructive: true,
    reason: "what was on the disk is gone",
  },
  {
    methods: ["PUT"],
    paths: ["/nodes/{node}/qemu/{vmid}/unlink"],
    destructive: true,
    reason: "disks that are unused already, or with force=1 any, are deleted",
  },
  {
    methods: ["POST"],
    paths: [
      "/nodes/{node}/execute",
      "/nodes/{node}/qemu/{vmid}/agent/exec",
      "/nodes/{node}/qemu/{vmid}/monitor",
    ],
    destructive: true,
    reason: "runs anything, also what deletes data",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/qemu/{vmid}/agent/file-write", "/nodes/{node}/storage/{storage}/upload"],
    destructive: true,
    reason: "a file of that name is overwritten",
  },
  {
    methods: ["POST"],
    paths: ["/cluster/config/join"],
    destructive: true,
    reason: "the node's own configuration is replaced by the cluster's",
  },
  {
    methods: ["POST"],
    paths: ["/cluster/sdn/rollback"],
    destructive: true,
    reason: "all changes that were not applied are gone",
  },
];
