import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRouter } from "../../simulator/http/router.js";
import { loadCatalogue } from "../../src/data/catalogue.js";
import { loadRelease, newestRelease } from "../../src/data/releases.js";
import type { Tier } from "../../src/schema/catalogue.js";
import { exampleParameters } from "../../src/schema/example.js";
import { type EndpointKey, keyOf } from "../../src/schema/model.js";
import { everyAction } from "../support/every-action.js";
import { type Harness, openToolbox } from "../tools/harness.js";
import { createTally } from "./support/tally.js";

const doors = createTally("policy: doors");
const smuggled = createTally("policy: smuggled arguments");

const api = loadRelease(newestRelease());
const route = createRouter(api);
const TIERS: readonly Tier[] = ["read", "operate", "elevated"];

/** `operate` may look at a guest's console, which takes a ticket that could do more. */
const CONSOLE = /\/(?:vncproxy|termproxy|vncwebsocket)$/;

/** What was sent although the tier doesn't allow it. */
function forbidden(harness: Harness, access: Tier): string[] {
  const requests = harness.simulator.requests.map(({ method, path }) => ({ method, path }));
  harness.simulator.clearRequests();
  return requests
    .map(({ method, path }) => route(method as "GET", path)?.key ?? `${method} ${path}`)
    .filter((key) => {
      const tier = loadCatalogue().endpoints[key as EndpointKey]?.tier ?? "elevated";
      return TIERS.indexOf(tier) > TIERS.indexOf(access);
    });
}

/** Ways to write an endpoint down. */
const SPELLINGS: readonly ((key: EndpointKey) => string)[] = [
  (key) => key,
  (key) => key.toLowerCase(),
  (key) => `${key}/`,
  (key) => key.replace(" ", "  ").replace("/{node}", "/pve1"),
  (key) => key.replace(" ", " /api2/json"),
  (key) => key.replace(/^\w+/, "GET"),
  (key) => key.replace("{vmid}", "100").replace("{node}", "%70ve1"),
  (key) => key.replace("/nodes", "/nodes/../nodes"),
];

/** Parameters that would do more than the endpoint's own. */
const EXTRAS: readonly Record<string, unknown>[] = [
  {},
  { _method: "DELETE", method: "DELETE", "": "x", node: "pve1/../pve2", __proto__: { a: 1 } },
];

describe.each<Tier>(["read", "operate"])("with access %s", (access) => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox({ access });
  });
  afterAll(() => harness.close());

  it.each(SPELLINGS.map((spell, index) => [spell("POST /nodes/{node}/x/{vmid}"), index]))(
    "no door sends what is above it, written as %s",
    async (_, index) => {
      const spell = SPELLINGS[index as number] ?? String;
      for (const endpoint of api.endpoints) {
        for (const extra of EXTRAS) {
          for (const door of ["proxmox_api_read", "proxmox_api_write"]) {
            const params = { ...exampleParameters(endpoint), node: "pve1", vmid: 100, ...extra };
            const known = Object.fromEntries(
              Object.entries(params).filter(
                ([name]) => name in extra || name in (endpoint.parameters.properties ?? {}),
              ),
            );
            const key = spell(keyOf(endpoint));
            await harness.result(door, { endpoint: key, params: known, wait: 0 });
            const sent = forbidden(harness, access);
            doors.count(sent.length === 0, `${door} ${key}: ${sent.join(", ")}`);
          }
        }
      }
      doors.settle();
    },
  );

  it("no tool sends what is above it, whatever else it is given", async () => {
    for (const { tool, action, args } of everyAction()) {
      for (const [what, extra] of SMUGGLED) {
        await harness.result(tool, { ...args, ...extra, wait: 0 });
        const looks = access === "operate" && tool.startsWith("proxmox_console_");
        const sent = forbidden(harness, access).filter((key) => !(looks && CONSOLE.test(key)));
        smuggled.count(sent.length === 0, `${tool} ${action} with ${what}: ${sent.join(", ")}`);
      }
    }
    smuggled.settle();
  });
});

const SMUGGLED: [string, Record<string, unknown>][] = [
  ["nothing else", {}],
  ["another action", { options: { action: "delete" } }],
  ["a path as node", { node: "pve1/qemu/100/status/stop?" }],
  ["an encoded path as node", { node: "pve1%2f..%2f..%2faccess" }],
  ["a path as name", { snapname: "../../status/stop", name: "../..", volume: "../../.." }],
  ["path parameters in options", { options: { node: "pve2", vmid: 110, storage: "../x" } }],
  ["a method", { method: "DELETE", options: { _method: "DELETE" } }],
  ["what takes root", { options: { skiplock: 1, force: 1, "bypass-ha": 1 } }],
  ["several guests", { vmid: "100,101", vmids: [100, "all"], all: true }],
  ["an endpoint", { endpoint: "DELETE /nodes/{node}/qemu/{vmid}", options: { endpoint: "x" } }],
];

it("tried endpoints of every tier", () => {
  const tiers = new Set(api.endpoints.map((one) => loadCatalogue().endpoints[keyOf(one)]?.tier));
  expect([...tiers].sort()).toEqual([...TIERS].sort());
});
