import type { Schema } from "./model.js";

/** Numbers that a family such as `net[n]` runs over, both ends included. */
export interface IndexRange {
  first: number;
  last: number;
}

/**
 * The highest number of each family, the same in every release from 7.4 on and in both guest kinds.
 *
 * apidoc.js writes `net[n]` and keeps the range to itself; these are the loops of Proxmox's modules
 * (QemuServer.pm, Drive.pm, PCI.pm, USB.pm, LXC/Config.pm, Corosync.pm, NodeConfig.pm). USB stops
 * at 13: its constant counts fourteen devices, whatever the manual says.
 */
const LAST: Record<string, number> = {
  acmedomain: 5,
  dev: 255,
  hostpci: 15,
  ide: 3,
  ipconfig: 31,
  link: 7,
  mp: 255,
  net: 31,
  numa: 7,
  parallel: 2,
  sata: 5,
  scsi: 30,
  serial: 3,
  unused: 255,
  usb: 13,
  virtio: 15,
  virtiofs: 9,
};

/** For a family that came after this was written. */
const LAST_OF_UNKNOWN = 255;

const FAMILY = /^(.+)\[n\]$/;
const MEMBER = /^(.*?\D)(0|[1-9]\d*)$/;

/** `net` of `net[n]`; undefined for a name that isn't a family. */
export function familyOf(name: string): string | undefined {
  return FAMILY.exec(name)?.[1];
}

/** The range of `net[n]` (or `net`); undefined for a name with brackets but no family. */
export function indexRange(name: string): IndexRange | undefined {
  const family = familyOf(name) ?? name;
  if (/[[\]]/.test(family)) return undefined;
  return { first: 0, last: LAST[family] ?? LAST_OF_UNKNOWN };
}

/** What `net0` belongs to, by its form alone: `{ family: "net", index: 0 }`. */
export function parseMember(key: string): { family: string; index: number } | undefined {
  const match = MEMBER.exec(key);
  return match ? { family: match[1] as string, index: Number(match[2]) } : undefined;
}

/** Finds whole families among values: those whose members come in order, from 0 to `last`. */
export function gatherFamilies(values: readonly string[]): {
  families: Map<string, number>;
  others: string[];
} {
  const families = new Map<string, number>();
  const others: string[] = [];
  for (const value of values) {
    const member = parseMember(value);
    if (member && member.index === (families.get(member.family) ?? -1) + 1) {
      families.set(member.family, member.index);
    } else others.push(value);
  }
  return { families, others };
}

/**
 * The property that a request's key means: itself, or the family it is a member of.
 *
 * @returns the name as the schema writes it (`net[n]`) and its schema; undefined for an unknown key,
 *   for a number out of range (`net32`) and for a family's own name (`net[n]` isn't a key)
 */
export function findProperty(
  schema: Schema,
  key: string,
): { name: string; schema: Schema } | undefined {
  const properties = schema.properties ?? {};
  if (familyOf(key) !== undefined) return undefined;
  if (Object.hasOwn(properties, key)) return { name: key, schema: properties[key] as Schema };
  const member = parseMember(key);
  if (!member) return undefined;
  const name = `${member.family}[n]`;
  if (!Object.hasOwn(properties, name)) return undefined;
  const range = indexRange(name);
  return range && member.index <= range.last
    ? { name, schema: properties[name] as Schema }
    : undefined;
}

/** `net0 to net31`, for messages. */
export function describeFamily(name: string): string {
  const family = familyOf(name) ?? name;
  const range = indexRange(name);
  return range ? `${family}${range.first} to ${family}${range.last}` : family;
}

/** Portable source of a regular expression for the family's members: `^net(?:[0-9]|…)$`. */
export function familyPattern(name: string): string {
  const family = (familyOf(name) ?? name).replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return `^${family}${numbersPattern(indexRange(name)?.last ?? LAST_OF_UNKNOWN)}$`;
}

/** Source for the numbers from 0 to `last`, which is below 1000, without leading zeros. */
function numbersPattern(last: number): string {
  return `(?:${upTo(last).join("|")})`;
}

function upTo(last: number): string[] {
  if (last < 10) return [span(0, last)];
  const size = last < 100 ? 10 : 100;
  const head = Math.floor(last / size);
  const below = size === 10 ? "[0-9]" : "[0-9]{2}";
  const tail = size === 10 ? [span(0, last % 10)] : padded(last % 100);
  return [
    size === 10 ? "[0-9]" : "[1-9]?[0-9]",
    ...(head > 1 ? [`${span(1, head - 1)}${below}`] : []),
    ...tail.map((end) => `${head}${end}`),
  ];
}

/** Two digits from 00 to `last`. */
function padded(last: number): string[] {
  const tens = Math.floor(last / 10);
  const full = tens > 0 ? [`${span(0, tens - 1)}[0-9]`] : [];
  return [...full, `${tens}${span(0, last % 10)}`];
}

function span(from: number, to: number): string {
  return from === to ? String(from) : `[${from}-${to}]`;
}
