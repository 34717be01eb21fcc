/** Runs at most once, keeps what succeeded, and tries again after a failure. */
export function once<T>(run: () => Promise<T>): (() => Promise<T>) & { started(): boolean } {
  let result: Promise<T> | undefined;
  const get = () => {
    result ??= run().catch((error: unknown) => {
      result = undefined;
      throw error;
    });
    return result;
  };
  return Object.assign(get, { started: () => result !== undefined });
}
