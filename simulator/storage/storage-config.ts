import { type ApiFault, fault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { splitList } from "../http/context.js";
import { digestOf } from "../support/random.js";
import { checkDigest, deleteKeys, sectionFrom } from "../support/sections.js";
import { GIB, TIB } from "../support/sizes.js";
import { typeOf } from "./storage.js";
import type { Storage, StorageConfig } from "./storage-state.js";

type Entry = Record<string, unknown>;

const SECRETS = ["password", "encryption-key", "master-pubkey", "keyring"];

function missing(name: string, action = ""): ApiFault {
  return fault(`${action}storage '${name}' does not exist`);
}

function digest({ state }: Context): string {
  return digestOf([...state.storages].map(([name, { config }]) => [name, config]));
}

function shown(context: Context, name: string, { config }: Storage): Entry {
  return { storage: name, ...config, digest: digest(context) };
}

function list(context: Context): Entry[] {
  const { state, access, optional } = context;
  const type = optional("type");
  return [...state.storages]
    .filter(([name, { config }]) => {
      if (type !== undefined && config["type"] !== type) return false;
      return access.hasAny(`/storage/${name}`, ["Datastore.Audit", "Datastore.AllocateSpace"]);
    })
    .map(([name, storage]) => shown(context, name, storage));
}

/** Room that a new storage has: file servers and clusters are bigger than local disks. */
function capacity(storage: Storage): number {
  return typeOf(storage).shared ? 10 * TIB : 250 * GIB;
}

function create(context: Context): Entry {
  const { state, values } = context;
  const name = context.text("storage");
  const type = context.text("type");
  if (state.storages.has(name)) {
    throw fault(`create storage failed: storage ID '${name}' already defined`);
  }
  const config = sectionFrom(values, ["storage", ...SECRETS]) as StorageConfig;
  const draft: Storage = { config, total: 0, base: 0 };
  checkContent(draft, "create");
  const mounted = ["nfs", "cifs", "cephfs", "glusterfs"].includes(type);
  if (mounted && config["path"] === undefined) config["path"] = `/mnt/pve/${name}`;
  if (typeOf(draft).shared) config["shared"] = 1;
  if (config["content"] === undefined)
    config["content"] = typeOf(draft).content.slice(0, 2).join(",");
  const total = capacity(draft);
  state.storages.set(name, { config, total, base: Math.floor(total / 50) });
  return { storage: name, type };
}

function checkContent({ config }: Storage, action: "create" | "update"): void {
  const allowed = typeOf({ config, total: 0, base: 0 }).content as string[];
  const wrong = splitList(config["content"]).find(
    (content) => content !== "none" && !allowed.includes(content),
  );
  if (wrong === undefined) return;
  throw fault(
    `${action} storage failed: storage type '${config["type"]}' does not support content type '${wrong}'`,
  );
}

function update(context: Context): Entry {
  const { state, values } = context;
  const name = context.text("storage");
  const storage = state.storages.get(name);
  if (!storage) throw missing(name, "update storage failed: ");
  checkDigest(context, digest(context));
  const config: Record<string, unknown> = { ...storage.config };
  deleteKeys(context, config);
  Object.assign(config, sectionFrom(values, ["storage", "delete", "digest", ...SECRETS]));
  const changed = { ...storage, config: config as StorageConfig };
  checkContent(changed, "update");
  state.storages.set(name, changed);
  return { storage: name, type: config["type"] };
}

function remove({ state, text }: Context): void {
  const name = text("storage");
  if (!state.storages.has(name)) throw missing(name, "delete storage failed: ");
  const user = [...state.storages.values()].find(
    ({ config }) => String(config["base"] ?? "").split(":")[0] === name,
  );
  if (user) {
    throw fault(
      "delete storage failed: can't remove storage - storage is used as base of another storage",
    );
  }
  state.storages.delete(name);
  for (const [key, volume] of state.volumes) if (volume.storage === name) state.volumes.delete(key);
  for (const pool of state.pools.values()) pool.storages.delete(name);
}

export const storageConfigHandlers: Handlers = {
  "GET /storage": list,
  "POST /storage": create,
  "GET /storage/{storage}": (context) => {
    const name = context.text("storage");
    const storage = context.state.storages.get(name);
    if (!storage) throw missing(name);
    return shown(context, name, storage);
  },
  "PUT /storage/{storage}": update,
  "DELETE /storage/{storage}": remove,
};
