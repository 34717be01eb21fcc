import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildProgram, writeData } from "../../codegen/bundle.js";

export interface Built {
  /** The program as users run it. */
  program: string;
  folder: string;
  remove(): Promise<void>;
}

/** Builds the program afresh, outside the checkout, so that no test runs against an old one. */
export async function buildForTest(): Promise<Built> {
  const folder = await mkdtemp(join(tmpdir(), "proxmox-mcp-"));
  await buildProgram(folder);
  writeData(folder);
  return {
    folder,
    program: join(folder, "proxmox-mcp.cjs"),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What a client passes on: none of the tester's own settings. */
export function cleanEnvironment(settings: Record<string, string> = {}): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", ...settings };
}
