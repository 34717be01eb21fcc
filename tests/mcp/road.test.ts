import { relative } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { InMemoryTransport } from "@modelcontextprotocol/server";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { ROOT } from "../../codegen/root.js";
import { createServer } from "../../src/mcp/server.js";
import type { Transport } from "../../src/pve/wire/transport.js";
import { type Harness, openToolbox } from "../tools/harness.js";

/** What was sent, and the files in line from the protocol to the transport; the last one sends. */
const roads = vi.hoisted(() => [] as { sent: string; stack: string }[]);

vi.mock("../../src/pve/wire/transport.js", async (original) => {
  const real = (await original()) as typeof import("../../src/pve/wire/transport.js");
  return {
    ...real,
    createTransport: (...options: Parameters<typeof real.createTransport>): Transport => {
      const transport = real.createTransport(...options);
      return (address, request, limits) => {
        const stack = new Error().stack ?? "";
        roads.push({ sent: `${request.method} ${request.target}`, stack });
        return transport(address, request, limits);
      };
    },
  };
});

let harness: Harness;

beforeAll(async () => {
  Error.stackTraceLimit = 100;
  harness = await openToolbox();
  const server = createServer(harness.toolbox, { version: "1" });
  const client = new Client({ name: "test", version: "1" });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await server.connect(ours);
  await client.connect(theirs);
  await client.callTool({ name: "proxmox_guest_start", arguments: { vmid: 101 } });
  await client.callTool({ name: "proxmox_guest_list", arguments: {} });
  await client.readResource({ uri: "proxmox://guest/101" });
  await client.close();
});

afterAll(async () => {
  Error.stackTraceLimit = 10;
  await harness.close();
});

/** Files of the project, from the first that was entered to the one that sends. */
function filesInLine(stack: string): string[] {
  const frames = [...stack.matchAll(/(\/[^\s():]+\.ts)(?:\?[^:]*)?:\d+:\d+/g)];
  const files = frames
    .map(([, path = ""]) => relative(ROOT, path))
    .filter((path) => path.startsWith("src/") || path.startsWith("overrides/"))
    // whoever watches stands beside the road
    .filter((path) => path !== "src/kit/observed.ts")
    .reverse();
  return [...files, "src/pve/wire/transport.ts"];
}

/** A file that calls itself stays one station. */
function stations(stack: string): string[] {
  return filesInLine(stack).filter((file, index, all) => file !== all[index - 1]);
}

it("goes from tools/call to the socket through ten files, each once", () => {
  const road = roads.find(({ sent }) => sent.startsWith("POST"));
  expect(road?.sent).toMatchInlineSnapshot(`"POST /api2/json/nodes/pve2/qemu/101/status/start"`);
  expect(new Set(filesInLine(road?.stack ?? "")).size).toBeLessThanOrEqual(10);
  expect(stations(road?.stack ?? "")).toMatchInlineSnapshot(`
    [
      "src/mcp/server.ts",
      "src/tools/call-tool.ts",
      "src/tools/run-action.ts",
      "src/tools/request.ts",
      "src/tools/gate.ts",
      "src/pve/wire/client.ts",
      "src/pve/wire/lost-writes.ts",
      "src/pve/wire/attempts.ts",
      "src/pve/wire/exchange.ts",
      "src/pve/wire/transport.ts",
    ]
  `);
});

it("never goes back from the client to the tools, whatever is looked up", () => {
  expect(roads.map(({ sent }) => sent.replace(/UPID[^/]*/, "{upid}"))).toMatchInlineSnapshot(`
    [
      "GET /api2/json/version",
      "GET /api2/json/cluster/resources",
      "POST /api2/json/nodes/pve2/qemu/101/status/start",
      "GET /api2/json/nodes/pve2/tasks/{upid}/status",
      "GET /api2/json/nodes/pve2/tasks/{upid}/log?start=0&limit=500",
      "GET /api2/json/cluster/resources?type=vm",
      "GET /api2/json/cluster/resources",
      "GET /api2/json/nodes/pve2/qemu/101/status/current",
      "GET /api2/json/nodes/pve2/qemu/101/config",
      "GET /api2/json/nodes/pve2/qemu/101/snapshot",
    ]
  `);
  for (const { stack } of roads) {
    const rooms = stations(stack).map((file) => file.split("/").slice(0, 2).join("/"));
    const entered = rooms.indexOf("src/pve");
    expect(new Set(rooms.slice(entered))).toEqual(new Set(["src/pve"]));
    expect(new Set(stations(stack)).size).toBe(stations(stack).length);
  }
});
