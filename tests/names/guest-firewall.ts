import type { Look, NamedTool } from "./types.js";

const VM = { node: "pve1", vmid: 100, type: "vm" } as const;
const CT = { node: "pve1", vmid: 200, type: "lxc" } as const;

const rules = (kind: "qemu" | "lxc", vmid: number, look: Partial<Look>): Look => ({
  path: `/nodes/{node}/${kind}/{vmid}/firewall/rules`,
  parameters: { node: "pve1", vmid },
  ...look,
});

export const guestFirewall: NamedTool[] = [
  {
    tool: "proxmox_guest_firewall_rule",
    cases: [
      {
        args: {
          ...VM,
          action: "create",
          rule_action: "ACCEPT",
          rule_type: "in",
          proto: "tcp",
          dport: "22",
          sport: "1024:65535",
          source: "10.0.0.0/8",
          dest: "10.1.0.0/16",
          iface: "net0",
          enable: 1,
          log: "info",
          comment: "ssh",
        },
        sends: ["POST /nodes/pve1/qemu/100/firewall/rules"],
        with: { action: "ACCEPT", type: "in", log: "info" },
        answers: { pos: 0 },
        after: [
          rules("qemu", 100, {
            shows: [{ pos: 0, action: "ACCEPT", type: "in", dport: "22", enable: 1 }],
          }),
        ],
      },
      {
        args: {
          ...VM,
          action: "create",
          rule_action: "DROP",
          rule_type: "in",
          macro: "Ping",
          pos: 1,
        },
        sends: [
          "POST /nodes/pve1/qemu/100/firewall/rules",
          "PUT /nodes/pve1/qemu/100/firewall/rules/0",
        ],
        answers: { pos: 1 },
        after: [
          rules("qemu", 100, {
            shows: [
              { pos: 0, action: "ACCEPT" },
              { pos: 1, action: "DROP", macro: "Ping" },
            ],
          }),
        ],
      },
      {
        args: { ...VM, action: "list" },
        sends: ["GET /nodes/pve1/qemu/100/firewall/rules"],
        answers: [{ pos: 1, action: "DROP" }],
      },
      {
        args: { ...VM, action: "get", pos: 0 },
        sends: ["GET /nodes/pve1/qemu/100/firewall/rules/0"],
        answers: { action: "ACCEPT", comment: "ssh" },
      },
      {
        args: { ...VM, action: "update", pos: 0, comment: "changed", delete: "log" },
        sends: ["PUT /nodes/pve1/qemu/100/firewall/rules/0"],
        after: [rules("qemu", 100, { shows: [{ pos: 0, comment: "changed" }] })],
      },
      {
        args: { ...VM, action: "update", pos: 1, moveto: 0 },
        after: [rules("qemu", 100, { shows: [{ pos: 0, action: "DROP" }] })],
      },
      {
        args: {
          ...VM,
          action: "delete",
          pos: 0,
          digest: "x".repeat(65),
        },
        refusal: { code: "parameters", says: "digest" },
      },
      {
        args: { ...VM, action: "delete", pos: 0 },
        sends: ["DELETE /nodes/pve1/qemu/100/firewall/rules/0"],
        after: [rules("qemu", 100, { lacks: { action: "DROP" } })],
      },
      {
        args: { ...CT, action: "create", rule_action: "ACCEPT", rule_type: "out" },
        sends: ["POST /nodes/pve1/lxc/200/firewall/rules"],
        after: [rules("lxc", 200, { shows: [{ pos: 0, action: "ACCEPT", type: "out" }] })],
      },
      { args: { ...CT, action: "list" }, answers: [{ type: "out" }] },
      {
        args: { ...CT, action: "get", pos: 0 },
        sends: ["GET /nodes/pve1/lxc/200/firewall/rules/0"],
        answers: { type: "out" },
      },
      {
        args: { ...CT, action: "update", pos: 0, enable: 1 },
        sends: ["PUT /nodes/pve1/lxc/200/firewall/rules/0"],
        after: [rules("lxc", 200, { shows: [{ pos: 0, enable: 1 }] })],
      },
      {
        args: { ...CT, action: "delete", pos: 0 },
        sends: ["DELETE /nodes/pve1/lxc/200/firewall/rules/0"],
        after: [rules("lxc", 200, { lacks: { type: "out" } })],
      },
    ],
  },
];
