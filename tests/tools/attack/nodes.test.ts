import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadCatalogue } from "../../../src/data/catalogue.js";
import { loadRelease, newestRelease } from "../../../src/data/releases.js";
import { exampleParameters } from "../../../src/schema/example.js";
import { keyOf } from "../../../src/schema/model.js";
import { type Harness, openToolbox } from "../harness.js";

let harness: Harness;
beforeAll(async () => {
  harness = await openToolbox();
  // the release is asked for with the first call
  await harness.call("proxmox_api_read", { endpoint: "GET /version" });
});
afterAll(() => harness.close());
beforeEach(() => void harness.sent());

const STRANGERS = ["PVE1", "evil"];

const ENDPOINTS = loadRelease(newestRelease()).endpoints.filter(({ path }) =>
  path.includes("/nodes/{node}"),
);

describe("a name that is no node of the cluster", () => {
  it.each(STRANGERS)("%s is refused at every endpoint, and nothing is sent there", async (node) => {
    let refused = 0;
    for (const endpoint of ENDPOINTS) {
      const key = keyOf(endpoint);
      const isRead = loadCatalogue().endpoints[key]?.tier === "read";
      const name = isRead ? "proxmox_api_read" : "proxmox_api_write";
      const params = { ...exampleParameters(endpoint), node };
      const result = await harness.result(name, { endpoint: key, params });
      expect(result.isError, key).toBe(true);
      const { code, message } = result.structuredContent["error"] as Record<string, string>;
      if (code === "not_found" && message?.includes("it has pve1, pve2, pve3")) refused += 1;
    }
    const sent = harness.sent().filter((request) => request !== "GET /nodes");
    expect(sent).toEqual([]);
    // the rest is refused for what else it names
    expect(refused).toBeGreaterThan(ENDPOINTS.length * 0.8);
  });

  it("is refused in a UPID", async () => {
    const upid = "UPID:evil:0000000A:0000000B:65000000:vzdump:100:root@pam:";
    for (const action of ["get", "log", "wait", "stop"]) {
      const error = await harness.refused("proxmox_node_task", { action, upid });
      expect(error).toMatchObject({
        code: "not_found",
        message: expect.stringContaining('"evil"'),
      });
    }
    expect(harness.sent().filter((request) => request !== "GET /nodes")).toEqual([]);
  });
});

describe("a node of the cluster", () => {
  it("is asked about once for all calls", async () => {
    const other = await openToolbox({ simulator: harness.simulator });
    for (const node of ["pve3", "pve2", "pve3"]) {
      await other.call("proxmox_node", { action: "status", node });
    }
    expect(other.sent()).toEqual([
      "GET /nodes",
      "GET /nodes/pve3/status",
      "GET /nodes/pve2/status",
      "GET /nodes/pve3/status",
    ]);
    await other.close();
  });

  it("isn't asked about where a guest is looked up", async () => {
    const other = await openToolbox({ simulator: harness.simulator });
    await other.call("proxmox_guest_status", { vmid: 100 });
    expect(other.sent()).not.toContain("GET /nodes");
    await other.close();
  });

  it("is one while it is offline, and the one that answers is localhost", async () => {
    const node = harness.simulator.state.nodes.get("pve2");
    if (!node) throw new Error("no pve2");
    node.online = false;
    const error = await harness.refused("proxmox_node", { action: "status", node: "pve2" });
    expect(error["status"]).toBe(595);
    node.online = true;
    const { data } = await harness.call("proxmox_api_read", {
      endpoint: "GET /nodes/{node}/version",
      params: { node: "localhost" },
    });
    expect(data).toMatchObject({ version: expect.any(String) });
  });
});
