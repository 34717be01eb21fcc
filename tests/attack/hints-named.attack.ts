import { expect, it } from "vitest";
import { namedTools } from "../names/index.js";
import { callTwice, liesOf } from "../support/hints.js";

/** Some can only be refused there. */
const worked = namedTools.filter(({ cases }) => cases.some(({ refusal }) => !refusal));

/** What no case of the table calls is called in `hints.attack.ts`. */
it.each(worked)(
  "hints of $tool ($login, $pve): each call changes what they allow",
  async (named) => {
    const calls = await callTwice(named);
    expect(calls.length).toBeGreaterThan(0);
    for (const call of calls) {
      expect({ args: call.args, lies: liesOf(named.tool, call) }).toEqual({
        args: call.args,
        lies: [],
      });
    }
  },
);
