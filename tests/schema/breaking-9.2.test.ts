import { expect, test } from "vitest";
import { changeId } from "../../src/schema/accepted-changes.js";
import { diffApis } from "../../src/schema/diff.js";
import { readRelease } from "./releases.js";

/** Each breaking change from 9.1 to 9.2, and why a call or a reader that worked may not any more. */
const REASONS: readonly [RegExp, string][] = [
  [/maxfiles/, "the older way to keep some backups is refused, and no longer answered"],
  [/^GET \/cluster\/ceph\/metadata · returns · osd/, "a list of daemons, not one by their ids"],
  [
    /\/ha\/rules · parameters · (?:affinity|nodes)/,
    "each type of rule must be told what it is about",
  ],
  [/crs\.ha-auto-rebalance-\w+ · maximum/, "shares above 100 per cent are refused"],
  [/ · (?:id|fabric|fabric_id) · (?:minLength|pattern)/, "ids of one letter are refused"],
  [/config-keys · (?:maxLength|pattern)/, "longer lists are refused, and a colon before a key"],
  [/\/ceph\/mon · returns/, "fields have the types that the code gives them"],
  [/\/ceph\/osd · returns/, "the answer is a tree, not a list"],
  [/\/osd\/\{osdid\}\/metadata · returns/, "a field that was declared at the wrong level went"],
  [/ · (?:entrypoint|env) · pattern/, "line feeds and the like are refused"],
  [/ · serial\[n\] · pattern/, "a comma in a device's path is refused"],
  [/ · blocksize · format/, "only a power of two from 512 on is taken"],
];

test("every breaking change from 9.1 to 9.2 has a reason, and every reason a change", () => {
  const breaking = diffApis(readRelease("9.1"), readRelease("9.2"))
    .filter((change) => change.class === "breaking")
    .map(changeId);
  expect(breaking.filter((id) => !REASONS.some(([what]) => what.test(id)))).toEqual([]);
  expect(REASONS.filter(([what]) => !breaking.some((id) => what.test(id)))).toEqual([]);
});
