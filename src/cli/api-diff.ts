import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { releases } from "../data/releases.js";
import { loadToolList } from "../data/tool-list.js";
import { applyAccepted, type Decisions, readDecisions } from "../schema/accepted-changes.js";
import { CHANGE_CLASSES, type Change } from "../schema/change.js";
import { withSeverities } from "../schema/change-rules.js";
import { diffApis } from "../schema/diff.js";
import { DIFF_FORMATS, printDiff } from "../schema/diff-report/print-diff.js";
import type { DiffHead } from "../schema/diff-report/report.js";
import { keyOf } from "../schema/model.js";
import { currentName } from "../tools/tool-names.js";
import { checkEndpoints, keysOfChanges, readEndpoints } from "./api-diff/endpoints.js";
import { readSource } from "./api-diff/read-source.js";
import { chosenTools } from "./chosen-tools.js";
import { type Command, UsageError } from "./command.js";

const PARTS = ["endpoint", "parameters", "returns"] as const;

/** `proxmox-mcp api-diff FROM TO`: what changes between two descriptions; works without a server. */
export const apiDiff: Command = async (args, environment) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      format: { type: "string" },
      "fail-on": { type: "string" },
      accept: { type: "string" },
      path: { type: "string" },
      tool: { type: "string" },
      part: { type: "string" },
      mine: { type: "boolean" },
      endpoints: { type: "string" },
      insecure: { type: "boolean" },
      ca: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const [from, to] = positionals;
  if (from === undefined || to === undefined || positionals.length > 2) {
    throw new UsageError(
      `api-diff takes two of: ${releases().join(", ")}, a file, a URL; see api-diff --help`,
    );
  }
  if (from === "-" && to === "-") throw new UsageError("only one of the two can be -");
  const format = oneOf("--format", values.format ?? "text", DIFF_FORMATS);
  const asked = values["fail-on"];
  const failOn = asked === undefined ? undefined : oneOf("--fail-on", asked, CHANGE_CLASSES);
  const part = values.part === undefined ? undefined : oneOf("--part", values.part, PARTS);
  const { path = "", accept } = values;
  const list = loadToolList();
  const tool = values.tool === undefined ? undefined : currentName(list, values.tool);
  const decisions =
    accept === undefined ? undefined : await read("--accept", accept, readDecisions);
  const own =
    values.endpoints === undefined
      ? undefined
      : await read("--endpoints", values.endpoints, readEndpoints);
  const mine = values.mine ? usedEndpoints(environment) : undefined;
  const tools = toolsByEndpoint();
  if (tool !== undefined && !Object.hasOwn(list.tools, tool)) {
    throw new UsageError(`--tool ${tool}: there is no such tool`);
  }

  const notice = (line: string) => void process.stderr.write(`${line}\n`);
  const before = await readSource(from, values, notice);
  const after = await readSource(to, values, notice);
  if (before.api.product !== after.api.product) {
    throw new UsageError(
      `${from} describes ${before.api.product}, and ${to} ${after.api.product}: two of one product can be compared`,
    );
  }
  const known = new Set([...before.api.endpoints, ...after.api.endpoints].map(keyOf));
  const isUnder = (key: string) => key.includes(` ${path}`);
  if (![...known].some(isUnder)) throw new UsageError(`--path ${path}: no endpoint has it`);
  if (own) {
    checkEndpoints(`--endpoints ${values.endpoints}`, own, known, notice);
  }
  const all = diffApis(before.api, after.api);
  const keysOf = keysOfChanges(all);
  const concerns = (change: Change, has: (key: string) => boolean) => keysOf(change).some(has);
  const wanted = all.filter(
    (change) =>
      (part === undefined || change.part === part) &&
      concerns(change, isUnder) &&
      (tool === undefined || concerns(change, (key) => !!tools.get(key)?.includes(tool))) &&
      (own === undefined || concerns(change, (key) => own.has(key))) &&
      (mine === undefined || concerns(change, (key) => mine.has(key))),
  );
  const changes = decide(wanted, decisions, (what) =>
    notice(`${accept}: no change has the ${what}`),
  );
  const head: DiffHead = {
    from: before.name,
    to: after.name,
    toolsOf: (change) => [...new Set(keysOf(change).flatMap((key) => tools.get(key) ?? []))],
  };
  process.stdout.write(printDiff(changes, format, head));
  // the classes stand from the worst to the mildest
  const failing = failOn ? CHANGE_CLASSES.slice(0, CHANGE_CLASSES.indexOf(failOn) + 1) : [];
  return changes.some((change) => failing.includes(change.class)) ? 1 : 0;
};

const HELP = `proxmox-mcp api-diff FROM TO [options]: what changes in Proxmox VE's API

FROM and TO are each one of
  9.1                      a release that ships
  apidoc.js, pve-9.1.json  a file: a node's description, its bare array, or an imported schema
  https://node:8006        a node, or any URL of a file
  git:REV[:PATH]           the newest imported schema in the folder PATH (schema) of a git revision,
                           or the file PATH of it
  -                        standard input

  --format text|markdown|json|github|sarif|junit
                           github: annotations of breaking changes and warnings; json is described by
                           api-diff.schema.json in this package
  --fail-on breaking|attention|additive|text
                           exit 1 where a change of this class or a worse one is left
  --accept FILE            JSON list of { "id", "reason" }: these changes are left out; and of
                           { "rule", "class", "reason" }: changes of this rule have this class
  --path /nodes            only endpoints whose path starts so
  --tool NAME              only endpoints that the tool uses
  --mine                   only endpoints behind the tools that a server with these settings lists
  --endpoints FILE         only these endpoints, one a line: GET /nodes/{node}/qemu
  --part endpoint|parameters|returns
                           only changes of this part
  --ca FILE, --insecure    for URLs: trust this authority, or any certificate

Exit 0: done; 1: --fail-on applies; 2: the command line or a source is wrong.
`;

function oneOf<T extends string>(option: string, given: string, allowed: readonly T[]): T {
  if (allowed.includes(given as T)) return given as T;
  throw new UsageError(`${option} must be one of ${allowed.join(", ")}; got "${given}"`);
}

async function read<T>(option: string, file: string, parse: (text: string) => T): Promise<T> {
  try {
    return parse(await readFile(file, "utf8"));
  } catch (error) {
    throw new UsageError(`${option} ${file}: ${(error as Error).message}`);
  }
}

function decide(
  wanted: Change[],
  decisions: Decisions | undefined,
  onUnused: (what: string) => void,
): Change[] {
  if (!decisions) return wanted;
  const { changes, unused } = applyAccepted(wanted, decisions.accepted);
  const judged = withSeverities(changes, decisions.severities);
  for (const { id } of unused) onUnused(`id "${id}"`);
  for (const { rule } of judged.unused) onUnused(`rule "${rule}"`);
  return judged.changes;
}

/** Endpoints behind the tools that a server with these settings lists. */
function usedEndpoints(environment: NodeJS.ProcessEnv): Set<string> {
  const { list, registry } = chosenTools(environment);
  return new Set(
    registry.listed.flatMap(({ name }) => Object.keys(list.tools[name]?.endpoints ?? {})),
  );
}

/** Which curated tools a change touches. */
function toolsByEndpoint(): Map<string, string[]> {
  const tools = new Map<string, string[]>();
  for (const [name, { endpoints }] of Object.entries(loadToolList().tools)) {
    for (const key of Object.keys(endpoints)) tools.set(key, [...(tools.get(key) ?? []), name]);
  }
  return tools;
}
