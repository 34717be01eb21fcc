/** Ends a stretch of computing, so that other calls' timers, answers and requests get their turn. */
export function letOthersRun(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
