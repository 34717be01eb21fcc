import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { ROOT } from "../../../codegen/root.js";
import { command } from "../../install/artefact.js";
import { countGuests } from "../../install/list-guests.js";
import { installNode } from "../../install/npm-package.js";
import { agents } from "./agents.js";
import type { DrivenClient, Place } from "./driven.js";
import { libraries } from "./libraries.js";
import { tools } from "./tools.js";

/**
 * `npm run test:clients`: installs real clients into a folder that goes away, and has each connect to
 * the server with the simulated cluster, list its tools and call one. Names in the arguments choose some.
 */
const CLIENTS: readonly DrivenClient[] = [...agents, ...tools, ...libraries];

/** Most of them need a newer one than the server. */
const NODE = "24";

const root = mkdtempSync(join(tmpdir(), "clients-"));
try {
  const chosen = process.argv.slice(2);
  const node = dirname(await installNode(root, NODE));
  for (const [index, client] of CLIENTS.entries()) {
    if (chosen.length > 0 && !chosen.some((word) => client.name.includes(word))) continue;
    const folder = join(root, String(index));
    mkdirSync(folder);
    await tryOut(client, folder, node);
    rmSync(folder, { recursive: true, force: true });
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}

async function tryOut(client: DrivenClient, folder: string, node: string): Promise<void> {
  try {
    const { tools, answer } = await client.drive(await install(client, folder, node));
    const guests = countGuests(answer);
    if (tools < 10 || guests === 0) throw new Error(`${tools} tools, ${JSON.stringify(answer)}`);
    say("ok", client, `listed ${tools} tools, and called one that lists ${guests} guests`);
  } catch (error) {
    process.exitCode = 1;
    say("FAILED", client, (error as Error).message);
  }
}

async function install(client: DrivenClient, folder: string, node: string): Promise<Place> {
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  const path = [join(folder, "node_modules/.bin"), node, process.env["PATH"] ?? ""];
  const env = { PATH: path.join(delimiter), HOME: folder, NO_COLOR: "1", CI: "true" };
  const quiet = ["--no-audit", "--no-fund", "--silent"];
  await command("npm", ["install", ...quiet, ...client.packages], {
    cwd: folder,
    env: { ...process.env, PATH: path.join(delimiter) },
  });
  return {
    folder,
    server: {
      command: process.execPath,
      args: [join(ROOT, "dist/proxmox-mcp.cjs"), "--demo"],
      env: {},
    },
    run: (program, args, more = {}) =>
      command(program, args, { cwd: folder, env: { ...env, ...more }, timeout: 120_000 }),
  };
}

function say(state: "ok" | "FAILED", { name, packages }: DrivenClient, text: string): void {
  const version = packages[0]?.replace(/^.*@/, "");
  process.stdout.write(`${state.padEnd(8)} ${`${name} ${version}`.padEnd(26)} ${text}\n`);
}
