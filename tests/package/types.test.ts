import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ROOT } from "../../codegen/root.js";
import { writeOpenApiModules } from "../../codegen/write-openapi.js";
import { writeTypes } from "../../codegen/write-types.js";

const PROGRAM = `
import { connect, type EndpointKey, type ResultOf } from "proxmox-mcp";
import { openApi, releases } from "proxmox-mcp/openapi";
import document from "proxmox-mcp/openapi/pve-8.4.json";
import { startSimulator } from "proxmox-mcp/simulator";
import { parameters } from "proxmox-mcp/zod";

const simulator = await startSimulator({ release: releases()[0] ?? "8.4" });
const pve = connect({ host: simulator.url, token: simulator.token, validate: true });
const guest = { node: "pve1", vmid: 100 };
const { bios } = await pve.nodes.qemu.config.get(guest);
bios satisfies "seabios" | "ovmf" | undefined;
const upid = await pve.nodes.qemu.status.start.post(guest);
(await pve.finishTask(upid)).state satisfies string;
const nodes: ResultOf<"GET /nodes"> = await pve.call("GET /nodes", {});
nodes[0]?.node satisfies string | undefined;
const key = "DELETE /nodes/{node}/qemu/{vmid}" satisfies EndpointKey;
const verdict = (await parameters(key)).safeParse(guest);
if (verdict.success) verdict.data.vmid satisfies number;
[document.openapi, openApi("8.4").openapi] satisfies string[];

// @ts-expect-error no such parameter
await pve.nodes.qemu.status.start.post({ ...guest, forec: true });
// @ts-expect-error no such endpoint
await pve.call("GET /nosuch", {});
// @ts-expect-error no such branch
pve.nodes.kvm;
`;

const OPTIONS = {
  target: "ES2022",
  module: "NodeNext",
  strict: true,
  noEmit: true,
  types: ["node"],
  preserveSymlinks: true,
};

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "consumer-"));
  const installed = join(folder, "node_modules/proxmox-mcp");
  mkdirSync(installed, { recursive: true });
  cpSync(join(ROOT, "package.json"), join(installed, "package.json"));
  writeTypes(join(installed, "dist"));
  writeOpenApiModules(join(installed, "dist"));
  for (const name of ["@types", "undici-types"]) {
    symlinkSync(join(ROOT, "node_modules", name), join(folder, "node_modules", name));
  }
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "program.ts"), PROGRAM);
  const config = { compilerOptions: OPTIONS, files: ["program.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

// libraries are checked too: the declarations must need nothing that isn't installed
it("types a program that uses every entry of the package", () => {
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" });
  expect(stdout).toBe("");
});
