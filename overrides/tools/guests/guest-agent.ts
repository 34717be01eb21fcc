import { defineTool } from "../../../src/tools/define.js";
import { execInGuest, execStatus } from "./support/agent-exec.js";
import { readFile } from "./support/agent-file.js";
import { execInEither, execInLxc } from "./support/container-exec.js";

export const agentInfo = defineTool({
  name: "proxmox_agent_info",
  title: "Guest agent: system",
  summary: "Ask a VM's guest agent: alive, OS, file systems, network interfaces, clock.",
  toolset: "guests",
  actions: {
    ping: "POST /nodes/{node}/qemu/{vmid}/agent/ping",
    info: "GET /nodes/{node}/qemu/{vmid}/agent/info",
    osinfo: "GET /nodes/{node}/qemu/{vmid}/agent/get-osinfo",
    fsinfo: "GET /nodes/{node}/qemu/{vmid}/agent/get-fsinfo",
    network_interfaces: "GET /nodes/{node}/qemu/{vmid}/agent/network-get-interfaces",
    time: "GET /nodes/{node}/qemu/{vmid}/agent/get-time",
    timezone: "GET /nodes/{node}/qemu/{vmid}/agent/get-timezone",
  },
});

export const agentHardware = defineTool({
  name: "proxmox_agent_hw",
  title: "Guest agent: hardware and users",
  summary: "Ask a VM's guest agent: memory blocks, virtual CPUs, host name, users logged in.",
  toolset: "guests",
  actions: {
    memory_blocks: "GET /nodes/{node}/qemu/{vmid}/agent/get-memory-blocks",
    memory_block_info: "GET /nodes/{node}/qemu/{vmid}/agent/get-memory-block-info",
    vcpus: "GET /nodes/{node}/qemu/{vmid}/agent/get-vcpus",
    hostname: "GET /nodes/{node}/qemu/{vmid}/agent/get-host-name",
    users: "GET /nodes/{node}/qemu/{vmid}/agent/get-users",
  },
});

const timeout = {
  type: "integer",
  description: "Seconds to wait for its end; default 30",
  minimum: 0,
  maximum: 600,
} as const;

/** What is asked of a container that a program is run in. */
const CONTAINER = [
  "POST /nodes/{node}/lxc/{vmid}/termproxy",
  "GET /nodes/{node}/lxc/{vmid}/config",
] as const;

const surroundings = {
  user: { type: "string", description: "User that runs it; default root" },
  cwd: { type: "string", description: "Working folder" },
  env: { type: "object", description: "Its environment" },
  "max-output": {
    type: "integer",
    description: "Bytes kept of each stream; default 20000",
    minimum: 100,
    maximum: 40_000,
  },
} as const;

const hiddenSurroundings = {
  user: { ...surroundings.user, hidden: true },
  cwd: { ...surroundings.cwd, hidden: true },
  env: { ...surroundings.env, hidden: true },
  "max-output": { ...surroundings["max-output"], hidden: true },
} as const;

export const guestExec = defineTool({
  name: "proxmox_guest_exec",
  title: "Run a command in a guest",
  summary: "Run a command in a VM (guest agent) or a container (over ssh, where that is on).",
  toolset: "guests",
  core: true,
  call: {
    endpoint: [
      "POST /nodes/{node}/qemu/{vmid}/agent/exec",
      "GET /nodes/{node}/qemu/{vmid}/agent/exec-status",
      "GET /nodes/{node}/qemu/{vmid}/config",
      ...CONTAINER,
    ],
    required: ["command"],
    run: execInEither,
  },
  extra: {
    command: {
      type: "array",
      items: { type: "string" },
      description: "Program and arguments; a text goes to the shell",
      required: true,
    },
    "input-data": { type: "string", description: "What it reads from stdin", hidden: true },
    timeout,
    ...hiddenSurroundings,
    end: {
      type: "boolean",
      description: "VMs: end it when its time is over, instead of leaving it to be asked for later",
      hidden: true,
    },
  },
});

