import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { inject } from "vitest";
import { buildProgram, writeData } from "../../codegen/bundle.js";

export interface Built {
  /** The program as users run it. */
  program: string;
  /** An empty one for what a suite's programs write. */
  folder: string;
  remove(): Promise<void>;
}

let program: Promise<string> | undefined;

/** The program as the sources are now, built outside the checkout, once for all suites of a worker. */
export async function buildForTest(): Promise<Built> {
  program ??= build();
  const folder = await mkdtemp(join(inject("scratch"), "suite-"));
  return {
    program: await program,
    folder,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function build(): Promise<string> {
  const dist = await mkdtemp(join(inject("scratch"), "dist-"));
  await buildProgram(dist);
  writeData(dist);
  return join(dist, "proxmox-mcp.cjs");
}

/** What a client passes on: none of the tester's own settings, and no folder of theirs. */
export function cleanEnvironment(settings: Record<string, string> = {}): Record<string, string> {
  const state = join(inject("scratch"), "state");
  return { PATH: process.env["PATH"] ?? "", XDG_STATE_HOME: state, ...settings };
}
