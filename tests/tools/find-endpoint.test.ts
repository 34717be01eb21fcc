import fc from "fast-check";
import { expect, it } from "vitest";
import { loadCatalogue } from "../../src/data/catalogue.js";
import { type EndpointKey, pathParameters } from "../../src/schema/model.js";
import { parseEndpoint } from "../../src/tools/find-endpoint.js";

const catalogue = loadCatalogue();
const keys = Object.keys(catalogue.endpoints) as EndpointKey[];

it("finds each endpoint by its key", () => {
  for (const key of keys) expect(parseEndpoint(key, catalogue)).toEqual({ key, values: {} });
});

it("finds each endpoint, and its values, by a path that holds them", () => {
  fc.assert(
    fc.property(fc.constantFrom(...keys), fc.string({ minLength: 1 }), (key, text) => {
      const value = `~${text}`.replace(/\p{Surrogate}/gu, "");
      const path = key.replace(/\{[^}]+\}/g, encodeURIComponent(value));
      const expected = Object.fromEntries(pathParameters(key).map((name) => [name, value]));
      const found = parseEndpoint(path, catalogue);
      expect(Object.values(found.values)).toEqual(Object.values(expected));
      // a release may have renamed a parameter of the path
      if (found.key !== key) expect(catalogue.endpoints[key]?.until).toBeDefined();
    }),
  );
});

it("takes a path's own words before values", () => {
  expect(parseEndpoint("GET /cluster/ha/status/current", catalogue).values).toEqual({});
  expect(parseEndpoint("GET /nodes/pve1/qemu/100/status/current", catalogue)).toEqual({
    key: "GET /nodes/{node}/qemu/{vmid}/status/current",
    values: { node: "pve1", vmid: "100" },
  });
});

it.each([
  "/nodes",
  "GET nodes",
  "GET /nodes/{nod}/status",
  "GET /nodes//status",
  "GET /nodes/%/status",
])("refuses %j", (given) => {
  expect(() => parseEndpoint(given, catalogue)).toThrow(
    expect.objectContaining({ code: "endpoint" }),
  );
});
