import { loadToolList } from "../data/tool-list.js";
import { defined } from "../kit/defined.js";
import { letOthersRun } from "../kit/let-others-run.js";
import { observed, toolCalls } from "../kit/observed.js";
import { escapeControls } from "../kit/visible.js";
import type { ArgumentSchema, ListedTool } from "../schema/tool-list.js";
import { LONGEST_PROGRESS } from "./answer/limits.js";
import { type CallResult, toErrorResult, toResult } from "./answer/result.js";
import { cutBytes } from "./answer/shrink.js";
import { checkArguments } from "./arguments.js";
import type { CallChannel } from "./call-channel.js";
import type { ToolAnswer, ToolDeclaration } from "./define.js";
import { MissingArguments, ToolError } from "./errors.js";
import type { Preview } from "./preview.js";
import type { Session } from "./session.js";
import { currentName } from "./tool-names.js";
import type { Toolbox } from "./toolbox.js";
import { NotSwitchedOn } from "./unlisted-tool.js";

/**
 * A client's `tools/call`: checks the arguments, runs the tool's action and writes down its answer.
 * Never throws: an error is an answer too.
 */
export async function callTool(
  toolbox: Toolbox,
  calledName: string,
  given: unknown,
  channel: CallChannel,
): Promise<CallResult> {
  const name = currentName(loadToolList(), calledName);
  const tool = toolbox.listed.some((listed) => listed.name === name) ? name : "unlisted";
  const work = () => callNamed(toolbox, name, given, channel);
  return observed(toolCalls, { tool, meta: channel.meta }, work)();
}

async function callNamed(
  toolbox: Toolbox,
  name: string,
  given: unknown,
  channel: CallChannel,
): Promise<CallResult> {
  const { clusters } = toolbox;
  if (!clusters) return callOne(toolbox, name, given, channel);
  const { callInCluster } = await import("./clusters/call-in-cluster.js");
  return callInCluster({ toolbox, clusters }, name, given, channel, (own, rest, passed) =>
    callOne(own, name, rest, passed),
  );
}

async function callOne(
  toolbox: Toolbox,
  name: string,
  given: unknown,
  { signal, progress, ask, client }: CallChannel,
): Promise<CallResult> {
  const started: string[] = [];
  try {
    if (toolbox.problem) throw toolbox.problem;
    const listed = toolbox.listed.find((tool) => tool.name === name);
    if (!listed) throw await unlisted(toolbox, name, given);
    const tool = await declarationOf(name);
    const wanted = await checked(tool, listed, given).catch(async (error: unknown) => {
      throw await withChoices(error, () => toolbox.session({ signal }));
    });
    const { stop_on_cancel: stopOnCancel, preview: isPreview, ...args } = wanted;
    const preview = isPreview === true ? await openPreview() : undefined;
    const session = await toolbox.session({
      tool: name,
      started,
      signal,
      // the lines of a task's log are other people's text too
      progress: (message, percent) =>
        progress(cutBytes(escapeControls(toolbox.redact(message)), LONGEST_PROGRESS), percent),
      stopOnCancel: stopOnCancel === true,
      ...defined({ client }),
      ...(preview && { guard: preview }),
      ...(ask && { ask: (question) => ask(toolbox.redact(question)) }),
    });
    const answer = await run(tool, listed, args, session).catch((error: unknown) => {
      if (!preview?.isOver() || signal.aborted) throw error;
      return undefined;
    });
    const shown = preview ? await preview.answer(answer) : answer;
    await letOthersRun();
    return toResult(shown ?? { data: {} }, toolbox.redact);
  } catch (error) {
    const { seeAlso } = await import("./troubleshooting.js");
    const explained = withStarted(
      await toolbox.explain(isCancelled(error, signal) ? cancelled(name) : error),
      started,
    );
    return toErrorResult(explained, seeAlso(explained), toolbox.redact);
  }
}

async function withChoices(error: unknown, open: () => Promise<Session>): Promise<unknown> {
  if (!(error instanceof MissingArguments)) return error;
  const choices = await import("./choices.js");
  return choices.withChoices(error, open);
}

