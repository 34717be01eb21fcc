import { describe, expect, it } from "vitest";
import { principalOfClaims } from "../../../src/auth/oauth/principal-of-claims.js";

const NAMES = {
  guests: "proxmox_guests",
  nodes: "proxmox_nodes",
  storages: "proxmox_storages",
  clusters: "https://example.com/clusters",
};

describe("principalOfClaims", () => {
  it.each<[Record<string, unknown>, unknown]>([
    [{ scope: "proxmox:read" }, { access: "read" }],
    [{ scope: "proxmox:elevated openid proxmox:read" }, { access: "elevated" }],
    [{ scp: ["proxmox:operate"] }, { access: "operate" }],
    [{ scope: "proxmox:readonly" }, { reason: "scope" }],
    [{ scope: "" }, { reason: "scope" }],
    [{ scope: { proxmox: "read" } }, { reason: "scope" }],
    [{ proxmox_guests: "100-199,tag:lab" }, { scope: { guests: { text: "100-199,tag:lab" } } }],
    [{ proxmox_guests: ["100", "!tag:prod"] }, { scope: { guests: { text: "100,!tag:prod" } } }],
    [{ proxmox_nodes: "pve1, pve2" }, { scope: { nodes: ["pve1", "pve2"] } }],
    [{ proxmox_storages: ["local"] }, { scope: { storages: ["local"] } }],
    [{ "https://example.com/clusters": ["lab"] }, { clusters: ["lab"] }],
    [{ clusters: ["lab"] }, { name: "oauth:ann" }],
    ...["proxmox_guests", "proxmox_nodes", "proxmox_storages"].flatMap((claim) =>
      ["", [], null, 100, [100], [""], {}, [["a"]]].map(
        (value) =>
          [{ [claim]: value }, { reason: "claim", claim }] as [Record<string, unknown>, unknown],
      ),
    ),
    [{ proxmox_guests: "99" }, { reason: "claim", claim: "proxmox_guests" }],
  ])("of %j", (claims, expected) => {
    const all = { sub: "ann", scope: "proxmox:read", ...claims };
    const found = principalOfClaims("scp" in claims ? { ...all, scope: undefined } : all, NAMES);
    expect(found).toMatchObject(expected as object);
  });

  it("reads no claim for what has none", () => {
    const claims = { sub: "ann", scope: "proxmox:read", proxmox_guests: "nonsense", undefined: 1 };
    expect(principalOfClaims(claims, {})).toEqual({ name: "oauth:ann", access: "read" });
  });

  it("gives no two subjects the same name, and none that spoils a log", () => {
    const subjects = [
      "ann",
      "ann@example.com",
      "ann ",
      "ann\n",
      "ann_",
      "auth0|507f1f77bcf86cd799439011",
      "x".repeat(65),
      "x".repeat(66),
      "\u202eann",
    ];
    const names = subjects.map((sub) => nameOf(sub));
    expect(new Set(names).size).toBe(subjects.length);
    // who is called like another's replacement isn't taken for them
    const replaced = names.filter((name) => name.includes("~"));
    expect(replaced).toHaveLength(5);
    for (const name of replaced) expect(names).not.toContain(nameOf(name.slice("oauth:".length)));
    for (const name of names) expect(name).toMatch(/^oauth:[\w.@:+|/=~-]{1,64}$/);
  });
});

function nameOf(sub: string): string {
  return Object(principalOfClaims({ sub, scope: "proxmox:read" }, {})).name;
}
