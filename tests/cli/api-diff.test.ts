import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { main } from "../../src/cli/main.js";
import { loadRelease } from "../../src/data/releases.js";
import { printApi } from "../../src/schema/normalise.js";

afterEach(() => {
  vi.restoreAllMocks();
});

async function run(...args: string[]): Promise<{ code: unknown; out: string; err: string }> {
  const out = capture(process.stdout);
  const err = capture(process.stderr);
  const code = await main(["api-diff", ...args], {});
  vi.restoreAllMocks();
  return { code, out: out.join(""), err: err.join("") };
}

function capture(stream: NodeJS.WriteStream): string[] {
  const texts: string[] = [];
  vi.spyOn(stream, "write").mockImplementation((text) => texts.push(String(text)) > 0);
  return texts;
}

describe("api-diff", () => {
  it("says what an upgrade changes, and which tools that touches", async () => {
    const { code, out } = await run("9.0", "9.1");
    expect(code).toBe(0);
    expect(out.split("\n")[0]).toBe(
      "API changes from 9.0 to 9.1: 12 breaking, 24 attention, 497 additive, 237 text only",
    );
    expect(out).toContain("(proxmox_");
  });

  it("prints Markdown and JSON", async () => {
    expect((await run("9.0", "9.1", "--format", "markdown")).out).toMatch(
      /^# API changes from 9\.0/,
    );
    const { out } = await run("9.0", "9.1", "--format", "json");
    expect(JSON.parse(out)).toMatchObject({ from: "9.0", to: "9.1", counts: { breaking: 12 } });
  });

  it("fails on the class that is asked for", async () => {
    expect((await run("9.0", "9.1", "--fail-on", "breaking")).code).toBe(1);
    expect((await run("9.1", "9.1", "--fail-on", "breaking")).code).toBe(0);
  });

  it("reads files", async () => {
    const folder = await mkdtemp(join(tmpdir(), "proxmox-mcp-diff-"));
    const file = join(folder, "mine.json");
    await writeFile(file, printApi(loadRelease("8.4")));
    expect((await run("8.4", file)).out).toContain("no change");
    await rm(folder, { recursive: true });
  });

  it.each([
    [[], "api-diff takes two of: 7.4, 8.0"],
    [["8.4"], "api-diff takes two of: 7.4, 8.0"],
    [["8.4", "5.0"], "5.0 is no release"],
    [["8.4", "9.1", "--format", "html"], "--format must be one of text, markdown, json"],
    [["8.4", "9.1", "--fail-on", "all"], "--fail-on must be one of breaking"],
    [["8.4", "9.1", "--bogus"], "--bogus"],
  ])("%j is a usage error", async (args, words) => {
    const { code, out, err } = await run(...args);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(words);
  });
});
