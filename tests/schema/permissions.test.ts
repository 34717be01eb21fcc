import { describe, expect, it } from "vitest";
import { alsoChecked, checkedInCode } from "../../overrides/access.js";
import { loadCatalogue } from "../../src/data/catalogue.js";
import { loadRelease, newestRelease } from "../../src/data/releases.js";
import { keyOf, type PermissionCheck } from "../../src/schema/model.js";
import { describePermissions } from "../../src/schema/permissions.js";

const perm = (path: string, ...privileges: string[]): PermissionCheck => ["perm", path, privileges];

describe("permissions in words", () => {
  it.each<[Parameters<typeof describePermissions>[0], object, string]>([
    [{ method: "POST" }, {}, "root@pam only"],
    [{ method: "GET", permissions: { user: "world" } }, {}, "none, not even a login"],
    [
      { method: "GET", permissions: { user: "all" } },
      {},
      "any user; the answer shows what they may see",
    ],
    [
      { method: "POST", permissions: { user: "all" } },
      {},
      "any user by its schema; Proxmox decides while it runs",
    ],
    [
      { method: "POST", permissions: { user: "all" } },
      { inCode: perm("/vms/{vmid}", "VM.Backup") },
      "VM.Backup on /vms/{vmid}",
    ],
    [
      { method: "PUT", permissions: { check: perm("/vms/{vmid}", "VM.Config.Disk") } },
      { also: perm("/storage/{storage}", "Datastore.AllocateSpace") },
      "VM.Config.Disk on /vms/{vmid}; for what it uses also Datastore.AllocateSpace on /storage/{storage}",
    ],
    [{ method: "PUT", permissions: {} }, {}, "decided while it runs"],
  ])("%j with %j: %s", (endpoint, known, words) => {
    expect(describePermissions(endpoint, known)).toBe(words);
  });
});

it("says of no write that any user may call it", () => {
  const { endpoints } = loadCatalogue();
  const vague = loadRelease(newestRelease())
    .endpoints.filter(({ method }) => method !== "GET")
    .map(keyOf)
    .filter((key) => /any user|decided/.test(endpoints[key]?.privileges ?? ""));
  expect(vague).toEqual([]);
});

it("knows checks of endpoints alone whose schema leaves them open", () => {
  const endpoints = new Map(
    loadRelease(newestRelease()).endpoints.map((endpoint) => [keyOf(endpoint), endpoint] as const),
  );
  const checkOf = (key: string) => endpoints.get(key as never)?.permissions?.check;
  expect(Object.keys(checkedInCode).filter((key) => checkOf(key))).toEqual([]);
  expect(Object.keys(alsoChecked).filter((key) => !checkOf(key))).toEqual([]);
});
