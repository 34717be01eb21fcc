import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eachSchema } from "../../src/schema/each-schema.js";
import {
  compilePattern,
  PatternError,
  toJavaScriptPattern,
  toPortablePattern,
} from "../../src/schema/pattern.js";
import { RELEASES, readRelease } from "./releases.js";

function patternsOf(release: string): Set<string> {
  const patterns = new Set<string>();
  for (const { parameters, returns } of readRelease(release).endpoints) {
    for (const schema of [parameters, returns ?? {}]) {
      eachSchema(schema, "", ({ pattern }) => {
        if (pattern !== undefined) patterns.add(pattern);
      });
    }
  }
  return patterns;
}

describe.each(RELEASES)("Proxmox VE %s", (release) => {
  test("every pattern has an exact and a portable translation", () => {
    const patterns = patternsOf(release);
    expect(patterns.size).toBeGreaterThan(40);
    for (const pattern of patterns) {
      expect(compilePattern(pattern)).toBeInstanceOf(RegExp);
      const portable = toPortablePattern(pattern);
      expect([new RegExp(portable), new RegExp(portable, "u")]).toHaveLength(2);
    }
  });

  test("both translations agree on ASCII text", () => {
    for (const pattern of patternsOf(release)) {
      const exact = compilePattern(pattern);
      const portable = toPortablePattern(pattern);
      const others = [new RegExp(portable), new RegExp(portable, "u")];
      fc.assert(
        fc.property(fc.string({ unit: fc.constantFrom(...'aAz09_-.:;,=/+ xKG\n"') }), (text) =>
          others.every((other) => other.test(text) === exact.test(text)),
        ),
        { numRuns: 100 },
      );
    }
  });

  test("no pattern takes long over a long value that fits nearly", () => {
    const runs = ["a", "0", "a-", "a.", "00:", "a=a,", "1-1.", "net0=1,", "nodev;", "+a,", "a/"];
    const slow: string[] = [];
    for (const pattern of patternsOf(release)) {
      const started = performance.now();
      for (const run of runs) compilePattern(pattern).test(`${run.repeat(30)}\u0001!`);
      if (performance.now() - started > 500) slow.push(pattern);
    }
    expect(slow).toEqual([]);
  });
});