export const agentExec = defineTool({
  name: "proxmox_agent_exec",
  title: "Guest agent: programs",
  summary: "Run a program in a VM and wait for it (exec), or ask once about one by pid (status).",
  toolset: "guests",
  actions: {
    exec: {
      endpoint: [
        "POST /nodes/{node}/qemu/{vmid}/agent/exec",
        "GET /nodes/{node}/qemu/{vmid}/agent/exec-status",
        "GET /nodes/{node}/qemu/{vmid}/config",
      ],
      required: ["command"],
      refused: { pid: "belongs to action status" },
      run: execInGuest,
    },
    status: {
      endpoint: "GET /nodes/{node}/qemu/{vmid}/agent/exec-status",
      required: ["pid"],
      run: execStatus,
    },
  },
  arguments: ["pid"],
  extra: {
    command: {
      type: "array",
      items: { type: "string" },
      description: "Program and arguments; a text of several words goes to the shell",
    },
    args: {
      type: "array",
      items: { type: "string" },
      description: "Arguments, where command is only the program",
    },
    "input-data": { type: "string", description: "What it reads from stdin" },
    "capture-output": { type: "boolean", description: "false leaves its output out" },
    timeout,
  },
});

export const lxcExec = defineTool({
  name: "proxmox_lxc_exec",
  title: "Run a command in a container",
  summary:
    "Run a command in a container over ssh or its console, where the operator allows it; else the answer is the exact line to run on its node.",
  toolset: "guests",
  call: {
    endpoint: CONTAINER,
    required: ["command"],
    run: execInLxc,
  },
  extra: {
    command: {
      type: "array",
      items: { type: "string" },
      description: "Program and arguments; a text of several words goes to the shell",
      required: true,
    },
    "input-data": { type: "string", description: "What it reads from stdin" },
    timeout: { ...timeout, description: "Seconds until it is ended; default 30" },
    ...surroundings,
  },
});

export const agentFile = defineTool({
  name: "proxmox_agent_file",
  title: "Guest agent: files",
  summary: "Read or overwrite a file in a VM. At most 16 MiB are read, 45 KiB written.",
  toolset: "guests",
  actions: {
    read: { endpoint: "GET /nodes/{node}/qemu/{vmid}/agent/file-read", run: readFile },
    write: "POST /nodes/{node}/qemu/{vmid}/agent/file-write",
  },
  arguments: ["encode"],
  extra: { options: { type: "object", description: "read: offset, count, decode" } },
  words: {
    file: "Absolute path in the guest",
    content: "What to write",
    encode: "false where content is base64 already",
  },
});

export const agentFreeze = defineTool({
  name: "proxmox_agent_freeze",
  title: "Guest agent: freeze file systems",
  summary: "Freeze and thaw a VM's file systems around a snapshot, ask their state, or trim them.",
  toolset: "guests",
  actions: {
    status: "POST /nodes/{node}/qemu/{vmid}/agent/fsfreeze-status",
    freeze: {
      endpoint: "POST /nodes/{node}/qemu/{vmid}/agent/fsfreeze-freeze",
      note: "All writing in the guest waits until action thaw.",
    },
    thaw: "POST /nodes/{node}/qemu/{vmid}/agent/fsfreeze-thaw",
    fstrim: "POST /nodes/{node}/qemu/{vmid}/agent/fstrim",
  },
});

export const agentPower = defineTool({
  name: "proxmox_agent_power",
  title: "Guest agent: power",
  summary: "Shut a VM down or send it to sleep from inside.",
  toolset: "guests",
  actions: {
    shutdown: "POST /nodes/{node}/qemu/{vmid}/agent/shutdown",
    suspend_disk: "POST /nodes/{node}/qemu/{vmid}/agent/suspend-disk",
    suspend_ram: "POST /nodes/{node}/qemu/{vmid}/agent/suspend-ram",
    suspend_hybrid: "POST /nodes/{node}/qemu/{vmid}/agent/suspend-hybrid",
  },
});

export const agentUser = defineTool({
  name: "proxmox_agent_user",
  title: "Guest agent: passwords",
  summary: "Set the password of a user inside a VM.",
  toolset: "guests",
  actions: { set_password: "POST /nodes/{node}/qemu/{vmid}/agent/set-user-password" },
  arguments: ["crypted"],
});
