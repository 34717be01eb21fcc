import { describe, expect, it } from "vitest";
import { readPublic } from "../../src/settings/public.js";

const NEEDED = {
  PROXMOX_AUTH: "oauth",
  PROXMOX_PUBLIC_URL: "https://mcp.example/",
  PROXMOX_OAUTH_ISSUER: "https://login.example/realm/",
};

function oauthOf(env: Record<string, string>): unknown {
  const read = readPublic(env, { auth: env["PROXMOX_AUTH"] === "oauth" ? ["oauth"] : ["token"] });
  return "problems" in read ? read.problems : read.oauth;
}

describe("the settings of OAuth", () => {
  it("need the server's URL and an issuer, which stays as it is written", () => {
    expect(oauthOf(NEEDED)).toEqual({
      publicUrl: "https://mcp.example",
      issuer: "https://login.example/realm/",
      audience: "https://mcp.example/mcp",
      claims: {
        guests: "proxmox_guests",
        nodes: "proxmox_nodes",
        storages: "proxmox_storages",
        clusters: "proxmox_clusters",
      },
    });
  });

  it.each<[Record<string, string>, unknown]>([
    [{ PROXMOX_OAUTH_AUDIENCE: "api://proxmox" }, { audience: "api://proxmox" }],
    [
      { PROXMOX_OAUTH_CLAIMS: "guests=https://example.com/vms,nodes=hosts" },
      { claims: { guests: "https://example.com/vms", nodes: "hosts" } },
    ],
    [
      {
        PROXMOX_OAUTH_INTROSPECTION: "http://127.0.0.1:9000/introspect",
        PROXMOX_OAUTH_CLIENT_ID: "mcp",
        PROXMOX_OAUTH_CLIENT_SECRET: "s",
      },
      {
        introspection: {
          url: "http://127.0.0.1:9000/introspect",
          clientId: "mcp",
          clientSecret: "s",
        },
      },
    ],
    [{ PROXMOX_AUTH: "token", PROXMOX_OAUTH_AUDIENCE: "x" }, undefined],
  ])("with %j", (env, expected) => {
    const found = oauthOf({ ...NEEDED, ...env });
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(expected as object);
  });

  it.each<[Record<string, string>, string]>([
    [{ PROXMOX_PUBLIC_URL: "" }, "PROXMOX_PUBLIC_URL is not set, but is needed"],
    [{ PROXMOX_OAUTH_ISSUER: "" }, "PROXMOX_OAUTH_ISSUER is not set, but is needed"],
    [{ PROXMOX_OAUTH_ISSUER: "login.example" }, "should be an https:// URL"],
    [{ PROXMOX_OAUTH_ISSUER: "http://login.example" }, "should be an https:// URL"],
    [{ PROXMOX_OAUTH_ISSUER: "https://login.example/?a=b" }, "should be an https:// URL"],
    [{ PROXMOX_OAUTH_ISSUER: "https://me:secret@login.example" }, '"[hidden]"'],
    [{ PROXMOX_OAUTH_INTROSPECTION: "https://login.example/i" }, "PROXMOX_OAUTH_CLIENT_ID is not"],
    [{ PROXMOX_OAUTH_CLAIMS: "guest=x" }, "should be one of guests, nodes, storages, clusters"],
    [{ PROXMOX_OAUTH_CLAIMS: "guests" }, "as in guests=my_guests"],
  ])("of %j it is said what is wrong", (env, expected) => {
    expect(String(oauthOf({ ...NEEDED, ...env }))).toContain(expected);
  });
});
