import { parameterFault, WireFault } from "../http/api-error.js";
import { type Context, type Handlers, splitList } from "../http/context.js";
import { macOf } from "../support/figures.js";
import { MIB } from "../support/sizes.js";
import { dataDrives, memoryOf, nameOf, processorsOf } from "./guest.js";
import { addressOf, agentError, enter } from "./guest-agent.js";
import { runProgram } from "./guest-shell.js";
import { bringDown } from "./power-steps.js";

/** Everything that the agent says comes wrapped like this. */
function result(value: unknown): { result: unknown } {
  return { result: value };
}

/** Commands without parameters: their endpoint is called like them. */
const SIMPLE: Record<string, (context: Context) => unknown> = {
  ping: (context) => {
    enter(context);
    return {};
  },
  "fsfreeze-freeze": (context) => {
    const { agent, guest } = enter(context);
    agent.frozen = true;
    return dataDrives("qemu", guest.config).length;
  },
  "fsfreeze-status": (context) => (enter(context).agent.frozen ? "frozen" : "thawed"),
  "fsfreeze-thaw": (context) => {
    const { agent, guest } = enter(context);
    const count = agent.frozen ? dataDrives("qemu", guest.config).length : 0;
    agent.frozen = false;
    return count;
  },
  fstrim: (context) => {
    enter(context);
    return { paths: [{ path: "/", trimmed: 512 * MIB, minimum: 0 }] };
  },
  "get-fsinfo": (context) => {
    const { guest } = enter(context);
    return dataDrives("qemu", guest.config)
      .filter((drive) => /^(?:scsi|virtio|sata|ide)\d+$/.test(drive.key))
      .map((drive, index) => ({
        name: `sd${String.fromCharCode(97 + index)}1`,
        mountpoint: index === 0 ? "/" : `/data${index}`,
        type: "ext4",
        "total-bytes": drive.size,
        "used-bytes": Math.floor(drive.size * 0.3),
        disk: [{ "bus-type": "scsi", bus: 0, target: index, unit: 0, dev: `/dev/sd${index}1` }],
      }));
  },
  "get-host-name": (context) => ({ "host-name": nameOf(enter(context).guest) }),
  "get-memory-block-info": (context) => {
    enter(context);
    return { size: 128 * MIB };
  },
  "get-memory-blocks": (context) => {
    const count = Math.max(1, Math.floor(memoryOf(enter(context).guest) / (128 * MIB)));
    return Array.from({ length: Math.min(count, 512) }, (_, index) => ({
      "phys-index": index,
      online: true,
      "can-offline": true,
    }));
  },
  "get-osinfo": (context) => {
    const { guest } = enter(context);
    const isWindows = String(guest.config["ostype"] ?? "").startsWith("win");
    if (isWindows) {
      return {
        id: "mswindows",
        name: "Microsoft Windows",
        "pretty-name": "Windows Server 2025 Standard",
        version: "Microsoft Windows Server 2025",
        "version-id": "2025",
        "kernel-release": "26100",
        "kernel-version": "10.0",
        machine: "x86_64",
      };
    }
    return {
      id: "debian",
      name: "Debian GNU/Linux",
      "pretty-name": "Debian GNU/Linux 13 (trixie)",
      version: "13 (trixie)",
      "version-id": "13",
      "kernel-release": "6.12.48-amd64",
      "kernel-version": "#1 SMP PREEMPT_DYNAMIC",
      machine: "x86_64",
    };
  },
  "get-time": (context) => {
    enter(context);
    return context.clock.now() * 1_000_000;
  },
  "get-timezone": (context) => {
    enter(context);
    return { zone: "UTC", offset: 0 };
  },
  "get-users": (context) =>
    [...enter(context).agent.users].flatMap(([user, { loggedInAt }]) =>
      loggedInAt === undefined ? [] : [{ user, "login-time": loggedInAt / 1000 }],
    ),
  "get-vcpus": (context) =>
    Array.from({ length: processorsOf(enter(context).guest) }, (_, index) => ({
      "logical-id": index,
      online: true,
      "can-offline": index > 0,
    })),
  info: (context) => {
    enter(context);
    const names = ["ping", "exec", "exec-status", "file-open", "file-read", "file-write", "fstrim"];
    return {
      version: "10.0.2",
      supported_commands: names.map((name) => ({
        name: `guest-${name}`,
        enabled: true,
        "success-response": true,
      })),
    };
  },
  "network-get-interfaces": interfaces,
  shutdown: (context) => {
    const { guest } = enter(context);
    context.clock.after(3000, () => bringDown(guest));
    return {};
  },
  "suspend-disk": suspend,
  "suspend-hybrid": suspend,
  "suspend-ram": suspend,
};

