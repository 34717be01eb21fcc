import type { ToolContext } from "../../../src/tools/define.js";

/** How many free vmids are tried when each is taken before it is used. */
const TRIES = 3;

/**
 * Runs something with the given vmid, or with a free one. Asking for a free vmid reserves nothing: if
 * it is taken meanwhile, the next is tried.
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
      const isTaken = error instanceof Error && /already exists|already used/.test(error.message);
      if (!isTaken || tries === TRIES) throw error;
    }
  }
}
