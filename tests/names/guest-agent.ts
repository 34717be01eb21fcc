import { expect } from "vitest";
import type { NamedTool } from "./types.js";

const VM = { node: "pve1", vmid: 100 } as const;

const AGENT = "/nodes/pve1/qemu/100/agent";

/** What goes through the guest agent. */
export const guestAgent: NamedTool[] = [
  {
    tool: "proxmox_agent_info",
    cases: [
      {
        args: { ...VM, operation: "ping" },
        sends: [`POST ${AGENT}/ping`],
        answers: { done: true },
      },
      {
        args: { ...VM, operation: "osinfo" },
        sends: [`GET ${AGENT}/get-osinfo`],
        answers: { id: "debian" },
      },
      {
        args: { ...VM, operation: "fsinfo" },
        sends: [`GET ${AGENT}/get-fsinfo`],
        answers: [{ mountpoint: "/" }],
      },
      {
        args: { ...VM, operation: "network_interfaces" },
        sends: [`GET ${AGENT}/network-get-interfaces`],
        answers: [{ name: "eth0" }],
      },
      {
        args: { ...VM, operation: "time" },
        sends: [`GET ${AGENT}/get-time`],
        answers: { time: expect.stringMatching(/^2\d{3}-/) },
      },
      {
        args: { ...VM, operation: "timezone" },
        sends: [`GET ${AGENT}/get-timezone`],
        answers: { zone: "UTC" },
      },
      { args: { ...VM, action: "ping" }, sends: [`POST ${AGENT}/ping`] },
      {
        args: { vmid: 200, operation: "ping" },
        refusal: { code: "kind", says: "containers have no guest agent" },
      },
    ],
  },
  {
    tool: "proxmox_agent_hw",
    cases: [
      {
        args: { ...VM, operation: "memory_blocks" },
        sends: [`GET ${AGENT}/get-memory-blocks`],
        answers: [{ "phys-index": 0 }],
      },
      {
        args: { ...VM, operation: "vcpus" },
        sends: [`GET ${AGENT}/get-vcpus`],
        answers: [{ "logical-id": 0 }],
      },
      {
        args: { ...VM, operation: "memory_block_info" },
        sends: [`GET ${AGENT}/get-memory-block-info`],
        answers: { size: 134_217_728 },
      },
      {
        args: { ...VM, operation: "hostname" },
        sends: [`GET ${AGENT}/get-host-name`],
        answers: { "host-name": "web01" },
      },
      {
        args: { ...VM, operation: "users" },
        sends: [`GET ${AGENT}/get-users`],
        answers: [{ user: "debian" }],
      },
    ],
  },
  {
    tool: "proxmox_agent_exec",
    cases: [
      {
        args: {
          ...VM,
          operation: "exec",
          command: "echo",
          args: ["hello"],
          "input-data": "unread",
          "capture-output": true,
          timeout: 20,
        },
        sends: [`POST ${AGENT}/exec`, `GET ${AGENT}/exec-status`],
        answers: { exited: true, exitcode: 0, stdout: "hello\n" },
      },
      {
        args: { ...VM, operation: "exec", command: "echo one two && false" },
        answers: { exitcode: 1, stdout: "one two\n" },
      },
      {
        args: { ...VM, operation: "exec", command: ["sleep", "600"], timeout: 0 },
        answers: { exited: false, pid: expect.any(Number) },
      },
      {
        args: { ...VM, operation: "status", pid: 303 },
        sends: [`GET ${AGENT}/exec-status`],
        answers: { exited: false, pid: 303 },
      },
      {
        args: { vmid: 200, operation: "exec", command: "ls -l" },
        refusal: { code: "kind", says: "pct exec 200 -- sh -c 'ls -l'" },
      },
    ],
  },
  {
    tool: "proxmox_agent_file",
    cases: [
      {
        args: { ...VM, operation: "write", file: "/root/note", content: "grüße ✓\n" },
        sends: [`POST ${AGENT}/file-write`],
        with: { encode: "0", content: Buffer.from("grüße ✓\n").toString("base64") },
      },
      {
        args: { ...VM, operation: "read", file: "/root/note" },
        sends: [`GET ${AGENT}/file-read`],
        answers: { content: "grüße ✓\n" },
      },
      {
        args: { ...VM, operation: "write", file: "/root/raw", content: "aGk=", encode: false },
        sends: [`POST ${AGENT}/file-write`],
        with: { content: "aGk=" },
      },
      { args: { ...VM, operation: "read", file: "/root/raw" }, answers: { content: "hi" } },
      {
        args: { ...VM, operation: "write", file: "/root/big", content: "x".repeat(50_000) },
        refusal: { code: "refused", says: "at most 46080 bytes" },
      },
      {
        args: { vmid: 200, operation: "read", file: "/etc/hosts" },
        refusal: { code: "kind", says: "pct exec 200 -- cat /etc/hosts" },
      },
    ],
  },
  {
    tool: "proxmox_agent_freeze",
    cases: [
      {
        args: { ...VM, operation: "freeze" },
        sends: [`POST ${AGENT}/fsfreeze-freeze`],
      },
      {
        args: { ...VM, operation: "status" },
        sends: [`POST ${AGENT}/fsfreeze-status`],
        answers: "frozen",
      },
      { args: { ...VM, operation: "thaw" }, sends: [`POST ${AGENT}/fsfreeze-thaw`] },
      { args: { ...VM, operation: "fstrim" }, sends: [`POST ${AGENT}/fstrim`] },
    ],
  },
  {
    tool: "proxmox_agent_power",
    cases: [
      {
        args: { ...VM, operation: "shutdown" },
        sends: [`POST ${AGENT}/shutdown`],
        after: [
          {
            path: "/nodes/{node}/qemu/{vmid}/status/current",
            parameters: VM,
            shows: { status: "stopped" },
          },
        ],
      },
      {
        args: { node: "pve2", vmid: 101, operation: "suspend_disk" },
        sends: ["POST /nodes/pve2/qemu/101/agent/suspend-disk"],
      },
      {
        args: { node: "pve1", vmid: 103, operation: "suspend_ram" },
        sends: ["POST /nodes/pve1/qemu/103/agent/suspend-ram"],
      },
      {
        args: { node: "pve3", vmid: 105, operation: "suspend_hybrid" },
        sends: ["POST /nodes/pve3/qemu/105/agent/suspend-hybrid"],
      },
      {
        args: { vmid: 200, operation: "shutdown" },
        refusal: { code: "kind", says: "proxmox_guest_shutdown" },
      },
    ],
  },
  {
    tool: "proxmox_agent_user",
    cases: [
      {
        args: {
          ...VM,
          operation: "set_password",
          username: "root",
          password: "long-enough",
          crypted: false,
        },
        sends: [`POST ${AGENT}/set-user-password`],
        with: { username: "root" },
        answers: { done: true },
      },
    ],
  },
  {
    tool: "proxmox_lxc_exec",
    cases: [
      {
        args: { node: "pve1", vmid: 200, command: "apt-get update && date", timeout: 30 },
        refusal: {
          code: "kind",
          says: "on the shell of node pve1: pct exec 200 -- sh -c 'apt-get update && date'",
        },
      },
      {
        args: { vmid: 100, command: "date" },
        refusal: { code: "kind", says: "proxmox_guest_exec" },
      },
    ],
  },
];
