import { compare, isObject } from "../kit/objects.js";
import { readProperties } from "../kit/properties.js";
import { escapeControls } from "../kit/visible.js";
import type { Consequence } from "../policy/consequences.js";
import type { EndpointKey } from "../schema/model.js";
import { isSecretName } from "../schema/secret.js";
import type { Intent, Look, LookedUpGuest } from "./guard.js";
import { presentValues } from "./present-values.js";
import { touchedGuests } from "./touched-guests.js";

/** A request that has to be confirmed, and what is known of it. */
export interface Doubt {
  intent: Intent;
  consequence: Consequence | undefined;
  parameters: Intent["parameters"];
  looks?: true;
  /** The values that are there, by name. */
  present?: Readonly<Record<string, unknown>>;
}

/** Requests, guests and settings that are shown; the rest is counted. */
const MOST = 20;

/** Characters of a value, and of a loss, that are shown: a program has to be seen whole. */
const LONGEST_VALUE = 120;
const LONGEST_LOSS = 4_000;

const KINDS = { qemu: "VM", lxc: "container" } as const;

const DISK = /^(?:(?:scsi|virtio|sata|ide|efidisk|tpmstate|mp|unused)\d+|rootfs)$/;

/** What a user has to know to say yes or no, in one glance. */
export async function writeQuestion(doubts: readonly Doubt[], look: Look): Promise<string> {
  const [only] = doubts;
  const lines =
    doubts.length === 1 && only ? await aboutOne(only, look) : await aboutMany(doubts, look);
  // a name or a command with line ends must not pass for a line of ours
  const own = lines.map((line) => line.replace(/\s*[\r\n]+\s*/g, "\\n"));
  return escapeControls([...own, "Go ahead?"].join("\n"));
}

async function aboutOne(doubt: Doubt, look: Look): Promise<string[]> {
  const guests = await touchedGuests(doubt.intent, look);
  return [
    ...(guests.length > 0
      ? shortened(guests.map((guest) => `${describeGuest(guest)}:`))
      : [`${pathOf(doubt.intent)}:`]),
    ...whatItDoes(doubt).map((text) => `- ${text}`),
    ...(guests.length === 1 && guests[0] ? await detailsOf(doubt, guests[0], look) : []),
  ];
}

async function aboutMany(doubts: readonly Doubt[], look: Look): Promise<string[]> {
  const lines = await Promise.all(
    doubts.slice(0, MOST).map(async (doubt) => {
      const guests = await touchedGuests(doubt.intent, look);
      const names = guests.map(describeGuest).join(", ");
      const [guest] = guests;
      const details = guests.length === 1 && guest ? await detailsOf(doubt, guest, look) : [];
      const text = [...whatItDoes(doubt), ...details].join("; ");
      return `- ${names === "" ? "" : `${names}: `}${text}`;
    }),
  );
  return [`${doubts.length} requests:`, ...lines, ...more(doubts.length)];
}

function shortened(lines: string[]): string[] {
  return [...lines.slice(0, MOST), ...more(lines.length)];
}

function more(count: number): string[] {
  return count > MOST ? [`… and ${count - MOST} more`] : [];
}

export function describeGuest({ vmid, name, kind, node, status }: LookedUpGuest): string {
  return `Guest ${vmid}${name === undefined ? "" : ` "${name}"`} (${KINDS[kind]} on ${node}, ${status})`;
}

/** What is lost or replaced; without any of that, what the endpoint is for. */
function whatItDoes(doubt: Doubt): string[] {
  const texts = changesOf(doubt);
  return texts.length > 0 ? texts : [`${lineOf(doubt.intent)}${settings(doubt.intent)}`];
}

/** Each loss, and the values that are replaced. */
export function changesOf({ consequence, parameters, present }: Doubt): string[] {
  const losses = (consequence?.losses ?? []).map((loss) => cut(loss, LONGEST_LOSS));
  const replaced = (consequence?.replaces ?? []).map((name) =>
    replacement(name, parameters, present),
  );
  return replaced.length > 0 ? [...losses, `sets ${shortened(replaced).join(", ")}`] : losses;
}

/** The path with its values. */
function pathOf({ endpoint, parameters }: Intent): string {
  const path = endpoint.slice(endpoint.indexOf(" ") + 1);
  return path.replace(/\{([\w-]+)\}/g, (_, name: string) => String(parameters[name]));
}

function lineOf({ endpoint, entry }: Intent): string {
  return `${entry?.line ?? "unknown"} (${endpoint})`;
}

function replacement(
  name: string,
  parameters: Intent["parameters"],
  present: Doubt["present"],
): string {
  const given = show(name, parameters[name]);
  return present && !isSecretName(name)
    ? `${name} from ${show(name, present[name])} to ${given}`
    : `${name} to ${given}`;
}

function settings({ endpoint, parameters }: Intent): string {
  const texts = Object.entries(parameters)
    .filter(([name]) => name !== "node" && !endpoint.includes(`{${name}}`))
    .map(([name, value]) => `${name}=${show(name, value)}`);
  return texts.length > 0 ? `: ${shortened(texts).join(", ")}` : "";
}

