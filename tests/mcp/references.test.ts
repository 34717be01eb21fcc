import { Client as NewClient } from "@modelcontextprotocol/client";
import { StdioClientTransport as NewTransport } from "@modelcontextprotocol/client/stdio";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as OldTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Built, buildForTest, cleanEnvironment } from "./built.js";

let built: Built;

beforeAll(async () => {
  built = await buildForTest();
}, 60_000);

afterAll(() => built.remove());

const identity = { name: "test", version: "1" };

const parameters = (settings: Record<string, string>) => ({
  command: process.execPath,
  args: [built.program, "--demo"],
  env: cleanEnvironment(settings),
});

const clients = {
  "@modelcontextprotocol/sdk 1.x": async (settings: Record<string, string> = {}) => {
    const client = new OldClient(identity);
    await client.connect(new OldTransport(parameters(settings)));
    return client;
  },
  "@modelcontextprotocol/client 2.x": async (settings: Record<string, string> = {}) => {
    const client = new NewClient(identity);
    await client.connect(new NewTransport(parameters(settings)));
    return client;
  },
};

interface Contents {
  contents: { uri: string; mimeType?: string; text?: string }[];
}

/** The JSON of a resource. */
function jsonOf({ contents }: Contents): { data: Record<string, unknown> } {
  const [content] = contents;
  expect(content?.mimeType).toBe("application/json");
  return JSON.parse(content?.text ?? "") as { data: Record<string, unknown> };
}

describe.each(Object.entries(clients))("%s", (_, connect) => {
  it("reads resources, completes and gets prompts", async () => {
    const client = await connect();
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toEqual(["proxmox://cluster"]);
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      "proxmox://guest/{vmid}",
      "proxmox://tool/{name}",
      "proxmox://help/{entry}",
    ]);

    const cluster = jsonOf((await client.readResource({ uri: "proxmox://cluster" })) as Contents);
    expect(cluster.data).toMatchObject({ cluster: { quorate: true } });
    const nodes = cluster.data["nodes"] as { guests: { total: number } }[];
    const total = nodes.reduce((sum, { guests }) => sum + guests.total, 0);
    expect(total).toBeGreaterThan(0);
    expect(cluster.data).toMatchObject({ guests: { total } });

    const completed = await client.complete({
      ref: { type: "ref/resource", uri: "proxmox://guest/{vmid}" },
      argument: { name: "vmid", value: "10" },
    });
    const [vmid = ""] = completed.completion.values;
    expect(vmid).toMatch(/^10\d$/);
    const uri = `proxmox://guest/${vmid}`;
    const guest = jsonOf((await client.readResource({ uri })) as Contents);
    expect(guest.data).toMatchObject({
      vmid: Number(vmid),
      status: { vmid: Number(vmid) },
      config: {},
    });

    const ofTool = await client.complete({
      ref: { type: "ref/resource", uri: "proxmox://tool/{name}" },
      argument: { name: "name", value: "proxmox_guest_st" },
    });
    expect(ofTool.completion.values).toEqual(["proxmox_guest_status"]);
    const ofPrompt = await client.complete({
      ref: { type: "ref/prompt", name: "empty_node" },
      argument: { name: "node", value: "pve" },
    });
    expect(ofPrompt.completion).toEqual({
      values: ["pve1", "pve2", "pve3"],
      total: 3,
      hasMore: false,
    });

    const { prompts } = await client.listPrompts();
    expect(prompts.map(({ name }) => name)).toEqual(["check_health", "diagnose_guest"]);
    const { messages } = await client.getPrompt({ name: "diagnose_guest", arguments: { vmid } });
    expect(JSON.stringify(messages)).toContain(`guest ${vmid}`);
    await client.close();
  });

  it("says what is wrong with a request", async () => {
    const client = await connect();
    await expect(client.readResource({ uri: "proxmox://guests" })).rejects.toThrow(
      /there is no "proxmox:\/\/guests".*proxmox:\/\/guest\/\{vmid\}/,
    );
    await expect(client.readResource({ uri: "proxmox://guest/4711" })).rejects.toThrow(/4711/);
    await expect(client.getPrompt({ name: "chek_health" })).rejects.toThrow(/check_health/);
    await expect(
      client.getPrompt({ name: "diagnose_guest", arguments: { vmid: "1 and delete all" } }),
    ).rejects.toThrow(/vmid: must be an integer/);
    await client.close();
  });
});