function suspend(context: Context): unknown {
  enter(context).guest.paused = true;
  return {};
}

function interfaces(context: Context): unknown {
  const { guest } = enter(context);
  const cards = Object.entries(guest.config).filter(([key]) => /^net\d+$/.test(key));
  const none = { "rx-errs": 0, "rx-dropped": 0, "tx-errs": 0, "tx-dropped": 0 };
  const traffic = (bytes: number) => ({
    "rx-bytes": bytes,
    "rx-packets": Math.floor(bytes / 900),
    "tx-bytes": Math.floor(bytes / 2),
    "tx-packets": Math.floor(bytes / 1800),
    ...none,
  });
  const loopback = {
    name: "lo",
    "hardware-address": "00:00:00:00:00:00",
    "ip-addresses": [
      { "ip-address": "127.0.0.1", "ip-address-type": "ipv4", prefix: 8 },
      { "ip-address": "::1", "ip-address-type": "ipv6", prefix: 128 },
    ],
    statistics: traffic(0),
  };
  return [
    loopback,
    ...cards.map(([, value], index) => ({
      name: `eth${index}`,
      "hardware-address": macOf("qemu", String(value))?.toLowerCase(),
      "ip-addresses":
        index === 0
          ? [{ "ip-address": addressOf(guest), "ip-address-type": "ipv4", prefix: 24 }]
          : [],
      statistics: traffic(1_800_000),
    })),
  ];
}

function exec(context: Context): unknown {
  const inside = enter(context);
  const { command } = context.values;
  const words = Array.isArray(command) ? command.map(String) : splitList(command);
  const now = context.clock.now();
  const input = context.optional("input-data") ?? "";
  const done = runProgram({ words, input, now }, inside);
  // The agent's message has typographic quotes, on which the real daemon dies.
  if (!done) throw new WireFault(596, "Broken pipe");
  context.state.lastPid += 1;
  const pid = context.state.lastPid;
  const { exitcode, output, errors, duration } = done;
  inside.agent.processes.set(pid, { exitcode, output, errors, endsAt: now + duration });
  return { pid };
}

/** The agent tells how a program ended once, and forgets it then. */
function execStatus(context: Context): unknown {
  const { agent } = enter(context);
  const pid = context.number("pid") ?? 0;
  const found = agent.processes.get(pid);
  if (!found) throw agentError("Invalid parameter 'pid'");
  if (found.endsAt > context.clock.now()) return { exited: 0 };
  agent.processes.delete(pid);
  return {
    exited: 1,
    exitcode: found.exitcode,
    ...(found.output !== "" && { "out-data": found.output }),
    ...(found.errors !== "" && { "err-data": found.errors }),
  };
}

function fileRead(context: Context): unknown {
  const { agent } = enter(context);
  const file = context.text("file");
  const text = agent.files.get(file);
  if (text === undefined) {
    throw agentError(`failed to open file '${file}' (mode: 'r'): No such file or directory`);
  }
  const start = context.number("offset") ?? 0;
  const part = text.slice(start, start + (context.number("count") ?? text.length));
  const content = context.flag("decode", true) ? part : Buffer.from(part).toString("base64");
  return { content, "bytes-read": Buffer.byteLength(part) };
}

function fileWrite(context: Context): void {
  const { agent } = enter(context);
  const content = context.text("content");
  const isPlain = context.flag("encode", true);
  const text = isPlain ? content : Buffer.from(content, "base64").toString("utf8");
  agent.files.set(context.text("file"), text);
}

function setPassword(context: Context): unknown {
  const { agent } = enter(context);
  const user = agent.users.get(context.text("username"));
  if (!user) throw agentError(`child process has failed to set user password`);
  user.password = context.text("password");
  return result({});
}

/** `POST …/agent` runs any of the simple commands by name. */
function byName(context: Context): unknown {
  const name = context.text("command");
  const command = SIMPLE[name];
  if (!command) throw parameterFault({ command: `unknown command '${name}'` });
  return result(command(context));
}

const base = "/nodes/{node}/qemu/{vmid}/agent";

const READS = /^(?:get-|info$|network-get-interfaces$)/;

export const agentHandlers: Handlers = {
  ...Object.fromEntries(
    Object.entries(SIMPLE).map(([name, command]) => [
      `${READS.test(name) ? "GET" : "POST"} ${base}/${name}`,
      (context: Context) => result(command(context)),
    ]),
  ),
  [`POST ${base}`]: byName,
  [`POST ${base}/exec`]: exec,
  [`GET ${base}/exec-status`]: execStatus,
  [`GET ${base}/file-read`]: fileRead,
  [`POST ${base}/file-write`]: fileWrite,
  [`POST ${base}/set-user-password`]: setPassword,
};
