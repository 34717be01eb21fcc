import { describe, expect, it } from "vitest";
import { roleFor, waysOf } from "../../src/policy/role.js";
import type { EndpointKey, PermissionCheck } from "../../src/schema/model.js";

const perm = (...privileges: string[]): PermissionCheck => ["perm", "/", privileges];

describe("the sets of privileges that are enough", () => {
  it.each<[PermissionCheck, string[][]]>([
    [perm("A", "B"), [["A", "B"]]],
    [
      ["perm", "/", ["A", "B"], "any", 1],
      [["A"], ["B"]],
    ],
    [["and", perm("A"), perm("B")], [["A", "B"]]],
    [
      ["or", perm("A"), perm("B", "C")],
      [["A"], ["B", "C"]],
    ],
    [
      ["and", perm("A"), ["or", perm("B"), perm("A")]],
      [["A", "B"], ["A"]],
    ],
    [
      ["or", ["userid-param", "self"], perm("A")],
      [[], ["A"]],
    ],
    [["userid-param", "Realm.AllocateUser"], [["Realm.AllocateUser"]]],
    [["userid-group", ["User.Modify"]], [["User.Modify"]]],
    [["perm-modify", "/vms"], [["Permissions.Modify"]]],
  ])("%j", (check, ways) => {
    expect(waysOf(check)).toEqual(ways);
  });
});

describe("a role", () => {
  const endpoint = (key: string, ...checks: PermissionCheck[]) => ({
    key: key as EndpointKey,
    checks,
  });

  it("takes of alternatives what others need anyway", () => {
    const { privileges, reasons } = roleFor([
      endpoint("GET /a", ["or", perm("X"), perm("B")]),
      endpoint("GET /b", perm("B")),
      endpoint("GET /c"),
    ]);
    expect(privileges).toEqual(["B"]);
    expect(reasons.get("B")).toEqual(["GET /b", "GET /a"]);
  });

  it("says what no role is enough for", () => {
    const only = { ...endpoint("PUT /a"), rootOnly: true as const };
    expect(roleFor([only])).toMatchObject({ privileges: [], rootOnly: ["PUT /a"] });
  });
});
