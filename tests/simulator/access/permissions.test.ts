import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAccess, normalizePath } from "../../../simulator/access/permissions.js";
import { buildState } from "../../../simulator/state/initial-states.js";

const time = Date.UTC(2026, 0, 5, 9, 0, 0) / 1000;

describe("privileges", () => {
  const { state } = buildState("demo", { release: "9.1", now: time * 1000 });

  it("of anybody are never more than those of root", () => {
    const path = fc.constantFrom(
      "/",
      "/vms/100",
      "/vms/106",
      "/pool/production",
      "/storage/ceph-vm",
      "/nodes/pve1",
      "/access",
    );
    const user = fc.constantFrom(...state.access.users.keys(), "who@pve");
    const root = createAccess(state, { user: "root@pam", id: "root@pam" });
    fc.assert(
      fc.property(user, path, (id, where) => {
        const held = createAccess(state, { user: id, id }).privileges(where);
        expect([...held.keys()].filter((privilege) => !root.has(where, privilege))).toEqual([]);
      }),
    );
  });

  it.each([
    ["//vms//100/", "/vms/100"],
    ["", "/"],
    ["vms", "/vms"],
    ["/vms/ä", undefined],
  ])("path %j", (path, normal) => {
    expect(normalizePath(path)).toBe(normal);
  });
});
