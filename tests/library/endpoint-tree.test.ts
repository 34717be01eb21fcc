import { describe, expect, it } from "vitest";
import { loadRelease, newestRelease } from "../../src/data/releases.js";
import { createEndpointTree } from "../../src/library/endpoint-tree.js";
import type { Caller } from "../../src/pve/caller.js";
import { keyOf } from "../../src/schema/model.js";

const caller: Caller = { call: async (...given) => given };
const tree = createEndpointTree(caller);

/** Every function below a branch. */
function functionsIn(branch: object): ((parameters: object) => Promise<unknown>)[] {
  return Object.values(branch).flatMap((value) =>
    typeof value === "function" ? [value] : functionsIn(value),
  );
}

describe("createEndpointTree", () => {
  it("has a function for each endpoint of the newest release", async () => {
    const called = await Promise.all(functionsIn(tree).map((call) => call({})));
    const keys = called.map((given) => (given as unknown[])[0]);
    expect(keys.sort()).toEqual(loadRelease(newestRelease()).endpoints.map(keyOf).sort());
  });

  it("hands parameters and options on", async () => {
    const parameters = { node: "pve1", vmid: 100 };
    const options = { signal: new AbortController().signal };
    const key = "GET /nodes/{node}/qemu/{vmid}/config";
    expect(await tree.nodes.qemu.config.get(parameters, options)).toEqual([
      key,
      parameters,
      options,
    ]);
    expect(await tree.version.get()).toEqual(["GET /version", {}, undefined]);
  });

  it("makes a function once", () => {
    expect(tree.nodes.qemu.config.get).toBe(tree.nodes.qemu.config.get);
  });

  it("has nothing else: what a promise is asked for isn't there", () => {
    expect(Object.keys(tree)).toEqual([
      "access",
      "cluster",
      "nodes",
      "pools",
      "storage",
      "version",
    ]);
    expect("then" in tree.nodes).toBe(false);
    expect(Object.keys(tree.version)).toEqual(["get"]);
  });
});
