import { expect, test } from "vitest";
import type { Endpoint, PermissionCheck, Permissions } from "../../src/schema/model.js";
import { needsMore, permissionNeeds } from "../../src/schema/permission-needs.js";

const perm = (...privileges: string[]): PermissionCheck => ["perm", "/vms/{vmid}", privileges];
const any = (...privileges: string[]): PermissionCheck => [...perm(...privileges), "any", 1];

function needs(permissions: Permissions | undefined) {
  const endpoint: Endpoint = { path: "/x", method: "GET", name: "x", parameters: {} };
  return permissionNeeds(permissions ? { ...endpoint, permissions } : endpoint);
}

test.each<[string, Permissions | undefined, Permissions | undefined, boolean]>([
  ["the same", { check: perm("A") }, { check: perm("A") }, false],
  ["one more", { check: perm("A") }, { check: perm("A", "B") }, true],
  ["one less", { check: perm("A", "B") }, { check: perm("A") }, false],
  ["another", { check: perm("A") }, { check: perm("B") }, true],
  ["another will do too", { check: any("A") }, { check: any("A", "B") }, false],
  ["one of two no longer does", { check: any("A", "B") }, { check: any("A") }, true],
  ["all instead of any", { check: any("A", "B") }, { check: perm("A", "B") }, true],
  ["an alternative", { check: perm("A") }, { check: ["or", perm("A"), perm("B")] }, false],
  ["a condition", { check: perm("A") }, { check: ["and", perm("A"), perm("B")] }, true],
  ["anyone", { check: perm("A") }, { user: "all" }, false],
  ["no longer anyone", { user: "all" }, { check: perm("A") }, true],
  ["root alone", { user: "all" }, undefined, true],
  ["no longer root alone", undefined, { user: "all" }, false],
])("%s", (_, before, after, more) => {
  expect(needsMore(needs(before), needs(after))).toBe(more);
});
