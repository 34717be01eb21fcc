import { CT_CONFIG, VM_CONFIG } from "./config-endpoints.js";
import type { ParameterExclusion } from "./types.js";

/** Parameters that one kind of guest has and the other lacks. */
export const parameterExclusions: readonly ParameterExclusion[] = [
  {
    endpoints: ["POST /nodes/{node}/lxc/{vmid}/snapshot"],
    parameters: ["vmstate"],
    reason: "a container's snapshot can't hold its memory",
    instead: "Leave vmstate out; stop the container first if its state in memory matters.",
  },
  {
    endpoints: ["POST /nodes/{node}/lxc/{vmid}/status/suspend"],
    parameters: ["todisk", "statestorage"],
    reason: "a container can't be suspended to disk",
    instead: "proxmox_guest_shutdown ends it; without todisk its processes are frozen.",
  },
  {
    endpoints: ["POST /nodes/{node}/lxc/{vmid}/migrate"],
    parameters: ["with-local-disks"],
    reason: "a container's local volumes always move with it",
    instead: "Leave it out.",
  },
  {
    endpoints: ["POST /nodes/{node}/lxc/{vmid}/migrate"],
    parameters: ["targetstorage"],
    reason: "only VMs spell it so",
    instead: "For a container it is target-storage.",
  },
  {
    endpoints: ["POST /nodes/{node}/qemu/{vmid}/migrate"],
    parameters: ["target-storage"],
    reason: "only containers spell it so",
    instead: "For a VM it is targetstorage.",
  },
  {
    endpoints: ["POST /nodes/{node}/qemu/{vmid}/migrate"],
    parameters: ["restart"],
    reason: "a VM moves while it runs",
    instead: "Say online=true.",
  },
  {
    endpoints: ["POST /nodes/{node}/lxc/{vmid}/migrate"],
    parameters: ["force", "migration_network", "migration_type"],
    reason: "only VMs have it",
    instead: "Leave it out.",
  },
  {
    endpoints: ["POST /nodes/{node}/lxc/{vmid}/clone"],
    parameters: ["format"],
    reason: "a container's volumes have no choice of format",
    instead: "Leave it out.",
  },
  {
    endpoints: CT_CONFIG,
    parameters: ["name"],
    reason: "a container's name is its hostname",
    instead: "Set hostname.",
  },
  {
    endpoints: CT_CONFIG,
    parameters: ["ciuser", "cipassword", "cicustom", "citype", "ciupgrade", "sshkeys"],
    reason: "containers have no cloud-init",
    instead: "proxmox_create_lxc takes password and ssh-public-keys when it is created.",
  },
  {
    endpoints: CT_CONFIG,
    parameters: ["ipconfig[n]"],
    reason: "containers have no cloud-init",
    instead: "Its addresses stand in net[n]: name=eth0,bridge=vmbr0,ip=10.0.0.5/24,gw=10.0.0.1",
  },
  {
    endpoints: CT_CONFIG,
    parameters: ["agent"],
    reason: "containers have no guest agent",
    instead: "Leave it out.",
  },
  {
    endpoints: CT_CONFIG,
    parameters: ["scsi[n]", "virtio[n]", "sata[n]", "ide[n]", "efidisk0", "tpmstate0"],
    reason: "a container has no disks",
    instead: "It has rootfs and mount points: proxmox_lxc_mountpoint.",
  },
  {
    endpoints: CT_CONFIG,
    parameters: ["sockets", "cpu", "vcpus", "balloon", "bios", "machine", "vga", "scsihw", "boot"],
    reason: "a container has no virtual hardware",
    instead: "Its limits are cores, cpulimit, memory and swap.",
  },
  {
    endpoints: VM_CONFIG,
    parameters: ["mp[n]", "rootfs"],
    reason: "a VM has disks, not mount points",
    instead: "proxmox_vm_disk adds a disk.",
  },
  {
    endpoints: VM_CONFIG,
    parameters: ["hostname"],
    reason: "a VM's name is called name; cloud-init makes it the hostname",
    instead: "Set name.",
  },
  {
    endpoints: VM_CONFIG,
    parameters: ["swap"],
    reason: "a VM's swap space is its own system's affair",
    instead: "Set it up inside; memory is what Proxmox limits.",
  },
  {
    endpoints: VM_CONFIG,
    parameters: ["unprivileged", "features"],
    reason: "only containers have it",
    instead: "Leave it out: a VM is always separated from its node.",
  },
  {
    endpoints: ["PUT /nodes/{node}/lxc/{vmid}/config"],
    parameters: ["password", "ssh-public-keys"],
    reason: "they are taken only when a container is created",
    instead: "Change them inside, as root on the shell of node {node}: pct exec {vmid} -- passwd",
  },
  {
    endpoints: VM_CONFIG,
    parameters: ["password"],
    reason: "a VM's password is cloud-init's",
    instead: "Set cipassword.",
  },
  {
    endpoints: VM_CONFIG,
    parameters: ["ssh-public-keys"],
    reason: "a VM's keys are cloud-init's",
    instead: "Set sshkeys.",
  },
];
