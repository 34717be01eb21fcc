import { ConnectionFailure } from "./connection-failure.js";

/** The time that one call has, all its tries together. */
export interface Scope {
  signal: AbortSignal;
  /** To be called when the call is over. */
  close(): void;
}

/** Ends after `milliseconds`, or when `outer` is aborted; the reason is a ConnectionFailure either way. */
export function openScope(milliseconds: number, outer?: AbortSignal): Scope {
  const controller = new AbortController();
  const late = () =>
    controller.abort(
      new ConnectionFailure("timeout", "sent", `not finished within ${milliseconds / 1000} s`),
    );
  const cancel = () =>
    controller.abort(new ConnectionFailure("cancelled", "sent", "cancelled by the caller"));
  const timer = setTimeout(late, milliseconds);
  if (outer?.aborted) cancel();
  else outer?.addEventListener("abort", cancel, { once: true });
  return {
    signal: controller.signal,
    close() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", cancel);
    },
  };
}

/** Waits for `promise`, but no longer than until the signal is aborted. */
export function within<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
