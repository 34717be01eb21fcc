import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command } from "../install/artefact.js";
import { installNode } from "../install/npm-package.js";

/** Pinned: what it asks for changes with its version. */
const SUITE = "@modelcontextprotocol/conformance@0.2.0-alpha.12";

/** The suite wants a newer Node than the server. */
const NODE = "22";

export type Status = "SUCCESS" | "FAILURE" | "WARNING" | "SKIPPED" | "INFO";

/** One thing that the suite looked at in a scenario. */
export interface Check {
  id: string;
  status: Status;
  errorMessage?: string;
  details?: unknown;
}

/** What the suite saw, by scenario. */
export type Seen = ReadonlyMap<string, readonly Check[]>;

export interface Suite {
  /** All scenarios of a revision. */
  run(url: string, revision: string): Promise<Seen>;
  /** All scenarios for servers, with their revisions or `extension`. */
  list(): Promise<{ scenario: string; revisions: string }[]>;
  remove(): void;
}

/** Installs the suite into a folder that goes away. */
export async function installSuite(): Promise<Suite> {
  const folder = mkdtempSync(join(tmpdir(), "conformance-"));
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  const quiet = ["--no-audit", "--no-fund", "--silent"];
  const [node] = await Promise.all([
    installNode(folder, NODE),
    command("npm", ["install", ...quiet, SUITE], { cwd: folder }),
  ]);
  const program = join(folder, "node_modules/@modelcontextprotocol/conformance/dist/index.js");
  let runs = 0;
  return {
    run: async (url, revision) => {
      runs += 1;
      const output = join(folder, `run-${runs}`);
      mkdirSync(output);
      const args = ["--url", url, "--spec-version", revision, "--suite", "all", "-o", output];
      // it exits with 1 where anything failed, which is judged here scenario by scenario
      await command(node, [program, "server", ...args], { timeout: 300_000 }).catch(() => "");
      return readSeen(output);
    },
    list: async () => {
      const printed = await command(node, [program, "list", "--server"]);
      return [...printed.matchAll(/^ +- (\S+) \[(.+)\]$/gm)].map(
        ([, scenario = "", revisions = ""]) => ({ scenario, revisions }),
      );
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A folder for each scenario, named `server-SCENARIO-TIME`. */
function readSeen(output: string): Seen {
  const entries = readdirSync(output).map((name) => {
    const scenario = name.replace(/^server-/, "").replace(/-\d{4}-\d\d-\d\dT[\d-]+Z$/, "");
    const checks = JSON.parse(readFileSync(join(output, name, "checks.json"), "utf8")) as Check[];
    return [scenario, checks] as const;
  });
  return new Map(entries);
}
