import type { Handler, ToolContext } from "../../../../src/tools/define.js";
import { guestOfRow, guestRows, tagsOf } from "../../support/guest-rows.js";
import { inParallel } from "../../support/in-parallel.js";
import type { Resource } from "../../support/resource.js";
import { knownAddresses } from "./guest-list.js";
import { readConfig } from "./guest-volumes.js";

const MOST = 10;

const FIELDS = ["vmid", "name", "type", "node", "status", "tags", "pool", "template"] as const;

export const findGuests: Handler = async (context) => {
  const query = String(context.arguments["query"]).trim().toLowerCase();
  const rows = await guestRows(context);
  const byAddress = await guestsWith(context, rows, query);
  const scored = rows
    .map((row) => ({ row, score: byAddress.has(row) ? 1_000 : scoreOf(row, query) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || Number(a.row["vmid"]) - Number(b.row["vmid"]));
  const best = scored.slice(0, MOST);
  const data = await inParallel(best, MOST, async ({ row }) => {
    const entries = FIELDS.filter((field) => row[field] !== undefined && row[field] !== "");
    const found = {
      ...Object.fromEntries(entries.map((field) => [field, row[field]])),
      ...(row["template"] !== undefined && { template: Boolean(row["template"]) }),
    };
    if (context.arguments["ips"] === false || row["template"]) return found;
    return { ...found, ips: await knownAddresses(context, row) };
  });
  return {
    data,
    total: scored.length,
    ...(data.length === 0 && {
      notes: [
        "No guest has that in its name, vmid, tags or addresses: proxmox_guest_list shows them all.",
      ],
    }),
  };
};

/** Enough to tell an address from a name. */
const ADDRESS = /^(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]*:[0-9a-f:]*:[0-9a-f.]*)$/;
const MAC = /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/;

/** Guests whose configuration, agent or node tells of this MAC or IP address. */
async function guestsWith(
  context: ToolContext,
  rows: readonly Resource[],
  query: string,
): Promise<ReadonlySet<Resource>> {
  const isMac = MAC.test(query);
  if (!isMac && !ADDRESS.test(query)) return new Set();
  const mac = query.replaceAll("-", ":");
  const found = await inParallel(rows, WIDTH, async (row) => {
    if (!isMac) {
      const addresses = await knownAddresses(context, row);
      return addresses.some((address) => address.split("/")[0] === query);
    }
    const config = await readConfig(context, guestOfRow(row)).catch(() => ({}));
    return Object.entries(config).some(
      ([name, value]) => /^net\d+$/.test(name) && String(value).toLowerCase().includes(mac),
    );
  });
  return new Set(rows.filter((_, index) => found[index]));
}

/** Guests that are asked at a time. */
const WIDTH = 8;

type Score = (row: Resource, query: string) => boolean;

/** Best first. */
const SCORES: Score[] = [
  (row, query) => String(row["vmid"]) === query,
  (row, query) => nameOf(row) === query,
  (row, query) => nameOf(row).startsWith(query),
  (row, query) => nameOf(row).includes(query),
  (row, query) => tagsOf(row).includes(query),
  (row, query) => wordsOf(query).every((word) => nameOf(row).includes(word)),
  (row, query) =>
    wordsOf(query).every((word) => nameOf(row).includes(word) || tagsOf(row).includes(word)),
  (row, query) => String(row["vmid"]).startsWith(query),
];

/** 0 where nothing fits. */
function scoreOf(row: Resource, query: string): number {
  const rank = SCORES.findIndex((fits) => fits(row, query));
  return query === "" || rank < 0 ? 0 : SCORES.length - rank;
}

function nameOf(row: Resource): string {
  return String(row["name"] ?? "").toLowerCase();
}

function wordsOf(query: string): string[] {
  return query.split(/[\s._-]+/).filter(Boolean);
}
