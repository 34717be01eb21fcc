import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InputSchema } from "../../src/schema/tool-list.js";
import { checkArguments } from "../../src/tools/arguments.js";

const schema: InputSchema = {
  type: "object",
  properties: {
    vmid: { type: "integer", description: "The guest's id", minimum: 100, maximum: 999_999_999 },
    action: { type: "string", description: "What to do", enum: ["list", "create"] },
    force: { type: "boolean", description: "Even so" },
    options: { type: "object", description: "More" },
    fields: { type: "array", description: "Only these", items: { type: "string" } },
  },
  required: ["vmid"],
};

const check = (given: unknown) => checkArguments("proxmox_example", schema, given);

describe("checkArguments", () => {
  it.each([
    [{ vmid: 100 }, { vmid: 100 }],
    [{ vmid: "100" }, { vmid: 100 }],
    [
      { vmid: 100, force: "true" },
      { vmid: 100, force: true },
    ],
    [
      { vmid: 100, force: 0 },
      { vmid: 100, force: false },
    ],
    [
      { vmid: 100, options: '{"a":1}' },
      { vmid: 100, options: { a: 1 } },
    ],
    [
      { vmid: 100, fields: '["a","b"]' },
      { vmid: 100, fields: ["a", "b"] },
    ],
    [
      { vmid: 100, fields: "name" },
      { vmid: 100, fields: ["name"] },
    ],
    [{ vmid: 100, action: null }, { vmid: 100 }],
    [{ vmid: 100, action: "", force: "", options: "", fields: "" }, { vmid: 100 }],
  ])("accepts %j", (given, expected) => {
    expect(check(given)).toEqual(expected);
  });

  it.each([
    [{}, "proxmox_example: vmid: missing; The guest's id"],
    [undefined, "proxmox_example: vmid: missing; The guest's id"],
    [{ vmid: "" }, 'proxmox_example: vmid: must be an integer, got ""'],
    [{ vmid: 99 }, "proxmox_example: vmid: must be at least 100, got 99"],
    [{ vmid: 1e12 }, "proxmox_example: vmid: must be at most 999999999, got 1000000000000"],
    [{ vmid: 1.5 }, "proxmox_example: vmid: must be an integer, got 1.5"],
    [{ vmid: "../100" }, 'proxmox_example: vmid: must be an integer, got "../100"'],
    [{ vmid: [100] }, "proxmox_example: vmid: must be an integer, got [100]"],
    [
      { vmid: 100, action: "lst" },
      'proxmox_example: action: must be one of list, create; got "lst", did you mean list?',
    ],
    [{ vmid: 100, force: "yes" }, 'proxmox_example: force: must be a boolean, got "yes"'],
    [{ vmid: 100, options: "x" }, 'proxmox_example: options: must be an object, got "x"'],
    [
      { vmid: 100, vmidd: 1 },
      'proxmox_example: "vmidd": unknown argument, did you mean vmid? (allowed are vmid, action, force, options, fields)',
    ],
    [[1], "proxmox_example: arguments must be an object, got [1]"],
    [
      { vmid: 1, action: 2 },
      "proxmox_example: vmid: must be at least 100, got 1; action: must be one of list, create; got 2",
    ],
  ])("refuses %j", (given, message) => {
    expect(() => check(given)).toThrow(expect.objectContaining({ code: "arguments", message }));
  });

  it("takes an empty comment: it clears one", () => {
    const properties = { comment: { type: "string", description: "Note" } } as const;
    const given = { comment: "" };
    expect(checkArguments("proxmox_example", { type: "object", properties }, given)).toEqual(given);
  });

  it("guesses among names that aren't listed too", () => {
    expect(() =>
      checkArguments(
        "proxmox_example",
        schema,
        { vmid: 100, coers: 4 },
        { others: () => ["cores"] },
      ),
    ).toThrow('"coers": unknown argument, did you mean cores?');
  });

  it("understands hyphens as underscores, and the other way round", () => {
    const properties = {
      "prune-backups": { type: "string", description: "Rules" },
      dry_run: { type: "boolean", description: "Only look" },
    } as const;
    const either = (given: unknown) =>
      checkArguments("proxmox_example", { type: "object", properties }, given);
    const expected = { "prune-backups": "keep-last=3", dry_run: true };
    expect(either({ prune_backups: "keep-last=3", "dry-run": true })).toEqual(expected);
    expect(either(expected)).toEqual(expected);
    expect(() => either({ ...expected, prune_backups: "keep-last=1" })).toThrow(
      "prune_backups: stands for prune-backups, which is given too",
    );
  });

  it("never lets an argument through that the schema doesn't have", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), (given) => {
        try {
          const checked = check({ ...given, vmid: 100 });
          return Object.keys(checked).every((name) => Object.hasOwn(schema.properties, name));
        } catch (error) {
          return (error as { code?: string }).code === "arguments";
        }
      }),
    );
  });
});
