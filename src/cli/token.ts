import { parseArgs } from "node:util";
import type { TokenRecord } from "../auth/tokens/record.js";
import { makeToken } from "../auth/tokens/token.js";
import { openTokenFile, type TokenFile } from "../auth/tokens/token-file.js";
import { loadToolList } from "../data/tool-list.js";
import { defined } from "../kit/defined.js";
import { splitList } from "../kit/lists.js";
import { parseGuestRules } from "../policy/scope/guest-rules.js";
import { TIERS } from "../schema/catalogue.js";
import { withEnvFile } from "../settings/env-file.js";
import { readSettings } from "../settings/read.js";
import { selectionProblems } from "../tools/registry.js";
import { type Command, UsageError } from "./command.js";
import { type Column, textTable } from "./text-table.js";
import { tokensFile } from "./tokens-file.js";

const DAY = 24 * 60 * 60_000;

/** What a token is good for without `--expires`. */
const DEFAULT_DAYS = 90;

/** `proxmox-mcp token`: makes, lists and removes the tokens of callers over HTTP. */
export const token: Command = async (args, environment) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      access: { type: "string" },
      guests: { type: "string" },
      nodes: { type: "string" },
      storages: { type: "string" },
      "scope-read": { type: "boolean" },
      toolsets: { type: "string" },
      tools: { type: "string" },
      "exclude-tools": { type: "string" },
      cluster: { type: "string" },
      rate: { type: "string" },
      expires: { type: "string" },
      "env-file": { type: "string" },
    },
  });
  const [action = "list", name, ...more] = positionals;
  const run = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  if (!run) {
    const known = Object.keys(ACTIONS).join(", ");
    throw new UsageError(`token: there is no ${JSON.stringify(action)}; there are ${known}`);
  }
  if (more.length > 0)
    throw new UsageError(`token ${action}: takes one name, got ${more.length + 1}`);
  const loaded = withEnvFile(environment, values["env-file"]);
  const read = "problems" in loaded ? loaded : await readSettings(loaded.env, { needs: "nothing" });
  // a setting for the cluster that is wrong keeps nobody from their tokens
  const own = "problems" in read ? undefined : read.server;
  const env = "problems" in loaded ? environment : loaded.env;
  return run({ name, values, file: openTokenFile(tokensFile(own?.tokens, env)) });
};

interface Asked {
  name: string | undefined;
  values: Readonly<Record<string, string | boolean | undefined>>;
  file: TokenFile;
}

const ACTIONS: Readonly<Record<string, (asked: Asked) => number>> = { add, list, rotate, remove };

function add({ name, values, file }: Asked): number {
  const called = nameOf("add", name);
  const known = file.list();
  if (known.some((one) => one.name === called)) {
    throw new UsageError(
      `there is a token ${JSON.stringify(called)} already; rotate it, or remove it first`,
    );
  }
  const { token: secret, kept } = makeToken();
  const record = { name: called, ...kept, ...rightsIn(values), created: new Date().toISOString() };
  file.write([...known, record]);
  return show(secret, record, file);
}

function list({ file }: Asked): number {
  const records = file.list();
  const text = records.length === 0 ? `no tokens in ${file.file}` : textTable(records, COLUMNS);
  process.stdout.write(`${text}\n`);
  return 0;
}

const COLUMNS: readonly Column<TokenRecord>[] = [
  ["name", ({ name }) => name],
  ["access", ({ access }) => access],
  ["limits", (record) => limitsOf(record)],
  ["created", ({ created }) => created.slice(0, 10)],
  ["expires", (record) => expiryOf(record)],
];

function rotate({ name, values, file }: Asked): number {
  const record = find("rotate", name, file);
  const { token: secret, kept } = makeToken();
  const expires = values["expires"] === undefined ? spanOf(record) : expiryIn(values);
  const { expires: _, ...rest } = record;
  const renewed = { ...rest, ...kept, created: new Date().toISOString(), ...defined({ expires }) };
  file.write(file.list().map((one) => (one === record ? renewed : one)));
  return show(secret, renewed, file);
}

function remove({ name, file }: Asked): number {
  const record = find("remove", name, file);
  file.write(file.list().filter((one) => one !== record));
  process.stdout.write(`removed ${record.name}; its calls are refused from now on\n`);
  return 0;
}

function find(action: string, name: string | undefined, file: TokenFile): TokenRecord {
  const called = nameOf(action, name);
  const all = file.list();
  const record = all.find((one) => one.name === called);
  if (record) return record;
  const known = all.map((one) => one.name).join(", ") || "none";
  throw new UsageError(`there is no token ${JSON.stringify(called)}; there are ${known}`);
}

