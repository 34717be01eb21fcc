import { fault, permissionFault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { guestFigures, macOf } from "../support/figures.js";
import { readProperties } from "../support/properties.js";
import { randomUuid } from "../support/random.js";
import { loadSeries, type Series } from "../support/series.js";
import { dataDrives, guestOf, nameOf, processorsOf } from "./guest.js";
import { addressOf } from "./guest-agent.js";
import type { Guest, Kind } from "./guest-state.js";
import { forBothKinds } from "./kinds.js";
import { applyPending } from "./pending.js";

function rrddata(context: Context, kind: Kind): Series {
  const guest = guestOf(context, kind);
  const maxcpu = processorsOf(guest);
  return loadSeries(context, (at) => {
    if (!guest.running || at < guest.startedAt) return undefined;
    const {
      uptime: _uptime,
      netin,
      netout,
      diskread,
      diskwrite,
      ...rest
    } = guestFigures(guest, at);
    const seconds = Math.max(1, (at - guest.startedAt) / 1000);
    // Counters become rates, in bytes a second.
    return {
      ...rest,
      maxcpu,
      netin: netin / seconds,
      netout: netout / seconds,
      diskread: diskread / seconds,
      diskwrite: diskwrite / seconds,
    };
  });
}

/** What a container's own network looks like; nothing while it's stopped. */
function interfaces(context: Context): unknown {
  const guest = guestOf(context, "lxc");
  if (!guest.running) return null;
  const cards = Object.entries(guest.config).filter(([key]) => /^net\d+$/.test(key));
  const entry = (name: string, mac: string, addresses: [string, number][]) => ({
    name,
    hwaddr: mac,
    "hardware-address": mac,
    ...(addresses[0] && { inet: `${addresses[0][0]}/${addresses[0][1]}` }),
    "ip-addresses": addresses.map(([address, prefix]) => ({
      "ip-address": address,
      "ip-address-type": "inet",
      prefix: String(prefix),
    })),
  });
  return [
    entry("lo", "00:00:00:00:00:00", [["127.0.0.1", 8]]),
    ...cards.map(([, value]) => {
      const { name = "eth0", ip } = readProperties(String(value), "name");
      const [address = "", prefix = "24"] = (ip ?? "").split("/");
      const known = ip === "dhcp" ? addressOf(guest) : address;
      const addresses: [string, number][] = known === "" ? [] : [[known, Number(prefix)]];
      return entry(name, (macOf("lxc", String(value)) ?? "").toLowerCase(), addresses);
    }),
  ];
}

/** Commands of the monitor that need no more than the endpoint itself does; see Qemu.pm. */
const HARMLESS = /^(?:info|help|\?|print|p|x|xp|calc_dirty_rate)\b/;

function monitor(context: Context): string {
  const guest = guestOf(context, "qemu");
  const command = context.text("command").trim();
  if (!context.isRoot && !HARMLESS.test(command)) {
    throw fault(`root-only command '${command.split(/\s/)[0]}'`);
  }
  if (!guest.running) throw fault(`VM ${guest.vmid} not running`);
  const answer = MONITOR[command]?.(guest);
  return answer ?? `unknown command: '${command.split(/\s/)[0]}'\r\n`;
}

const MONITOR: Record<string, (guest: Guest) => string> = {
  "info status": ({ paused }) => `VM status: ${paused ? "paused" : "running"}\r\n`,
  "info name": (guest) => `${nameOf(guest)}\r\n`,
  "info version": () => "10.1.2pve-qemu-kvm_10.1.2-1\r\n",
  "info block": (guest) =>
    dataDrives("qemu", guest.config)
      .map(({ key, volid }) => `drive-${key}: ${volid} (raw)\r\n`)
      .join(""),
  "info cpus": (guest) =>
    Array.from(
      { length: processorsOf(guest) },
      (_, index) => `* CPU #${index}: thread_id=${guest.pid + index}\r\n`,
    ).join(""),
};

function sendKey(context: Context): void {
  const guest = guestOf(context, "qemu");
  if (context.flag("skiplock") && !context.isRoot) {
    throw permissionFault("user != root@pam");
  }
  if (!guest.running) throw fault(`VM ${guest.vmid} not running`);
  const unknown = context
    .text("key")
    .split("-")
    .find((name) => !KEY_NAME.test(name));
  if (unknown !== undefined) throw fault(`invalid parameter: ${unknown}\n`);
}

/** Names of QEMU's QKeyCode, as far as keyboards have them. */
const KEY_NAME =
  /^(?:[a-z0-9]|f(?:[1-9]|1[0-9]|2[0-4])|(?:shift|alt|ctrl|meta)(?:_r)?|kp_(?:[0-9]|add|subtract|multiply|divide|enter|decimal|equals|comma)|minus|equal|backspace|tab|bracket_left|bracket_right|ret|semicolon|apostrophe|grave_accent|backslash|comma|dot|slash|asterisk|less|spc|esc|caps_lock|num_lock|scroll_lock|sysrq|print|pause|menu|compose|insert|delete|home|end|pgup|pgdn|up|down|left|right|power|sleep|wake|help|stop|again|undo|copy|open|paste|find|cut|volumeup|volumedown|audiomute|calculator|computer|0x[0-9a-f]{1,2})$/;

const CLOUDINIT_KEYS =
  /^(?:ciuser|cipassword|citype|ciupgrade|cicustom|sshkeys|nameserver|searchdomain|ipconfig\d+)$/;

function cloudinit(context: Context): unknown[] {
  const guest = guestOf(context, "qemu");
  const hide = (key: string, value: unknown) => (key === "cipassword" ? "**********" : value);
  const keys = new Set([...Object.keys(guest.config), ...guest.pending.keys()]);
  return [...keys]
    .filter((key) => CLOUDINIT_KEYS.test(key))
    .map((key) => {
      const value = guest.config[key];
      const next = guest.pending.get(key);
      return {
        key,
        ...(value !== undefined && { value: hide(key, value) }),
        ...(next !== undefined && next !== null && { pending: hide(key, next) }),
        ...(next === null && { delete: 1 }),
      };
    });
}

const DUMPS: Record<string, (guest: Guest, uuid: string) => string> = {
  user: ({ config }) => {
    const lines = [
      "#cloud-config",
      `hostname: ${config["name"] ?? "VM"}`,
      "manage_etc_hosts: true",
    ];
    if (config["ciuser"] !== undefined) lines.push(`user: ${config["ciuser"]}`);
    if (config["cipassword"] !== undefined) lines.push("password: '$5$…'");
    const keys = decodeURIComponent(String(config["sshkeys"] ?? ""))
      .split("\n")
      .filter(Boolean);
    if (keys.length > 0) lines.push("ssh_authorized_keys:", ...keys.map((key) => `  - ${key}`));
    lines.push(
      "chpasswd:",
      "  expire: False",
      "users:",
      "  - default",
      "package_upgrade: true",
      "",
    );
    return lines.join("\n");
  },
  network: ({ config }) => {
    const lines = ["version: 1", "config:"];
    for (const [key, value] of Object.entries(config)) {
      const index = /^net(\d+)$/.exec(key)?.[1];
      if (index === undefined) continue;
      const { ip = "dhcp", gw } = readProperties(String(config[`ipconfig${index}`] ?? ""));
      lines.push(
        "    - type: physical",
        `      name: eth${index}`,
        `      mac_address: '${(macOf("qemu", String(value)) ?? "").toLowerCase()}'`,
        "      subnets:",
        ip === "dhcp" ? "      - type: dhcp4" : `      - type: static\n        address: '${ip}'`,
      );
      if (gw !== undefined) lines.push(`        gateway: '${gw}'`);
    }
    return `${lines.join("\n")}\n`;
  },
  meta: (_guest, uuid) => `instance-id: ${uuid.replaceAll("-", "")}\n`,
};

function cloudinitDump(context: Context): string {
  const guest = guestOf(context, "qemu");
  return DUMPS[context.text("type")]?.(guest, randomUuid({ seed: guest.vmid })) ?? "";
}

export const guestExtraHandlers: Handlers = {
  ...forBothKinds({ "GET /nodes/{node}/{kind}/{vmid}/rrddata": rrddata }),
  "GET /nodes/{node}/lxc/{vmid}/interfaces": interfaces,
  "POST /nodes/{node}/qemu/{vmid}/monitor": monitor,
  "PUT /nodes/{node}/qemu/{vmid}/sendkey": sendKey,
  "GET /nodes/{node}/qemu/{vmid}/cloudinit": cloudinit,
  "PUT /nodes/{node}/qemu/{vmid}/cloudinit": (context) => {
    const guest = guestOf(context, "qemu");
    if (!guest.running) applyPending(guest);
    for (const [key, value] of guest.pending) {
      if (!CLOUDINIT_KEYS.test(key)) continue;
      if (value === null) delete guest.config[key];
      else guest.config[key] = value;
      guest.pending.delete(key);
    }
  },
  "GET /nodes/{node}/qemu/{vmid}/cloudinit/dump": cloudinitDump,
};
