import { describe, expect, it } from "vitest";
import { loadCatalogue } from "../../src/data/catalogue.js";
import { loadRelease, newestRelease } from "../../src/data/releases.js";
import type { Endpoint, Schema } from "../../src/schema/model.js";
import { extendCatalogue } from "../../src/tools/learnt-catalogue.js";

const newest = loadRelease(newestRelease());

const endpoint = (facts: Partial<Endpoint>): Endpoint => ({
  path: "/cluster/weather",
  method: "GET",
  name: "weather",
  parameters: { type: "object", properties: {} },
  permissions: { check: ["perm", "/", ["Sys.Audit"]] },
  ...facts,
});

const answer = (properties: Record<string, Schema>): Schema => ({ type: "object", properties });

function learnt(facts: Partial<Endpoint>) {
  const added = endpoint(facts);
  const api = { ...newest, release: "99.1", endpoints: [...newest.endpoints, added] };
  const { tier, reason, since, destructive } =
    extendCatalogue(loadCatalogue(), api).endpoints[`${added.method} ${added.path}`] ?? {};
  return { tier, reason, since, ...(destructive && { destructive }) };
}

describe("what only the cluster's own description has", () => {
  it.each<[string, Partial<Endpoint>, object]>([
    [
      "a read by audit privilege",
      {},
      { tier: "read", reason: "read only; an audit privilege is enough", since: "99.1" },
    ],
    [
      "a read that everybody may do",
      { permissions: { user: "all" } },
      { tier: "read", reason: "shows what Proxmox shows to every user", since: "99.1" },
    ],
    [
      "a read that takes more",
      { permissions: { check: ["perm", "/", ["Sys.Modify"]] } },
      { tier: "elevated", since: "99.1" },
    ],
    [
      "a read for root alone",
      { permissions: undefined as never },
      { tier: "elevated", since: "99.1" },
    ],
    [
      "a read whose answer sounds like a secret",
      { returns: answer({ list: { type: "array", items: answer({ api_token: {} }) } }) },
      {
        tier: "elevated",
        reason: 'its answer has "list.api_token", which may be a secret',
        since: "99.1",
      },
    ],
    [
      "a power action",
      { path: "/nodes/{node}/qemu/{vmid}/status/hibernate", method: "POST" },
      { tier: "operate", reason: "changes the power state of a guest", since: "99.1" },
    ],
    [
      "a deletion",
      { path: "/cluster/weather/{day}", method: "DELETE" },
      { tier: "elevated", since: "99.1", destructive: true },
    ],
    ["any other change", { method: "PUT" }, { tier: "elevated", since: "99.1" }],
  ])("%s", (_, facts, expected) => {
    expect(learnt(facts)).toMatchObject(expected);
  });

  it("never changes the tier of what ships", () => {
    const open = newest.endpoints.map((one) => ({ ...one, permissions: { user: "all" } }));
    const extended = extendCatalogue(loadCatalogue(), { ...newest, endpoints: open });
    expect(extended).toBe(loadCatalogue());
  });
});
