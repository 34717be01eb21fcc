import type { AnswerQuirk } from "./types.js";

export const nothingToDo: AnswerQuirk = {
  reason: "What would start a task answers nothing where there is nothing left to do.",
  endpoints: [
    "POST /nodes/{node}/qemu/{vmid}/config",
    "PUT /nodes/{node}/qemu/{vmid}/resize",
    "PUT /nodes/{node}/lxc/{vmid}/resize",
    "PUT /nodes/{node}/qemu/{vmid}/cloudinit",
    "DELETE /nodes/{node}/storage/{storage}/content/{volume}",
  ],
  answer: (data) =>
    data === null || data === undefined
      ? { data: { done: true }, notes: ["Done at once, without a task."] }
      : { data },
};

export const agentResult: AnswerQuirk = {
  reason: "The agent's answers are wrapped once more than the schema says; an empty one means yes.",
  endpoints: [
    "GET /nodes/{node}/qemu/{vmid}/agent/get-fsinfo",
    "GET /nodes/{node}/qemu/{vmid}/agent/get-host-name",
    "GET /nodes/{node}/qemu/{vmid}/agent/get-memory-block-info",
    "GET /nodes/{node}/qemu/{vmid}/agent/get-memory-blocks",
    "GET /nodes/{node}/qemu/{vmid}/agent/get-osinfo",
    "GET /nodes/{node}/qemu/{vmid}/agent/get-timezone",
    "GET /nodes/{node}/qemu/{vmid}/agent/get-users",
    "GET /nodes/{node}/qemu/{vmid}/agent/get-vcpus",
    "GET /nodes/{node}/qemu/{vmid}/agent/info",
    "GET /nodes/{node}/qemu/{vmid}/agent/network-get-interfaces",
    "POST /nodes/{node}/qemu/{vmid}/agent",
    "POST /nodes/{node}/qemu/{vmid}/agent/fsfreeze-freeze",
    "POST /nodes/{node}/qemu/{vmid}/agent/fsfreeze-status",
    "POST /nodes/{node}/qemu/{vmid}/agent/fsfreeze-thaw",
    "POST /nodes/{node}/qemu/{vmid}/agent/fstrim",
    "POST /nodes/{node}/qemu/{vmid}/agent/ping",
    "POST /nodes/{node}/qemu/{vmid}/agent/set-user-password",
    "POST /nodes/{node}/qemu/{vmid}/agent/shutdown",
    "POST /nodes/{node}/qemu/{vmid}/agent/suspend-disk",
    "POST /nodes/{node}/qemu/{vmid}/agent/suspend-hybrid",
    "POST /nodes/{node}/qemu/{vmid}/agent/suspend-ram",
  ],
  answer: (data) => {
    const result = isObject(data) && "result" in data ? data["result"] : data;
    const isEmpty = isObject(result) && Object.keys(result).length === 0;
    return { data: isEmpty || result === null ? { done: true } : result };
  },
};

export const ruleOnTop: AnswerQuirk = {
  reason: "Proxmox puts each new firewall rule on top, whatever pos says.",
  endpoints: [
    "POST /cluster/firewall/rules",
    "POST /cluster/firewall/groups/{group}",
    "POST /nodes/{node}/firewall/rules",
    "POST /nodes/{node}/qemu/{vmid}/firewall/rules",
    "POST /nodes/{node}/lxc/{vmid}/firewall/rules",
    "POST /cluster/sdn/vnets/{vnet}/firewall/rules",
  ],
  answer: () => ({
    data: { done: true, pos: 0 },
    notes: [
      "The rule is now the first, whatever pos says, and the first that matches decides; PUT …/rules/0 with moveto moves it down.",
    ],
  }),
};

export const agentTime: AnswerQuirk = {
  reason: "The guest's clock comes in nanoseconds since 1970.",
  endpoints: ["GET /nodes/{node}/qemu/{vmid}/agent/get-time"],
  answer: (data) => {
    const nanoseconds = isObject(data) ? data["result"] : data;
    const time = new Date(Number(nanoseconds) / 1e6);
    return { data: Number.isNaN(time.getTime()) ? nanoseconds : { time: time.toISOString() } };
  },
};

export const currentSnapshot: AnswerQuirk = {
  reason: "The list ends in a pseudo snapshot that only says on which one the guest builds.",
  endpoints: ["GET /nodes/{node}/qemu/{vmid}/snapshot", "GET /nodes/{node}/lxc/{vmid}/snapshot"],
  answer: (data) => {
    const rows = Array.isArray(data) ? data.filter(isObject) : [];
    const now = rows.find((row) => row["name"] === "current");
    const snapshots = rows
      .filter((row) => row !== now)
      .map((row) => (row["name"] === now?.["parent"] ? { ...row, current: true } : row))
      .sort((a, b) => Number(a["snaptime"] ?? 0) - Number(b["snaptime"] ?? 0));
    return { data: snapshots };
  },
};

export const nextVmid: AnswerQuirk = {
  reason: "The next free vmid comes as text although its schema says integer.",
  endpoints: ["GET /cluster/nextid"],
  answer: (data) => ({ data: Number(data) }),
};

export const emptyLog: AnswerQuirk = {
  reason: "An empty log has one line that says so.",
  endpoints: [
    "GET /nodes/{node}/firewall/log",
    "GET /nodes/{node}/lxc/{vmid}/firewall/log",
    "GET /nodes/{node}/qemu/{vmid}/firewall/log",
    "GET /nodes/{node}/syslog",
    "GET /nodes/{node}/tasks/{upid}/log",
  ],
  answer: (data) => {
    const rows = Array.isArray(data) ? data : [];
    const [first] = rows;
    const isEmpty = rows.length === 1 && isObject(first) && first["t"] === "no content";
    return { data: isEmpty ? [] : data };
  },
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
