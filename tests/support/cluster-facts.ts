import type { Harness } from "../tools/harness.js";

export type Facts = ReadonlyMap<string, string>;

/** What every call moves, whatever it does. */
const BOOKKEEPING = ["tasks", "log", "lastPid", "seed"];

/** Nodes write down what they are asked to do. */
const JOURNAL = /^\/nodes\/[^/]+\/journal\//;

/** Every value of the cluster by its path, when what was started is over. */
export function factsOf({ simulator }: Harness): Facts {
  simulator.manual?.settle(60_000);
  const state = Object.entries(simulator.state).filter(([name]) => !BOOKKEEPING.includes(name));
  const facts = state.flatMap(([name, value]) => factsIn(value, `/${name}`));
  return new Map(facts.filter(([path]) => !JOURNAL.test(path)));
}

function factsIn(value: unknown, path: string): [string, string][] {
  if (value instanceof Set) return [...value].map((entry) => [`${path}/${String(entry)}`, "in"]);
  if (value instanceof Map) {
    return [...value].flatMap(([key, entry]) => factsIn(entry, `${path}/${String(key)}`));
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, entry]) => factsIn(entry, `${path}/${key}`));
  }
  return value === undefined || typeof value === "function" ? [] : [[path, String(value)]];
}
