import { expect, it } from "vitest";
import { loadCatalogue } from "../../src/data/catalogue.js";
import { isChange, reveals } from "../../src/policy/request-kind.js";
import type { EndpointKey } from "../../src/schema/model.js";

const { endpoints } = loadCatalogue();

it.each<[EndpointKey, { changes: boolean; secret: boolean }]>([
  ["GET /nodes", { changes: false, secret: false }],
  ["GET /cluster/config/join", { changes: false, secret: true }],
  ["GET /nodes/{node}/qemu/{vmid}/agent/exec-status", { changes: true, secret: true }],
  ["POST /nodes/{node}/qemu/{vmid}/agent/ping", { changes: false, secret: false }],
  ["POST /nodes/{node}/qemu/{vmid}/status/start", { changes: true, secret: false }],
  ["PUT /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/config", { changes: true, secret: false }],
])("%s: %j", (key, { changes, secret }) => {
  expect([isChange(key, endpoints[key]), reveals(key, endpoints[key])]).toEqual([changes, secret]);
});

it("what nobody knows changes something unless it is a GET", () => {
  expect(isChange("POST /new" as EndpointKey, undefined)).toBe(true);
  expect(isChange("GET /new" as EndpointKey, undefined)).toBe(false);
});

it("whatever can lose something is a change", () => {
  const losing = Object.entries(endpoints).filter(([, { losses }]) => losses);
  expect(losing.filter(([key, entry]) => !isChange(key as EndpointKey, entry))).toEqual([]);
});
