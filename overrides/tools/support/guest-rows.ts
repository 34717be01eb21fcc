import { splitList } from "../../../src/kit/lists.js";
import type { Guest, ToolContext } from "../../../src/tools/define.js";
import type { Resource } from "./resource.js";

/** All guests of the cluster by vmid; one request, also while a node is offline. */
export async function guestRows({ call }: ToolContext): Promise<Resource[]> {
  const rows = await call("GET /cluster/resources", { type: "vm" });
  return rows.sort((a, b) => Number(a["vmid"]) - Number(b["vmid"]));
}

export function guestOfRow(row: Resource): Guest {
  return {
    vmid: Number(row["vmid"]),
    node: String(row["node"]),
    kind: row["type"] === "lxc" ? "lxc" : "qemu",
    status: String(row["status"]),
    ...(row["name"] !== undefined && { name: String(row["name"]) }),
  };
}

/** Separators differ by release and setting. */
export function tagsOf(row: Resource): string[] {
  return splitList(String(row["tags"] ?? "").toLowerCase());
}

/** Nodes of which nothing is known at the moment. */
export function silentNodes(rows: readonly Resource[]): string[] {
  const silent = rows.filter((row) => row["status"] === "unknown" || row["name"] === undefined);
  return [...new Set(silent.map((row) => String(row["node"])))].sort();
}

type Filter = (row: Resource, args: Readonly<Record<string, unknown>>) => boolean;

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

/** Those that fit all filters given. */
export function filterRows(
  rows: readonly Resource[],
  filters: Readonly<Record<string, unknown>>,
): Resource[] {
  return rows.filter((row) => FILTERS.every((filter) => filter(row, filters)));
}

/** `*` and `?` as in file names, else any part of the name; case doesn't matter. */
function matches(name: string, pattern: string): boolean {
  const [text, sought] = [name.toLowerCase(), pattern.toLowerCase()];
  return /[*?]/.test(sought) ? matchesWildcards(text, sought) : text.includes(sought);
}

/** Goes back to the last `*` only: a regular expression may take hours over a dozen of them. */
function matchesWildcards(text: string, pattern: string): boolean {
  let at = 0;
  let star = -1;
  let taken = 0;
  for (let index = 0; index < text.length; ) {
    if (pattern[at] === "*") {
      star = at;
      taken = index;
      at += 1;
    } else if (pattern[at] === "?" || pattern[at] === text[index]) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      at = star + 1;
      taken += 1;
      index = taken;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
