import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Built, buildForTest, cleanEnvironment } from "./built.js";

/** What a user sees who got a setting wrong: most clients show nothing of a server that ends. */
describe("a server with wrong settings", () => {
  let built: Built;
  let client: Client;
  beforeAll(async () => {
    built = await buildForTest();
    client = new Client({ name: "test", version: "1" });
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [built.program],
        env: cleanEnvironment({
          PROXMOX_HOST: "pve.example.com",
          PROXMOX_TOKEN_VALUE: "4f7a9c31-0000-4000-8000-0123456789ab",
          PROXMOX_ACCESS: "root",
        }),
        stderr: "ignore",
      }),
    );
  }, 60_000);
  afterAll(async () => {
    await client.close();
    await built.remove();
  });

  it("answers, and says so in its instructions", () => {
    expect(client.getInstructions()).toMatch(
      /^This server's settings are wrong, so no tool works: .*PROXMOX_ACCESS is "root"/,
    );
  });

  it("lists tools, so that a client keeps it", async () => {
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain(
      "proxmox_guest_list",
    );
  });

  it.each([
    ["proxmox_guest_list", {}],
    ["proxmox_guest_list", { nonsense: 1 }],
    ["proxmox_api_search", { query: "backup" }],
    ["proxmox_nothing", {}],
  ])("says it in every call: %s %j", async (name, args) => {
    const { isError, structuredContent } = await client.callTool({ name, arguments: args });
    expect({ isError, structuredContent }).toMatchObject({
      isError: true,
      structuredContent: {
        error: {
          code: "settings",
          message: expect.stringContaining('PROXMOX_ACCESS is "root"'),
          problems: expect.arrayContaining([expect.stringContaining("PROXMOX_ACCESS")]),
        },
      },
    });
    expect(JSON.stringify(structuredContent)).not.toContain("4f7a9c31");
  });

  it("says it for resources and prompts too", async () => {
    await expect(client.readResource({ uri: "proxmox://cluster" })).rejects.toThrow(
      "PROXMOX_ACCESS",
    );
  });
});
