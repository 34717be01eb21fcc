import { CancelledError } from "../errors/errors.js";
import type { Clock } from "./clock.js";

/** Waits between two looks at something. @throws CancelledError when the caller's signal ends it */
export async function pause(
  clock: Clock,
  milliseconds: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await clock.sleep(milliseconds, signal);
  } catch (error) {
    if (!signal?.aborted) throw error;
    throw new CancelledError("cancelled by the caller", {
      hint: "Only the waiting ended; what was waited for goes on.",
    });
  }
}
