import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { loadRelease, newestRelease, releases } from "../data/releases.js";
import { loadToolList } from "../data/tool-list.js";
import { isObject, sortKeys } from "../kit/objects.js";
import { type Accepted, applyAccepted, readAccepted } from "../schema/accepted-changes.js";
import { ApidocError, parseApidoc } from "../schema/apidoc.js";
import { CHANGE_CLASSES } from "../schema/change.js";
import { diffApis } from "../schema/diff.js";
import { type DiffHead, printDiff } from "../schema/diff-text.js";
import { likestRelease } from "../schema/likest-release.js";
import type { Api } from "../schema/model.js";
import { normalise } from "../schema/normalise.js";
import { type Command, UsageError } from "./command.js";

const FORMATS = ["text", "markdown", "json", "github"] as const;
const PARTS = ["endpoint", "parameters", "returns"] as const;

/** `proxmox-mcp api-diff FROM TO`: each a release, a file or a URL; works without a server. */
export const apiDiff: Command = async (args) => {
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
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const [from, to] = positionals;
  if (from === undefined || to === undefined || positionals.length > 2) {
    throw new UsageError(`api-diff takes two of: ${releases().join(", ")}, a file, a URL`);
  }
  const format = oneOf("--format", values.format ?? "text", FORMATS);
  const asked = values["fail-on"];
  const failOn = asked === undefined ? undefined : oneOf("--fail-on", asked, CHANGE_CLASSES);

  const [before, after] = [await loadSource(from), await loadSource(to)];
  const tools = toolsByEndpoint();
  const { path = "", tool } = values;
  const part = values.part === undefined ? undefined : oneOf("--part", values.part, PARTS);
  const wanted = diffApis(before.api, after.api).filter(
    (change) =>
      change.endpoint.includes(` ${path}`) &&
      (tool === undefined || tools.get(change.endpoint)?.includes(tool)) &&
      (part === undefined || change.part === part),
  );
  const accepted = values.accept === undefined ? [] : await loadAccepted(values.accept);
  const { changes, unused } = applyAccepted(wanted, accepted);
  for (const { id } of unused) {
    process.stderr.write(`${values.accept}: no change has the id "${id}"\n`);
  }
  const head: DiffHead = {
    from: before.name,
    to: after.name,
    toolsOf: ({ endpoint }) => tools.get(endpoint) ?? [],
  };
  process.stdout.write(printDiff(changes, format, head));
  // the classes stand from the worst to the mildest
  const failing = failOn ? CHANGE_CLASSES.slice(0, CHANGE_CLASSES.indexOf(failOn) + 1) : [];
  return changes.some((change) => failing.includes(change.class)) ? 1 : 0;
};

const HELP = `proxmox-mcp api-diff FROM TO [options]: what changes in Proxmox VE's API

FROM and TO are each a release, a file (apidoc.js, its bare array, or an imported schema), a URL, or
- for stdin.

  --format text|markdown|json|github   github writes annotations of breaking changes and warnings
  --fail-on breaking|attention|additive|text
                                       exit 1 where a change of this class or a worse one is left
  --accept FILE                        JSON list of { "id", "reason" }: these changes are left out
  --path /nodes                        only endpoints whose path starts so
  --tool NAME                          only endpoints that the tool uses
  --part endpoint|parameters|returns   only changes of this part

Exit 0: done; 1: --fail-on applies; 2: the command line or a source is wrong.
`;

async function loadAccepted(file: string): Promise<Accepted[]> {
  try {
    return readAccepted(await readFile(file, "utf8"));
  } catch (error) {
    throw new UsageError(`--accept ${file}: ${reason(error)}`);
  }
}

function oneOf<T extends string>(option: string, given: string, allowed: readonly T[]): T {
  if (allowed.includes(given as T)) return given as T;
  throw new UsageError(`${option} must be one of ${allowed.join(", ")}; got "${given}"`);
}

interface Source {
  /** What the comparison calls it. */
  name: string;
  api: Api;
}

async function loadSource(what: string): Promise<Source> {
  if (releases().includes(what)) return { name: what, api: loadRelease(what) };
  const read = await readText(what);
  // an array alone, as programs print it
  const text = read.trimStart().startsWith("[") ? `const apiSchema = ${read}` : read;
  try {
    if (text.startsWith("{")) {
      const api = readApi(text);
      return { name: api.release, api };
    }
    const { api: facts, unknown } = normalise(parseApidoc(text).tree, { release: what });
    for (const [keyword, where] of unknown) {
      process.stderr.write(`${what}: ${keyword} isn't understood, first in ${where}\n`);
    }
    const api = sortKeys(facts);
    // what a format holds that a description only names depends on its release
    const like = likestRelease(api, releases().map(loadRelease));
    return { name: what, api: { ...api, release: like?.release ?? newestRelease() } };
  } catch (error) {
    if (!(error instanceof ApidocError || error instanceof SyntaxError)) throw error;
    throw new UsageError(`${what}: ${error.message}`);
  }
}

/** A file as `npm run schema:import` writes it. */
function readApi(text: string): Api {
  const { release, endpoints } = JSON.parse(text) as Partial<Record<keyof Api, unknown>>;
  const isApi =
    typeof release === "string" &&
    Array.isArray(endpoints) &&
    endpoints.every((endpoint) => isObject(endpoint) && isObject(endpoint["parameters"]));
  if (isApi) return JSON.parse(text) as Api;
  throw new SyntaxError("no release and no endpoints in it; expected an imported schema");
}

async function readText(what: string): Promise<string> {
  try {
    if (what === "-") return await readStdin();
    if (!/^https?:\/\//.test(what)) return await readFile(what, "utf8");
    const response = await fetch(what);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return await response.text();
  } catch (error) {
    const known = releases().join(", ");
    throw new UsageError(`${what} is no release (${known}), and can't be read: ${reason(error)}`);
  }
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

function reason(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message : message;
}

/** Which curated tools a change touches. */
function toolsByEndpoint(): Map<string, string[]> {
  const tools = new Map<string, string[]>();
  for (const [name, { endpoints }] of Object.entries(loadToolList().tools)) {
    for (const key of Object.keys(endpoints)) tools.set(key, [...(tools.get(key) ?? []), name]);
  }
  return tools;
}
