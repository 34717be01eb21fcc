import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allowsGuest,
  idleEntries,
  parseGuestRules,
  tagsOf,
} from "../../../src/policy/scope/guest-rules.js";

const guest = (vmid: number, tags: string[] = [], pool?: string) => ({
  vmid,
  tags,
  ...(pool !== undefined && { pool }),
});

describe("which guests a setting means", () => {
  it.each([
    ["100-199", guest(100), true],
    ["100-199", guest(199), true],
    ["100-199", guest(200), false],
    ["100", guest(101), false],
    ["100,300-301", guest(301), true],
    ["tag:lab", guest(500, ["web", "LAB"]), true],
    ["tag:lab", guest(500, ["laboratory"]), false],
    ["pool:dev", guest(500, [], "dev"), true],
    ["pool:dev", guest(500, [], "dev/team"), true],
    ["pool:dev", guest(500, [], "develop"), false],
    ["100-199,!110", guest(110), false],
    ["!110,100-199", guest(111), true],
    ["!110", guest(900), true],
    ["!tag:prod,tag:lab", guest(100, ["lab", "prod"]), false],
    ["100-199, tag:lab !150", guest(700, ["lab"]), true],
  ])("%s: %j is in: %s", (text, candidate, isIn) => {
    expect(allowsGuest(parseGuestRules(text), candidate)).toBe(isIn);
  });

  it.each([
    ["99", "lowest vmid is 100"],
    ["200-100", "ends before it begins"],
    ["web", 'has "web", but an entry is a vmid'],
    ["tag:", 'has "tag:"'],
    ["pool:a b", 'has "b"'],
    ["100,!100", "in scope and out of it"],
    ["1e3", 'has "1e3"'],
    ["100-", 'has "100-"'],
    ["-5", 'has "-5"'],
    ["１００", "an entry is a vmid"],
  ])("refuses %j: %s", (text, message) => {
    expect(() => parseGuestRules(text)).toThrow(message);
  });

  it("holds each guest of a range, and none beside it", () => {
    const vmid = fc.integer({ min: 100, max: 999_999_999 });
    fc.assert(
      fc.property(vmid, vmid, vmid, (a, b, c) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        return allowsGuest(parseGuestRules(`${from}-${to}`), guest(c)) === (c >= from && c <= to);
      }),
    );
  });

  it("lets nobody in who is kept out, in whatever order", () => {
    const entry = fc.constantFrom("100-199", "tag:lab", "pool:dev", "!tag:prod", "!150");
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), (entries) => {
        const rules = parseGuestRules([...entries, "!777"].join(","));
        return !allowsGuest(rules, guest(777, ["lab"], "dev"));
      }),
    );
  });
});

it.each([
  ["a;b", ["a", "b"]],
  ["a, b", ["a", "b"]],
  [undefined, []],
  ["", []],
])("reads the tags in %j", (value, tags) => {
  expect(tagsOf(value)).toEqual(tags);
});

it("names entries that fit no guest there is", () => {
  const rules = parseGuestRules("100,101,200-299,tag:lab,tag:nope,pool:dev,!pool:gone,!777");
  const guests = [guest(100, ["lab"], "dev")];
  expect(idleEntries(rules, guests)).toEqual(["101", "tag:nope", "pool:gone", "777"]);
});
