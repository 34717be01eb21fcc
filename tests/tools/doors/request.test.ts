import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogueEntry } from "../../../src/data/catalogue.js";
import { loadRelease, newestRelease } from "../../../src/data/releases.js";
import { exampleParameters } from "../../../src/schema/example.js";
import { type Endpoint, keyOf } from "../../../src/schema/model.js";
import { type ErrorAnswer, type Harness, openToolbox } from "../harness.js";

const { endpoints } = loadRelease(newestRelease());

/**
 * What Proxmox itself may answer to valid parameters that name things which aren't there; `login` and
 * `unsupported` are what it would answer, said before anything is sent.
 */
const PROXMOX_ERRORS = new Set([
  "authentication",
  "conflict",
  "locked",
  "login",
  "node_unreachable",
  "not_found",
  "permission",
  "server",
  "task",
  "unsupported",
  "validation",
]);

let harness: Harness;

beforeAll(async () => {
  harness = await openToolbox({ toolsets: ["api"] });
});

afterAll(() => harness?.close());

async function callThroughDoor(endpoint: Endpoint) {
  const key = keyOf(endpoint);
  const door = catalogueEntry(key).tier === "read" ? "proxmox_api_read" : "proxmox_api_write";
  const params = { ...exampleParameters(endpoint), ...nodeOf(endpoint) };
  const wait = door === "proxmox_api_write" ? { wait: 0 } : {};
  return harness.result(door, { endpoint: key, params, ...wait });
}

/** A node that is there: the rest of the example may name what it likes. */
function nodeOf({ path }: Endpoint): { node?: string } {
  return path.includes("{node}") ? { node: "pve1" } : {};
}

describe("every endpoint of the newest release, through the doors", () => {
  it.each(endpoints.map((endpoint) => [keyOf(endpoint), endpoint] as const))(
    "%s",
    async (key, endpoint) => {
      const { structuredContent, isError } = await callThroughDoor(endpoint);
      const error = structuredContent["error"] as ErrorAnswer | undefined;
      expect(isError === true, JSON.stringify(error)).toBe(error !== undefined);
      if (error) {
        expect(PROXMOX_ERRORS, JSON.stringify(error)).toContain(error.code);
        expect(error.message).toContain(key);
        if (error.code === "login") expect(catalogueEntry(key).login).toBeDefined();
        if (error.code === "unsupported") expect(key).toContain("/cluster/ha/groups");
      } else {
        expect(structuredContent).toHaveProperty("data");
      }
    },
  );

  it("left nothing unexplained", () => {
    expect(harness.unexpected).toEqual([]);
    expect(harness.simulator.crashes).toEqual([]);
  });
});

describe("what the doors refuse, before anything is sent", () => {
  it.each<[string, Record<string, unknown>, string, string]>([
    [
      "proxmox_api_read",
      { endpoint: "POST /nodes/{node}/qemu", params: { node: "pve1" } },
      "door",
      "takes only endpoints of tier",
    ],
    ["proxmox_api_write", { endpoint: "GET /nodes", params: {} }, "door", "only reads"],
    ["proxmox_api_read", { endpoint: "GET /nods" }, "endpoint", 'did you mean "GET /nodes"?'],
    [
      "proxmox_api_read",
      { endpoint: "GET /nodes/pve1/qemu", params: { node: "pve2" } },
      "arguments",
      'node is "pve2", but the path of endpoint says "pve1"',
    ],
    ["proxmox_api_write", { endpoint: "/nodes/pve1/qemu" }, "endpoint", "there is no"],
    ["proxmox_api_read", { endpoint: "GET /nodes/%2e%2e/qemu" }, "parameters", "node"],
    [
      "proxmox_api_read",
      { endpoint: "GET /nodes/pve1/qemu/100?full=1" },
      "endpoint",
      "there is no",
    ],
    [
      "proxmox_api_read",
      { endpoint: "DELETE /nodes/pve1/qemu/100" },
      "door",
      "DELETE /nodes/{node}/qemu/{vmid} is of tier",
    ],
    [
      "proxmox_api_read",
      { endpoint: "GET /nodes/{node}/qemu/{vmid}/config", params: { node: "pve1", vmid: 5 } },
      "parameters",
      "vmid",
    ],
    [
      "proxmox_api_read",
      {
        endpoint: "GET /nodes/{node}/qemu/{vmid}/config",
        params: { node: "pve1", vmid: "../qemu/100/agent/file-read?file=x#" },
      },
      "parameters",
      "vmid",
    ],
    [
      "proxmox_api_read",
      { endpoint: "GET /nodes/{node}/status", params: { node: "pve1", bogus: 1 } },
      "parameters",
      "bogus",
    ],
    ["proxmox_api_read", { endpoint: "GET /nodes/{node}/status" }, "parameters", "node"],
  ])("%s %j", async (name, args, code, words) => {
    harness.sent();
    const error = await harness.refused(name, args);
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
    expect(harness.sent()).toEqual([]);
  });
});

describe("a path with its values in it", () => {
  it.each<[string, Record<string, unknown>, string]>([
    ["proxmox_api_read", { endpoint: "/cluster/nextid" }, "GET /cluster/nextid"],
    ["proxmox_api_read", { endpoint: "GET /nodes/pve1/qemu" }, "GET /nodes/pve1/qemu"],
    [
      "proxmox_api_read",
      { endpoint: "/api2/json/nodes/pve1/qemu/100/config/" },
      "GET /nodes/pve1/qemu/100/config",
    ],
    [
      "proxmox_api_read",
      { endpoint: "GET /nodes/{node}/qemu/100/config", params: { node: "pve1", vmid: 100 } },
      "GET /nodes/pve1/qemu/100/config",
    ],
    [
      "proxmox_api_write",
      { endpoint: "POST /nodes/pve1/qemu/100/status/suspend" },
      "POST /nodes/pve1/qemu/100/status/suspend",
    ],
  ])("%s %j", async (name, args, expected) => {
    harness.sent();
    await harness.result(name, args);
    expect(harness.sent()).toContain(expected);
  });
});

describe("an id that looks like a path", () => {
  it.each(["..", "a/b", "x?y=1", "x#y", "%2e%2e", "a b", "ü"])(
    "%j stays in its place",
    async (id) => {
      harness.sent();
      await harness.result("proxmox_api_read", {
        endpoint: "GET /access/groups/{groupid}",
        params: { groupid: id },
      });
      for (const request of harness.sent()) expect(request).toMatch(/^GET \/access\/groups\//);
    },
  );
});
