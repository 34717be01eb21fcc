import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { main } from "../../src/cli/main.js";
import { loadRelease } from "../../src/data/releases.js";
import { printApi } from "../../src/schema/normalise.js";
import { apidocs } from "../support/apidocs.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "proxmox-mcp-diff-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function temporary(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

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
    expect(out.split("\n")[0]).toMatch(
      /^API changes from 9\.0 to 9\.1: \d+ breaking, \d+ attention, \d+ additive, \d+ text only$/,
    );
    expect(out).toContain("(proxmox_");
  });

  it("leaves out what is accepted, and names an entry that accepts nothing", async () => {
    const all = JSON.parse((await run("9.0", "9.1", "--format", "json")).out) as {
      changes: { id: string; class: string }[];
    };
    const breaking = all.changes.filter((change) => change.class === "breaking");
    expect(breaking.length).toBeGreaterThan(0);
    const entries = [...breaking, { id: "GET /nowhere" }].map(({ id }) => ({ id, reason: "seen" }));
    const accept = await temporary("accept.json", JSON.stringify(entries));
    const gate = ["9.0", "9.1", "--fail-on", "breaking"];
    expect((await run(...gate)).code).toBe(1);
    const { code, err } = await run(...gate, "--accept", accept);
    expect(code).toBe(0);
    expect(err).toContain('no change has the id "GET /nowhere"');
  });

  it.each([
    ["not JSON", "nope"],
    ["no list", "{}"],
    ["an entry without a reason", '[{"id":"GET /x"}]'],
  ])("refuses an accept file that holds %s", async (_, text) => {
    const accept = await temporary("wrong.json", text);
    const { code, err } = await run("9.0", "9.1", "--accept", accept);
    expect(code).toBe(2);
    expect(err).toContain(`--accept ${accept}`);
  });

  it("narrows to a path, a part and a tool", async () => {
    const listed = async (...options: string[]) =>
      (
        JSON.parse((await run("8.4", "9.1", "--format", "json", ...options)).out) as {
          changes: { endpoint: string; part: string; tools?: string[] }[];
        }
      ).changes;
    const found = await listed("--path", "/cluster/ha", "--part", "parameters");
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(({ endpoint }) => !endpoint.includes(" /cluster/ha"))).toEqual([]);
    expect(found.filter(({ part }) => part !== "parameters")).toEqual([]);
    const own = await listed("--tool", "proxmox_ha_rule");
    expect(own.filter(({ tools }) => !tools?.includes("proxmox_ha_rule"))).toEqual([]);
  });

  it("annotates for GitHub", async () => {
    const { out } = await run("9.0", "9.1", "--format", "github");
    expect(out.split("\n")[0]).toMatch(/^::(error|warning) title=Proxmox API \(\w+\)::[A-Z]+ \//);
  });

  it("has a help of its own", async () => {
    const { code, out } = await run("--help");
    expect(code).toBe(0);
    expect(out).toContain("--accept FILE");
  });

  it("prints Markdown and JSON", async () => {
    expect((await run("9.0", "9.1", "--format", "markdown")).out).toMatch(
      /^# API changes from 9\.0/,
    );
    const { out } = await run("9.0", "9.1", "--format", "json");
    expect(JSON.parse(out)).toMatchObject({
      from: "9.0",
      to: "9.1",
      counts: { breaking: expect.any(Number) },
    });
  });

  it.each([
    ["9.0", "9.1", "breaking", 1],
    ["9.1", "9.1", "breaking", 0],
    ["9.1", "9.1", "text", 0],
  ])("from %s to %s with --fail-on %s ends with %i", async (from, to, failOn, code) =>
    expect((await run(from, to, "--fail-on", failOn)).code).toBe(code),
  );

  it("fails also on what is worse than the class that is asked for", async () => {
    const api = loadRelease("9.1");
    const fewer = await temporary("fewer.json", printApi({ ...api, endpoints: [] }));
    const { code, out } = await run("9.1", fewer, "--fail-on", "attention");
    expect(out).toContain("649 breaking, 0 attention, 0 additive, 0 text only");
    expect(code).toBe(1);
  });

  it("reads files", async () => {
    const file = await temporary("mine.json", printApi(loadRelease("8.4")));
    expect((await run("8.4", file)).out).toContain("no change");
  });

  it.each([
    ['{"name": "proxmox-mcp"}', "no release and no endpoints"],
    ['{"release": "9.1", "endpoints": ["GET /version"]}', "no release and no endpoints"],
    ["{", "JSON"],
    ["<html>", "no API description found"],
  ])("refuses a file that holds %s", async (text, words) => {
    const file = await temporary("other.json", text);
    const { code, out, err } = await run("8.4", file);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(`${file}: `);
    expect(err).toContain(words);
  });

  if (apidocs().length > 0) {
    it.each(["7.4", "8.4", "9.1"])(
      "takes Proxmox's own description of %s for what it is",
      async (name) => {
        const file = apidocs().find((path) => path.endsWith(`pve-${name}.js`)) ?? "";
        expect((await run(name, file)).out).toBe(
          `API changes from ${name} to ${file}: no change\n`,
        );
        const [known, said] = [await run("8.1", name), await run("8.1", file)];
        expect(said.out).toBe(known.out.replace(` to ${name}:`, ` to ${file}:`));
      },
    );
  }

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
