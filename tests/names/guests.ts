import { expect } from "vitest";
import type { NamedTool } from "./types.js";

/** Running VM on pve1, stopped one on pve2; running container on pve1, stopped one on pve3. */
const VM = { node: "pve1", vmid: 100, type: "vm" } as const;
const STOPPED_VM = { node: "pve2", vmid: 111, type: "vm" } as const;
const CT = { node: "pve1", vmid: 200, type: "lxc" } as const;
const STOPPED_CT = { node: "pve3", vmid: 205, type: "lxc" } as const;

const vmState = (vmid: number, status: string, node = "pve1") => ({
  path: "/nodes/{node}/qemu/{vmid}/status/current",
  parameters: { node, vmid },
  shows: { status },
});

const ctState = (vmid: number, status: string, node = "pve1") => ({
  path: "/nodes/{node}/lxc/{vmid}/status/current",
  parameters: { node, vmid },
  shows: { status },
});

/** Looking at guests, and switching them on and off. */
export const guests: NamedTool[] = [
  {
    tool: "proxmox_guest_list",
    cases: [
      {
        args: { type: "qemu", node: "pve1" },
        sends: ["GET /cluster/resources"],
        answers: [{ vmid: 100, name: "web01", node: "pve1", type: "qemu", status: "running" }],
      },
      { args: { type: "lxc" }, answers: [{ vmid: 205, type: "lxc", status: "stopped" }] },
      { args: { type: "all" }, answers: [{ vmid: 100 }, { vmid: 206 }] },
    ],
  },
  {
    tool: "proxmox_guest_status",
    cases: [
      {
        args: VM,
        sends: ["GET /nodes/pve1/qemu/100/status/current"],
        answers: { status: "running", vmid: 100, name: "web01" },
      },
      {
        args: CT,
        sends: ["GET /nodes/pve1/lxc/200/status/current"],
        answers: { status: "running", name: "dns01" },
      },
      {
        args: { ...VM, type: "lxc" },
        refusal: { code: "arguments", says: "guest 100 is a VM (qemu)" },
      },
      {
        args: { ...VM, node: "pve3" },
        refusal: { code: "arguments", says: "guest 100 is on pve1" },
      },
    ],
  },
  {
    tool: "proxmox_guest_config",
    cases: [
      {
        args: VM,
        sends: ["GET /nodes/pve1/qemu/100/config"],
        answers: { name: "web01", cores: 2, onboot: true },
      },
      {
        args: CT,
        sends: ["GET /nodes/pve1/lxc/200/config"],
        answers: { hostname: "dns01", unprivileged: true },
      },
    ],
  },
  {
    tool: "proxmox_guest_pending",
    cases: [
      {
        args: VM,
        setup: [["proxmox_guest_resize", { vmid: 100, cores: 3 }]],
        sends: ["GET /nodes/pve1/qemu/100/pending"],
        answers: [{ key: "cores", value: 2, pending: 3 }],
      },
      { args: CT, sends: ["GET /nodes/pve1/lxc/200/pending"], answers: [{ key: "hostname" }] },
    ],
  },
  {
    tool: "proxmox_guest_feature",
    cases: [
      {
        args: { ...VM, feature: "snapshot" },
        sends: ["GET /nodes/pve1/qemu/100/feature"],
        answers: { hasFeature: true },
      },
      { args: { ...CT, feature: "clone" }, sends: ["GET /nodes/pve1/lxc/200/feature"] },
      { args: { ...STOPPED_CT, feature: "copy" }, answers: { hasFeature: true } },
    ],
  },
  {
    tool: "proxmox_guest_rrddata",
    cases: [
      {
        args: { ...VM, timeframe: "hour", cf: "AVERAGE" },
        sends: ["GET /nodes/pve1/qemu/100/rrddata"],
        answers: [{ time: expect.stringMatching(/^2\d{3}-.*Z$/), cpu: expect.any(Number) }],
      },
      { args: { ...CT, timeframe: "day" }, sends: ["GET /nodes/pve1/lxc/200/rrddata"] },
    ],
  },
  {
    tool: "proxmox_get_next_vmid",
    cases: [{ args: {}, sends: ["GET /cluster/nextid"], answers: 108 }],
  },
  {
    tool: "proxmox_guest_start",
    cases: [
      {
        args: STOPPED_VM,
        sends: ["POST /nodes/pve2/qemu/111/status/start"],
        answers: { state: "ok" },
        after: [vmState(111, "running", "pve2")],
      },
      {
        args: STOPPED_CT,
        sends: ["POST /nodes/pve3/lxc/205/status/start"],
        after: [ctState(205, "running", "pve3")],
      },
    ],
  },
  {
    tool: "proxmox_guest_stop",
    cases: [
      {
        args: VM,
        sends: ["POST /nodes/pve1/qemu/100/status/stop"],
        after: [vmState(100, "stopped")],
      },
      {
        args: CT,
        sends: ["POST /nodes/pve1/lxc/200/status/stop"],
        after: [ctState(200, "stopped")],
      },
    ],
  },
  {
    tool: "proxmox_guest_reboot",
    cases: [
      {
        args: VM,
        setup: [["proxmox_guest_resize", { vmid: 100, cores: 3 }]],
        sends: ["POST /nodes/pve1/qemu/100/status/reboot"],
        after: [
          vmState(100, "running"),
          {
            path: "/nodes/{node}/qemu/{vmid}/config",
            parameters: { node: "pve1", vmid: 100, current: true },
            shows: { cores: 3 },
          },
        ],
      },
      {
        args: CT,
        sends: ["POST /nodes/pve1/lxc/200/status/reboot"],
        after: [ctState(200, "running")],
      },
    ],
  },
  {
    tool: "proxmox_guest_shutdown",
    cases: [
      {
        args: VM,
        sends: ["POST /nodes/pve1/qemu/100/status/shutdown"],
        after: [vmState(100, "stopped")],
      },
      {
        args: CT,
        sends: ["POST /nodes/pve1/lxc/200/status/shutdown"],
        after: [ctState(200, "stopped")],
      },
    ],
  },
  {
    tool: "proxmox_guest_pause",
    cases: [
      {
        args: { node: "pve1", vmid: 100 },
        sends: ["POST /nodes/pve1/qemu/100/status/suspend"],
        after: [{ ...vmState(100, "running"), shows: { qmpstatus: "paused" } }],
      },
    ],
  },
  {
    tool: "proxmox_guest_resume",
    cases: [
      {
        args: { node: "pve1", vmid: 100 },
        setup: [["proxmox_guest_pause", { vmid: 100 }]],
        sends: ["POST /nodes/pve1/qemu/100/status/resume"],
        after: [{ ...vmState(100, "running"), shows: { qmpstatus: "running" } }],
      },
    ],
  },
];
