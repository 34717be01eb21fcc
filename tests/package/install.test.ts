import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Installed, installPackage } from "../../bench/package.js";
import { buildLibrary, buildProgram, writeData } from "../../codegen/bundle.js";
import { writeNotices } from "../../codegen/notices.js";
import { ROOT } from "../../codegen/root.js";
import { cleanEnvironment } from "../mcp/built.js";

let root: string;
let installed: Installed;
let environment: Record<string, string>;

// built afresh in a folder of its own; the types are left out, which take longest
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "pack-"));
  const dist = join(root, "dist");
  for (const file of ["package.json", "README.md", "LICENSE"]) {
    cpSync(join(ROOT, file), join(root, file));
  }
  const metafiles = [await buildProgram(dist), await buildLibrary(dist)];
  writeData(dist);
  writeNotices(dist, metafiles);
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
    expect(installed.bytes).toBeLessThan(8_000_000);
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

  it("names in `exports` only what is there", () => {
    const folder = join(installed.folder, "node_modules/proxmox-mcp");
    const { bin, exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      bin: Record<string, string>;
      exports: Record<string, string | { default: string }>;
    };
    const exported = Object.values(exports).map((entry) =>
      typeof entry === "string" ? entry : entry.default,
    );
    for (const path of [...Object.values(bin), ...exported]) {
      expect(existsSync(join(folder, path)), path).toBe(true);
    }
  });
});
