import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HOME, PACKAGE } from "../../codegen/home.js";
import { ROOT } from "../../codegen/root.js";

const text = readFileSync(join(ROOT, "Dockerfile"), "utf8").replace(/\\\n\s*/g, "");
const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
const of = (word: string) => lines.filter((line) => line.startsWith(`${word} `));

describe("the Dockerfile", () => {
  it("names its bases by their content", () => {
    const bases = of("FROM");
    expect(bases).toHaveLength(2);
    for (const base of bases) expect(base).toMatch(/:[\w.-]+@sha256:[0-9a-f]{64}( AS build)?$/);
  });

  it("needs no shell", () => {
    const run = lines.filter((line) => /^(RUN|ENTRYPOINT|HEALTHCHECK) /.test(line));
    expect(run.length).toBeGreaterThanOrEqual(5);
    for (const line of run) expect(line).toMatch(/^(RUN|ENTRYPOINT|HEALTHCHECK .*CMD) \[.*\]$/);
  });

  it("isn't root", () => {
    expect(of("USER").at(-1)).toBe("USER 65532:65532");
  });

  it("is labelled with what package.json says", () => {
    const labels = Object.fromEntries(
      [...(of("LABEL")[0] ?? "").matchAll(/([\w.]+)="([^"]*)"/g)].map(([, key, value]) => [
        (key ?? "").replace("org.opencontainers.image.", ""),
        value,
      ]),
    );
    expect(labels).toEqual({
      title: PACKAGE.name,
      description: PACKAGE.description,
      licenses: PACKAGE.license,
      url: HOME,
      source: HOME,
      documentation: `${HOME}/blob/main/docs/container.md`,
      version: "$VERSION",
      revision: "$REVISION",
      // the MCP registry compares it with server.json's name
      "io.modelcontextprotocol.server.name": PACKAGE.mcpName,
    });
  });

  it("is handed only what exists, and none of one's own settings", () => {
    const [all, ...allowed] = readFileSync(join(ROOT, ".dockerignore"), "utf8")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    expect(all).toBe("*");
    for (const entry of allowed) {
      expect(entry).toMatch(/^!/);
      expect(existsSync(join(ROOT, entry.slice(1))), entry).toBe(true);
    }
  });
});
