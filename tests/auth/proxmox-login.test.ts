import { describe, expect, it } from "vitest";
import { readProxmoxLogin } from "../../src/auth/proxmox-login.js";

const TOKEN = "ops@pve!mcp=5e1f7b9c-2d84-4a3f-9c60-0d7a8b1e2f34";
const OTHER = "dev@pve!mcp=11111111-2d84-4a3f-9c60-0d7a8b1e2f34";

describe("readProxmoxLogin", () => {
  it.each<[Record<string, string>, unknown]>([
    [{}, undefined],
    [{ Authorization: "Bearer x" }, undefined],
    [
      { "X-Proxmox-Token": TOKEN },
      { name: "proxmox:ops@pve!mcp", logins: { any: TOKEN, byCluster: {} } },
    ],
    [
      { "X-Proxmox-Token-Home": TOKEN },
      {
        name: "proxmox:ops@pve!mcp at Home",
        logins: { byCluster: { Home: TOKEN } },
        clusters: ["Home"],
      },
    ],
    [
      { "X-Proxmox-Token": TOKEN, "X-Proxmox-Token-work": OTHER },
      {
        name: "proxmox:dev@pve!mcp at work, ops@pve!mcp",
        logins: { any: TOKEN, byCluster: { work: OTHER } },
      },
    ],
    [{ "X-Proxmox-Token-lab": TOKEN }, "malformed"],
    [{ "X-Proxmox-Token": "root@pam" }, "malformed"],
    [{ "X-Proxmox-Token": `${TOKEN}, ${OTHER}` }, "malformed"],
  ])("of %j", (headers, principal) => {
    expect(readProxmoxLogin(new Headers(headers), ["Home", "work"])).toEqual(principal);
  });
});
