import { appendFileSync } from "node:fs";
import { afterAll, expect, inject } from "vitest";

export interface Row {
  attack: string;
  tries: number;
  held: number;
  figures: Record<string, string>;
}

export interface Tally {
  /** Counts one try, and keeps what broke. */
  count(held: boolean, what: string): void;
  /** A figure beside the counts, such as the most memory that was used. */
  figure(name: string, value: string): void;
  /** Fails where something broke since the last look, and names the first of it. */
  settle(): void;
}

/** Counts the tries of one attack, for the table that ends the run. */
export function createTally(attack: string): Tally {
  const row: Row = { attack, tries: 0, held: 0, figures: {} };
  let broken: string[] = [];
  afterAll(() => appendFileSync(inject("tally"), `${JSON.stringify(row)}\n`));
  return {
    count(held, what) {
      row.tries += 1;
      if (held) row.held += 1;
      else broken.push(what);
    },
    figure(name, value) {
      row.figures[name] = value;
    },
    settle() {
      const all = broken;
      broken = [];
      expect(all.slice(0, 10), `${all.length} broke`).toEqual([]);
    },
  };
}
