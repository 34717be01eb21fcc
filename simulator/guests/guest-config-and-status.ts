import { fault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { guestSummary } from "../support/figures.js";
import { configDigest, guestOf } from "./guest.js";
import type { Config, Guest, Kind } from "./guest-state.js";
import { forBothKinds } from "./kinds.js";

function list({ state, node, access, clock }: Context, kind: Kind): unknown[] {
  const guests = [...state.guests.values()].filter(
    (guest) =>
      guest.kind === kind && guest.node === node && access.has(`/vms/${guest.vmid}`, "VM.Audit"),
  );
  return guests
    .sort((a, b) => a.vmid - b.vmid)
    .map((guest) => guestSummary(state, guest, clock.now()));
}

/** Values that reads never give back. */
const MASKED: Record<string, string> = { cipassword: "**********" };

function shown(config: Config): Config {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, MASKED[key] ?? value]),
  );
}

/** The configuration as the next start will find it, or with `current` as it runs. */
function config(context: Context, kind: Kind): unknown {
  const guest = guestOf(context, kind);
  const name = context.optional("snapshot");
  if (name !== undefined) return snapshotConfig(guest, name);
  const merged = context.flag("current") ? { ...guest.config } : withPending(guest);
  return { ...shown(merged), digest: configDigest(guest.config) };
}

export function withPending({ config: current, pending }: Guest): Config {
  const merged = { ...current };
  for (const [key, value] of pending) {
    if (value === null) delete merged[key];
    else merged[key] = value;
  }
  return merged;
}

export function snapshotConfig(guest: Guest, name: string): Config {
  const snapshot = guest.snapshots.get(name);
  if (!snapshot) throw fault(`snapshot '${name}' does not exist`);
  return {
    ...shown(snapshot.config),
    snaptime: snapshot.snaptime,
    ...(snapshot.description !== "" && { description: snapshot.description }),
    ...(snapshot.parent !== undefined && { parent: snapshot.parent }),
  };
}

/** Each key with what it is, what it will be, and whether it will go. */
function pending(context: Context, kind: Kind): unknown[] {
  const guest = guestOf(context, kind);
  const current = shown(guest.config);
  const waiting = guest.pending;
  const entries: Record<string, unknown>[] = Object.entries(current).map(([key, value]) => {
    const next = waiting.get(key);
    if (next === undefined) return { key, value };
    return next === null ? { key, value, delete: 1 } : { key, value, pending: MASKED[key] ?? next };
  });
  for (const [key, value] of waiting) {
    if (!(key in current) && value !== null) entries.push({ key, pending: MASKED[key] ?? value });
  }
  return [...entries, { key: "digest", value: configDigest(guest.config) }];
}

export const guestHandlers: Handlers = forBothKinds({
  "GET /nodes/{node}/{kind}": list,
  "GET /nodes/{node}/{kind}/{vmid}/config": config,
  "GET /nodes/{node}/{kind}/{vmid}/pending": pending,
});
