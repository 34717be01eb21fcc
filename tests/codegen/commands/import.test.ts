import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { importApidoc } from "../../../codegen/commands/import.js";
import { loadApis } from "../../../codegen/load.js";
import { SCHEMA_FOLDER } from "../../../codegen/root.js";
import { createCertificate } from "../../../simulator/http/certificate.js";
import { apidocs } from "../../support/apidocs.js";

const tree = [
  {
    path: "/pools",
    leaf: 0,
    text: "pools",
    info: {
      GET: {
        method: "GET",
        name: "index",
        description: "A vendor sentence [with brackets].",
        parameters: {
          additionalProperties: 0,
          properties: { n: { type: "integer", optional: "1" } },
        },
        returns: { type: "array" },
      },
    },
  },
];
const apidoc = (declaration: string, content: unknown = tree): string =>
  `// viewer\n${declaration} = ${JSON.stringify(content)}\n;\nExt.onReady(function() { x[0]; });\n`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "import-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

interface Outcome {
  printed: string[];
  warned: string[];
  failed?: string;
  written: string[];
}

async function run(
  source: string | undefined,
  values: Record<string, string | boolean>,
): Promise<Outcome> {
  const printed: string[] = [];
  const warned: string[] = [];
  const before = new Set(readdirSync(folder));
  const outcome = (): Outcome => ({
    printed: printed.map((line) => line.replace(/^\S*\//, "")),
    warned,
    written: readdirSync(folder).filter((name) => !before.has(name)),
  });
  try {
    await importApidoc.run({
      values: { ...values, folder },
      positionals: source === undefined ? [] : [source],
      print: (line) => printed.push(line),
      warn: (line) => warned.push(line),
    });
    return outcome();
  } catch (error) {
    return { ...outcome(), failed: (error as Error).message.replaceAll(folder, "…") };
  }
}

function fileOf(text: string): string {
  const path = join(folder, "apidoc.js");
  writeFileSync(path, text);
  return path;
}

describe("schema:import", () => {
  it.each(["const apiSchema", "var pveapi"])("reads `%s`", async (declaration) => {
    expect(await run(fileOf(apidoc(declaration)), { pve: "9.2" })).toEqual({
      printed: ["pve-9.2.json: 1 endpoints, 1 parameters"],
      warned: [],
      written: ["pve-9.2.json"],
    });
    expect(readFileSync(join(folder, "pve-9.2.json"), "utf8")).not.toContain("vendor sentence");
  });

  it("reads Mail Gateway's, and takes the product from the variable", async () => {
    expect(await run(fileOf(apidoc("var pmgapi")), { release: "8.2" })).toMatchObject({
      written: ["pmg-8.2.json"],
    });
    expect(JSON.parse(readFileSync(join(folder, "pmg-8.2.json"), "utf8"))).toMatchObject({
      product: "pmg",
      release: "8.2",
    });
  });

  it("keeps a keyword that nobody has seen, and warns in one line", async () => {
    const info = { ...tree[0]?.info.GET, novelty: { a: 1 } };
    const newer = [{ ...tree[0], info: { GET: info } }];
    expect(await run(fileOf(apidoc("const apiSchema", newer)), { pve: "9.2" })).toMatchObject({
      warned: [
        "warning: keywords that are new to this project, not understood and kept as facts: novelty (GET /pools)",
      ],
      written: ["pve-9.2.json"],
    });
    expect(readFileSync(join(folder, "pve-9.2.json"), "utf8")).toContain('"novelty":{"a":1}');
  });

  const whole = apidoc("const apiSchema");
  it.each([
    ["empty", "", "…/apidoc.js: the file is empty"],
    [
      "truncated",
      whole.slice(0, 150),
      "…/apidoc.js: the file is truncated: the array of endpoints doesn't end",
    ],
    [
      "foreign",
      "<html>404</html>",
      "…/apidoc.js: no API description found: expected `const apiSchema = [` or `var pveapi = [`",
    ],
    [
      "of another kind",
      apidoc("const apiSchema", [{ name: "x" }]),
      "…/apidoc.js: the array isn't a tree of API paths",
    ],
    [
      "without an endpoint",
      apidoc("const apiSchema", [{ path: "/a" }]),
      "…/apidoc.js: the description holds no endpoint",
    ],
    [
      "of another product",
      apidoc("var pmgapi"),
      "…/apidoc.js describes pmg, not pve: import it with --product pmg --release <release>",
    ],
  ])("refuses a file that is %s, and writes nothing", async (_, text, failed) => {
    expect(await run(fileOf(text), { pve: "9.2" })).toEqual({
      printed: [],
      warned: [],
      written: [],
      failed,
    });
  });

  it.each([
    [{}, "the file doesn't say its release: give it as --pve 9.1"],
    [{ pve: "nine" }, "a release looks like 9.1, not like nine"],
    [{ pve: "../9.1" }, "a release looks like 9.1, not like ../9.1"],
    [{ release: "8.2", product: "../x" }, "--product ../x: expected letters a-z"],
  ])("refuses the options %j", async (values, failed) => {
    expect(await run(fileOf(whole), values)).toMatchObject({ written: [], failed });
  });

  it("says so when a product can't be told", async () => {
    const elsewhere = [{ ...tree[0], path: "/elsewhere" }];
    const outcome = await run(fileOf(apidoc("const apiSchema", elsewhere)), { release: "1.0" });
    expect(outcome.failed).toBe(
      "…/apidoc.js: can't tell which product it describes: give it as --product",
    );
  });

  it("names a file that isn't there, and wants one source", async () => {
    expect((await run(join(folder, "none.js"), { pve: "9.2" })).failed).toContain(
      "can't read …/none.js",
    );
    expect((await run(undefined, { pve: "9.2" })).failed).toContain("expected one source");
  });
});

describe("schema:import from a node", () => {
  const asked: string[] = [];
  let url: string;
  let close: () => void;
  beforeAll(async () => {
    const { key, certificate } = createCertificate(["pve1"]);
    const server = createServer({ key, cert: certificate }, (request, response) => {
      asked.push(request.url ?? "");
      if (request.url === "/moved") response.writeHead(301, { location: "/apidoc.js" }).end();
      else if (request.url === "/away") response.writeHead(302, { location: "http://x/" }).end();
      else if (request.url === "/loop") response.writeHead(302, { location: "/loop" }).end();
      else if (request.url?.endsWith("/apidoc.js")) response.end(apidoc("const apiSchema"));
      else response.writeHead(404, "not here").end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = () => server.close();
  });
  afterAll(() => close());

  it("finds the file where every node serves it", async () => {
    const outcome = await run(url, { pve: "9.2", insecure: true });
    expect(outcome).toMatchObject({ written: ["pve-9.2.json"] });
    expect(asked.at(-1)).toBe("/pve-docs/api-viewer/apidoc.js");
  });

  it("follows a redirect that stays encrypted", async () => {
    expect(await run(`${url}/moved`, { pve: "9.2", insecure: true })).toMatchObject({
      written: ["pve-9.2.json"],
    });
  });

  it.each([
    ["/nothing", true, "…/nothing: answered 404 not here"],
    ["/away", true, "http://x/: expected a file or an https:// URL"],
    ["/loop", true, "…/loop: Redirected 3 times. Aborting."],
    [
      "",
      false,
      "…/pve-docs/api-viewer/apidoc.js: its certificate isn't signed by a known authority " +
        "(DEPTH_ZERO_SELF_SIGNED_CERT); repeat with --insecure if you trust the way to it",
    ],
  ])("explains %s", async (path, insecure, failed) => {
    const outcome = await run(url + path, { pve: "9.2", ...(insecure && { insecure: true }) });
    expect(outcome.written).toEqual([]);
    expect(outcome.failed?.replace(url, "…")).toBe(failed);
  });
});

if (apidocs().length > 0) {
  describe("schema:import of Proxmox's own files", () => {
    it.each(loadApis().map(({ release }) => release))(
      "makes the committed schema of %s",
      async (release) => {
        const original = apidocs().find((file) => file.endsWith(`pve-${release}.js`));
        await run(original ?? "", { pve: release });
        const name = `pve-${release}.json`;
        const imported = readFileSync(join(folder, name), "utf8");
        expect(imported === readFileSync(join(SCHEMA_FOLDER, name), "utf8")).toBe(true);
      },
    );
  });
}
