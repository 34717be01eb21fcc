import { afterAll, describe, expect, it } from "vitest";
import { namedTools } from "../names/index.js";
import { type AnyAction, everyAction } from "../support/every-action.js";
import { callTwice, liesOf } from "../support/hints.js";
import { NOT_RUN } from "../support/known-calls.js";
import { createTally } from "./support/tally.js";

const tally = createTally("hints");

/** Those of which `hints-named.attack.ts` calls a case. */
const named = new Set(
  namedTools.flatMap(({ tool, cases }) => {
    const worked = cases.filter(({ refusal }) => !refusal);
    return worked.map(({ args }) =>
      nameOf({ tool, action: String(args["action"] ?? args["operation"] ?? "") }),
    );
  }),
);

const all = everyAction();
const left = all.filter((one) => !named.has(nameOf(one)) && !(nameOf(one) in NOT_RUN));

function nameOf({ tool, action }: Pick<AnyAction, "tool" | "action">): string {
  return `${tool} ${action}`.trim();
}

/** What its tool makes, where an action is about something that is made first. */
function groundOf({ tool, action, setup }: AnyAction): AnyAction["setup"] {
  if (setup) return setup;
  const maker = all.find((one) => one.tool === tool && ["create", "add"].includes(one.action));
  return maker && maker.action !== action ? [[tool, maker.args]] : [];
}

describe("hints of what no case of tests/names calls", () => {
  it.each(left.map((one) => [nameOf(one), one] as const))("%s", async (name, one) => {
    const { tool, args, from } = one;
    const setup = groundOf(one);
    const call = { args, ...(setup && { setup }), ...(from && { from }) };
    const [run] = await callTwice({ tool, login: "password", cases: [call] });
    if (!run) throw new Error(`${name} wasn't called`);
    expect(run.failed).toBeUndefined();
    const lies = liesOf(tool, run);
    tally.count(lies.length === 0, `${name}: ${lies.join(", ")}`);
    expect(lies).toEqual([]);
  });

  it("leaves out what can't be run, and nothing else", () => {
    const names = all.map(nameOf);
    expect(Object.keys(NOT_RUN).filter((name) => !names.includes(name) || named.has(name))).toEqual(
      [],
    );
  });
});

afterAll(() => {
  const covered = all.filter((one) => named.has(nameOf(one))).length + left.length;
  tally.figure("tool x action", `${covered} of ${all.length}`);
  tally.figure("left out with a reason", String(Object.keys(NOT_RUN).length));
});
