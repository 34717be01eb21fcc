import { Client } from "@modelcontextprotocol/client";
import { InMemoryTransport } from "@modelcontextprotocol/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createServer } from "../../../src/mcp/server.js";
import { combineToolboxes } from "../../../src/tools/clusters/combine.js";
import type { Toolbox } from "../../../src/tools/toolbox.js";
import { type Harness, openToolbox } from "../harness.js";

/** Two clusters with the same guests; of `work`, all may only be read. */
let home: Harness;
let work: Harness;

beforeAll(async () => {
  [home, work] = await Promise.all([
    openToolbox({ toolsets: ["core"] }),
    openToolbox({ toolsets: ["core"], access: "read" }),
  ]);
});

afterAll(() => Promise.all([home.close(), work.close()]));

async function clientOf(toolbox: Toolbox): Promise<Client> {
  const server = createServer(toolbox, { version: "1" });
  const client = new Client({ name: "test", version: "1" });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await server.connect(ours);
  await client.connect(theirs);
  return client;
}

const both = () =>
  new Map([
    ["home", home.toolbox],
    ["work", work.toolbox],
  ]);

describe("two clusters without a default", () => {
  let client: Client;

  beforeAll(async () => {
    client = await clientOf(combineToolboxes(both()));
  });

  it("are named by every tool, and needed by those that look at one", async () => {
    const { tools } = await client.listTools();
    const optional = tools.filter(({ inputSchema }) => !inputSchema.required?.includes("cluster"));
    expect(optional.map(({ name }) => name).sort()).toEqual([
      "proxmox_guest_find",
      "proxmox_guest_list",
      "proxmox_health",
    ]);
    for (const { inputSchema } of tools) {
      expect(inputSchema.properties?.["cluster"]).toMatchObject({ enum: ["home", "work"] });
    }
    expect(client.getInstructions()).toContain("Clusters: home, work.");
  });

  it.each([
    [{}, "cluster: is required; there are home, work"],
    [{ cluster: "lab" }, 'cluster: there is no "lab"; there are home, work'],
    [{ cluster: 7 }, "cluster: there is no 7; there are home, work"],
  ])("refuse a call with %j", async (given, message) => {
    const { structuredContent } = await client.callTool({
      name: "proxmox_guest_status",
      arguments: { vmid: 101, ...given },
    });
    expect(structuredContent).toMatchObject({ error: { message } });
  });

  it("answer with the name of the one that was asked", async () => {
    const { structuredContent, content } = await client.callTool({
      name: "proxmox_guest_status",
      arguments: { cluster: "work", vmid: 101 },
    });
    expect(structuredContent).toMatchObject({ cluster: "work", data: { vmid: 101 } });
    expect((content[0] as { text: string }).text).toMatch(/^cluster: work\n/);
  });

  it("change the one that is meant, with what is allowed there", async () => {
    const start = (cluster: string) =>
      client.callTool({ name: "proxmox_guest_start", arguments: { cluster, vmid: 120 } });
    home.sent();
    work.sent();
    expect((await start("home")).isError).toBeFalsy();
    expect((await start("work")).structuredContent).toMatchObject({
      error: { message: expect.stringContaining("proxmox_guest_start") },
    });
    expect(home.sent()).toContain("POST /nodes/pve3/qemu/120/status/start");
    expect(work.sent().filter((request) => request.startsWith("POST"))).toEqual([]);
  });

  it("are looked over together for guests", async () => {
    const { structuredContent } = await client.callTool({
      name: "proxmox_guest_list",
      arguments: { fields: ["vmid"], type: "lxc", limit: 2 },
    });
    expect(structuredContent).toMatchInlineSnapshot(`
      {
        "data": [
          {
            "cluster": "home",
            "vmid": 200,
          },
          {
            "cluster": "home",
            "vmid": 201,
          },
          {
            "cluster": "work",
            "vmid": 200,
          },
          {
            "cluster": "work",
            "vmid": 201,
          },
        ],
        "notes": [
          "home has more: ask with cluster home.",
          "work has more: ask with cluster work.",
        ],
      }
    `);
    const found = await client.callTool({
      name: "proxmox_guest_find",
      arguments: { query: "dns01", fields: ["vmid", "name"] },
    });
    expect(found.structuredContent).toMatchInlineSnapshot(`
      {
        "data": [
          {
            "cluster": "home",
            "ips": [
              "198.51.100.202/24",
            ],
            "name": "dns01",
            "node": "pve1",
            "pool": "production",
            "status": "running",
            "tags": "infra;prod",
            "template": false,
            "type": "lxc",
            "vmid": 200,
          },
          {
            "cluster": "work",
            "ips": [
              "198.51.100.202/24",
            ],
            "name": "dns01",
            "node": "pve1",
            "pool": "production",
            "status": "running",
            "tags": "infra;prod",
            "template": false,
            "type": "lxc",
            "vmid": 200,
          },
        ],
      }
    `);
  });

  it("are looked over together for their health", async () => {
    const { structuredContent } = await client.callTool({ name: "proxmox_health", arguments: {} });
    expect(Object.keys(Object(structuredContent)["data"])).toEqual(["home", "work"]);
  });

  it("tell once what is wrong with the arguments of both", async () => {
    const { structuredContent } = await client.callTool({
      name: "proxmox_guest_list",
      arguments: { sort: "name" },
    });
    expect(structuredContent).toMatchObject({ error: { code: "arguments" } });
  });

  it("have resources, prompts and completions of their own", async () => {
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toEqual([
      "proxmox://cluster?cluster=home",
      "proxmox://cluster?cluster=work",
    ]);
    const { contents } = await client.readResource({ uri: "proxmox://guest/101?cluster=work" });
    expect(contents).toHaveLength(1);
    await expect(client.readResource({ uri: "proxmox://guest/101" })).rejects.toThrow(
      "cluster: is required",
    );
    const { prompts } = await client.listPrompts();
    expect(prompts[0]?.arguments?.at(-1)).toEqual({
      name: "cluster",
      description: "One of home, work",
      required: true,
    });
    const { messages } = await client.getPrompt({
      name: "check_health",
      arguments: { cluster: "work" },
    });
    expect(JSON.stringify(messages)).toContain("This is about cluster work");
    const { completion } = await client.complete({
      ref: { type: "ref/resource", uri: "proxmox://guest/{vmid}{?cluster}" },
      argument: { name: "vmid", value: "10" },
      context: { arguments: { cluster: "work" } },
    });
    expect(completion.values).toContain("101");
  });
});

