import { describe, expect, it } from "vitest";
import { type Harness, openToolbox } from "../tools/harness.js";
import { type Block, blocksOf } from "./markdown.js";

interface Call {
  name: string;
  arguments: Record<string, unknown>;
}

const blocks = blocksOf("docs/workflows.md");
const sections = [...new Set(blocks.map(({ section }) => section))];

function callsOf({ text }: Block): Call[] {
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Call);
}

/** What each call of a block must answer. */
function expectationsOf({ comments }: Block): Record<string, unknown>[] {
  return comments
    .filter((comment) => comment.startsWith("expect "))
    .map((comment) => JSON.parse(comment.slice("expect ".length)) as Record<string, unknown>);
}

/** `take vmid = data.0.vmid`: values of the block's last answer for the calls that follow. */
function take({ comments }: Block, answer: unknown, taken: Map<string, unknown>): void {
  for (const comment of comments) {
    const [, name, path] = /^take (\w+) = (\S+)$/.exec(comment) ?? [];
    if (name === undefined || path === undefined) continue;
    const value = path
      .split(".")
      .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], answer);
    expect(value, `${name} at ${path}`).toBeDefined();
    taken.set(name, value);
  }
}

function fill(value: unknown, taken: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === "string" && value.startsWith("$")) {
    expect([...taken.keys()]).toContain(value.slice(1));
    return taken.get(value.slice(1));
  }
  return value;
}

/** Whether an answer holds what is expected; of a list, entries somewhere in it. */
function holds(answer: unknown, expected: unknown): boolean {
  if (Array.isArray(expected)) {
    return (
      Array.isArray(answer) &&
      expected.every((entry) => answer.some((candidate) => holds(candidate, entry)))
    );
  }
  if (typeof expected !== "object" || expected === null) return answer === expected;
  return (
    typeof answer === "object" &&
    answer !== null &&
    Object.entries(expected).every(([key, value]) =>
      holds((answer as Record<string, unknown>)[key], value),
    )
  );
}

async function follow(steps: readonly Block[], { call }: Harness): Promise<void> {
  const taken = new Map<string, unknown>();
  for (const block of steps) {
    const expectations = expectationsOf(block);
    let answer: unknown;
    for (const [index, { name, arguments: args }] of callsOf(block).entries()) {
      const filled = Object.fromEntries(
        Object.entries(args).map(([key, value]) => [key, fill(value, taken)]),
      );
      answer = await call(name, filled);
      const expected = expectations[index];
      expect(expected, `an expectation for ${name}`).toBeDefined();
      expect(holds(answer, expected), `${name}: ${JSON.stringify(answer).slice(0, 500)}`).toBe(
        true,
      );
    }
    take(block, answer, taken);
  }
}

describe("docs/workflows.md", () => {
  it("has eleven jobs, and the doors", () => {
    expect(sections.filter((section) => /^\d+\. /.test(section)).length).toBe(11);
    expect(sections.length).toBe(12);
    expect(blocks.every(({ language }) => language === "json")).toBe(true);
  });

  it.concurrent.each(sections)("%s", async (section) => {
    const harness = await openToolbox();
    try {
      await follow(
        blocks.filter((block) => block.section === section),
        harness,
      );
      expect(harness.unexpected).toEqual([]);
    } finally {
      await harness.close();
    }
  });
});