/** Pattern, values that fit, values that don't. */
const TABLE: [string, string[], string[]][] = [
  // scoped flags
  ["(?^:[A-Za-z][A-Za-z0-9\\.\\-_]+)", ["mcp", "a-b.c_d"], ["m", "1a", "a b", ""]],
  ["(?^i:[a-z0-9_][a-z0-9_\\-\\+\\.]*)", ["prod", "PROD", "_x", "a+b"], ["-a", "a b", ""]],
  ["x(?^i:y)z", ["xyz", "xYz"], ["XYz", "xyZ"]],
  ["(?i)abc", ["ABC", "aBc"], ["ab"]],
  ["(?i:a)b", ["Ab", "ab"], ["AB"]],
  ["(?i:a(?-i:b))", ["Ab", "ab"], ["AB"]],
  ["(?^x: a b # letters\n c)", ["abc"], ["a b c"]],
  ["(?^s:a.b)", ["a\nb", "axb"], ["ab"]],
  ["(?^m:^a$)", ["a"], ["b"]],
  // the range from ) to _ holds A-Z, so without case also a-z
  ["(?^i:[\\(\\)-_.\\w\\d\\s]{0,256})", ["", "My net (1)", "a+b/c", "Büro"], ["a{b", "a|b"]],
  // anchors in any place
  ["^https?://.*", ["http://x", "https://x/y"], ["ftp://x", " http://x"]],
  [
    "(?^:^(0x)[0-9a-fA-F]{16})",
    ["0x5000c50015ea71ac"],
    ["0x5000c50015ea71acf", "5000c50015ea71ac"],
  ],
  ["(\\+?\\d+(\\.\\d+)?)([KMGT])?", ["+8G", "32G", "1.5T", "100"], ["lots", "8GB", "-1G"]],
  ["/dev/parport\\d+|/dev/usb/lp\\d+", ["/dev/parport0", "/dev/usb/lp1"], ["/dev/parport0x"]],
  ["(?:(?:(?:acl|properties|entry);)*(?:acl|properties|entry))|none", ["acl;entry"], ["acl;x"]],
  // quantifiers
  ["[A-Za-z0-9\\-_\\s]{,16}", ["", "QEMU HARDDISK", "a".repeat(16)], ["a".repeat(17), "a/b"]],
  ["a{2,3}?b", ["aab", "aaab"], ["ab", "aaaab"]],
  ["a{x", ["a{x"], ["ax"]],
  // atomic and possessive
  ["(?>a+)ab", [], ["aaab", "ab"]],
  ["(?>a|ab)c", ["ac"], ["abc"]],
  ["a++b", ["aab"], ["b"]],
  ["a*+a", [], ["aaa"]],
  ["(?^:^((?>[+-]?[\\w\\-\\._=]+,?)+)$)", ["kvm64,+aes", "qemu64,-vmx,level=30"], ["a b", ""]],
  // escapes
  ["(?:\\w+=[^\\x00-\\x08]*)(?:\\0\\w+=[^\\x00-\\x08]*)*", ["A=1\0B=2", "A="], ["A=1\0", "=1"]],
  ["\\x{e9}t\\xe9", ["été"], ["ete"]],
  ["\\Aa\\z", ["a"], ["aa", "a\n"]],
  ["a\\h+b", ["a \tb"], ["a\nb"]],
  ["\\w+", ["Größe_1", "名前"], ["a-b", ""]],
  ["\\W\\D\\S", ["-a-"], ["aaa", "-1-"]],
  ["[[:alnum:]\\-.]+", ["a-1.b"], ["a_b"]],
  ["[]a]+", ["]a"], ["[", ""]],
  ["[a\\-z]+", ["a-z"], ["b"]],
  ["[\\w-]+", ["a-b"], ["a b"]],
  ["(a)\\1", ["aa"], ["a", "ab"]],
  ["a(?#words)b", ["ab"], ["a"]],
  ["(?<name>a)(?=b)b(?!c)(?<!x)", ["ab"], ["abc"]],
  ["}]", ["}]"], ["]"]],
];

describe.each(TABLE)("%s", (pattern, fit, unfit) => {
  const exact = compilePattern(pattern);
  test.each(fit)("takes %j", (value) => expect(exact.test(value)).toBe(true));
  test.each(unfit)("refuses %j", (value) => expect(exact.test(value)).toBe(false));
  test("the portable translation takes what fits too", () => {
    const portable = toPortablePattern(pattern);
    for (const expression of [new RegExp(portable), new RegExp(portable, "u")]) {
      expect(fit.filter((value) => !expression.test(value))).toEqual([]);
    }
  });
});

test.each([
  ["(?{ code })", "(?{"],
  ["a)", "an unmatched )"],
  ["(a", "an unmatched ("],
  ["[a", "an early end"],
  ["*a", "a * with nothing before it"],
  ["\\Ka", "\\K"],
  ["[[:nope:]]", "[:nope:]"],
  ["[a-\\w", "an early end"],
])("%s has no translation and says so", (pattern, what) => {
  expect(() => compilePattern(pattern)).toThrow(PatternError);
  expect(() => compilePattern(pattern)).toThrow(`no translation for ${what} in the Perl pattern`);
});

test("what JavaScript itself refuses is said with the Perl pattern", () => {
  for (const translate of [compilePattern, toPortablePattern]) {
    expect(() => translate("[z-a]")).toThrow(/out of order.*from the Perl pattern \[z-a\]/);
  }
});

test("the source carries all flags in itself", () => {
  expect(toJavaScriptPattern("(?^i:[a-z]+)\\.x")).toMatchInlineSnapshot(`
    {
      "flags": "u",
      "source": "^(?:[a-zA-Z]+)\\.x$",
    }
  `);
  expect(toPortablePattern("(?^i:[a-z]+\\d)|b/c")).toMatchInlineSnapshot(
    `"^(?:(?:[a-zA-Z]+\\d)|b/c)$"`,
  );
});
