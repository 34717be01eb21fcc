import { expect, it } from "vitest";
import { describePattern } from "../../src/schema/describe-pattern.js";
import { eachSchema } from "../../src/schema/each-schema.js";
import { compilePattern } from "../../src/schema/pattern.js";
import { RELEASES, readRelease } from "./releases.js";

const patterns = new Set<string>();
for (const { endpoints } of RELEASES.map(readRelease)) {
  for (const { parameters } of endpoints) {
    eachSchema(parameters, "", ({ pattern }) => {
      if (pattern !== undefined) patterns.add(pattern);
    });
  }
}

const named = [...patterns].filter((one) => !describePattern(one).startsWith("text that matches"));

it.each([
  ["(?^:^[^:/\\s]+$)", "text without blanks, colons and slashes", "vm-disks", "a:b"],
  ["[A-Za-z][A-Za-z0-9\\-\\_]+", "a letter, then letters, digits, _ or -; two", "web-1", "1web"],
  ["[1-9][0-9]{2,8}-\\d{1,9}", "a vmid and a number, such as 100-0", "100-0", "100"],
  ["^https?://.*", "a URL that begins with", "https://acme.example", "acme.example"],
  ["^/dev/[a-zA-Z0-9\\/]+$", "a device such as /dev/sdb", "/dev/sdb", "sdb"],
  ["^(\\d+(\\.\\d+)?)([KMGT])?$", "a size such as 500G", "500G", "500GB"],
  ["\\+?\\d+(\\.\\d+)?[KMGT]?", "a size such as 32G, or +8G", "+8G", "8 G"],
  ["\\d{1,2}:\\d{1,2}", "a time such as 02:30", "02:30", "0230"],
])("%s is told as %s", (pattern, words, good, bad) => {
  expect(patterns).toContain(pattern);
  expect(describePattern(pattern)).toContain(words);
  expect(compilePattern(pattern).test(good)).toBe(true);
  expect(compilePattern(pattern).test(bad)).toBe(false);
});

it("shows the others without Perl's wrapping", () => {
  expect(describePattern("(?^u:[a-zA-Z0-9]{1,12})")).toBe("text that matches [a-zA-Z0-9]{1,12}");
});

it("has words for patterns that there are, and for most of them that people meet", () => {
  expect(new Set(named.map(describePattern)).size).toBeGreaterThanOrEqual(18);
});
