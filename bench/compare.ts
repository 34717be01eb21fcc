import { median, type Row } from "./table.js";

const WARM_UP = 100;

export interface Comparison {
  what: string;
  /** The budget, as a multiple of what `bare` takes. */
  limit: number;
  rounds: number;
  /** Rounds before those that count. */
  warmUp?: number;
  bare(): Promise<unknown>;
  ours(): Promise<unknown>;
}

/** Both in turns, and each as often first: whatever slows the machine down slows both. */
export async function compare(comparison: Comparison): Promise<Row> {
  const { what, limit, rounds, warmUp = WARM_UP, bare, ours } = comparison;
  const bareTimes: number[] = [];
  const ourTimes: number[] = [];
  for (let round = 0; round < rounds + warmUp; round += 1) {
    const oursFirst = round % 2 === 1;
    const one = await time(oursFirst ? ours : bare);
    const other = await time(oursFirst ? bare : ours);
    if (round < warmUp) continue;
    bareTimes.push(oursFirst ? other : one);
    ourTimes.push(oursFirst ? one : other);
  }
  const [first, second] = [median(bareTimes), median(ourTimes)];
  const note = `${first.toFixed(2)} ms bare, ${second.toFixed(2)} ms ours`;
  return { what, value: second / first, unit: "×", limit, note };
}

export async function time(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}