describe("a default", () => {
  it("is meant where a call names none", async () => {
    const client = await clientOf(combineToolboxes(both(), "work"));
    const { tools } = await client.listTools();
    expect(tools.some(({ inputSchema }) => inputSchema.required?.includes("cluster"))).toBe(false);
    const { structuredContent } = await client.callTool({
      name: "proxmox_guest_status",
      arguments: { vmid: 101 },
    });
    expect(structuredContent).toMatchObject({ cluster: "work" });
  });
});

describe("a cluster that is down", () => {
  it("is told, and hides nothing of the others", async () => {
    const lost = await openToolbox({ toolsets: ["core"] });
    await lost.simulator.close();
    const client = await clientOf(combineToolboxes(new Map([...both(), ["lost", lost.toolbox]])));
    const { structuredContent, isError } = await client.callTool({
      name: "proxmox_guest_list",
      arguments: { fields: ["vmid"], limit: 100 },
    });
    expect(isError).toBeFalsy();
    const { data, notes } = structuredContent as { data: { cluster: string }[]; notes: string[] };
    expect(new Set(data.map(({ cluster }) => cluster))).toEqual(new Set(["home", "work"]));
    expect(notes).toEqual([expect.stringMatching(/^lost is missing here: /)]);
    await lost.toolbox.close();
  });
});
