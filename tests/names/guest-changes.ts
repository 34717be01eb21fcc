import type { Look, NamedTool } from "./types.js";

const VM = { node: "pve1", vmid: 100, type: "vm" } as const;
const STOPPED_VM = { node: "pve2", vmid: 111, type: "vm" } as const;
const CT = { node: "pve1", vmid: 200, type: "lxc" } as const;
const STOPPED_CT = { node: "pve3", vmid: 205, type: "lxc" } as const;

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

const gone = (kind: "qemu" | "lxc", vmid: number, node: string): Look => ({
  path: `/nodes/{node}/${kind}/{vmid}/config`,
  parameters: { node, vmid },
  fails: true,
});

/** Making, changing, moving and deleting guests. */
export const guestChanges: NamedTool[] = [
  {
    tool: "proxmox_create_vm",
    cases: [
      {
        args: {
          node: "pve1",
          vmid: 300,
          name: "fresh",
          cores: 2,
          sockets: 1,
          memory: 2048,
          ostype: "l26",
          storage: "local-lvm",
          disk_size: "16G",
          iso: "nfs-backup:iso/debian-13.1.0-amd64-netinst.iso",
          net0: "virtio,bridge=vmbr0",
        },
        sends: ["POST /nodes/pve1/qemu"],
        with: { scsi0: "local-lvm:16,discard=on,iothread=1", sockets: "1" },
        answers: { vmid: 300, task: { state: "ok" } },
        after: [vmConfig(300, "pve1", { name: "fresh", cores: 2, memory: "2048", ostype: "l26" })],
      },
      {
        args: { node: "pve1", name: "half", storage: "local-lvm" },
        refusal: { code: "refused", says: "disk_size: missing" },
      },
    ],
  },
  {
    tool: "proxmox_create_lxc",
    cases: [
      {
        args: {
          node: "pve1",
          vmid: 301,
          hostname: "box",
          ostemplate: "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst",
          memory: 1024,
          storage: "local-lvm",
          rootfs: "8",
          password: "a-password",
          net0: "name=eth0,bridge=vmbr0,ip=dhcp",
        },
        sends: ["POST /nodes/pve1/lxc"],
        with: { unprivileged: "1", rootfs: "local-lvm:8" },
        after: [ctConfig(301, "pve1", { hostname: "box", memory: 1024, unprivileged: 1 })],
      },
    ],
  },
  {
    tool: "proxmox_guest_delete",
    cases: [
      {
        args: STOPPED_VM,
        sends: ["DELETE /nodes/pve2/qemu/111"],
        after: [gone("qemu", 111, "pve2")],
      },
      {
        args: STOPPED_CT,
        sends: ["DELETE /nodes/pve3/lxc/205"],
        after: [gone("lxc", 205, "pve3")],
      },
    ],
  },
  {
    tool: "proxmox_guest_clone",
    cases: [
      {
        args: { vmid: 9000, node: "pve1", type: "vm", newid: 310, name: "copy" },
        sends: ["POST /nodes/pve1/qemu/9000/clone"],
        answers: { vmid: 310 },
        after: [vmConfig(310, "pve1", { name: "copy" })],
      },
      {
        args: { ...STOPPED_CT, newid: 311, hostname: "copy-ct" },
        sends: ["POST /nodes/pve3/lxc/205/clone"],
        after: [ctConfig(311, "pve3", { hostname: "copy-ct" })],
      },
    ],
  },
  {
    tool: "proxmox_guest_resize",
    cases: [
      {
        args: { ...STOPPED_VM, cores: 4, memory: 4096 },
        sends: ["PUT /nodes/pve2/qemu/111/config"],
        answers: { changed: ["cores", "memory"], pending: [] },
        after: [vmConfig(111, "pve2", { cores: 4, memory: "4096" })],
      },
      {
        args: { ...CT, cores: 2, memory: 1024 },
        sends: ["PUT /nodes/pve1/lxc/200/config"],
        after: [ctConfig(200, "pve1", { cores: 2, memory: 1024 })],
      },
      { args: VM, refusal: { code: "refused", says: "nothing to change" } },
    ],
  },
  {
    tool: "proxmox_guest_config_update",
    cases: [
      {
        args: {
          ...STOPPED_VM,
          config: { onboot: true, description: "for builds" },
          delete: "tags",
        },
        sends: ["PUT /nodes/pve2/qemu/111/config"],
        with: { onboot: "1", delete: "tags" },
        after: [vmConfig(111, "pve2", { onboot: 1, description: "for builds" })],
      },
      {
        args: { ...CT, config: { onboot: false } },
        sends: ["PUT /nodes/pve1/lxc/200/config"],
        after: [ctConfig(200, "pve1", { onboot: 0 })],
      },
      {
        args: { ...CT, config: { sshkeys: "ssh-ed25519 AAAA me" } },
        refusal: { code: "kind", says: "containers have no cloud-init" },
      },
      {
        args: { ...STOPPED_VM, config: { cipassword: "**********" } },
        refusal: { code: "refused", says: "mask" },
      },
      {
        args: { ...STOPPED_VM, config: { args: "-no-hpet" } },
        refusal: { code: "login", says: "qm set 111 --args -no-hpet" },
      },
    ],
  },
  {
    tool: "proxmox_guest_migrate",
    cases: [
      {
        args: {
          ...VM,
          target: "pve2",
          online: true,
          bwlimit: 100_000,
          "with-local-disks": true,
        },
        sends: ["POST /nodes/pve1/qemu/100/migrate"],
        with: { online: "1" },
        after: [vmConfig(100, "pve2", { name: "web01" })],
      },
      {
        args: { ...STOPPED_CT, target: "pve1", "with-local-storage": true },
        sends: ["POST /nodes/pve3/lxc/205/migrate"],
        after: [ctConfig(205, "pve1", { hostname: "sandbox" })],
      },
      {
        args: { vmid: 101, target: "pve1", force: true },
        refusal: { code: "login", says: "only root@pam" },
      },
      {
        args: { ...CT, target: "pve2", online: true },
        refusal: { code: "refused", says: "restart=true" },
      },
    ],
  },
  {
    tool: "proxmox_guest_template",
    cases: [
      {
        args: STOPPED_VM,
        sends: ["POST /nodes/pve2/qemu/111/template"],
        after: [vmConfig(111, "pve2", { template: 1 })],
      },
      {
        args: STOPPED_CT,
        sends: ["POST /nodes/pve3/lxc/205/template"],
        after: [ctConfig(205, "pve3", { template: 1 })],
      },
    ],
  },
  {
    tool: "proxmox_guest_snapshot",
    cases: [
      {
        args: { ...VM, action: "create", snapname: "before", description: "just in case" },
        sends: ["POST /nodes/pve1/qemu/100/snapshot"],
        after: [
          {
            path: "/nodes/{node}/qemu/{vmid}/snapshot",
            parameters: { node: "pve1", vmid: 100 },
            shows: [{ name: "before", description: "just in case" }],
          },
        ],
      },
      {
        args: { ...VM, action: "list" },
        sends: ["GET /nodes/pve1/qemu/100/snapshot"],
        answers: [{ name: "before", current: true }],
      },
      {
        args: { ...VM, action: "rollback", snapname: "before" },
        setup: [["proxmox_guest_config_update", { vmid: 100, config: { description: "spoilt" } }]],
        sends: ["POST /nodes/pve1/qemu/100/snapshot/before/rollback"],
        after: [
          {
            path: "/nodes/{node}/qemu/{vmid}/config",
            parameters: { node: "pve1", vmid: 100 },
            shows: { parent: "before" },
          },
        ],
      },
      {
        args: { ...VM, action: "delete", snapname: "before" },
        sends: ["DELETE /nodes/pve1/qemu/100/snapshot/before"],
        after: [
          {
            path: "/nodes/{node}/qemu/{vmid}/snapshot",
            parameters: { node: "pve1", vmid: 100 },
            lacks: { name: "before" },
          },
        ],
      },
      {
        args: { ...CT, action: "create", snapname: "before" },
        sends: ["POST /nodes/pve1/lxc/200/snapshot"],
        after: [
          {
            path: "/nodes/{node}/lxc/{vmid}/snapshot",
            parameters: { node: "pve1", vmid: 200 },
            shows: [{ name: "before" }],
          },
        ],
      },
      { args: { ...CT, action: "list" }, answers: [{ name: "before" }] },
      {
        args: { ...CT, action: "rollback", snapname: "before" },
        sends: ["POST /nodes/pve1/lxc/200/snapshot/before/rollback"],
      },
      {
        args: { ...CT, action: "delete", snapname: "before" },
        sends: ["DELETE /nodes/pve1/lxc/200/snapshot/before"],
        after: [
          {
            path: "/nodes/{node}/lxc/{vmid}/snapshot",
            parameters: { node: "pve1", vmid: 200 },
            lacks: { name: "before" },
          },
        ],
      },
      {
        args: { ...CT, action: "create", snapname: "current" },
        refusal: { code: "refused", says: "not a snapshot" },
      },
    ],
  },
];
