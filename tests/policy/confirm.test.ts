import { expect, it } from "vitest";
import {
  type ConfirmRules,
  consequenceInView,
  type Doubtful,
  needsConfirmation,
} from "../../src/policy/confirm.js";

const loses = { consequence: { losses: ["deletes it"], replaces: [] }, parameters: {} };
const replaces = { consequence: { losses: [], replaces: ["cores"] }, parameters: { cores: "4" } };
const adds = { consequence: undefined, parameters: {} };

it.each<[ConfirmRules["mode"], Doubtful, boolean]>([
  ["off", loses, false],
  ["destructive", loses, true],
  ["destructive", replaces, true],
  ["destructive", adds, false],
  ["changes", adds, true],
  ["changes", { ...adds, looks: true }, false],
])("%s, %j: asked %j", (mode, request, asked) => {
  expect(needsConfirmation({ mode, fallback: "allow" }, request)).toBe(asked);
});

it("takes everything that is set for a replacement while nothing is known of what is there", () => {
  expect(consequenceInView(replaces, undefined)).toEqual(replaces.consequence);
  expect(consequenceInView(replaces, { cores: 2 })).toEqual(replaces.consequence);
  expect(consequenceInView(replaces, { cores: 4 })).toBeUndefined();
  expect(consequenceInView(adds, { cores: 4 })).toBeUndefined();
});
