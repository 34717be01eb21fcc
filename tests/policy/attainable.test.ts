import { expect, it } from "vitest";
import { missingAnywhere } from "../../src/policy/attainable.js";
import type { PermissionCheck } from "../../src/schema/model.js";

const perm = (
  path: string,
  privileges: string[],
  ...rest: (string | number)[]
): PermissionCheck => ["perm", path, privileges, ...rest];

it.each<[string, PermissionCheck, object, string[]]>([
  ["on the path", perm("/vms", ["VM.Audit"]), { "/vms": { "VM.Audit": 1 } }, []],
  ["above it", perm("/vms/{vmid}", ["VM.Audit"]), { "/": { "VM.Audit": 1 } }, []],
  ["on some guest", perm("/vms/{vmid}", ["VM.Audit"]), { "/vms/100": { "VM.Audit": 1 } }, []],
  ["below a fixed path", perm("/", ["Sys.Audit"]), { "/nodes": { "Sys.Audit": 1 } }, ["Sys.Audit"]],
  ["elsewhere", perm("/vms/{vmid}", ["VM.Audit"]), { "/storage": { "VM.Audit": 1 } }, ["VM.Audit"]],
  ["all of several", perm("/", ["A", "B"]), { "/": { A: 1 } }, ["B"]],
  ["any of several", perm("/", ["A", "B"], "any", 1), { "/": { B: 1 } }, []],
  ["none of any", perm("/", ["A", "B"], "any", 1), { "/": {} }, ["A|B"]],
  ["both", ["and", perm("/", ["A"]), perm("/", ["B"])], { "/": { A: 1 } }, ["B"]],
  ["either", ["or", perm("/", ["A", "C"]), perm("/", ["B"])], { "/": {} }, ["B"]],
  ["what only code can tell", ["userid-param", "self"], { "/": {} }, []],
])("%s", (_, check, tree, missing) => {
  expect(missingAnywhere({ permissions: { check } }, "a@pve", tree as never)).toEqual(missing);
});

it.each([
  [undefined, "a@pve", ["root@pam with its password"]],
  [undefined, "root@pam", []],
  [{ user: "all" }, "a@pve", []],
])("%j for %s: %j", (permissions, identity, missing) => {
  const endpoint = permissions === undefined ? {} : { permissions };
  expect(missingAnywhere(endpoint, identity, {})).toEqual(missing);
});
