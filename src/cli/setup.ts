import { realpathSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { ClientDefinition } from "../clients/client.js";
import { CLIENTS } from "../clients/table.js";
import { writeAtomically } from "../kit/atomic-write.js";
import { configFolder, type Machine, thisMachine } from "../kit/folders.js";
import { splitList } from "../kit/lists.js";
import { type Address, parseAddress } from "../pve/wire/address.js";
import { TIERS } from "../schema/catalogue.js";
import { checkNetwork } from "./check/network.js";
import { check } from "./check.js";
import { type Command, UsageError } from "./command.js";
import { role } from "./role.js";
import { lookAtCertificate } from "./setup/certificate.js";
import { openTerminal, type Terminal } from "./setup/terminal.js";
import { writeClient } from "./setup/write-client.js";

const FLAGS = {
  client: { type: "string" },
  host: { type: "string" },
  user: { type: "string" },
  token: { type: "string" },
  access: { type: "string" },
  fingerprint: { type: "string" },
  "dry-run": { type: "boolean" },
} as const;

type Settings = Record<string, string>;

/**
 * `proxmox-mcp setup`: from nothing to a client that knows a cluster. The secret is never on the
 * command line, and goes into a file of its own.
 */
export const setup: Command = (args, environment) =>
  setUp(args, openTerminal(), { ...thisMachine, environment });

/** @returns the exit code */
export async function setUp(args: string[], terminal: Terminal, machine: Machine): Promise<number> {
  const { values } = parseArgs({ args, options: FLAGS });
  const { say, ask } = terminal;
  const client = clientOf(
    values.client ?? (await ask(`Client: one of ${idsOf(CLIENTS)}`, "--client")),
  );
  const host = values.host ?? (await ask("Name or address of a node", "--host"));
  const address = addressOf(host);
  const pin = await checkHost(address, values.fingerprint, terminal);
  if (!pin) return 1;

  const access = values.access ?? (await ask(`Access: ${TIERS.join(", ")}`, "--access", "read"));
  const user = values.user ?? (await ask("User that the token belongs to", "--user", "mcp@pve"));
  const token = values.token ?? (await ask("Name of the token", "--token", "mcp"));
  say("\nThis makes that login, unless there is one already:");
  const named = ["--access", access, "--user", user, "--token", token];
  await role(named, { ...machine.environment });

  const settings: Settings = {
    PROXMOX_HOST: host,
    PROXMOX_USER: user,
    PROXMOX_TOKEN_NAME: token,
    ...pin,
    ...(access !== "read" && { PROXMOX_ACCESS: access }),
  };
  const file = join(configFolder(machine), `${address.host.replace(/[^\w.-]/g, "-")}.token`);
  const launch = {
    ...launchOf(process.execPath, process.argv[1] ?? "", say),
    env: { ...settings, PROXMOX_TOKEN_VALUE_FILE: file },
  };
  if (values["dry-run"]) {
    say(`\n${file} would hold the token's secret.`);
    writeClient(client, launch, terminal, machine, true);
    return 0;
  }
  const secret = await terminal.askSecret("\nThe token's secret (it isn't shown)");
  if (secret === "") throw new UsageError("the token's secret is empty");
  const code = await check([], { ...foreign(machine), ...settings, PROXMOX_TOKEN_VALUE: secret });
  if (code !== 0) {
    say("Nothing is written. Correct that, and start again.");
    return 1;
  }
  writeAtomically(file, `${secret}\n`, { mode: 0o600, folderMode: 0o700 });
  say(`\n${file} holds the token's secret.`);
  const isWritten = writeClient(client, launch, terminal, machine, false);
  if (isWritten) say(client.afterwards);
  return isWritten ? 0 : 1;
}

const idsOf = (clients: readonly ClientDefinition[]) => clients.map(({ id }) => id).join(", ");

function clientOf(id: string): ClientDefinition {
  const client = CLIENTS.find((one) => one.id === id);
  if (client) return client;
  throw new UsageError(`--client must be one of ${idsOf(CLIENTS)}; got ${JSON.stringify(id)}`);
}

/** The first, where several nodes are given. */
function addressOf(hosts: string): Address {
  try {
    return parseAddress(splitList(hosts)[0] ?? "");
  } catch (error) {
    throw new UsageError(`--host ${(error as Error).message}`);
  }
}

/** Settings that trust the node's certificate, once the user has; nothing where they don't. */
async function checkHost(
  address: Address,
  expected: string | undefined,
  { say, confirm }: Terminal,
): Promise<Settings | undefined> {
  const findings = await checkNetwork(address, Date.now);
  for (const { state, text } of findings) say(`${state.padEnd(7)}  ${text}`);
  const broken = findings.find(({ state }) => state === "failed");
  if (broken) {
    say(broken.mend ?? "");
    return undefined;
  }
  const { fingerprint, trusted } = await lookAtCertificate(address);
  if (expected === undefined && trusted) return {};
  if (expected !== undefined && bytesOf(expected) !== bytesOf(fingerprint)) {
    say(`Its fingerprint isn't the one given, ${expected}: another machine may be answering.`);
    return undefined;
  }
  if (expected === undefined) {
    say(`\nThis machine doesn't trust the node's certificate. Its SHA-256 fingerprint:
  ${fingerprint}
The node itself prints it, as root:
  openssl x509 -noout -fingerprint -sha256 -in /etc/pve/local/pve-ssl.pem`);
    const isSame = await confirm("Are they the same?", `--fingerprint ${fingerprint}`);
    if (!isSame) return undefined;
  }
  return { PROXMOX_SSL_MODE: "verify", PROXMOX_SSL_FINGERPRINT: fingerprint };
}

const bytesOf = (fingerprint: string) => fingerprint.replaceAll(":", "").toLowerCase();

/** Whole paths: clients that are started from a menu don't find what a shell finds. */
function launchOf(node: string, script: string, say: Terminal["say"]) {
  const program = realpathSync(script);
  if (/[\\/]_npx[\\/]/.test(program)) {
    say("npx may delete this program some day: install it with npm install -g, and start again.");
  }
  return { command: node, args: [program] };
}

/** The environment without settings that a server started by the client won't have. */
function foreign({ environment }: Machine): NodeJS.ProcessEnv {
  const others = Object.entries(environment).filter(([name]) => !name.startsWith("PROXMOX_"));
  return Object.fromEntries(others);
}