function nameOf(action: string, name: string | undefined): string {
  if (name !== undefined && /^[\w.@-]{1,64}$/.test(name)) return name;
  const got = name === undefined ? "nothing" : JSON.stringify(name);
  throw new UsageError(
    `token ${action}: needs a name of letters, digits, ".", "@", "-" or "_"; got ${got}`,
  );
}

/** The only time that the secret is seen. */
function show(secret: string, record: TokenRecord, { file }: TokenFile): number {
  process.stderr.write(
    `${record.name}: access ${record.access}, ${limitsOf(record) || "no limits of its own"}, expires ${expiryOf(record)}; kept as a hash in ${file}. The token is shown this once:\n`,
  );
  process.stdout.write(`${secret}\n`);
  return 0;
}

function rightsIn(values: Asked["values"]) {
  const names = (flag: string) => {
    const value = values[flag];
    return typeof value === "string" ? splitList(value) : undefined;
  };
  const rights = defined({
    guests: guestsIn(values["guests"]),
    nodes: names("nodes"),
    storages: names("storages"),
    scopeRead: values["scope-read"] === true ? true : undefined,
    toolsets: names("toolsets"),
    tools: names("tools"),
    excludeTools: names("exclude-tools"),
    clusters: names("cluster"),
    rate: rateIn(values["rate"]),
    expires: expiryIn(values),
  });
  const { toolsets = [], tools = [], excludeTools = [] } = rights;
  const [problem] = selectionProblems(loadToolList(), { toolsets, tools, excluded: excludeTools });
  if (problem !== undefined) throw new UsageError(problem.replace(/^PROXMOX_(\w+)/, flagOf));
  if (rights.scopeRead && !rights.guests && !rights.nodes && !rights.storages) {
    throw new UsageError("--scope-read needs --guests, --nodes or --storages");
  }
  return { access: accessIn(values["access"]), ...rights };
}

function flagOf(_: string, variable: string): string {
  return `--${variable.toLowerCase().replaceAll("_", "-")}`;
}

function accessIn(value: unknown): TokenRecord["access"] {
  const access = TIERS.find((tier) => tier === (value ?? "read"));
  if (access) return access;
  throw new UsageError(`--access must be one of ${TIERS.join(", ")}; got ${JSON.stringify(value)}`);
}

function guestsIn(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  try {
    return parseGuestRules(value).text;
  } catch (error) {
    throw new UsageError(`--guests ${(error as Error).message}`);
  }
}

function rateIn(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const rate = /^\d{1,6}$/.test(String(value)) ? Number(value) : 0;
  if (rate > 0) return rate;
  throw new UsageError(
    `--rate must be requests a minute, from 1 to 999999; got ${JSON.stringify(value)}`,
  );
}

/** `90d`, `12h`, a date, or `never`. @returns ISO 8601; undefined: never */
function expiryIn({ expires = `${DEFAULT_DAYS}d` }: Asked["values"]): string | undefined {
  const text = String(expires);
  if (text === "never") return undefined;
  const [, count, unit] = /^(\d{1,4})([dh])$/.exec(text) ?? [];
  const at =
    count === undefined
      ? dateOf(text)
      : Date.now() + Number(count) * (unit === "d" ? DAY : DAY / 24);
  if (at > Date.now()) return new Date(at).toISOString();
  throw new UsageError(
    `--expires must be a span as in 90d or 12h, a date to come, or never; got ${JSON.stringify(text)}`,
  );
}

function dateOf(text: string): number {
  return /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
}

/** As long again as it was good for at first. */
function spanOf({ created, expires }: TokenRecord): string | undefined {
  if (expires === undefined) return undefined;
  return new Date(Date.now() + Date.parse(expires) - Date.parse(created)).toISOString();
}

function expiryOf({ expires }: TokenRecord): string {
  if (expires === undefined) return "never";
  const isOver = Date.parse(expires) <= Date.now();
  return `${expires.slice(0, 10)}${isOver ? " (over)" : ""}`;
}

function limitsOf(record: TokenRecord): string {
  const { guests, nodes, storages, toolsets, tools, excludeTools, clusters, rate } = record;
  const lists = { guests: guests && [guests], nodes, storages, toolsets, tools, clusters };
  const parts = Object.entries(lists).map(([key, value]) => value && `${key} ${value.join(",")}`);
  return [
    ...parts,
    excludeTools && `without ${excludeTools.join(",")}`,
    rate !== undefined && `${rate} a minute`,
  ]
    .filter(Boolean)
    .join("; ");
}
