import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { zodCode } from "../../../codegen/zod/zod-code.js";
import * as builders from "../../../src/library/schema-builders.js";
import type { JsonSchema } from "../../../src/schema/json-schema.js";

/** Runs emitted code as an area's file would. */
function build(schema: JsonSchema): z.ZodType {
  return new Function("z", `return ${zodCode(schema)};`)(builders);
}

const guest: JsonSchema = {
  type: "object",
  properties: { vmid: { type: "integer", minimum: 100 }, name: { type: "string" } },
  patternProperties: { "^net[0-3]$": { type: "string", pattern: "^[a-z]+$" } },
  required: ["vmid"],
  additionalProperties: false,
};

describe("zodCode", () => {
  it.each<[string, JsonSchema]>([
    ["a string", { type: "string", pattern: "^a$", maxLength: 3 }],
    ["a closed object", { type: "object", properties: { a: {} }, additionalProperties: false }],
    ["an open object", { type: "object", properties: { a: { type: "boolean" } } }],
    ["families", guest],
    ["a nullable object", { type: ["object", "null"], properties: { a: { type: "null" } } }],
  ])("writes %s so", (_, schema) => {
    expect(zodCode(schema)).toMatchSnapshot();
  });

  it("keeps what an open object holds besides", () => {
    const open = build({ type: "object", properties: { a: { type: "string" } } });
    expect(open.parse({ a: "x", more: 1 })).toEqual({ a: "x", more: 1 });
  });

  it("keeps and checks the members of families", () => {
    const schema = build(guest);
    expect(schema.parse({ vmid: 100, net0: "virtio" })).toEqual({ vmid: 100, net0: "virtio" });
    expect(schema.safeParse({ vmid: 100, net4: "virtio" }).error?.issues).toMatchObject([
      { code: "unrecognized_keys", keys: ["net4"] },
    ]);
    expect(schema.safeParse({ vmid: 100, net1: "VIRTIO" }).error?.issues).toMatchObject([
      { path: ["net1"] },
    ]);
  });

  it("tells of a family's fault beside another", () => {
    const { error } = build(guest).safeParse({ net1: "VIRTIO" });
    expect(error?.issues.map(({ path }) => path)).toEqual([["vmid"], ["net1"]]);
  });
});

const scalar: fc.Arbitrary<JsonSchema> = fc.oneof(
  fc.constant<JsonSchema>({}),
  fc.constant<JsonSchema>({ type: "boolean" }),
  fc.constant<JsonSchema>({ type: "null" }),
  fc.record(
    {
      type: fc.constantFrom("integer", "number"),
      minimum: fc.integer({ min: -3, max: 3 }),
      maximum: fc.integer({ min: -3, max: 3 }),
    },
    { requiredKeys: ["type"] },
  ),
  fc.record(
    {
      type: fc.constant("string"),
      minLength: fc.nat(2),
      maxLength: fc.nat(3),
      pattern: fc.constantFrom("^a", "b$", "^(?:ab?)*$"),
    },
    { requiredKeys: ["type"] },
  ),
  fc.record({
    type: fc.constant("string"),
    enum: fc.uniqueArray(fc.constantFrom("a", "b", "ab", ""), { minLength: 1 }),
  }),
  fc.record({
    type: fc.uniqueArray(fc.constantFrom("string", "integer", "null"), { minLength: 1 }),
  }),
);

const { schema: schemas } = fc.letrec<{ schema: JsonSchema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.record({ type: fc.constant("array"), items: tie("schema") }),
    fc.record({ anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }),
    fc.record(
      {
        type: fc.constant("object"),
        properties: fc.dictionary(fc.constantFrom("a", "b", "net"), tie("schema")),
        patternProperties: fc.dictionary(fc.constantFrom("^n[01]$", "^m[0-9]$"), tie("schema")),
        required: fc.constant<string[]>(["a"]),
        additionalProperties: fc.constant(false),
      },
      { requiredKeys: ["type", "properties"] },
    ),
  ),
}));

const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(null, true, false, "", "a", "b", "ab", "abab", 0, 1, -2, 5, 1.5),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "net", "n0", "n2", "m7"), tie("value")),
  ),
})).value;

/** A key that must be there although its schema isn't: zod objects can't say it, and none needs to. */
function isSound({ required = [], properties = {}, ...rest }: JsonSchema): boolean {
  const inner = [...Object.values(properties), ...Object.values(rest.patternProperties ?? {})];
  return (
    required.every((name) => name in properties) &&
    [...inner, ...(rest.anyOf ?? []), ...(rest.items ? [rest.items] : [])].every(isSound)
  );
}

describe("emitted zod and Ajv", () => {
  it("judge alike, whatever the schema and the value", () => {
    const ajv = new Ajv2020({ strict: false });
    fc.assert(
      fc.property(
        schemas.filter(isSound),
        fc.array(values, { minLength: 5 }),
        (schema, samples) => {
          const validate = ajv.compile(schema);
          const parser = build(schema);
          for (const value of samples) {
            expect([value, parser.safeParse(value).success]).toEqual([value, validate(value)]);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