function show(name: string, value: unknown): string {
  if (isSecretName(name)) return "***";
  const text = Array.isArray(value) ? value.map(String).join(" ") : String(value ?? "nothing");
  return cut(text);
}

/** The end is what a long text would hide. */
function cut(text: string, longest = LONGEST_VALUE): string {
  if (text.length <= longest) return text;
  const half = Math.floor(longest / 2);
  return `${text.slice(0, half)} … ${text.length - 2 * half} characters … ${text.slice(-half)}`;
}

/** What goes with a guest, what stays of it, and what protects it. */
async function detailsOf(doubt: Doubt, guest: LookedUpGuest, look: Look): Promise<string[]> {
  const { endpoint, parameters } = doubt.intent;
  const place = { node: guest.node, vmid: guest.vmid };
  const [method, path = ""] = endpoint.split(" ");
  const isWhole = method === "DELETE" ? path.endsWith("/{vmid}") : /\/(?:qemu|lxc)$/.test(path);
  if (isWhole) {
    const config = await readObject(look, `GET /nodes/{node}/${guest.kind}/{vmid}/config`, place);
    const snapshots = await readRows(
      look,
      `GET /nodes/{node}/${guest.kind}/{vmid}/snapshot`,
      place,
    );
    return [
      `Disks: ${config ? listed(disksOf(config)) : UNREADABLE}`,
      `Snapshots: ${snapshots ? listed(namesOf(snapshots)) : UNREADABLE}`,
      `Backups that stay: ${await backupsOf(guest, look)}`,
      ...protection(config ?? {}),
    ];
  }
  if (path.endsWith("/rollback") || path.endsWith("/{snapname}")) {
    const snapshots = await readRows(
      look,
      `GET /nodes/{node}/${guest.kind}/{vmid}/snapshot`,
      place,
    );
    const snapshot = snapshots?.find(({ name }) => name === parameters["snapname"]);
    return snapshot?.["snaptime"] === undefined ? [] : [`Taken: ${timeOf(snapshot["snaptime"])}`];
  }
  if (!path.endsWith("/config") || parameters["delete"] === undefined) return [];
  const present = doubt.present ?? (await presentValues(doubt.intent, look)) ?? {};
  return volumesOf(present, parameters["delete"]);
}

function disksOf(config: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(config)
    .filter(([key, value]) => DISK.test(key) && !/media=cdrom/.test(String(value)))
    .map(([key, value]) => {
      const properties = readProperties(String(value));
      const [volume = ""] = [...properties].find(([name]) => name === "")?.slice(1) ?? [];
      const size = properties.get("size");
      return `${key}${size === undefined ? "" : ` ${size}`} (${volume || String(value)})`;
    });
}

/** `current` is the guest as it is. */
function namesOf(snapshots: readonly Record<string, unknown>[]): string[] {
  return snapshots.map(({ name }) => String(name)).filter((name) => name !== "current");
}

/** Proxmox leaves out what the login may not see. */
async function backupsOf({ node, vmid }: LookedUpGuest, look: Look): Promise<string> {
  const storages = await readRows(look, "GET /nodes/{node}/storage", { node, content: "backup" });
  if (!storages) return UNREADABLE;
  const lists = await Promise.all(
    storages.map(({ storage }) =>
      readRows(look, "GET /nodes/{node}/storage/{storage}/content", {
        node,
        storage,
        content: "backup",
        vmid,
      }),
    ),
  );
  const times = lists.flatMap((rows) => (rows ?? []).map(({ ctime }) => timeOf(ctime)));
  const newest = times.sort(compare).at(-1);
  return newest === undefined ? "none to be seen" : `${times.length}, the newest of ${newest}`;
}

function protection({ protection: flag }: Readonly<Record<string, unknown>>): string[] {
  return Number(flag ?? 0) === 1 ? ["Protection is on: Proxmox will refuse it."] : [];
}

/** Which volumes are behind the names that are deleted. */
function volumesOf(present: Readonly<Record<string, unknown>>, deleted: unknown): string[] {
  const names = String(deleted ?? "").split(/[,;\s]+/);
  return names
    .filter((name) => DISK.test(name) && present[name] !== undefined)
    .map((name) => `${name} is ${cut(String(present[name]))}`);
}

function timeOf(seconds: unknown): string {
  const time = new Date(Number(seconds) * 1000);
  return Number.isNaN(time.valueOf())
    ? "an unknown time"
    : time.toISOString().slice(0, 16).replace("T", " ");
}

const UNREADABLE = "couldn't be read";

function listed(names: readonly string[]): string {
  return names.join(", ") || "none";
}

async function readObject(look: Look, endpoint: string, parameters: object) {
  const answer = await look.read(endpoint as EndpointKey, { ...parameters });
  return isObject(answer) ? answer : undefined;
}

async function readRows(look: Look, endpoint: string, parameters: object) {
  const rows = await look.read(endpoint as EndpointKey, { ...parameters });
  return Array.isArray(rows) ? (rows as Record<string, unknown>[]) : undefined;
}
