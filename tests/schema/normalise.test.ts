import { describe, expect, test } from "vitest";
import type { Endpoint } from "../../src/schema/model.js";
import { normalise } from "../../src/schema/normalise.js";
import { validate } from "../../src/schema/validate.js";

function endpointFrom(parameters: unknown, path = "/rules"): Endpoint {
  const tree = [{ path, info: { POST: { name: "x", parameters } as Record<string, unknown> } }];
  const [endpoint] = normalise(tree, { release: "1.0" }).api.endpoints;
  if (!endpoint) throw new Error("no endpoint");
  return endpoint;
}

const text = { type: "string" };
const rules = {
  allOf: [
    { additionalProperties: 0, properties: { rule: { ...text, format: "pve-configid" } } },
    {
      "type-property": "type",
      "type-property-schema": { ...text, enum: ["a", "b"] },
      oneOf: [
        {
          additionalProperties: 0,
          "instance-type": "a",
          properties: { shared: { ...text, optional: 1 }, only: text },
        },
        {
          additionalProperties: 0,
          "instance-types": ["b"],
          properties: { shared: { ...text, optional: 1 } },
        },
      ],
    },
  ],
};

describe("parameters given as objects by type", () => {
  test("become one flat object", () => {
    expect(endpointFrom(rules).parameters).toEqual({
      type: "object",
      additionalProperties: false,
      properties: {
        rule: { type: "string", format: "pve-configid" },
        shared: { type: "string", optional: true },
        only: { oneOf: [{ type: "string", "instance-types": ["a"] }], "type-property": "type" },
        type: { type: "string", enum: ["a", "b"] },
      },
    });
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ["all of one type", { rule: "r1", type: "a", only: "x" }, []],
    ["all of the other", { rule: "r1", type: "b", shared: "x" }, []],
    ["nothing", {}, ["rule", "type"]],
    ["a type that isn't there", { rule: "r1", type: "c" }, ["type"]],
    ["less than the type needs", { rule: "r1", type: "a" }, ["only"]],
    ["what the other type has", { rule: "r1", type: "b", only: "x" }, ["only"]],
    ["an unknown name", { rule: "r1", type: "b", other: "x" }, ["other"]],
  ])("%s", (_, values, wrong) => {
    const { problems } = validate(endpointFrom(rules), values);
    expect([...new Set(problems.map(({ path }) => path))]).toEqual(wrong);
  });

  test.each([
    ["anyOf", { anyOf: [{ properties: { a: text } }] }],
    ["a oneOf without types", { oneOf: [{ properties: { a: text } }] }],
    ["an allOf of something new", { allOf: [{ not: {} }] }],
  ])("close up when there is %s", (_, parameters) => {
    const endpoint = endpointFrom(parameters, "/x/{id}");
    expect(endpoint.parameters).toEqual({
      type: "object",
      additionalProperties: false,
      properties: { id: { type: "string" } },
      unknown: Object.keys(parameters),
    });
    const { problems } = validate(endpoint, { id: "i", a: "x" });
    expect(problems.map(({ allowed }) => allowed)).toEqual([
      expect.stringContaining("doesn't understand"),
    ]);
  });
});

test("declares a path parameter that the description leaves out", () => {
  const { parameters } = endpointFrom({ properties: { a: text } }, "/x/{seq}");
  expect(parameters.properties).toEqual({ a: text, seq: { type: "string" } });
});

test("keeps an unknown keyword without its sentences, and reports it", () => {
  const info = {
    name: "x",
    parameters: {
      properties: {
        a: {
          ...text,
          novel: {
            description: "A sentence.",
            deep: [{ title: "Another", kind: "k", note: "two words" }],
          },
        },
      },
    },
  };
  const { api, unknown } = normalise([{ path: "/x", info: { GET: info } }], { release: "1.0" });
  expect([...unknown]).toEqual([["novel", "GET /x.a"]]);
  expect(api.endpoints[0]?.parameters.properties?.["a"]).toEqual({
    type: "string",
    novel: { deep: [{ kind: "k", note: expect.stringMatching(/^[0-9a-f]{8}$/) }] },
  });
});

test("reports a list of types", () => {
  const info = { name: "x", parameters: { properties: { a: { type: ["string", "integer"] } } } };
  const { unknown } = normalise([{ path: "/x", info: { GET: info } }], { release: "1.0" });
  expect([...unknown]).toEqual([['type ["string","integer"]', "GET /x.a"]]);
});

test("refuses an unknown method", () => {
  const tree = [{ path: "/x", info: { PATCH: { name: "x" } } }];
  expect(() => normalise(tree, { release: "1.0" })).toThrow("PATCH /x: the method is none of GET");
});

describe("facts that stand in texts", () => {
  const factsOf = (parameter: Record<string, unknown>) =>
    endpointFrom({ properties: { it: parameter } }).parameters.properties?.["it"];

  test.each([
    ["value", { ...text, default: "email profile" }, "email profile"],
    ["list", { ...text, default: "a, b", format: "ldap-simple-attr-list" }, "a, b"],
    ["sentence where a name belongs", { ...text, default: "this node", format: "pve-node" }],
    ["sentence where a pattern holds", { ...text, default: "made up", pattern: "[01]" }],
  ])("a default with blanks: a %s", (_, parameter, kept?: string) => {
    expect(factsOf(parameter)?.default).toBe(kept);
  });

  test("the keys of a property string whose format is only named", () => {
    const typetext = "[model=]<vga|a=b> [,x-vga=<1|0>] ,path=/dev/x";
    expect(factsOf({ ...text, format: "pve-card", typetext })).toEqual({
      type: "string",
      format: "pve-card",
      keys: ["model", "path", "x-vga"],
    });
    expect(factsOf({ ...text, typetext })).toEqual(text);
  });
});

test("a parameter in the path can't be left out, whatever is declared", () => {
  const properties = { pos: { type: "integer", optional: 1 }, other: { ...text, optional: 1 } };
  expect(endpointFrom({ properties }, "/rules/{pos}/{name}").parameters.properties).toEqual({
    pos: { type: "integer" },
    other: { type: "string", optional: true },
    name: { type: "string" },
  });
});
