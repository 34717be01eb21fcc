import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
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

/** An imported schema of one endpoint. */
function withParameters(json: string): string {
  return `{"release": "9.1", "endpoints": [{"method": "GET", "path": "/version", "parameters": ${json}}]}`;
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

  it("gives rules the class that an accept file says, and names a rule without a change", async () => {
    const entries = [
      { rule: "parameters-removed", class: "additive", reason: "we send none of them" },
      { rule: "endpoint-weather", class: "text", reason: "no such rule" },
    ];
    const accept = await temporary("severity.json", JSON.stringify(entries));
    const { out, err } = await run("9.1", "9.2", "--format", "json", "--accept", accept);
    const { changes } = JSON.parse(out) as { changes: { rule: string; class: string }[] };
    const removed = changes.filter(({ rule }) => rule === "parameters-removed");
    expect(removed.length).toBeGreaterThan(0);
    expect(removed.filter((change) => change.class !== "additive")).toEqual([]);
    expect(err).toBe(`${accept}: no change has the rule "endpoint-weather"\n`);
  });

  it.each([
    ["not JSON", "nope"],
    ["no list", "{}"],
    ["an entry without a reason", '[{"id":"GET /x"}]'],
    ["a rule without a class", '[{"rule":"parameters-added","reason":"x"}]'],
    ["a class that there isn't", '[{"rule":"parameters-added","class":"bad","reason":"x"}]'],
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

  it("prints JSON as its published schema says", async () => {
    const check = new Ajv2020().compile(
      JSON.parse(await readFile("docs/api-diff.schema.json", "utf8")),
    );
    for (const pair of [
      ["9.1", "9.2"],
      ["7.4", "9.2"],
      ["9.2", "9.2"],
    ] as const) {
      const report: unknown = JSON.parse((await run(...pair, "--format", "json")).out);
      expect([check(report), check.errors]).toEqual([true, null]);
    }
  });

  it("prints SARIF: each change a result of a rule that is told", async () => {
    const { out } = await run("9.1", "9.2", "--format", "sarif");
    const { version, runs } = JSON.parse(out);
    const [{ tool, results }] = runs;
    const { rules } = tool.driver;
    expect(version).toBe("2.1.0");
    expect(results.length).toBeGreaterThan(100);
    for (const { ruleId, ruleIndex, level, message, locations } of results) {
      expect(locations[0].physicalLocation.artifactLocation.uri).toBe("9.2");
      expect(rules[ruleIndex].id).toBe(ruleId);
      expect(["error", "warning", "note"]).toContain(level);
      expect(message.text).not.toBe("");
    }
    expect(
      rules.every(
        (rule: { fullDescription: { text: string } }) => rule.fullDescription.text !== "",
      ),
    ).toBe(true);
  });

  it("prints JUnit: a test for each endpoint, which fails where a change is breaking", async () => {
    const { out } = await run("9.0", "9.1", "--format", "junit", "--path", "/cluster/config");
    expect(out).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites tests="1" failures="0">
      <testsuite name="Proxmox VE API from 9.0 to 9.1" tests="1" failures="0">
      <testcase classname="api-diff" name="POST /cluster/config">
      <system-out>token-coefficient: added {"default":125,"minimum":0,"optional":true,"type":"integer"}</system-out>
      </testcase>
      </testsuite>
      </testsuites>
      "
    `);
  });

  it("tells a change that many endpoints share once", async () => {
    const { out } = await run("9.1", "9.2", "--path", "/cluster/sdn/fabrics/fabric");
    expect(out).toContain("in 4 endpoints: id: minLength nothing → 2\n    POST /cluster/sdn");
  });

  it("narrows to what the listed tools use, and to endpoints in a file", async () => {
    const endpointsOf = async (environment: NodeJS.ProcessEnv, ...options: string[]) => {
      const out = capture(process.stdout);
      await main(["api-diff", "9.0", "9.2", "--format", "json", ...options], environment);
      vi.restoreAllMocks();
      const { changes } = JSON.parse(out.join("")) as { changes: { endpoint: string }[] };
      return new Set(changes.map(({ endpoint }) => endpoint));
    };
    const all = await endpointsOf({});
    const core = await endpointsOf({}, "--mine");
    const ceph = await endpointsOf({ PROXMOX_TOOLSETS: "ceph" }, "--mine");
    expect(core.size).toBeLessThan(all.size);
    expect([...ceph].every((endpoint) => endpoint.includes("/ceph"))).toBe(true);
    expect(ceph.size).toBeGreaterThan(0);
    const file = await temporary("mine.txt", "# ours\nGET /cluster/backup\n\n");
    expect([...(await endpointsOf({}, "--endpoints", file))]).toEqual(["GET /cluster/backup"]);
    const wrong = await temporary("wrong.txt", "/cluster/backup");
    const { code, err } = await run("9.0", "9.1", "--endpoints", wrong);
    expect(code).toBe(2);
    expect(err).toContain(`--endpoints ${wrong}: "/cluster/backup" isn't an endpoint`);
  });

  it("finds a renamed endpoint by the path that callers still use", async () => {
    const api = loadRelease("9.2");
    const old = "/cluster/backup-info/not-backed-up";
    const endpoints = api.endpoints.map((endpoint) =>
      endpoint.path === old ? { ...endpoint, path: "/cluster/missing" as const } : endpoint,
    );
    const after = await temporary("renamed.json", printApi({ ...api, endpoints }));
    const own = await temporary("own.txt", `GET ${old}\nGET /weather\n`);
    for (const filter of [
      ["--endpoints", own],
      ["--path", old],
      ["--path", "/cluster/missing"],
      ["--tool", "proxmox_cluster_backup_job"],
    ]) {
      const { code, out, err } = await run("9.2", after, "--fail-on", "breaking", ...filter);
      expect([code, out.split("\n")[0]]).toEqual([1, expect.stringContaining(": 1 breaking, 0 ")]);
      expect(err).toBe(
        filter.includes(own) ? `--endpoints ${own}: neither side has GET /weather\n` : "",
      );
    }
  });

  it.each([
    ["nothing", "# ours\n", "it names no endpoint"],
    ["no endpoint of either side", "GET /weather", "neither side has any of them"],
  ])("refuses a file of endpoints that holds %s", async (_, text, words) => {
    const file = await temporary("endpoints.txt", text);
    const { code, err } = await run("9.1", "9.2", "--endpoints", file);
    expect(code).toBe(2);
    expect(err).toContain(`--endpoints ${file}: ${words}`);
  });

  it("reads files", async () => {
    const file = await temporary("mine.json", printApi(loadRelease("8.4")));
    expect((await run("8.4", file)).out).toContain("no change");
  });

  it.each([
    ['{"name": "proxmox-mcp"}', "no release and no endpoints"],
    ['{"release": "9.1", "endpoints": ["GET /version"]}', "endpoint 0 has no method or no path"],
    [
      `{"release": "9.1", "endpoints": [{"parameters": {}}]}`,
      "endpoint 0 has no method or no path",
    ],
    [withParameters("5"), "GET /version parameters holds no schema"],
    [withParameters('{"properties": 5}'), "GET /version parameters has properties without names"],
    [withParameters('{"properties": {"a": null}}'), "GET /version parameters a holds no schema"],
    [withParameters('{"enum": "a"}'), "GET /version parameters has enum that is no list"],
    [withParameters(`${'{"items":'.repeat(5000)}{}${"}".repeat(5000)}`), "nests deeper than 100"],
    ["[]", "the description holds no endpoint"],
    ["{", "JSON"],
    ["<html>", "no API description found"],
  ])("refuses a file that holds %s", async (text, words) => {
    const file = await temporary("other.json", text);
    const { code, out, err } = await run("8.4", file);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(`${file}: `);
    expect(err).toContain(words);
  });

  it.each([
    ["a file of another variable", "var pmgapi = "],
    ["one that only its paths tell", "const apiSchema = "],
  ])("refuses to compare another product: %s", async (_, start) => {
    const tree = [{ path: "/quarantine", info: { GET: { name: "index", method: "GET" } } }];
    const file = await temporary("pmg.js", `${start}${JSON.stringify(tree)}\n;`);
    const { code, out, err } = await run("9.1", file);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(`9.1 describes pve, and ${file} pmg`);
    expect((await run(file, file)).out).toContain("no change");
  });

  it("reads the schema of a git revision", async () => {
    const repository = join(folder, "repository");
    await mkdir(join(repository, "schema"), { recursive: true });
    const git = (...given: string[]) =>
      execFileSync("git", [
        "-C",
        repository,
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@x",
        ...given,
      ]);
    await writeFile(join(repository, "schema", "pve-8.4.json"), printApi(loadRelease("8.4")));
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "first");
    await writeFile(join(repository, "schema", "pve-9.0.json"), printApi(loadRelease("9.0")));
    git("add", ".");
    git("commit", "-qm", "second");
    const away = vi.spyOn(process, "cwd").mockReturnValue(repository);
    const { out } = await run("git:HEAD~1", "git:HEAD");
    away.mockRestore();
    expect(out.split("\n")[0]).toMatch(
      /^API changes from git:HEAD~1 \(8\.4\) to git:HEAD \(9\.0\):/,
    );
  });

  describe("from a node", () => {
    let simulator: Simulator;
    beforeAll(async () => {
      simulator = await startSimulator({ release: "9.0", unauthorizedDelay: 0 });
    });
    afterAll(() => simulator.close());

    it("takes the description that it serves, with any certificate or a known one", async () => {
      const ca = await temporary("ca.pem", simulator.certificate);
      for (const trust of [["--insecure"], ["--ca", ca]]) {
        const { code, out } = await run("9.0", simulator.url, "--fail-on", "additive", ...trust);
        expect(out).toMatch(/: 0 breaking, 0 attention, 0 additive, \d+ text only/);
        expect(code).toBe(0);
      }
    });

    it("says what to do about a certificate that nobody knows", async () => {
      const { code, err } = await run("9.0", simulator.url);
      expect(code).toBe(2);
      expect(err).toMatch(/SELF_SIGNED_CERT\w*\); --ca FILE or --insecure takes it/);
    });
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
    [["8.4", "9.1", "--tool", "proxmox_weather"], "--tool proxmox_weather: there is no such tool"],
    [["8.4", "9.1", "--path", "nodes"], "--path nodes: no endpoint has it"],
    [["-", "-"], "only one of the two can be -"],
    [["8.4", "http://pve1:8006"], "http:// isn't https://"],
    [["8.4", "git:"], "expected git:REV or git:REV:PATH"],
    [["8.4", "git:--output=x"], "expected git:REV or git:REV:PATH"],
    [["8.4", "git:nowhere"], "git:nowhere is no release"],
  ])("%j is a usage error", async (args, words) => {
    const { code, out, err } = await run(...args);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(words);
  });
});
