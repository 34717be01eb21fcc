import type { ToolContext } from "../../../src/tools/define.js";

/** How many free vmids are tried when each is taken before it is used. */
const TRIES = 3;

/**
 * Runs something with the given vmid, or with a free one. Asking for a free vmid reserves nothing: where
 * Proxmox refuses because another guest has it by now, the next is tried.
 */
export async function withVmid<T>(
  { call }: ToolContext,
  given: unknown,
  run: (vmid: number) => Promise<T>,
): Promise<T> {
  if (given !== undefined) return run(Number(given));
  for (let tries = 1; ; tries += 1) {
    const vmid = Number(await call("GET /cluster/nextid"));
    try {
      return await run(vmid);
    } catch (error) {
      if (tries === TRIES || !isTaken(error, vmid)) throw error;
    }
  }
}

/** Nothing was done, and only because of the vmid: a task that was started is never started again. */
function isTaken(error: unknown, vmid: number): boolean {
  const { code, message, mayHaveRun } = error as Partial<Record<string, unknown>>;
  if (code !== "conflict" || mayHaveRun) return false;
  const taken = new RegExp(
    `\\b(?:VM|CT) ${vmid}(?: already exists on node '|: config file already exists)`,
  );
  return taken.test(String(message));
}
