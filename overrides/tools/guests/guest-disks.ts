import { defineTool } from "../../../src/tools/define.js";
import { TASK } from "../support/answers.js";
import { moveDisk } from "./support/guest-disk-move.js";
import { growDisk } from "./support/guest-disk-resize.js";
import { addMountpoint, destroyMountpoint, detachMountpoint } from "./support/lxc-mountpoint.js";
import { addDisk, destroyDisk, detachDisk } from "./support/vm-disk.js";

const VM = [
  "GET /nodes/{node}/qemu/{vmid}/config",
  "POST /nodes/{node}/qemu/{vmid}/config",
] as const;

const CT = ["GET /nodes/{node}/lxc/{vmid}/config", "PUT /nodes/{node}/lxc/{vmid}/config"] as const;

export const vmDisk = defineTool({
  name: "proxmox_vm_disk",
  title: "VM disks",
  summary: "Add a disk to a VM; remove it (kept as unusedN); or destroy it with its data.",
  toolset: "guests",
  core: true,
  actions: {
    add: { endpoint: VM, required: ["storage", "size"], run: addDisk },
    remove: { endpoint: VM, required: ["disk"], run: detachDisk },
    destroy: {
      endpoint: [
        ...VM,
        "PUT /nodes/{node}/qemu/{vmid}/unlink",
        "GET /nodes/{node}/qemu/{vmid}/pending",
      ],
      required: ["disk"],
      run: destroyDisk,
    },
  },
  extra: {
    disk: {
      type: "string",
      description: "scsi1, unused0 …; adding: the next free scsi",
    },
    storage: { type: "string", description: "Storage of a new disk" },
    size: { type: "string", description: "Its size, such as 32G" },
    options: { type: "object", description: "More keys: cache, discard, ssd …" },
  },
});

export const lxcMountpoint = defineTool({
  name: "proxmox_lxc_mountpoint",
  title: "Container mount points",
  summary: "Add a volume to a container; remove it (kept as unusedN); or destroy it with its data.",
  toolset: "guests",
  actions: {
    add: { endpoint: CT, required: ["storage", "size"], run: addMountpoint },
    remove: { endpoint: CT, required: ["mp"], run: detachMountpoint },
    destroy: { endpoint: CT, required: ["mp"], run: destroyMountpoint },
  },
  extra: {
    mp: { type: "string", description: "mp0 …; adding: the next free one" },
    path: { type: "string", description: "Path inside the container; default /mnt/<mp>" },
    storage: { type: "string", description: "Storage of the new volume" },
    size: { type: "string", description: "Size of the new volume, such as 8G" },
    options: { type: "object", description: "More keys: backup, ro, quota …" },
  },
});

export const guestDiskResize = defineTool({
  name: "proxmox_guest_disk_resize",
  title: "Grow a disk",
  summary: "Grow a disk or volume of a guest. Shrinking isn't possible.",
  toolset: "guests",
  core: true,
  call: {
    endpoint: "PUT /nodes/{node}/{kind}/{vmid}/resize",
    run: growDisk,
    required: ["disk", "size"],
  },
  answer: TASK,
  words: {
    disk: "scsi0, virtio0, rootfs, mp0 …",
    size: "New size such as 64G, or growth such as +10G",
  },
});

export const guestDiskMove = defineTool({
  name: "proxmox_guest_disk_move",
  title: "Move a disk",
  summary: "Move a disk to another storage, or with target_vmid to another guest.",
  toolset: "guests",
  core: true,
  call: {
    endpoint: [
      "POST /nodes/{node}/qemu/{vmid}/move_disk",
      "POST /nodes/{node}/lxc/{vmid}/move_volume",
    ],
    required: ["disk"],
    run: moveDisk,
  },
  arguments: ["storage", "delete", "target-vmid"],
  answer: TASK,
  extra: {
    disk: { type: "string", description: "scsi0, virtio0, rootfs, mp0 …" },
    options: { type: "object", description: "More", hidden: true },
  },
  listedAs: { delete: "delete_source" },
  aliases: { volume: "disk" },
  words: {
    delete: "true deletes the original; else it stays as unusedN",
    "target-vmid": "Guest that receives the disk",
  },
});
