import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor } from "../../../src/pve/wire/redact.js";

describe("createRedactor", () => {
  it("masks secrets, also percent-encoded and within each other", () => {
    const redact = createRedactor(() => ["pass/word", "pass/word+more", "abc"]);
    expect(redact("pass/word+more pass%2Fword pass/word abc")).toBe(
      "[secret] [secret] [secret] abc",
    );
  });

  it.each([
    ["as we send it", "a%21b%27c%28d%29%2A"],
    ["as others do", "a!b'c(d)*"],
    ["in small letters", "a%21b%27c%28d%29%2a"],
    ["twice", "a%2521b%2527c%2528d%2529%252A"],
    ["by half", "a%21b'c%28d)*"],
  ])("masks a password percent-encoded %s", (_, written) => {
    expect(createRedactor(() => ["a!b'c(d)*"])(`form: ${written}.`)).toBe("form: [secret].");
  });

  it.each([
    ["within JSON", String.raw`q\"x\\y z`],
    ["within JSON within JSON", String.raw`q\\\"x\\\\y z`],
    ["with escapes", String.raw`q\u0022x\u005Cy z`],
    ["as a form", "q%22x%5Cy+z"],
  ])("masks a password written %s", (_, written) => {
    expect(createRedactor(() => ['q"x\\y z'])(`<${written}>`)).toBe("<[secret]>");
  });

  it("takes no longer for a text of many beginnings", () => {
    const redact = createRedactor(() => ["\\\\\\%%%%aaaa!"]);
    expect(redact("\\%25aaaa".repeat(20_000))).toHaveLength(8 * 20_000);
  });

  it("leaves no secret standing in any text", () => {
    const secret = fc.string({ minLength: 4 }).filter((text) => !"[secret]".includes(text));
    fc.assert(
      fc.property(fc.string(), secret, fc.string(), (before, hidden, after) => {
        const masked = createRedactor(() => [hidden])(before + hidden + after);
        expect(masked.replaceAll("[secret]", "")).not.toContain(hidden);
      }),
    );
  });
});
