import { expect } from "vitest";
import type { Look, NamedTool } from "./types.js";

const VM = { node: "pve1", vmid: 100, type: "vm" } as const;
const CT = { node: "pve1", vmid: 200, type: "lxc" } as const;

const vmConfig = (vmid: number, node: string, shows: object): Look => ({
  path: "/nodes/{node}/qemu/{vmid}/config",
  parameters: { node, vmid },
  shows,
});

const ctConfig = (vmid: number, node: string, shows: object): Look => ({
  path: "/nodes/{node}/lxc/{vmid}/config",
  parameters: { node, vmid },
  shows,
});

/** Disks, networks, cloud-init and consoles. */
export const guestHardware: NamedTool[] = [
  {
    tool: "proxmox_vm_disk",
    cases: [
      {
        args: {
          node: "pve2",
          vmid: 111,
          action: "add",
          disk: "scsi2",
          storage: "local-lvm",
          size: 8,
        },
        sends: ["POST /nodes/pve2/qemu/111/config"],
        with: { scsi2: "local-lvm:8" },
        after: [vmConfig(111, "pve2", { scsi2: expect.stringContaining("size=8G") })],
      },
      {
        args: { node: "pve2", vmid: 111, action: "remove", disk: "scsi2" },
        answers: { removed: "scsi2", kept: "unused0" },
        after: [vmConfig(111, "pve2", { unused0: expect.stringContaining("local-lvm:") })],
      },
      {
        args: { vmid: 111, action: "remove", disk: "scsi7" },
        refusal: { code: "refused", says: "has no" },
      },
      {
        args: { vmid: 200, action: "add", storage: "local-lvm", size: 8 },
        refusal: { code: "kind", says: "proxmox_lxc_mountpoint" },
      },
    ],
  },
  {
    tool: "proxmox_lxc_mountpoint",
    cases: [
      {
        args: {
          node: "pve3",
          vmid: 205,
          action: "add",
          mp: "mp0",
          storage: "local-lvm",
          size: "4G",
        },
        sends: ["PUT /nodes/pve3/lxc/205/config"],
        after: [ctConfig(205, "pve3", { mp0: expect.stringContaining("mp=/mnt/mp0") })],
      },
      {
        args: { node: "pve3", vmid: 205, action: "remove", mp: "mp0" },
        answers: { removed: "mp0", kept: "unused0" },
        after: [ctConfig(205, "pve3", { unused0: expect.stringContaining("local-lvm:") })],
      },
      {
        args: { vmid: 100, action: "add", storage: "local-lvm", size: "4" },
        refusal: { code: "kind", says: "proxmox_vm_disk" },
      },
    ],
  },
  {
    tool: "proxmox_guest_disk_resize",
    cases: [
      {
        args: { ...VM, disk: "scsi0", size: "+8G" },
        sends: ["PUT /nodes/pve1/qemu/100/resize"],
        after: [vmConfig(100, "pve1", { scsi0: expect.stringContaining("size=40G") })],
      },
      {
        args: { ...CT, disk: "rootfs", size: "10G" },
        sends: ["PUT /nodes/pve1/lxc/200/resize"],
        after: [ctConfig(200, "pve1", { rootfs: expect.stringContaining("size=10G") })],
      },
    ],
  },
  {
    tool: "proxmox_guest_disk_move",
    cases: [
      {
        args: { ...VM, disk: "scsi0", storage: "local-lvm", delete: true },
        sends: ["POST /nodes/pve1/qemu/100/move_disk"],
        with: { disk: "scsi0", delete: "1" },
        after: [vmConfig(100, "pve1", { scsi0: expect.stringContaining("local-lvm:") })],
      },
      {
        args: { node: "pve3", vmid: 205, type: "lxc", disk: "rootfs", storage: "ceph-vm" },
        sends: ["POST /nodes/pve3/lxc/205/move_volume"],
        with: { volume: "rootfs" },
        after: [ctConfig(205, "pve3", { rootfs: expect.stringContaining("ceph-vm:") })],
      },
    ],
  },
  {
    tool: "proxmox_guest_network",
    cases: [
      {
        args: {
          ...VM,
          action: "add",
          net: "net2",
          bridge: "vmbr0",
          model: "e1000",
          macaddr: "BC:24:11:00:00:07",
          vlan: 30,
          firewall: true,
        },
        sends: ["PUT /nodes/pve1/qemu/100/config"],
        with: { net2: "e1000=BC:24:11:00:00:07,bridge=vmbr0,tag=30,firewall=1" },
        after: [vmConfig(100, "pve1", { net2: expect.stringContaining("tag=30") })],
      },
      {
        args: { ...VM, action: "update", net: "net2", vlan: 31 },
        sends: ["GET /nodes/pve1/qemu/100/config", "PUT /nodes/pve1/qemu/100/config"],
        with: {
          net2: "e1000=BC:24:11:00:00:07,bridge=vmbr0,tag=31,firewall=1",
          digest: expect.any(String),
        },
      },
      {
        args: { ...VM, action: "remove", net: "net2" },
        with: { delete: "net2" },
        sends: ["PUT /nodes/pve1/qemu/100/config"],
        after: [vmConfig(100, "pve1", expect.not.objectContaining({ net2: expect.anything() }))],
      },
      {
        args: {
          ...CT,
          action: "add",
          net: "net1",
          bridge: "vmbr0",
          ip: "10.0.0.5/24",
          gw: "10.0.0.1",
        },
        sends: ["PUT /nodes/pve1/lxc/200/config"],
        with: { net1: "name=eth1,bridge=vmbr0,ip=10.0.0.5/24,gw=10.0.0.1" },
        after: [ctConfig(200, "pve1", { net1: expect.stringContaining("ip=10.0.0.5/24") })],
      },
      {
        args: { ...CT, action: "update", net: "net1", ip: "dhcp" },
        sends: ["GET /nodes/pve1/lxc/200/config", "PUT /nodes/pve1/lxc/200/config"],
        with: { net1: expect.stringMatching(/bridge=vmbr0,(?!.*gw=).*ip=dhcp/) },
      },
      {
        args: { ...CT, action: "remove", net: "net1" },
        sends: ["PUT /nodes/pve1/lxc/200/config"],
        after: [ctConfig(200, "pve1", expect.not.objectContaining({ net1: expect.anything() }))],
      },
      {
        args: { ...CT, action: "add", bridge: "vmbr0", model: "e1000" },
        refusal: { code: "refused", says: "always veth" },
      },
    ],
  },
  {
    tool: "proxmox_cloudinit",
    cases: [
      {
        args: { node: "pve1", vmid: 9000, action: "get" },
        sends: ["GET /nodes/pve1/qemu/9000/cloudinit"],
        answers: [{ key: "ciuser", value: "debian" }],
      },
      {
        args: { node: "pve1", vmid: 9000, action: "dump", dump_type: "user" },
        sends: ["GET /nodes/pve1/qemu/9000/cloudinit/dump"],
        with: { type: "user" },
      },
      {
        args: { node: "pve1", vmid: 9000, action: "regenerate" },
        sends: ["PUT /nodes/pve1/qemu/9000/cloudinit"],
      },
      {
        args: { vmid: 200, action: "get" },
        refusal: { code: "kind", says: "containers have no cloud-init" },
      },
    ],
  },
  {
    tool: "proxmox_console_vnc",
    cases: [
      {
        args: VM,
        sends: ["POST /nodes/pve1/qemu/100/vncproxy"],
        answers: { ticket: expect.stringMatching(/^PVEVNC:/), port: expect.anything() },
      },
      { args: CT, sends: ["POST /nodes/pve1/lxc/200/vncproxy"] },
    ],
  },
  {
    tool: "proxmox_console_term",
    cases: [
      {
        args: VM,
        sends: ["POST /nodes/pve1/qemu/100/termproxy"],
        answers: { ticket: expect.stringMatching(/^PVEVNC:/) },
      },
      { args: CT, sends: ["POST /nodes/pve1/lxc/200/termproxy"] },
    ],
  },
  {
    tool: "proxmox_console_spice",
    cases: [
      {
        args: { node: "pve2", vmid: 111 },
        setup: [
          ["proxmox_guest_config_update", { vmid: 111, config: { vga: "qxl" } }],
          ["proxmox_guest_start", { vmid: 111 }],
        ],
        sends: ["POST /nodes/pve2/qemu/111/spiceproxy"],
        answers: { type: "spice", password: expect.any(String) },
      },
    ],
  },
];
