import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_BYTES } from "../../src/tools/answer/limits.js";
import { type AnyAction, everyAction } from "../support/every-action.js";
import { type Front, startFront } from "./support/mutating-front.js";
import { createTally } from "./support/tally.js";

const tally = createTally("mutated answers");

let front: Front;
beforeAll(async () => {
  front = await startFront();
  await front.call("proxmox_guest_list", {});
});
afterAll(() => front.close());

/** Values that Proxmox gives nowhere. */
const ODD: [string, unknown][] = [
  ["null", null],
  ["an object whose toString is no function", { toString: "x", valueOf: 1 }],
  ["a number out of range", 1e300],
  ["a negative number", -1],
  ["NaN as text", "NaN"],
  ["an empty text", ""],
  ["a long text", "x".repeat(50_000)],
  ["a list of lists", [[], [[1]]]],
  ["a list of nulls", [null]],
  ["true", true],
];

type Mutation = (data: unknown) => unknown;

/** The whole answer, each of its rows, or each of its fields. */
const MUTATIONS: [string, Mutation][] = [
  ...ODD.map(([name, value]): [string, Mutation] => [`all of it is ${name}`, () => value]),
  ...ODD.map(([name, value]): [string, Mutation] => [
    `each field is ${name}`,
    (data) => fieldsOf(data, () => value),
  ]),
  ["30,000 lines", () => Array.from({ length: 30_000 }, () => "")],
  ["no rows", () => []],
  ["an empty object", () => ({})],
  ["rows without fields", (data) => fieldsOf(data, () => undefined)],
  ["every number as text", (data) => fieldsOf(data, (value) => String(value))],
];

function fieldsOf(data: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(data)) return data.map((row) => fieldsOf(row, change));
  if (typeof data !== "object" || data === null) return change(data);
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, change(value)]));
}

/** They need more than an answer: a websocket. */
const CONSOLES = /^proxmox_console_/;

const actions = everyAction().filter(({ tool }) => !CONSOLES.test(tool));

/** Each action meets so many of them; another one begins with the next. */
const EACH = 5;

const attacks = actions.flatMap((action, index) =>
  Array.from({ length: EACH }, (_, count) => {
    const mutation = MUTATIONS[(index * 3 + count * 7) % MUTATIONS.length];
    if (!mutation) throw new Error("no mutation");
    return { action, name: mutation[0], mutation: mutation[1] };
  }),
);

describe("every action of every tool", () => {
  it("outlives answers of any shape", async () => {
    for (const { action, name, mutation } of attacks) {
      front.mutate = mutation;
      await attack(name, action);
    }
    front.mutate = undefined;
    tally.settle();
  });

  it("outlives them once its guest is found", async () => {
    for (const { action, name, mutation } of attacks) {
      front.mutate = (data, { target }) =>
        /\/(?:cluster\/resources|nodes)(?:\?|$)/.test(target) ? data : mutation(data);
      await attack(name, action);
    }
    front.mutate = undefined;
    tally.settle();
  });
});

async function attack(name: string, { tool, action, args }: AnyAction): Promise<void> {
  const began = performance.now();
  const waits = { wait: 1, ...("timeout" in args && { timeout: 1 }) };
  const { structuredContent, content } = await front.call(tool, { ...args, ...waits });
  const took = performance.now() - began;
  const { code } = Object(structuredContent["error"]) as { code?: string };
  const what = `${tool} ${action}, ${name}`;
  const [unexpected] = front.unexpected.splice(0);
  if (front.mutated() === 0) return;
  tally.count(
    code !== "internal",
    `${what}: ${String((unexpected as Error)?.stack).slice(0, 400)}`,
  );
  tally.count(took < 5_000, `${what}: took ${took} ms`);
  const bytes = Buffer.byteLength(content[0].text);
  tally.count(bytes <= MAX_BYTES, `${what}: ${bytes} bytes`);
  if (process.env["ATTACK_VERBOSE"] && took > 500) process.stderr.write(`@@ ${took} ${what}\n`);
}

it("leaves a server that works", async () => {
  const { isError } = await front.call("proxmox_guest_list", {});
  expect(isError).toBeUndefined();
});
