import { expect, it } from "vitest";
import { decidingPaths, judgePermissions } from "../../src/policy/permitted.js";
import type { Endpoint } from "../../src/schema/model.js";

const granted = new Map([
  ["/vms/100", new Set(["VM.Audit", "VM.PowerMgmt"])],
  ["/storage/local", new Set<string>()],
  ["/vms/200", new Set(["VM.Allocate"])],
]);
const parameters = { vmid: "100", storage: "local", userid: "joe@pve", path: "/vms/200" };

it.each<[string, unknown, boolean | undefined, string[]]>([
  ["all it needs", ["perm", "/vms/{vmid}", ["VM.Audit"]], true, []],
  ["one of some", ["perm", "/vms/{vmid}", ["VM.Config.CPU", "VM.PowerMgmt"], "any", 1], true, []],
  [
    "none of some",
    ["perm", "/vms/{vmid}", ["VM.Config.CPU", "VM.Config.Disk"], "any", 1],
    false,
    ["VM.Config.CPU or VM.Config.Disk on /vms/100"],
  ],
  [
    "one too few",
    ["perm", "/vms/{vmid}", ["VM.Audit", "VM.Allocate"]],
    false,
    ["VM.Allocate on /vms/100"],
  ],
  [
    "both of two",
    [
      "and",
      ["perm", "/vms/{vmid}", ["VM.Audit"]],
      ["perm", "/storage/{storage}", ["Datastore.Audit"]],
    ],
    false,
    ["Datastore.Audit on /storage/local"],
  ],
  [
    "either of two",
    ["or", ["perm", "/storage/{storage}", ["X"]], ["perm", "/vms/{vmid}", ["VM.Audit"]]],
    true,
    [],
  ],
  ["a path nobody asked about", ["perm", "/", ["Sys.Modify"]], undefined, []],
  [
    "a parameter that isn't given",
    ["perm", "/pool/{pool}", ["VM.Allocate"], "require_param", "pool"],
    false,
    ["the parameter pool"],
  ],
  ["the ACLs of a guest", ["perm-modify", "{path}"], true, []],
  ["itself", ["userid-param", "self"], true, []],
  ["a group of the user", ["userid-group", ["User.Modify"]], undefined, []],
])("%s", (_, check, allowed, missing) => {
  const endpoint = { permissions: { check } } as unknown as Endpoint;
  expect(judgePermissions(endpoint, parameters, "joe@pve", granted)).toEqual({ allowed, missing });
});

it.each<[string, unknown, boolean | undefined]>([
  ["joe@pve", undefined, false],
  ["root@pam", undefined, true],
  ["root@pam!mcp", undefined, false],
  ["joe@pve", { user: "world" }, true],
  ["joe@pve", { user: "all" }, undefined],
])("%s where permissions are %j", (identity, permissions, allowed) => {
  const endpoint = { permissions } as unknown as Endpoint;
  expect(judgePermissions(endpoint, {}, identity, granted).allowed).toBe(allowed);
});

it("names the paths that decide, each once", () => {
  const check = [
    "or",
    ["perm", "/vms/{vmid}", ["A"]],
    ["and", ["perm", "/vms/{vmid}", ["B"]], ["perm-modify", "{path}"]],
  ];
  const endpoint = { permissions: { check } } as unknown as Endpoint;
  expect(decidingPaths(endpoint, parameters)).toEqual(["/vms/100", "/vms/200"]);
});
