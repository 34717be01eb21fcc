import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Installed, installPackage } from "../../bench/package.js";
import { buildProgram, writeData } from "../../codegen/bundle.js";
import { writeNotices } from "../../codegen/notices.js";
import { ROOT } from "../../codegen/root.js";
import { writeOpenApiModules } from "../../codegen/write-openapi.js";
import { cleanEnvironment } from "../mcp/built.js";

let root: string;
let installed: Installed;
let environment: Record<string, string>;

// built afresh in a folder of its own; the types are left out, which take longest
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "pack-"));
  const dist = join(root, "dist");
  for (const file of ["package.json", "README.md", "LICENSE", "docs/api-diff.schema.json"]) {
    cpSync(join(ROOT, file), join(root, file));
  }
  const metafile = await buildProgram(dist);
  writeData(dist);
  writeOpenApiModules(dist);
  writeNotices(dist, metafile);
  installed = installPackage(root);
  environment = cleanEnvironment({ XDG_CACHE_HOME: join(root, "cache") });
}, 60_000);

afterAll(() => {
  installed.remove();
  rmSync(root, { recursive: true });
});

describe("the installed package", () => {
  it("is one small package", () => {
    expect(installed.packages).toBe(1);
    // its declarations, which are left out here, have 0.7 MB more
    expect(installed.bytes).toBeLessThan(1_820_000);
  });

  it("loads nothing of Node for a start that takes long or much memory, such as crypto", () => {
    const folder = join(installed.folder, "node_modules/proxmox-mcp/dist/program");
    const started = readdirSync(folder).find((file) => /^main-\w+\.js$/.test(file)) ?? "";
    const code = readFileSync(join(folder, started), "utf8");
    const loaded = [...code.matchAll(/require\("node:([\w/]+)"\)/g)].map(([, name]) => name);
    expect([...new Set(loaded)].sort()).toEqual([
      "diagnostics_channel",
      "events",
      "fs",
      "os",
      "path",
      "process",
      "url",
      "util",
    ]);
  });

  it("brings the licences of what it contains", () => {
    const file = join(installed.folder, "node_modules/proxmox-mcp/dist/THIRD-PARTY-NOTICES.txt");
    const names = readFileSync(file, "utf8").match(/^[@a-z][\w./@-]+ \d+\.\d+\.\d+$/gm);
    expect(names).toEqual(expect.arrayContaining([expect.stringMatching(/^zod /)]));
    expect(names).toEqual(
      expect.arrayContaining([expect.stringMatching(/^@modelcontextprotocol\/server /)]),
    );
  });

  it("answers an MCP client through npx", async () => {
    const client = new Client({ name: "test", version: "1" });
    const transport = new StdioClientTransport({
      command: "npx",
      args: ["--offline", "proxmox-mcp", "--demo"],
      cwd: installed.folder,
      env: environment,
    });
    await client.connect(transport);
    const { structuredContent } = await client.callTool({
      name: "proxmox_api_read",
      arguments: { endpoint: "GET /version" },
    });
    await client.close();
    expect(structuredContent).toMatchObject({ data: { release: expect.stringMatching(/^\d/) } });
  }, 20_000);

  it("is a library too", () => {
    const script = 'import("proxmox-mcp").then((library) => console.log(typeof library.connect))';
    const run = { cwd: installed.folder, env: environment, encoding: "utf8" } as const;
    expect(execFileSync(process.execPath, ["-e", script], run)).toBe("function\n");
  });

  it("brings the simulated cluster for other programs' tests", () => {
    const script = `
      import { request } from "node:https";
      import { startSimulator } from "proxmox-mcp/simulator";
      const simulator = await startSimulator({ release: "8.4", clock: "manual" });
      const headers = { authorization: "PVEAPIToken=" + simulator.token };
      const options = { ca: simulator.certificate, headers };
      request(simulator.url + "/api2/json/version", options, (answer) => {
        answer.setEncoding("utf8").on("data", (text) => console.log(JSON.parse(text).data.release));
        answer.on("end", () => simulator.close());
      }).end();
    `;
    const run = { cwd: installed.folder, env: environment, encoding: "utf8" } as const;
    const args = ["--input-type=module", "-e", script];
    expect(execFileSync(process.execPath, args, run)).toBe("8.4\n");
  });

  it("checks calls against its zod schemas, and exports them", () => {
    const script = `
      import { connect } from "proxmox-mcp";
      import { parameters } from "proxmox-mcp/zod";
      import { startSimulator } from "proxmox-mcp/simulator";
      const simulator = await startSimulator({ clock: "manual" });
      const tls = { mode: "verify", fingerprint: simulator.fingerprint };
      const pve = connect({ host: simulator.url, token: simulator.token, tls, validate: true });
      const guest = { node: "pve1", vmid: 100 };
      const { digest } = await pve.nodes.qemu.config.get(guest);
      const error = await pve.nodes.qemu.config.put({ ...guest, cores: 0 }).catch((e) => e);
      const schema = await parameters("PUT /nodes/{node}/qemu/{vmid}/config");
      const verdicts = [1, 0].map((cores) => schema.safeParse({ ...guest, cores }).success);
      console.log(typeof digest, error.name, Object.keys(error.errors), ...verdicts);
      await pve.close();
      await simulator.close();
    `;
    const run = { cwd: installed.folder, env: environment, encoding: "utf8" } as const;
    const args = ["--input-type=module", "-e", script];
    expect(execFileSync(process.execPath, args, run)).toBe(
      "string ValidationError [ 'cores' ] true false\n",
    );
  });

  it("has the OpenAPI document of each release, to import and to print", () => {
    const script = `
      import { releases } from "proxmox-mcp/openapi";
      for (const release of [releases()[0], releases().at(-1)]) {
        const { default: document } = await import(\`proxmox-mcp/openapi/pve-\${release}.json\`);
        console.log(document.info.version === release, document.openapi);
      }
    `;
    const run = { cwd: installed.folder, env: environment, encoding: "utf8" } as const;
    const args = ["--input-type=module", "-e", script];
    expect(execFileSync(process.execPath, args, run)).toBe("true 3.1.0\ntrue 3.1.0\n");
    const command = ["--offline", "proxmox-mcp", "openapi", "--pve", "8.4"];
    const printed = execFileSync("npx", command, { ...run, maxBuffer: 4_000_000 });
    expect(JSON.parse(printed)).toMatchObject({ info: { version: "8.4" } });
  });

  it("names in `exports` only what is there", () => {
    const folder = join(installed.folder, "node_modules/proxmox-mcp");
    const { bin, exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      bin: Record<string, string>;
      exports: Record<string, string | { default: string }>;
    };
    const exported = Object.values(exports).map((entry) =>
      typeof entry === "string" ? entry : entry.default,
    );
    const paths = exported.map((path) => path.replace("*", "pve-8.4"));
    for (const path of [...Object.values(bin), ...paths]) {
      expect(existsSync(join(folder, path)), path).toBe(true);
    }
  });
});
