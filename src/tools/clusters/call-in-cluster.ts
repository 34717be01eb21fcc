import { isObject } from "../../kit/objects.js";
import { type CallResult, toErrorResult, toResult } from "../answer/result.js";
import type { CallChannel } from "../call-channel.js";
import type { ToolAnswer } from "../define.js";
import { ToolError } from "../errors.js";
import type { ClusterToolboxes, Toolbox } from "../toolbox.js";
import { OVER_ALL, ofCluster } from "./combine.js";

/** Calls a tool in one cluster. */
type Call = (toolbox: Toolbox, given: unknown, channel: CallChannel) => Promise<CallResult>;

/** A call where there are several clusters: in the one that it names, or over all of them. */
export async function callInCluster(
  { toolbox, clusters }: { toolbox: Toolbox; clusters: ClusterToolboxes },
  name: string,
  given: unknown,
  channel: CallChannel,
  call: Call,
): Promise<CallResult> {
  const { cluster, ...rest } = isObject(given) ? given : {};
  const passed = isObject(given) ? rest : given;
  const wanted = cluster === "" ? undefined : cluster;
  if (wanted === undefined && OVER_ALL.has(name)) {
    return callInAll(clusters, passed, channel, call);
  }
  try {
    const own = ofCluster(toolbox, wanted as string | undefined);
    const chosen = String(wanted ?? clusters.chosen);
    const { ask } = channel;
    const named = ask && { ask: (question: string) => ask(`Cluster ${chosen}: ${question}`) };
    return labelled(chosen, await call(own, passed, { ...channel, ...named }));
  } catch (error) {
    return toErrorResult(await toolbox.explain(error));
  }
}

/** Answers say which cluster they are about. */
function labelled(
  cluster: string,
  { content, structuredContent, ...rest }: CallResult,
): CallResult {
  const [{ text }, ...images] = content;
  return {
    ...rest,
    content: [{ type: "text", text: `cluster: ${cluster}\n${text}` }, ...images],
    structuredContent: { cluster, ...structuredContent },
  };
}

/** One that is down is told, and hides nothing of the others. */
async function callInAll(
  { byName }: ClusterToolboxes,
  given: unknown,
  channel: CallChannel,
  call: Call,
): Promise<CallResult> {
  const results = await Promise.all(
    [...byName].map(async ([name, own]) => ({ name, result: await call(own, given, channel) })),
  );
  const failed = results.filter(({ result }) => result.isError);
  const [first] = failed;
  // what is wrong with the arguments is wrong with them in each
  if (first && failed.length === results.length && new Set(failed.map(codeOf)).size === 1) {
    return first.result;
  }
  if (failed.length === results.length) return toErrorResult(allFailed(failed));
  return toResult(merged(results));
}

interface Answered {
  name: string;
  result: CallResult;
}

function codeOf({ result }: Answered): unknown {
  return Object(result.structuredContent["error"])["code"];
}

function allFailed(failed: readonly Answered[]): ToolError {
  const lines = failed.map(({ name, result }) => `${name}: ${messageOf(result)}`);
  return new ToolError("clusters", `No cluster answered. ${lines.join(" ")}`);
}

function messageOf({ structuredContent }: CallResult): string {
  return String(Object(structuredContent["error"])["message"]);
}

/** Rows of all clusters in one list; what is no list stands under the cluster's name. */
function merged(results: readonly Answered[]): ToolAnswer {
  const good = results.filter(({ result }) => !result.isError);
  const contents = good.map(({ name, result }) => ({ name, ...result.structuredContent }) as Part);
  const notes = [
    ...results
      .filter(({ result }) => result.isError)
      .map(({ name, result }) => `${name} is missing here: ${messageOf(result)}`),
    ...contents.flatMap(({ name, notes = [] }) => notes.map((note) => `${name}: ${note}`)),
    ...contents
      .filter(({ cursor: more, returned }) => more !== undefined || returned !== undefined)
      .map(({ name }) => `${name} has more: ask with cluster ${name}.`),
  ];
  const isList = contents.every(({ data }) => Array.isArray(data));
  const data = isList
    ? contents.flatMap(({ name, data: rows }) =>
        (rows as object[]).map((row) => ({ cluster: name, ...row })),
      )
    : Object.fromEntries(contents.map(({ name, data: own }) => [name, own]));
  return { data, ...(notes.length > 0 && { notes }) } as ToolAnswer;
}

interface Part {
  name: string;
  data: unknown;
  notes?: string[];
  cursor?: unknown;
  returned?: unknown;
}
