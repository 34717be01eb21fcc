import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadToolList } from "../../src/data/tool-list.js";
import { variantFor } from "../../src/tools/registry.js";
import { currentName } from "../../src/tools/tool-names.js";
import type { Case, NamedTool } from "../names/types.js";
import { type Harness, openToolbox } from "../tools/harness.js";
import { type Facts, factsOf } from "./cluster-facts.js";

/** The simulator makes what an agent knows at the first question. */
const MADE_ON_SIGHT = /^\/guests\/\d+\/agent\//;

/** Changes that lose nothing: each tool with the facts that it may replace. */
const MOVES: Readonly<Record<string, RegExp>> = {
  proxmox_agent_freeze: /\/agent\/frozen$/,
  proxmox_agent_power: /\/(running|startedAt|pid)$/,
  proxmox_guest_disk_resize: /\/(size|rootfs|scsi0)$/,
  proxmox_guest_migrate: /^\/guests\/\d+\/node$|^\/volumes\//,
  proxmox_guest_reboot: /\/(startedAt|pid)$|\/(config|pending)\//,
  proxmox_guest_resume: /\/paused$/,
  proxmox_guest_start: /\/(running|startedAt|pid)$/,
};

/** Notes are no loss; see overrides/access/losses.ts. */
const NOTES = /\/comment$|^\/guests\/\d+\/snapshots\/[^/]+\/description$/;

const POWER = /^\/guests\/\d+\/(running|startedAt|pid)$/;

/** The same for tools that lose something with other arguments. */
const UNASKED: Readonly<Record<string, RegExp>> = {
  proxmox_bulk: /^\/guests\/\d+\/(running|startedAt|pid|node)$/,
  proxmox_cluster_config: /^\/cluster\/expectedVotes$/,
  // the original is kept as an unused disk
  proxmox_guest_disk_move: /^\/guests\/\d+\/config\/rootfs$/,
  proxmox_guest_shutdown: POWER,
  proxmox_node_bulk: /^\/guests\/\d+\/(running|startedAt|pid|node)$|^\/volumes\//,
  proxmox_node_power: /^\/nodes\/[^/]+\/bootedAt$/,
  proxmox_node_service: /^\/nodes\/[^/]+\/services\/[^/]+\/running$/,
  proxmox_node_subscription: /^\/nodes\/[^/]+\/subscription\/(status|message)$/,
  // of the same template
  proxmox_storage_content: /^\/volumes\/[^/]+\/local:vztmpl\//,
};

/** The cluster before a call, after it, and after the same again where a hint says that adds nothing. */
export interface CalledTwice {
  args: Record<string, unknown>;
  before: Facts;
  once: Facts;
  twice: Facts;
  /** Why the first call failed. */
  failed: string | undefined;
  /** What the user was asked about it. */
  asked: string[];
}

/** What a tool's hints say wrongly of a call that was made twice. */
export function liesOf(tool: string, { before, once, twice, asked }: CalledTwice): string[] {
  const hints = hintsOf(tool);
  const unasked = losses(tool, before, once).filter((loss) => {
    const [path = ""] = loss.split(": ");
    return !NOTES.test(path) && !UNASKED[tool]?.test(path);
  });
  return [
    ...(asked.length === 0 ? unasked.map((loss) => `unasked ${loss}`) : []),
    ...(hints.readOnlyHint ? changes(before, once) : []),
    ...(hints.destructiveHint !== true ? losses(tool, before, once) : []),
    ...(hints.idempotentHint || hints.readOnlyHint ? changes(once, twice) : []),
  ];
}

function hintsOf(tool: string) {
  const list = loadToolList();
  const record = list.tools[currentName(list, tool)];
  const variant = record && variantFor(record, "elevated");
  if (!variant) throw new Error(`${tool} isn't listed`);
  return variant.annotations;
}

/** Makes the calls of a tool on one cluster, one after the other, but those that are refused. */
export async function callTwice(named: NamedTool): Promise<CalledTwice[]> {
  const folder = mkdtempSync(join(tmpdir(), "hints-"));
  for (const [name, text] of Object.entries(named.uploads ?? {})) {
    writeFileSync(join(folder, name), text);
  }
  const questions: string[] = [];
  const harness = await openToolbox({
    uploadFolder: folder,
    ask: async (question) => {
      questions.push(question);
      return "accepted";
    },
    ...(named.pve !== undefined && { pve: named.pve }),
    ...(named.login && { credentials: rootPassword }),
  });
  const { readOnlyHint, idempotentHint } = hintsOf(named.tool);
  const calls: CalledTwice[] = [];
  try {
    for (const call of named.cases) {
      const args = await argumentsOf(harness, call);
      const before = factsOf(harness);
      questions.length = 0;
      const { isError, structuredContent } = await harness.result(named.tool, args);
      if (call.refusal) continue;
      const asked = [...questions];
      const once = factsOf(harness);
      // what a repeat may change, the calls after it don't expect
      const isRepeated = readOnlyHint || idempotentHint;
      if (isRepeated) await harness.result(named.tool, args);
      const twice = isRepeated ? factsOf(harness) : once;
      const failed = isError ? JSON.stringify(structuredContent) : undefined;
      calls.push({ args, before, once, twice, failed, asked });
    }
    return calls;
  } finally {
    await harness.close();
    rmSync(folder, { recursive: true });
  }
}

/** Of the demonstration cluster. */
const rootPassword = { kind: "password", user: "root@pam", password: "proxmox" } as const;

async function argumentsOf(harness: Harness, { args, from, setup }: Case) {
  for (const [tool, given] of setup ?? []) await harness.call(tool, given);
  if (!from) return args;
  const [tool, given, pick] = from;
  return { ...args, ...pick((await harness.call(tool, given))["data"]) };
}

/** Paths whose value was another or isn't there any more. */
function losses(tool: string, before: Facts, after: Facts): string[] {
  const harmless = MOVES[tool];
  return [...before]
    .filter(([path, value]) => after.get(path) !== value && !harmless?.test(path))
    .map(([path, value]) => `${path}: ${value} -> ${after.get(path)}`);
}

function changes(before: Facts, after: Facts): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter(
    (path) =>
      before.get(path) !== after.get(path) && (before.has(path) || !MADE_ON_SIGHT.test(path)),
  );
}
