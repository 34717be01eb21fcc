import type { Handler, ToolAnswer, ToolContext } from "../../../../src/tools/define.js";
import { filterRows, guestOfRow, guestRows, silentNodes } from "../../support/guest-rows.js";
import { inParallel } from "../../support/in-parallel.js";
import type { Resource } from "../../support/resource.js";
import { addressesOf, interfacesIn, liveInterfaces } from "./guest-addresses.js";
import { readConfig } from "./guest-volumes.js";

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

/** Guests asked for their addresses at the same time. */
const WIDTH = 8;

export const listGuests: Handler = async (context) => {
  const { arguments: args, page, refuse, shape } = context;
  if (args["ips"] && args["fields"] && !/\bvmid\b/.test(String(args["fields"]))) {
    throw refuse("fields: must hold vmid where ips are asked for");
  }
  const rows = await guestRows(context);
  const found = page(filterRows(rows, args), { fields: FIELDS, limit: args["ips"] ? 50 : 100 });
  // only what is shown: of ten thousand guests that is worth half a second
  const listed = { ...found, data: await shape("GET /cluster/resources", found.data) };
  const answer = args["ips"] ? await withAddresses(context, listed, rows) : listed;
  const silent = silentNodes(rows);
  const notes = [...(answer.notes ?? []), ...unknownNode(rows, args["node"])];
  if (silent.length > 0) {
    notes.push(`No live figures from ${silent.join(", ")}: offline, or just started.`);
  }
  return notes.length === 0 ? answer : { ...answer, notes };
};

/** A misspelt node looks like an empty one. */
function unknownNode(rows: readonly Resource[], node: unknown): string[] {
  const nodes = [...new Set(rows.map((row) => String(row["node"])))].sort();
  if (node === undefined || nodes.length === 0 || nodes.includes(String(node))) return [];
  return [`No guest is on that node; there are guests on ${nodes.join(", ")}.`];
}

/** Only those on this page are asked; what `fields` left out is still known by vmid. */
async function withAddresses(
  context: ToolContext,
  answer: ToolAnswer,
  rows: readonly Resource[],
): Promise<ToolAnswer> {
  const byVmid = new Map(rows.map((row) => [row["vmid"], row]));
  const listed = answer.data as Resource[];
  const data = await inParallel(listed, WIDTH, async (entry) => {
    const row = byVmid.get(entry["vmid"]);
    return row ? { ...entry, ips: await knownAddresses(context, row) } : entry;
  });
  return { ...answer, data };
}

/** Addresses of a guest as its agent, its node or else its configuration knows them. */
export async function knownAddresses(context: ToolContext, row: Resource): Promise<string[]> {
  const guest = guestOfRow(row);
  const live = await liveInterfaces(context, guest);
  if (interfacesIn(live).some(({ addresses }) => addresses.length > 0)) {
    return addressesOf(guest, {}, live).addresses;
  }
  try {
    return addressesOf(guest, await readConfig(context, guest), live).addresses;
  } catch (error) {
    // of a guest on an offline node nothing can be read
    if (context.signal.aborted) throw error;
    return [];
  }
}
