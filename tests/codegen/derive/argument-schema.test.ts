import { describe, expect, it } from "vitest";
import { argumentSchema } from "../../../codegen/derive/argument-schema.js";
import type { Schema } from "../../../src/schema/model.js";

const values = (...entries: string[]): Schema => ({ type: "string", enum: entries });

describe("argumentSchema", () => {
  it.each<[string, Schema[], object]>([
    ["a plain one", [{ type: "string", pattern: "a+" }], { type: "string" }],
    ["one without a type", [{}], { type: "string" }],
    ["values of all endpoints", [values("a", "b"), values("b", "c")], { enum: ["a", "b", "c"] }],
    [
      "any value where one endpoint takes any",
      [values("a"), { type: "string" }],
      { enum: undefined },
    ],
    [
      "no more values than tell something",
      [values(...Array.from({ length: 13 }, (_, index) => `v${index}`))],
      { enum: undefined },
    ],
    [
      "the widest bounds",
      [
        { type: "integer", minimum: 64, maximum: 100 },
        { type: "integer", minimum: 16, maximum: 50 },
      ],
      { minimum: 16, maximum: 100 },
    ],
    [
      "no bound that one endpoint doesn't have",
      [{ type: "integer", minimum: 64 }, { type: "integer" }],
      { minimum: undefined },
    ],
    [
      "no bound that goes without saying",
      [{ type: "integer", minimum: 0 }],
      { minimum: undefined },
    ],
    ["a flag as one", [{ type: "boolean" }, { type: "integer", minimum: 0 }], { type: "boolean" }],
    ["a list or a text as a text", [{ type: "array" }, { type: "string" }], { type: "string" }],
    [
      "what a list holds",
      [{ type: "array", items: { type: "integer" } }],
      { type: "array", items: { type: "integer" } },
    ],
  ])("lists %s", (_, schemas, expected) => {
    const { description, ...rest } = argumentSchema(schemas, "words");
    expect(description).toBe("words");
    expect({ enum: undefined, minimum: undefined, ...rest }).toMatchObject(expected);
  });

  it.each([
    ["1 saves RAM; default 0", "true saves RAM; default false"],
    ["Start it; default 1", "Start it; default true"],
    ["10 at most", "10 at most"],
  ])("names the values of a flag in %s", (line, listed) => {
    expect(argumentSchema([{ type: "boolean" }], line).description).toBe(listed);
    expect(argumentSchema([{ type: "integer" }], line).description).toBe(line);
  });
});
