import { describe, expect, it } from "vitest";
import { namedTools } from "../../names/index.js";
import { liesOf, runTwice } from "../../support/hints.js";

/** Some can only be refused there. */
const worked = namedTools.filter(({ cases }) => cases.some(({ refusal }) => !refusal));

/** What no case of the table calls is called by `npm run test:attack`. */
describe.each(worked)("hints of $tool ($login, $pve)", (named) => {
  const calls = named.cases.flatMap((call, index) =>
    call.refusal ? [] : [[JSON.stringify(call.args), index] as const],
  );
  it.each(calls)("%s: the cluster changes as they allow", async (_, index) => {
    expect(liesOf(named.tool, await runTwice(named, index))).toEqual([]);
  });
});
