import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { exampleAnswer, exampleParameters } from "../../src/schema/example.js";
import {
  type JsonSchema,
  type JsonSchemaOptions,
  toJsonSchema,
} from "../../src/schema/json-schema.js";
import { type Endpoint, type EndpointKey, keyOf } from "../../src/schema/model.js";
import { mutations } from "../../src/schema/mutate.js";
import { familyPattern, indexRange } from "../../src/schema/numbered-parameters.js";
import { recorded } from "../support/recorded.js";
import { endpointOf, readRelease } from "./releases.js";

const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
// Prism and zod read patterns without the flag
const withoutFlag = new Ajv2020({
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  unicodeRegExp: false,
});

/** Compiling all takes a judge of its own; here every seventh endpoint and those that guests use most. */
const SOME: Endpoint[] = readRelease("9.1").endpoints.filter(
  ({ path, method }, index) =>
    index % 7 === 0 || (method !== "GET" && /\/(?:qemu|lxc)(?:\/\{vmid\}\/config)?$/.test(path)),
);

function compile(endpoint: Endpoint, options: JsonSchemaOptions) {
  return ajv.compile(toJsonSchema(endpoint.parameters, options));
}

describe("an independent validator", () => {
  test("takes every example", () => {
    const refused = SOME.filter((endpoint) => {
      const accepts = compile(endpoint, { target: "openapi" });
      return ![false, true].every((all) => accepts(exampleParameters(endpoint, { all })));
    });
    expect(SOME.length).toBeGreaterThan(90);
    expect(refused.map(keyOf)).toEqual([]);
  });

  test("refuses every fault that JSON Schema can say", () => {
    let count = 0;
    const missed = SOME.flatMap((endpoint) => {
      const accepts = compile(endpoint, { target: "zod" });
      const faults = mutations(endpoint).filter(({ inJsonSchema }) => inJsonSchema);
      count += faults.length;
      return faults
        .filter(({ parameters }) => accepts(parameters))
        .map(({ path, rule }) => `${keyOf(endpoint)} ${path} ${rule}`);
    });
    expect(missed).toEqual([]);
    expect(count).toBeGreaterThan(1000);
  });

  test("takes every example answer, with booleans as digits", () => {
    const refused = SOME.filter(({ returns }) => {
      if (!returns) return false;
      return !withoutFlag.compile(toJsonSchema(returns, { target: "openapi", answer: true }))(
        exampleAnswer(returns),
      );
    });
    expect(refused.map(keyOf)).toEqual([]);
  });

  test("takes property strings as text and as objects, lists as text and as arrays", () => {
    const accepts = compile(endpointOf("9.1", "POST /nodes/{node}/qemu"), {
      target: "openapi",
      objects: true,
    });
    const vm = { node: "pve1", vmid: 100 };
    expect(accepts({ ...vm, net0: "virtio,bridge=vmbr0", tags: "a;b" })).toBe(true);
    expect(accepts({ ...vm, net31: { model: "virtio", tag: 5 }, tags: ["a", "b"] })).toBe(true);
    expect(accepts({ ...vm, net32: { model: "virtio" } })).toBe(false);
    expect(accepts({ ...vm, net0: { model: "virtio", tag: 0 } })).toBe(false);
    expect(accepts({ ...vm, net0: { bogus: 1 } })).toBe(false);
    expect(accepts({ ...vm, tags: ["-a"] })).toBe(false);
  });
});

test("the answers of a genuine server fit", () => {
  const byKey = new Map(
    readRelease("9.1").endpoints.map((endpoint) => [keyOf(endpoint), endpoint]),
  );
  const reads = recorded("reads");
  const misfits = reads.filter(({ path, status, json }) => {
    const returns = byKey.get(`GET ${path}` as EndpointKey)?.returns;
    if (status !== 200 || !json || !returns) return false;
    return !ajv.compile(toJsonSchema(returns, { target: "openapi", answer: true }))(json.data);
  });
  expect(reads.length).toBeGreaterThan(200);
  expect(misfits.map(({ path }) => path)).toEqual([]);
});

/** Calls `visit` for a JSON Schema and all schemas in it. */
function each(schema: JsonSchema, visit: (schema: JsonSchema) => void): void {
  visit(schema);
  const inner = [
    ...Object.values(schema.properties ?? {}),
    ...Object.values(schema.patternProperties ?? {}),
    ...(schema.anyOf ?? []),
    ...(schema.items ? [schema.items] : []),
  ];
  for (const one of inner) each(one, visit);
}

test("no target gets what it can't bear", () => {
  for (const { parameters } of readRelease("9.1").endpoints) {
    for (const target of ["zod", "openapi"] as const) {
      const schema = toJsonSchema(parameters, { target, objects: true });
      expect(schema.type).toBe("object");
      each(schema, (one) => {
        expect(one).not.toHaveProperty("format");
        if (target !== "openapi") expect(one).not.toHaveProperty("default");
        if (target !== "openapi") expect(one).not.toHaveProperty("dependentRequired");
        for (const name of Object.keys(one.properties ?? {}))
          expect(name).toMatch(/^[\w.-]{1,64}$/);
      });
    }
  }
});

