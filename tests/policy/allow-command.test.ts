import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowsCommand } from "../../src/policy/allow-command.js";

describe("allowsCommand", () => {
  it.each<[string[], string[], boolean]>([
    [["zpool status", "pveperf"], ["zpool", "status", "-v"], true],
    [["zpool status", "pveperf"], ["pveperf"], true],
    [["zpool status"], ["zpool"], false],
    [["zpool status"], ["zpool", "destroy", "status"], false],
    [["zpool status"], ["zpool status"], false],
    [["apt-*"], ["apt-get", "update"], true],
    [["systemctl * pve*"], ["systemctl", "restart", "pveproxy"], true],
    [["systemctl * pve*"], ["systemctl", "restart", "sshd"], false],
    [["a*b*c"], ["abxbc"], true],
    [["a*a"], ["a"], false],
    [["*"], ["anything"], true],
    [[], ["true"], false],
    [[""], ["true"], false],
    [["true"], [], false],
  ])("%j, %j: %s", (patterns, words, expected) => {
    expect(allowsCommand(patterns, words)).toBe(expected);
  });

  it("agrees with a regular expression", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "b", "*", "."),
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(
        text,
        fc.string({ unit: fc.constantFrom("a", "b", "."), maxLength: 8 }),
        (pattern, word) => {
          const escaped = pattern.split("*").map((part) => part.replaceAll(".", "\\."));
          expect(allowsCommand([pattern], [word])).toBe(
            new RegExp(`^${escaped.join(".*")}$`).test(word),
          );
        },
      ),
    );
  });

  it("takes no time over a pattern full of stars", () => {
    expect(allowsCommand(["*a".repeat(500)], ["a".repeat(100_000)])).toBe(true);
    expect(allowsCommand([`${"*a".repeat(500)}b`], ["a".repeat(100_000)])).toBe(false);
  });
});
