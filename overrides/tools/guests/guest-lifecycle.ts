import { defineTool } from "../../../src/tools/define.js";
import { NEW_GUEST, TASK } from "../support/answers.js";
import { preview } from "../support/preview.js";
import { createContainer } from "./support/create-lxc.js";
import { createVm } from "./support/create-vm.js";
import { cloneGuest } from "./support/guest-clone.js";
import { migrateGuest } from "./support/guest-migrate.js";

const vmid = {
  type: "integer",
  description: "Its id; default is the next free one",
} as const;

const options = { type: "object", description: "More" } as const;

export const createVmTool = defineTool({
  name: "proxmox_create_vm",
  title: "Create a VM",
  summary: "Create a VM, empty or with disk and ISO; the answer says what was assumed.",
  toolset: "guests",
  core: true,
  call: {
    endpoint: ["POST /nodes/{node}/qemu", "GET /cluster/nextid", "GET /cluster/resources"],
    required: ["node"],
    run: createVm,
    findsOwnGuests: true,
  },
  answer: NEW_GUEST,
  arguments: ["node", "name", "cores", "memory", "ostype", "start"],
  words: {
    cores: "CPU cores; default 1",
    memory: "RAM in MiB; default 512",
    name: "Its name",
    ostype: "l26 (Linux), win11 (also 2022, 2025), win10 (also 2016, 2019), other",
    start: "Start it then; default false",
  },
  extra: {
    vmid,
    storage: { type: "string", description: "Storage of the disk" },
    disk_size: { type: "string", description: "Size of the disk, such as 32G" },
    iso: { type: "string", description: "Volid of an ISO to boot: local:iso/debian.iso" },
    net0: {
      type: "string",
      description: "Such as virtio,bridge=vmbr0,tag=20; default none",
    },
    options,
  },
});

export const createLxcTool = defineTool({
  name: "proxmox_create_lxc",
  title: "Create a container",
  summary: "Create an LXC container from a template; unprivileged by default.",
  toolset: "guests",
  core: true,
  call: {
    endpoint: ["POST /nodes/{node}/lxc", "GET /cluster/nextid"],
    required: ["node", "ostemplate"],
    run: createContainer,
    findsOwnGuests: true,
  },
  answer: NEW_GUEST,
  arguments: ["node", "ostemplate", "hostname", "storage", "memory", "cores", "password", "start"],
  words: {
    cores: "Cores it may use; default all",
    hostname: "Its host name",
    memory: "RAM in MiB; default 512",
    ostemplate: "Volid of the template: local:vztmpl/debian-13.tar.zst",
    password: "Password for root, at least 5 characters",
    start: "Start it then; default false",
  },
  extra: {
    vmid,
    rootfs: {
      type: "string",
      description: "GiB of the root file system, or storage:size; default 4",
    },
    net0: { type: "string", description: "Such as name=eth0,bridge=vmbr0,ip=dhcp" },
    options,
  },
});

export const nextVmid = defineTool({
  name: "proxmox_get_next_vmid",
  title: "Next free vmid",
  summary: "A free guest id. It isn't reserved: somebody else may take it first.",
  toolset: "guests",
  call: { endpoint: "GET /cluster/nextid", findsOwnGuests: true },
});

export const guestClone = defineTool({
  name: "proxmox_guest_clone",
  title: "Clone a guest",
  summary: "Copy a guest.",
  toolset: "guests",
  core: true,
  call: {
    endpoint: ["POST /nodes/{node}/{kind}/{vmid}/clone", "GET /cluster/nextid"],
    run: cloneGuest,
  },
  answer: NEW_GUEST,
  arguments: ["full", "storage", "target"],
  words: {
    target: "Node for it; needs shared storage",
    full: "true copies all disks; a template's are linked unless you say so",
  },
  extra: {
    newid: { ...vmid, description: "Id of the copy; default is the next free one" },
    name: { type: "string", description: "Name of the copy" },
    hostname: { type: "string", description: "The same as name", hidden: true },
    options: { type: "object", description: "More: snapname, pool …" },
  },
});

export const guestTemplate = defineTool({
  name: "proxmox_guest_template",
  title: "Make a template",
  summary: "Turn a stopped guest into a template for good; it can't be started afterwards.",
  toolset: "guests",
  call: "POST /nodes/{node}/{kind}/{vmid}/template",
});

export const guestMigrate = defineTool({
  name: "proxmox_guest_migrate",
  title: "Migrate a guest",
  summary: "Move a guest to another node: a running VM live, a running container with restart.",
  toolset: "guests",
  core: true,
  call: {
    endpoint: [
      "POST /nodes/{node}/{kind}/{vmid}/migrate",
      "GET /nodes/{node}/{kind}/{vmid}/migrate",
    ],
    run: migrateGuest,
  },
  answer: TASK,
  arguments: ["target", "online", "restart", "with-local-disks"],
  words: {
    online: "Move a running VM live; else it is refused",
    restart: "Stop a running container for it",
    "with-local-disks": "Live: copy local disks along",
  },
  extra: {
    check: {
      type: "boolean",
      description: "Only tell where it can go",
    },
    options,
  },
  aliases: { "with-local-storage": "with-local-disks" },
});

export const guestDelete = defineTool({
  name: "proxmox_guest_delete",
  title: "Delete a guest",
  summary: "Destroy a stopped guest with its disks, snapshots and firewall rules; backups stay.",
  toolset: "guests",
  core: true,
  call: "DELETE /nodes/{node}/{kind}/{vmid}",
  complete: true,
  arguments: ["purge"],
  words: { purge: "Also remove it from backup jobs, replication and HA" },
  extra: { preview },
});