const WORDS: Record<string, string> = {
  vmid: "The guest",
  idlist: "Disks to unlink",
};

test("what a schema looks like to each target", () => {
  const { parameters } = endpointOf("9.1", "PUT /nodes/{node}/qemu/{vmid}/unlink");
  const describe = (path: string) => WORDS[path];
  expect(toJsonSchema(parameters, { target: "openapi", describe })).toMatchInlineSnapshot(`
    {
      "additionalProperties": false,
      "properties": {
        "force": {
          "type": "boolean",
        },
        "idlist": {
          "description": "Disks to unlink",
          "type": "string",
        },
        "node": {
          "pattern": "^(?:[a-zA-Z0-9](?:[a-zA-Z0-9\\-]*[a-zA-Z0-9])?)$",
          "type": "string",
        },
        "vmid": {
          "description": "The guest",
          "maximum": 999999999,
          "minimum": 100,
          "type": "integer",
        },
      },
      "required": [
        "idlist",
        "node",
        "vmid",
      ],
      "type": "object",
    }
  `);
});

test("keys of property strings have words of their own", () => {
  const { parameters } = endpointOf("9.1", "POST /nodes/{node}/lxc");
  const schema = toJsonSchema(parameters, {
    target: "openapi",
    objects: true,
    describe: (path) => (path === "net[n].tag" ? "VLAN" : undefined),
  });
  const net = schema.patternProperties?.[familyPattern("net[n]")];
  expect(net?.anyOf?.[1]?.properties?.["tag"]).toEqual({
    type: "integer",
    minimum: 1,
    maximum: 4094,
    description: "VLAN",
  });
});

test("what an answer looks like", () => {
  const { returns } = endpointOf("9.1", "GET /pools");
  expect(toJsonSchema(returns ?? {}, { target: "openapi", answer: true })).toMatchInlineSnapshot(`
    {
      "items": {
        "properties": {
          "comment": {
            "type": [
              "string",
              "number",
              "null",
            ],
          },
          "members": {
            "items": {
              "properties": {
                "id": {
                  "type": [
                    "string",
                    "number",
                    "null",
                  ],
                },
                "node": {
                  "type": [
                    "string",
                    "number",
                    "null",
                  ],
                },
                "storage": {
                  "type": [
                    "string",
                    "number",
                    "null",
                  ],
                },
                "type": {
                  "type": [
                    "string",
                    "number",
                    "null",
                  ],
                },
                "vmid": {
                  "type": [
                    "integer",
                    "string",
                    "null",
                  ],
                },
              },
              "type": [
                "object",
                "null",
              ],
            },
            "type": [
              "array",
              "null",
            ],
          },
          "poolid": {
            "type": [
              "string",
              "number",
              "null",
            ],
          },
        },
        "type": [
          "object",
          "null",
        ],
      },
      "type": [
        "array",
        "null",
      ],
    }
  `);
});

test("lists, variants and other keys", () => {
  const options = { target: "openapi" } as const;
  expect(
    toJsonSchema(
      {
        type: "object",
        properties: {
          any: {},
          nothing: { type: "null", optional: true },
          level: { type: "integer", enum: ["1", "2"], default: 1, optional: true, requires: "any" },
          both: { type: "string", format: "pve-node", pattern: "p.*", optional: true },
          odd: { type: "string", pattern: "(?{ code })", optional: true },
          some: { oneOf: [{ type: "array", items: { type: "boolean" } }, { type: "integer" }] },
        },
        additionalProperties: { type: "string" },
      },
      options,
    ),
  ).toMatchInlineSnapshot(`
    {
      "additionalProperties": {
        "type": "string",
      },
      "dependentRequired": {
        "level": [
          "any",
        ],
      },
      "properties": {
        "any": {},
        "both": {
          "pattern": "(?=^(?:[a-zA-Z0-9](?:[a-zA-Z0-9\\-]*[a-zA-Z0-9])?)$)(?:^p[^\\n]*$)",
          "type": "string",
        },
        "level": {
          "default": 1,
          "enum": [
            1,
            2,
          ],
          "type": "integer",
        },
        "nothing": {
          "type": "null",
        },
        "odd": {
          "type": "string",
        },
        "some": {
          "anyOf": [
            {
              "items": {
                "type": "boolean",
              },
              "type": "array",
            },
            {
              "type": "integer",
            },
          ],
        },
      },
      "required": [
        "any",
      ],
      "type": "object",
    }
  `);
});

describe("a family's pattern", () => {
  test.each(["net[n]", "unused[n]", "ide[n]", "scsi[n]", "mp[n]", "acmedomain[n]", "usb[n]"])(
    "%s takes exactly its members",
    (name) => {
      const expression = new RegExp(familyPattern(name));
      const family = name.replace("[n]", "");
      const last = indexRange(name)?.last ?? -1;
      const taken = Array.from({ length: 1200 }, (_, n) => n).filter((n) =>
        expression.test(family + n),
      );
      expect(taken).toEqual(Array.from({ length: last + 1 }, (_, n) => n));
      expect(expression.test(`${family}00`)).toBe(false);
      expect(expression.test(name)).toBe(false);
    },
  );
});
