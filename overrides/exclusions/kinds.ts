import type { KindExclusion } from "./types.js";

const NO_AGENT = "containers have no guest agent";

/** What VMs have and containers lack, and the other way round. */
export const kindExclusions: readonly KindExclusion[] = [
  {
    endpoints: [
      "POST /nodes/{node}/qemu/{vmid}/agent/exec",
      "GET /nodes/{node}/qemu/{vmid}/agent/exec-status",
    ],
    reason: `${NO_AGENT}, and Proxmox's API has no way to run a program in one`,
    instead:
      "As root on the shell of node {node}: pct exec {vmid} -- {command}; or let the operator set PROXMOX_EXEC_SSH=true",
  },
  {
    endpoints: ["GET /nodes/{node}/qemu/{vmid}/agent/file-read"],
    reason: `${NO_AGENT}, and Proxmox's API can't read files in one`,
    instead: "As root on the shell of node {node}: pct exec {vmid} -- cat {file}",
  },
  {
    endpoints: ["POST /nodes/{node}/qemu/{vmid}/agent/file-write"],
    reason: `${NO_AGENT}, and Proxmox's API can't write files in one`,
    instead: "As root on the shell of node {node}: pct push {vmid} LOCAL_FILE {file}",
  },
  {
    endpoints: ["POST /nodes/{node}/qemu/{vmid}/agent/set-user-password"],
    reason: `${NO_AGENT}, and Proxmox's API sets passwords in one only when it is created`,
    instead: "As root on the shell of node {node}: pct exec {vmid} -- passwd {username}",
  },
  {
    endpoints: ["GET /nodes/{node}/qemu/{vmid}/agent/network-get-interfaces"],
    reason: NO_AGENT,
    instead: "proxmox_guest_network with action list shows a container's addresses.",
  },
  {
    endpoints: [
      "POST /nodes/{node}/qemu/{vmid}/agent/fsfreeze-freeze",
      "POST /nodes/{node}/qemu/{vmid}/agent/fsfreeze-status",
      "POST /nodes/{node}/qemu/{vmid}/agent/fsfreeze-thaw",
    ],
    reason: "a container's file systems belong to its node, which freezes them for a snapshot",
    instead: "Nothing is needed: take the snapshot or the backup.",
  },
  {
    endpoints: ["POST /nodes/{node}/qemu/{vmid}/agent/fstrim"],
    reason: NO_AGENT,
    instead: "As root on the shell of node {node}: pct fstrim {vmid}",
  },
  {
    endpoints: [
      "POST /nodes/{node}/qemu/{vmid}/agent",
      "GET /nodes/{node}/qemu/{vmid}/agent",
      "GET /nodes/{node}/qemu/{vmid}/agent/get-fsinfo",
      "GET /nodes/{node}/qemu/{vmid}/agent/get-host-name",
      "GET /nodes/{node}/qemu/{vmid}/agent/get-memory-block-info",
      "GET /nodes/{node}/qemu/{vmid}/agent/get-memory-blocks",
      "GET /nodes/{node}/qemu/{vmid}/agent/get-osinfo",
      "GET /nodes/{node}/qemu/{vmid}/agent/get-time",
      "GET /nodes/{node}/qemu/{vmid}/agent/get-timezone",
      "GET /nodes/{node}/qemu/{vmid}/agent/get-users",
      "GET /nodes/{node}/qemu/{vmid}/agent/get-vcpus",
      "GET /nodes/{node}/qemu/{vmid}/agent/info",
      "POST /nodes/{node}/qemu/{vmid}/agent/ping",
    ],
    reason: NO_AGENT,
    instead:
      "proxmox_guest_status and proxmox_guest_config tell what Proxmox knows of a container; for more, as root on node {node}: pct exec {vmid} -- PROGRAM",
  },
  {
    endpoints: ["POST /nodes/{node}/qemu/{vmid}/agent/shutdown"],
    reason: NO_AGENT,
    instead: "proxmox_guest_shutdown ends a container cleanly.",
  },
  {
    endpoints: [
      "POST /nodes/{node}/qemu/{vmid}/agent/suspend-disk",
      "POST /nodes/{node}/qemu/{vmid}/agent/suspend-hybrid",
      "POST /nodes/{node}/qemu/{vmid}/agent/suspend-ram",
    ],
    reason: "a container shares its node's kernel and can't sleep on its own",
    instead: "proxmox_guest_shutdown ends it; proxmox_guest_pause freezes its processes.",
  },
  {
    endpoints: ["POST /nodes/{node}/qemu/{vmid}/status/reset"],
    reason: "a container has no virtual hardware to reset",
    instead: "proxmox_guest_stop, then proxmox_guest_start, come to the same.",
  },
  {
    endpoints: [
      "GET /nodes/{node}/qemu/{vmid}/cloudinit",
      "PUT /nodes/{node}/qemu/{vmid}/cloudinit",
      "GET /nodes/{node}/qemu/{vmid}/cloudinit/dump",
    ],
    reason: "containers have no cloud-init",
    instead:
      "Set hostname, nameserver, searchdomain and net0 (ip=, gw=) with proxmox_guest_config_update; password and ssh-public-keys are given to proxmox_create_lxc.",
  },
  {
    endpoints: ["POST /nodes/{node}/qemu/{vmid}/monitor", "PUT /nodes/{node}/qemu/{vmid}/sendkey"],
    reason: "a container has neither QEMU monitor nor keyboard",
    instead: "proxmox_console_term opens its terminal.",
  },
  {
    endpoints: ["PUT /nodes/{node}/qemu/{vmid}/unlink"],
    reason: "only VMs have it",
    instead: "proxmox_lxc_mountpoint with action remove, or destroy for its data too.",
  },
  {
    endpoints: ["POST /nodes/{node}/qemu/{vmid}/config"],
    reason: "a container's disks are its root file system and mount points",
    instead: "proxmox_lxc_mountpoint adds and removes mount points.",
  },
  {
    endpoints: ["PUT /nodes/{node}/lxc/{vmid}/config"],
    reason: "a VM has disks, not mount points",
    instead: "proxmox_vm_disk adds and removes disks.",
  },
  {
    endpoints: ["POST /nodes/{node}/lxc/{vmid}/termproxy"],
    reason: "a VM's programs are run by its guest agent",
    instead: "proxmox_guest_exec runs them.",
  },
  {
    endpoints: ["GET /nodes/{node}/lxc/{vmid}/interfaces"],
    reason: "a VM's addresses are known to its guest agent only",
    instead: "proxmox_guest_network with action list asks it.",
  },
];
