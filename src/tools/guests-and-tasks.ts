import { createInventory, type Inventory, type Guest as Listed } from "../pve/cluster/inventory.js";
import { finishTask, type TaskProgress } from "../pve/cluster/tasks.js";
import type { Guest, TaskResult } from "./define.js";
import type { Gate } from "./gate.js";

export { isUpid } from "../kit/upid.js";
export { stopTask } from "../pve/cluster/tasks.js";

const inventories = new WeakMap<Gate, Promise<Inventory>>();

/** Which guest is where, for all calls of a server; remembered for some seconds. */
export function inventoryOf(gate: Gate): Promise<Inventory> {
  const known = inventories.get(gate);
  if (known) return known;
  const inventory = gate.lookup().then((client) => createInventory(client));
  inventories.set(gate, inventory);
  inventory.catch(() => inventories.delete(gate));
  return inventory;
}

export function toGuest({ vmid, node, kind, name, status }: Listed): Guest {
  return { vmid, node, kind, status, ...(name !== undefined && { name }) };
}

/**
 * Follows a task for at most `wait` seconds.
 *
 * @param onProgress gets each line of its log as it comes
 */
export async function followTask(
  gate: Gate,
  upid: string,
  { wait, signal, onProgress }: { wait: number; signal: AbortSignal; onProgress: Progress },
): Promise<TaskResult> {
  const { state, exitstatus, log } = await finishTask(await gate.lookup(), upid, {
    wait: wait * 1000,
    signal,
    onProgress: (progress) => report(progress, onProgress),
  });
  return { upid, state, ...(exitstatus !== undefined && { exitstatus }), log };
}

export type Progress = (message: string, percent?: number) => void;

function report({ lines, percent, state, elapsed }: TaskProgress, progress: Progress): void {
  const texts = lines.map(({ text }) => text).filter((text) => text !== "");
  progress(texts.join("\n") || `${state} for ${elapsed} s`, percent);
}