async function unlisted(toolbox: Toolbox, name: string, given: unknown): Promise<ToolError> {
  const error = toolbox.unlisted(name);
  if (!(error instanceof NotSwitchedOn)) return error;
  const { reachByDoor } = await import("./reach-by-door.js");
  return reachByDoor(error, name, given, toolbox.listed);
}

async function openPreview(): Promise<Preview> {
  const { createPreview } = await import("./preview.js");
  return createPreview();
}

/** Without it, a caller would start the same again. A failed task's error holds it already. */
function withStarted(error: ToolError, started: readonly string[]): ToolError {
  if (started.length === 0 || error.code === "task") return error;
  const hint = `${started.length === 1 ? "A task was" : "Tasks were"} started: see started, and ask proxmox_node_task before doing it again.`;
  return new ToolError(error.code, error.message, [error.hint, hint].filter(Boolean).join(" "), {
    ...error.details,
    started,
    mayHaveRun: true,
  });
}

async function checked(
  tool: ToolDeclaration,
  listed: ListedTool,
  given: unknown,
): Promise<Record<string, unknown>> {
  const [{ acceptsArgument, parametersOfTool }, { listedName, meantBy }, { missingArguments }] =
    await Promise.all([
      import("./accepts-argument.js"),
      import("./listed-names.js"),
      import("./missing-arguments.js"),
    ]);
  return checkArguments(tool.name, listed.inputSchema, given, {
    aliases: {
      ...(acceptsArgument(tool, "operation") ? {} : { operation: "action" }),
      ...meantBy(tool),
      ...tool.aliases,
    },
    listedAs: (argument) => listedName(tool, argument),
    refused: tool.refused,
    words: tool.words,
    emptyClears: tool.emptyClears,
    textOptions: tool.textOptions,
    refusedValues: { action: tool.refusedActions ?? {} },
    hidden: hiddenArguments(tool),
    accepts: (argument) => acceptsArgument(tool, argument),
    others: () => parametersOfTool(tool),
    missing: (given) => missingArguments(tool, given),
  });
}

/** A server that stops says so itself. */
function isCancelled(error: unknown, { reason }: AbortSignal): boolean {
  return error === reason && !(error instanceof ToolError);
}

/** Whatever waits ends with the signal's own reason, which is the protocol's and no failure. */
function cancelled(name: string): ToolError {
  const hint =
    "What it has started goes on, unless stop_on_cancel was given; nothing more is sent.";
  return new ToolError("cancelled", `${name}: cancelled by the caller`, hint);
}

async function run(
  tool: ToolDeclaration,
  listed: ListedTool,
  args: Record<string, unknown>,
  session: Session,
): Promise<ToolAnswer> {
  if (tool.door) {
    const { doors } = await import("./doors/index.js");
    return doors[tool.door](args, session);
  }
  const { runAction } = await import("./run-action.js");
  return runAction(tool, listed, args, session);
}

/** Declarations are loaded with the first call: listing needs none of them. */
async function declarationOf(name: string): Promise<ToolDeclaration> {
  const { tools } = await import("../../overrides/tools/index.js");
  const tool = tools.find((candidate) => candidate.name === name);
  if (!tool) throw new ToolError("tool", `${name} is listed but not declared`);
  return tool;
}

/** Taken by every tool, listed where they are of use. */
const SHARED: Record<string, ArgumentSchema> = {
  options: { type: "object", description: "More parameters by name" },
  wait: { type: "integer", description: "Seconds to wait for its task", minimum: 0 },
  preview: { type: "boolean", description: "Only say what would be sent" },
  stop_on_cancel: { type: "boolean", description: "Stop its task too when the call is cancelled" },
};

function hiddenArguments({ extra = {} }: ToolDeclaration): Record<string, ArgumentSchema> {
  const entries = Object.entries(extra).filter(([, { hidden }]) => hidden);
  return { ...SHARED, ...Object.fromEntries(entries) } as Record<string, ArgumentSchema>;
}
