import type { NamedTool } from "./types.js";

const NODE = { node: "pve1" };

export const ceph: NamedTool[] = [
  {
    tool: "proxmox_ceph",
    cases: [{ args: { action: "status", ...NODE }, sends: ["GET /nodes/pve1/ceph/status"] }],
  },
  {
    tool: "proxmox_ceph_osd",
    cases: [
      { args: { action: "list", ...NODE }, sends: ["GET /nodes/pve1/ceph/osd"] },
      {
        args: { action: "create", ...NODE, dev: "/dev/sdc" },
        refusal: { code: "login", says: "pveceph osd create" },
      },
      {
        args: { action: "delete", ...NODE, id: 0 },
        refusal: { code: "login", says: "pveceph osd destroy 0" },
      },
      {
        args: { action: "delete", ...NODE, osdid: 0 },
        refusal: { code: "login", says: "pveceph osd destroy 0" },
      },
    ],
  },
  {
    tool: "proxmox_ceph_osd",
    login: "password",
    cases: [
      {
        args: {
          action: "create",
          ...NODE,
          dev: "/dev/sda",
          dbdev: "/dev/nvme0n1",
          waldev: "/dev/nvme1n1",
          encrypted: true,
          "crush-device-class": "ssd",
        },
        sends: ["POST /nodes/pve1/ceph/osd"],
        with: { db_dev: "/dev/nvme0n1", wal_dev: "/dev/nvme1n1", "crush-device-class": "ssd" },
      },
      {
        args: { action: "delete", ...NODE, id: 0 },
        refusal: { code: "conflict", says: "still in use" },
        sends: ["DELETE /nodes/pve1/ceph/osd/0"],
      },
      {
        setup: [
          ["proxmox_ceph_osd", { action: "out", ...NODE, osdid: 0 }],
          ["proxmox_ceph", { action: "stop", ...NODE, service: "osd.0" }],
        ],
        args: { action: "delete", ...NODE, id: 0 },
        sends: ["DELETE /nodes/pve1/ceph/osd/0"],
      },
    ],
  },
  {
    tool: "proxmox_ceph_mon",
    cases: [
      { args: { action: "list", ...NODE }, sends: ["GET /nodes/pve1/ceph/mon"] },
      {
        args: { action: "create", ...NODE, monid: "pve4" },
        sends: ["POST /nodes/pve1/ceph/mon/pve4"],
      },
      {
        args: { action: "delete", ...NODE, monid: "pve4" },
        sends: ["DELETE /nodes/pve1/ceph/mon/pve4"],
      },
    ],
  },
  {
    tool: "proxmox_ceph_mds",
    cases: [
      { args: { action: "list", ...NODE }, sends: ["GET /nodes/pve1/ceph/mds"] },
      {
        args: { action: "create", ...NODE, name: "pve4" },
        sends: ["POST /nodes/pve1/ceph/mds/pve4"],
      },
      {
        args: { action: "delete", ...NODE, name: "pve4" },
        sends: ["DELETE /nodes/pve1/ceph/mds/pve4"],
      },
    ],
  },
  {
    tool: "proxmox_ceph_pool",
    cases: [
      { args: { action: "list", ...NODE }, sends: ["GET /nodes/pve1/ceph/pool"] },
      {
        args: {
          action: "create",
          ...NODE,
          name: "fast",
          size: 3,
          min_size: 2,
          pg_num: 64,
          pg_autoscale_mode: "on",
          crush_rule: "replicated_rule",
        },
        sends: ["POST /nodes/pve1/ceph/pool"],
        with: { name: "fast", size: 3, min_size: 2, pg_num: 64 },
      },
      {
        args: { action: "update", ...NODE, name: "fast", size: 2 },
        sends: ["PUT /nodes/pve1/ceph/pool/fast"],
        with: { size: 2 },
      },
      {
        args: { action: "delete", ...NODE, name: "fast" },
        sends: ["DELETE /nodes/pve1/ceph/pool/fast"],
      },
    ],
  },
  {
    tool: "proxmox_ceph_fs",
    cases: [
      { args: { action: "list", ...NODE }, sends: ["GET /nodes/pve1/ceph/fs"] },
      {
        setup: [["proxmox_ceph_mds", { action: "create", ...NODE, name: "pve1" }]],
        args: { action: "create", ...NODE, name: "files" },
        sends: ["POST /nodes/pve1/ceph/fs/files"],
      },
      {
        args: { action: "destroy", ...NODE, name: "files", "remove-pools": true },
        sends: ["DELETE /nodes/pve1/ceph/fs/files"],
        with: { "remove-pools": "1" },
      },
      ...["data_pool", "metadata_pool", "pool"].map((name) => ({
        args: { action: "create", ...NODE, name: "files", [name]: "x" },
        refusal: { code: "arguments", says: "makes its pools" },
      })),
    ],
  },
];
