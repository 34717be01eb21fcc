import { expect, test } from "vitest";
import { CHANGE_RULES, ruleOf, withSeverities } from "../../src/schema/change-rules.js";
import { diffApis } from "../../src/schema/diff.js";
import { RELEASES, readRelease } from "./releases.js";

const changes = RELEASES.slice(1).flatMap((release, index) =>
  diffApis(readRelease(RELEASES[index] ?? ""), readRelease(release)),
);

/** Facts of an answer that say more of a field, each of them additive. */
const KEYWORDS_OF_ANSWERS = /^returns-(?!added|removed|type|optional|text)/;

test("every kind of change that releases have brought has a rule with a reason", () => {
  const rules = new Set(changes.map(ruleOf));
  const strange = [...rules].filter(
    (rule) => !Object.hasOwn(CHANGE_RULES, rule) && !KEYWORDS_OF_ANSWERS.test(rule),
  );
  expect(strange).toEqual([]);
});

test("a rule's class holds for its changes alone", () => {
  const rule = "parameters-removed";
  const judged = withSeverities(changes, [{ rule, class: "text", reason: "not sent" }]);
  expect(judged.unused).toEqual([]);
  for (const [index, change] of judged.changes.entries()) {
    expect(change.class).toBe(ruleOf(change) === rule ? "text" : changes[index]?.class);
  }
});
