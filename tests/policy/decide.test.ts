import { describe, expect, it } from "vitest";
import { decide } from "../../src/policy/decide.js";
import type { CatalogueEntry, Tier } from "../../src/schema/catalogue.js";
import { endpointFilter } from "../../src/schema/endpoint-filter.js";
import type { EndpointKey } from "../../src/schema/model.js";

const entry = (tier: Tier, given: Partial<CatalogueEntry> = {}): CatalogueEntry => ({
  line: "Does it",
  area: "nodes",
  tier,
  reason: "an example",
  privileges: "none",
  ...given,
});

const endpoint: EndpointKey = "POST /nodes/{node}/vzdump";
const rules = (access: Tier) => ({ access, excluded: new Map<EndpointKey, ReadonlySet<string>>() });
const caller = { identity: "admin@pve!mcp" };

describe("decide", () => {
  it.each<[Tier, Tier, boolean]>([
    ["read", "read", true],
    ["read", "operate", false],
    ["read", "elevated", false],
    ["operate", "read", true],
    ["operate", "operate", true],
    ["operate", "elevated", false],
    ["elevated", "elevated", true],
  ])("access %s, endpoint %s: %s", (access, tier, allowed) => {
    const verdict = decide({ endpoint, parameters: {} }, entry(tier), rules(access), caller);
    expect(verdict.allowed).toBe(allowed);
  });

  it("takes an unclassified endpoint for elevated, and says which setting would allow it", () => {
    expect(decide({ endpoint, parameters: {} }, undefined, rules("operate"), caller)).toEqual({
      allowed: false,
      code: "access",
      message: `POST /nodes/{node}/vzdump needs access tier "elevated" (it isn't classified); this server runs with "operate".`,
      hint: "The operator can allow it with PROXMOX_ACCESS=elevated.",
    });
  });

  it("refuses what is excluded at any tier", () => {
    const keepers = new Set(["proxmox_backup"]);
    const excluded = { access: "elevated", excluded: new Map([[endpoint, keepers]]) } as const;
    const as = (tool?: string) =>
      decide({ endpoint, parameters: {} }, entry("read"), excluded, { ...caller, tool });
    expect(as("proxmox_api_write")).toMatchObject({ allowed: false, code: "excluded" });
    expect(as()).toMatchObject({ allowed: false, code: "excluded" });
    expect(as("proxmox_backup").allowed).toBe(true);
  });

  it("refuses what is closed for all", () => {
    const closed = { ...rules("elevated"), closed: endpointFilter(["POST *vzdump"]) };
    const verdict = decide({ endpoint, parameters: {} }, entry("read"), closed, caller);
    expect(verdict).toMatchObject({
      allowed: false,
      message: `${endpoint} is switched off here by PROXMOX_EXCLUDE_ENDPOINTS.`,
    });
  });

  describe("a parameter above its endpoint", () => {
    const remove = { tier: "elevated", harmlessValue: 0, reason: "prunes old backups" } as const;
    const vzdump = entry("operate", { parameters: { remove } });

    it.each([
      ["operate", {}, { remove: 0 }],
      ["operate", { remove: "0" }, { remove: 0 }],
      ["operate", { remove: false, vmid: "100" }, { remove: 0, vmid: "100" }],
      ["elevated", {}, {}],
      ["elevated", { remove: 1 }, { remove: 1 }],
    ] as const)("%s: %j is sent as %j", (access, parameters, sent) => {
      expect(decide({ endpoint, parameters }, vzdump, rules(access), caller)).toEqual({
        allowed: true,
        request: { endpoint, parameters: sent },
      });
    });

    it("isn't overridden silently", () => {
      expect(
        decide({ endpoint, parameters: { remove: 1 } }, vzdump, rules("operate"), caller),
      ).toMatchObject({
        allowed: false,
        message: expect.stringContaining("with remove needs access tier"),
      });
    });
  });
});
