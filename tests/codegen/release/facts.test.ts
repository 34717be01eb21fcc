import { expect, it } from "vitest";
import { obstacles } from "../../../codegen/release/facts.js";

const OURS = { version: "1.2.3", home: "https://github.com/us/proxmox-mcp" };
const CHANGELOG = "# Changelog\n\n## 1.2.3 (2026-11-27)\n\n- Something.\n";

it.each([
  ["a prepared release", "v1.2.3", "us/proxmox-mcp", CHANGELOG, []],
  ["another tag", "v1.2.4", "us/proxmox-mcp", CHANGELOG, [/the tag is v1\.2\.4/]],
  ["somebody else's repository", "v1.2.3", "them/proxmox-mcp", CHANGELOG, [/somebody else's/]],
  ["no entry", "v1.2.3", "us/proxmox-mcp", "## Next\n", [/CHANGELOG\.md has no "## 1\.2\.3/]],
  ["an entry without a day", "v1.2.3", "us/proxmox-mcp", "## 1.2.3 (soon)\n", [/CHANGELOG\.md/]],
])("%s", (_, tag, repository, changelog, expected) => {
  const found = obstacles(tag, repository, changelog, OURS);
  expect(found.length).toBe(expected.length);
  for (const [index, pattern] of expected.entries()) expect(found[index]).toMatch(pattern);
});
