import type { TierExceptions } from "./types.js";

/** What no rule gets right, each with its reason. They go before the rules. */
export const tierExceptions: TierExceptions = {
  "GET /cluster/config/join": {
    tier: "elevated",
    reason: "hands out what a machine needs to join the cluster",
  },
  "GET /cluster/sdn/dry-run": {
    tier: "elevated",
    reason: "shows changes of the routing daemon's configuration, BGP passwords included",
  },
  "GET /nodes/{node}/journal": {
    tier: "operate",
    reason: "shows what every service has logged, and whoever can make one log something",
  },
  "GET /nodes/{node}/syslog": {
    tier: "operate",
    reason: "shows what every service has logged, and whoever can make one log something",
  },
  "GET /nodes/{node}/report": {
    tier: "elevated",
    reason: "prints whole configuration files of the node",
  },
  "GET /nodes/{node}/qemu/{vmid}/agent/exec-status": {
    tier: "elevated",
    reason: "shows what a program printed inside the guest, and only once",
  },
  "GET /nodes/{node}/qemu/{vmid}/agent/file-read": {
    tier: "elevated",
    reason: "reads any file inside the guest",
  },
  "GET /nodes/{node}/qemu/{vmid}/cloudinit/dump": {
    tier: "elevated",
    reason: "shows cloud-init data, password hash included",
  },
  "GET /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/config": {
    tier: "elevated",
    reason:
      "shows the cloud-init password hash, which reading the VM's config with snapshot=<name> masks",
  },
  "GET /nodes/{node}/storage/{storage}/file-restore/download": {
    tier: "elevated",
    reason: "reads any file inside a backup",
  },
  "GET /nodes/{node}/storage/{storage}/file-restore/list": {
    tier: "operate",
    reason: "starts a small VM that opens the backup",
  },
  "GET /nodes/{node}/vzdump/extractconfig": {
    tier: "elevated",
    reason: "shows a guest's raw config from a backup, password hash included",
  },

  "GET /access/domains": {
    tier: "read",
    reason: "lists names and kinds of realms, as the login page does for everybody",
  },
  "GET /cluster/backup-info": {
    tier: "read",
    reason: "lists the paths below it and nothing else",
  },
  "GET /cluster/sdn/ipams/{ipam}/status": {
    tier: "read",
    reason: "lists addresses in use; of the address manager itself it shows nothing",
  },
  "GET /nodes/{node}/apt/update": {
    tier: "read",
    reason: "lists updates that are known already; looking for new ones is another endpoint",
  },
  "GET /nodes/{node}/hardware/usb": {
    tier: "read",
    reason: "lists USB devices of the node",
  },
  "GET /nodes/{node}/lxc/{vmid}/firewall/log": {
    tier: "read",
    reason: "shows packets that the guest's firewall logged",
  },
  "GET /nodes/{node}/qemu/{vmid}/firewall/log": {
    tier: "read",
    reason: "shows packets that the guest's firewall logged",
  },
  "GET /nodes/{node}/lxc/{vmid}/migrate": {
    tier: "read",
    reason: "checks whether a migration would work, and migrates nothing",
  },
  "GET /nodes/{node}/qemu/{vmid}/migrate": {
    tier: "read",
    reason: "checks whether a migration would work, and migrates nothing",
  },
  "GET /nodes/{node}/qemu/{vmid}/agent/info": {
    tier: "read",
    reason: "asks the guest agent about itself",
  },
  "GET /nodes/{node}/qemu/{vmid}/agent/network-get-interfaces": {
    tier: "read",
    reason: "asks the guest agent for addresses",
  },
  "GET /nodes/{node}/storage/{storage}/import-metadata": {
    tier: "read",
    reason: "describes a guest that a storage offers for import",
  },
  "GET /nodes/{node}/vzdump/defaults": {
    tier: "read",
    reason: "shows the defaults that a backup would use",
  },
  "GET /storage/{storage}": {
    tier: "read",
    reason: "shows what the list of storages shows to an auditor; passwords are kept elsewhere",
  },

  "POST /nodes/{node}/qemu/{vmid}/agent/fsfreeze-status": {
    tier: "read",
    reason: "asks the guest agent whether file systems are frozen",
  },
  "POST /nodes/{node}/qemu/{vmid}/agent/ping": {
    tier: "read",
    reason: "asks the guest agent whether it answers",
  },

  "DELETE /nodes/{node}/tasks/{upid}": {
    tier: "operate",
    reason: "stops a task; whoever may start one must be able to stop it",
  },
  "POST /nodes/{node}/qemu/{vmid}/agent/fstrim": {
    tier: "operate",
    reason: "gives blocks that the guest no longer uses back to the storage",
  },
  "POST /nodes/{node}/qemu/{vmid}/agent/shutdown": {
    tier: "operate",
    reason: "shuts the guest down from inside",
  },
  "POST /nodes/{node}/replication/{id}/schedule_now": {
    tier: "operate",
    reason: "runs a replication earlier than planned",
  },
  "POST /nodes/{node}/vzdump": {
    tier: "operate",
    reason: "backs guests up",
  },
};
