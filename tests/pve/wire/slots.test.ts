import { describe, expect, it } from "vitest";
import { createSlots } from "../../../src/pve/wire/slots.js";

describe("createSlots", () => {
  it("lets through as many as there are, the others in order", async () => {
    const slots = createSlots(2);
    const { signal } = new AbortController();
    const order: number[] = [];
    let running = 0;
    let most = 0;
    const work = async (number: number) => {
      const giveBack = await slots.take(signal);
      running += 1;
      most = Math.max(most, running);
      order.push(number);
      await Promise.resolve();
      running -= 1;
      giveBack();
      giveBack();
    };
    await Promise.all([1, 2, 3, 4, 5, 6].map(work));
    expect(most).toBe(2);
    expect(order).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("forgets who stopped waiting", async () => {
    const slots = createSlots(1);
    const controller = new AbortController();
    const giveBack = await slots.take(new AbortController().signal);
    const waiting = slots.take(controller.signal);
    controller.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    giveBack();
    expect(slots.take(new AbortController().signal)).toBeTypeOf("function");
  });
});
