import { isObject } from "../../kit/objects.js";
import { CancelledError, NotFoundError } from "../errors/errors.js";
import type { Client } from "../wire/client.js";
import { within } from "../wire/deadline.js";

export type GuestKind = "qemu" | "lxc";

/** One guest, as the cluster's own list has it: up to some ten seconds old. */
export interface Guest {
  vmid: number;
  node: string;
  kind: GuestKind;
  /** Absent while its node is offline. */
  name?: string;
  /** `running`, `stopped` …; `unknown` while its node is offline. */
  status: string;
  /** The whole row: cpu, mem, tags, pool, lock … */
  row: Readonly<Record<string, unknown>>;
}

export interface GuestList {
  /** By vmid. */
  guests: Guest[];
  /** Nodes that don't answer: what is said of their guests is what was last known. */
  offline: OfflineNode[];
}

export interface OfflineNode {
  node: string;
  guests: number;
}

export interface FindOptions {
  /** Ask the cluster, whatever was remembered. */
  fresh?: boolean;
  signal?: AbortSignal;
}

/** Which guest is where. */
export interface Inventory {
  list(options?: FindOptions): Promise<GuestList>;
  /** Asks again before it says that there is none. @throws NotFoundError */
  find(vmid: number, options?: FindOptions): Promise<Guest>;
  /** Forgets what it knows, after something was created, moved or destroyed. */
  clear(): void;
}

const LIFE = 5_000;

interface Known {
  at: number;
  list: GuestList;
  byVmid: ReadonlyMap<number, Guest>;
}

export interface InventoryOptions {
  /** Milliseconds for which the cluster's list is kept. */
  life?: number;
  /** Gets the name of each node that the cluster tells of. */
  onNode?: (node: string) => void;
}

export function createInventory(
  client: Client,
  { life = LIFE, onNode = () => {} }: InventoryOptions = {},
): Inventory {
  let known: Known | undefined;
  let pending: Promise<Known> | undefined;
  let generation = 0;

  async function load(): Promise<Known> {
    const began = generation;
    const data = await client.call("GET /cluster/resources", {});
    const list = readResources(data);
    for (const { node } of [...list.guests, ...list.offline]) onNode(node);
    const byVmid = new Map(list.guests.map((guest) => [guest.vmid, guest]));
    const loaded = { at: client.clock.now(), list, byVmid };
    if (began === generation) known = loaded;
    return loaded;
  }

  /** Everybody who needs the list at the same time shares one request. */
  function refresh(): Promise<Known> {
    const mine: Promise<Known> = load().finally(() => {
      if (pending === mine) pending = undefined;
    });
    pending = mine;
    return mine;
  }

  async function current({ fresh, signal }: FindOptions): Promise<Known> {
    const young = known && client.clock.now() - known.at < life;
    if (known && young && !fresh) return known;
    // One that is under way may have been answered before whatever made this caller ask anew.
    const asked = (fresh ? undefined : pending) ?? refresh();
    return signal ? cancellable(asked, signal) : asked;
  }

  async function find(vmid: number, options: FindOptions = {}): Promise<Guest> {
    const before = known;
    const first = await current(options);
    const guest = first.byVmid.get(vmid);
    if (guest) return guest;
    const again = first === before ? await current({ ...options, fresh: true }) : first;
    const found = again.byVmid.get(vmid);
    if (found) return found;
    throw new NotFoundError(`There is no guest ${vmid}, or this account may not see it`, {
      endpoint: "GET /cluster/resources",
      hint: "List the guests for their vmids. Guests without VM.Audit are left out of every list.",
    });
  }

  return {
    list: async (options = {}) => (await current(options)).list,
    find,
    clear() {
      generation += 1;
      known = undefined;
      pending = undefined;
    },
  };
}

async function cancellable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await within(promise, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    const endpoint = "GET /cluster/resources";
    throw new CancelledError(`${endpoint}: cancelled by the caller`, { endpoint });
  }
}

function readResources(data: unknown): GuestList {
  const rows = Array.isArray(data) ? data.filter(isObject) : [];
  const guests = rows.flatMap(readGuest).sort((a, b) => a.vmid - b.vmid);
  const down = rows
    .filter((row) => row["type"] === "node" && row["status"] !== "online")
    .map((row) => String(row["node"]));
  const offline = [...new Set(down)].sort().map((node) => ({
    node,
    guests: guests.filter((guest) => guest.node === node).length,
  }));
  return { guests, offline };
}

function readGuest(row: Record<string, unknown>): Guest[] {
  const { type, node, name, status } = row;
  // Some releases give it as text.
  const vmid = Number(row["vmid"]);
  if ((type !== "qemu" && type !== "lxc") || !Number.isInteger(vmid)) return [];
  return [
    {
      vmid,
      node: String(node),
      kind: type,
      status: String(status ?? "unknown"),
      ...(typeof name === "string" && { name }),
      row,
    },
  ];
}
