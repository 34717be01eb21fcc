import type { Handler } from "../../src/tools/define.js";

/** What an operator asks first; the rest comes with `fields`. */
const FIELDS = [
  "vmid",
  "name",
  "type",
  "node",
  "status",
  "cpu",
  "maxcpu",
  "mem",
  "maxmem",
  "uptime",
  "tags",
  "pool",
  "template",
  "lock",
  "hastate",
];

type Row = Record<string, unknown>;

/** One request answers for all nodes, also while one of them is offline. */
export const listGuests: Handler = async ({ arguments: args, call, page }) => {
  const rows = (await call("GET /cluster/resources", { type: "vm" })) as Row[];
  const wanted = rows.filter((row) => FILTERS.every((filter) => filter(row, args)));
  wanted.sort((a, b) => Number(a["vmid"]) - Number(b["vmid"]));
  const answer = page(wanted, { fields: FIELDS, limit: 200 });
  const silent = [...new Set(rows.filter(isUnknown).map((row) => row["node"]))].sort();
  return silent.length === 0
    ? answer
    : {
        ...answer,
        notes: [`No live figures from ${silent.join(", ")}: offline, or just started.`],
      };
};

type Filter = (row: Row, args: Readonly<Record<string, unknown>>) => boolean;

const FILTERS: Filter[] = [
  (row, { node }) => node === undefined || row["node"] === node,
  (row, { type }) =>
    type === undefined || type === "all" || row["type"] === (type === "vm" ? "qemu" : type),
  (row, { status }) => status === undefined || row["status"] === status,
  (row, { pool }) => pool === undefined || row["pool"] === pool,
  (row, { template }) => template === undefined || Boolean(row["template"]) === template,
  (row, { tag }) => tag === undefined || tagsOf(row).includes(String(tag).toLowerCase()),
  (row, { name }) => name === undefined || matches(String(row["name"] ?? ""), String(name)),
];

/** Separators differ by release and setting. */
function tagsOf(row: Row): string[] {
  return String(row["tags"] ?? "")
    .toLowerCase()
    .split(/[;,\s]+/);
}

/** `*` and `?` as in file names, else any part of the name; case doesn't matter. */
function matches(name: string, pattern: string): boolean {
  if (!/[*?]/.test(pattern)) return name.toLowerCase().includes(pattern.toLowerCase());
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "i").test(name);
}

function isUnknown(row: Row): boolean {
  return row["status"] === "unknown" || row["name"] === undefined;
}
