import { setTimeout } from "node:timers/promises";

/** Ten seconds of tries. */
export async function retried<T>(action: () => Promise<T>): Promise<T> {
  for (let left = 40; ; left--) {
    try {
      return await action();
    } catch (error) {
      if (left === 0) throw error;
      await setTimeout(250);
    }
  }
}
