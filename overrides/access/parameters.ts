import type { ParameterTier } from "../../src/schema/catalogue.js";
import type { ParameterRules } from "./types.js";

const skiplock = {
  tier: "elevated",
  reason: "ignores that another task works on the guest",
} as const;

const internal = { tier: "elevated", reason: "is for Proxmox's own use in a migration" } as const;

const plaintext = {
  tier: "elevated",
  reason: "can send the guest's memory unencrypted, or through another network",
} as const;

const removesDisks = {
  tier: "elevated",
  reason: "with an unused disk in delete, or with force=1, the disk's data is deleted",
} as const;

const overwrites = {
  tier: "elevated",
  reason: "restoring with force=1 replaces the guest that has this vmid",
} as const;

const forgetsSource = {
  tier: "elevated",
  reason: "deletes the original after the copy",
} as const;

/** Parameters that ask for more trust than their endpoint. */
export const parameterTiers: Readonly<Record<string, Readonly<Record<string, ParameterTier>>>> = {
  "POST /nodes/{node}/vzdump": {
    remove: {
      tier: "elevated",
      harmlessValue: 0,
      reason: "prunes older backups",
    },
    dumpdir: { tier: "elevated", reason: "writes to any directory of the node" },
    "job-id": { tier: "elevated", reason: "passes for a scheduled job" },
    mailto: { tier: "elevated", reason: "sends mail to any address" },
    script: { tier: "elevated", reason: "runs a script on the node" },
    stop: { tier: "elevated", reason: "aborts backups that are running" },
    tmpdir: { tier: "elevated", reason: "writes to any directory of the node" },
  },
  "POST /nodes/{node}/qemu/{vmid}/migrate": {
    force: { tier: "elevated", reason: "moves a VM that uses devices of its node" },
    migration_network: plaintext,
    migration_type: plaintext,
  },
  "POST /nodes/{node}/qemu/{vmid}/status/start": {
    "force-cpu": internal,
    machine: internal,
    migratedfrom: internal,
    migration_network: plaintext,
    migration_type: plaintext,
    "nets-host-mtu": internal,
    skiplock,
    stateuri: internal,
    targetstorage: internal,
    "with-conntrack-state": internal,
  },
  "POST /nodes/{node}/qemu/{vmid}/status/stop": {
    keepActive: internal,
    migratedfrom: internal,
    skiplock,
  },
  "POST /nodes/{node}/qemu/{vmid}/status/shutdown": { keepActive: internal, skiplock },
  "POST /nodes/{node}/qemu/{vmid}/status/reset": { skiplock },
  "POST /nodes/{node}/qemu/{vmid}/status/resume": { nocheck: internal, skiplock },
  "POST /nodes/{node}/qemu/{vmid}/status/suspend": { skiplock },
  "POST /nodes/{node}/lxc/{vmid}/status/start": { skiplock },
  "POST /nodes/{node}/lxc/{vmid}/status/stop": { skiplock },

  "POST /nodes/{node}/qemu": { force: overwrites },
  "POST /nodes/{node}/lxc": { force: overwrites },
  "POST /nodes/{node}/qemu/{vmid}/config": { delete: removesDisks, force: removesDisks },
  "PUT /nodes/{node}/qemu/{vmid}/config": { delete: removesDisks, force: removesDisks },
  "PUT /nodes/{node}/lxc/{vmid}/config": { delete: removesDisks },
  "POST /nodes/{node}/qemu/{vmid}/move_disk": { delete: forgetsSource },
  "POST /nodes/{node}/lxc/{vmid}/move_volume": { delete: forgetsSource },
  "POST /nodes/{node}/qemu/{vmid}/remote_migrate": { delete: forgetsSource },
  "POST /nodes/{node}/lxc/{vmid}/remote_migrate": { delete: forgetsSource },
  "PUT /access/users/{userid}/token/{tokenid}": {
    regenerate: {
      tier: "elevated",
      reason: "the old secret fails at once for all who use it",
    },
  },
  "POST /cluster/replication": {
    remove_job: {
      tier: "elevated",
      reason: "with full the copies at the target are deleted",
    },
  },
  "PUT /cluster/replication/{id}": {
    remove_job: {
      tier: "elevated",
      reason: "with full the copies at the target are deleted",
    },
  },
} satisfies ParameterRules;
