import { guestResource, poolsByGuest } from "../cluster/cluster.js";
import { type ApiFault, fault } from "../http/api-error.js";
import { type Context, type Handlers, splitList } from "../http/context.js";
import type { Pool } from "../state/state.js";
import { isShared, spaceOf, usageByStorage } from "../storage/storage.js";

type Entry = Record<string, unknown>;

function missing(action: string, name: string): ApiFault {
  return fault(`${action}pool '${name}' does not exist`);
}

function isVisible({ access }: Context, name: string): boolean {
  return access.hasAny(`/pool/${name}`, ["Pool.Allocate", "Pool.Audit"]);
}

function list(context: Context): Entry[] {
  const wanted = context.optional("poolid");
  if (wanted !== undefined) return [{ poolid: wanted, ...read(context, wanted) }];
  return [...context.state.pools]
    .filter(([name]) => isVisible(context, name))
    .map(([poolid, { comment }]) => ({ poolid, ...(comment !== undefined && { comment }) }));
}

function read(context: Context, name: string): Entry {
  context.require(`/pool/${name}`, "Pool.Audit");
  const pool = context.state.pools.get(name);
  if (!pool) throw missing("", name);
  const type = context.optional("type");
  const guests = type === "storage" ? [] : guestMembers(context, pool, type);
  const storages = type === undefined || type === "storage" ? storageMembers(context, pool) : [];
  return {
    members: [...guests, ...storages],
    ...(pool.comment !== undefined && { comment: pool.comment }),
  };
}

function guestMembers(context: Context, pool: Pool, type: string | undefined): Entry[] {
  return [...pool.guests].flatMap((vmid) => {
    const guest = context.state.guests.get(vmid);
    if (!guest || (type !== undefined && guest.kind !== type)) return [];
    return [guestResource(context, guest)];
  });
}

function storageMembers({ state, node }: Context, pool: Pool): Entry[] {
  const usage = usageByStorage(state);
  return [...pool.storages].flatMap((name) => {
    const storage = state.storages.get(name);
    if (!storage) return [];
    const space = spaceOf(name, storage, node, usage);
    return [
      {
        id: `storage/${node}/${name}`,
        storage: name,
        node,
        type: "storage",
        plugintype: storage.config["type"],
        status: "available",
        shared: isShared(storage) ? 1 : 0,
        content: String(storage.config["content"] ?? ""),
        maxdisk: space.total,
        disk: space.used,
      },
    ];
  });
}

function create({ state, text, optional }: Context): void {
  const name = text("poolid");
  if (state.pools.has(name)) throw fault(`create pool failed: pool '${name}' already exists`);
  const parent = name.includes("/") ? name.slice(0, name.lastIndexOf("/")) : undefined;
  if (parent !== undefined && !state.pools.has(parent)) {
    throw fault(`create pool failed: parent '${parent}' of pool '${name}' does not exist`);
  }
  const comment = optional("comment");
  state.pools.set(name, {
    guests: new Set(),
    storages: new Set(),
    ...(comment !== undefined && { comment }),
  });
}

function update(context: Context): void {
  const { state, text, optional, values, flag } = context;
  const name = text("poolid");
  const failed = "update pools failed: ";
  const pool = state.pools.get(name);
  if (!pool) throw missing(failed, name);
  const vmids = splitList(values["vms"]).map(Number);
  const storages = splitList(values["storage"]);
  for (const vmid of vmids) {
    context.require(`/vms/${vmid}`, ["VM.Allocate", "Pool.Allocate"], true);
    if (flag("delete")) leave(pool.guests, vmid, `${failed}VM ${vmid}`);
    else joinPool(context, name, vmid);
  }
  for (const storage of storages) {
    context.require(`/storage/${storage}`, "Datastore.Allocate");
    if (flag("delete")) leave(pool.storages, storage, `${failed}Storage '${storage}'`);
    else enter(pool.storages, storage, `${failed}Storage '${storage}'`);
  }
  const comment = optional("comment");
  if (comment !== undefined) pool.comment = comment;
}

function enter<T>(members: Set<T>, member: T, what: string): void {
  if (members.has(member)) throw fault(`${what} is already a pool member`);
  members.add(member);
}

function leave<T>(members: Set<T>, member: T, what: string): void {
  if (!members.delete(member)) throw fault(`${what} is not a pool member`);
}

/** A guest is in one pool at most. */
function joinPool(context: Context, name: string, vmid: number): void {
  const failed = "update pools failed: ";
  const { pools } = context.state;
  const other = poolsByGuest(context).get(vmid);
  if (other === name) throw fault(`${failed}VM ${vmid} is already a pool member`);
  if (other !== undefined) {
    if (!context.flag("allow-move")) {
      throw fault(
        `${failed}VM ${vmid} belongs already to pool '${other}' and 'allow-move' is not set`,
      );
    }
    pools.get(other)?.guests.delete(vmid);
  }
  pools.get(name)?.guests.add(vmid);
}

function remove({ state, text }: Context): void {
  const name = text("poolid");
  const failed = "delete pool failed: ";
  const pool = state.pools.get(name);
  if (!pool) throw missing(failed, name);
  const child = [...state.pools.keys()].find((other) => other.startsWith(`${name}/`));
  const empty = `${failed}pool '${name}' is not empty`;
  if (child !== undefined) throw fault(`${empty} (contains pool '${child}')`);
  const [vmid] = pool.guests;
  if (vmid !== undefined) throw fault(`${empty} (contains VM ${vmid})`);
  const [storage] = pool.storages;
  if (storage !== undefined) throw fault(`${empty} (contains storage '${storage}')`);
  state.pools.delete(name);
}

export const poolHandlers: Handlers = {
  "GET /pools": list,
  "POST /pools": create,
  "PUT /pools": update,
  "DELETE /pools": remove,
  "GET /pools/{poolid}": (context) => ({
    poolid: context.text("poolid"),
    ...read(context, context.text("poolid")),
  }),
  "PUT /pools/{poolid}": update,
  "DELETE /pools/{poolid}": remove,
};
