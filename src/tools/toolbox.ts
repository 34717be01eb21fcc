import { loadToolList } from "../data/tool-list.js";
import type { Tier } from "../schema/catalogue.js";
import type { ArgumentSchema, ListedTool } from "../schema/tool-list.js";
import { checkArguments } from "./arguments.js";
import type { ToolAnswer, ToolDeclaration } from "./define.js";
import { nearest, ToolError } from "./errors.js";
import type { Gate, GateOptions } from "./gate.js";
import type { Progress } from "./guests-and-tasks.js";
import { instructionsFor } from "./instructions.js";
import { once } from "./once.js";
import { lowestTier, type Registry } from "./registry.js";
import { type CallResult, escapeControls, toErrorResult, toResult } from "./result.js";
import type { Session, SessionOptions } from "./session.js";

export interface Toolbox {
  listed: ListedTool[];
  instructions: string;
  /** Never throws: what goes wrong is an answer too. */
  call(
    name: string,
    given: unknown,
    options: { signal: AbortSignal; progress: Progress },
  ): Promise<CallResult>;
  /** A way to the cluster for resources and completion: same gate, same policy as the tools'. */
  session(options: { signal: AbortSignal }): Promise<Session>;
  /** The error for a tool that isn't listed: why, and what would list it. */
  unlisted(name: string): ToolError;
  /** What a caller may hear of an error. */
  explain(error: unknown): Promise<ToolError>;
  /** Masks our own credentials in what others say. */
  redact(text: string): string;
  /** Closes the connections to the cluster, where there are any. */
  close(): Promise<void>;
}

export interface ToolboxOptions extends Omit<GateOptions, "rules"> {
  /** Gets what nobody foresaw; a caller is told only that it happened. */
  onError: (error: unknown) => void;
}

/** The tools of one server. Only listing them is done at once; all else is loaded when needed. */
export function createToolbox(
  registry: Registry,
  access: Tier,
  { onError, ...gateOptions }: ToolboxOptions,
): Toolbox {
  let redact = (text: string) => text;
  const openGate = once(async (): Promise<Gate> => {
    const { createGate } = await import("./gate.js");
    const gate = createGate({
      rules: { access, excluded: registry.excludedEndpoints },
      ...gateOptions,
    });
    redact = gate.redact;
    return gate;
  });
  const openSession = async (options: SessionOptions): Promise<Session> => {
    const { createSession } = await import("./session.js");
    return createSession(await openGate(), access, options);
  };
  const byName = new Map(registry.listed.map((tool) => [tool.name, tool]));
  const explain = async (error: unknown) => {
    const { toToolError } = await import("./to-tool-error.js");
    return toToolError(error, onError);
  };
  return {
    explain,
    redact: (text) => redact(text),
    unlisted: (name) => unknownTool(name, registry, access),
    session: ({ signal }) => openSession({ signal, progress: () => {} }),
    close: async () => {
      if (openGate.started()) await (await openGate()).close();
    },
    listed: registry.listed,
    instructions: instructionsFor(registry, access),
    call: async (name, given, options) => {
      try {
        const listed = byName.get(name);
        if (!listed) throw unknownTool(name, registry, access);
        const tool = await declarationOf(name);
        const { accepts } = await import("./accepts-argument.js");
        const checked = checkArguments(name, listed.inputSchema, given, {
          aliases: tool.aliases,
          refused: tool.refused,
          textOptions: tool.textOptions,
          refusedValues: { [tool.actionArgument ?? "action"]: tool.refusedActions ?? {} },
          hidden: hiddenArguments(tool),
          accepts: (argument) => accepts(tool, argument),
        });
        const { stop_on_cancel: stopOnCancel, ...args } = checked;
        const session = await openSession({
          signal: options.signal,
          // the lines of a task's log are other people's text too
          progress: (message) => options.progress(escapeControls(redact(message))),
          stopOnCancel: stopOnCancel === true,
        });
        return toResult(await dispatch(tool, listed, args, session), redact);
      } catch (error) {
        const { seeAlso } = await import("./troubleshooting.js");
        const explained = await explain(error === options.signal.reason ? cancelled(name) : error);
        return toErrorResult(explained, seeAlso(explained), redact);
      }
    },
  };
}

/** Whatever waits ends with the signal's own reason, which is the protocol's and no failure. */
function cancelled(name: string): ToolError {
  const hint =
    "What it has started goes on, unless stop_on_cancel was given; nothing more is sent.";
  return new ToolError("cancelled", `${name}: cancelled by the caller`, hint);
}

async function dispatch(
  tool: ToolDeclaration,
  listed: ListedTool,
  checked: Record<string, unknown>,
  session: Session,
): Promise<ToolAnswer> {
  if (tool.door) {
    const { doors } = await import("./doors/index.js");
    return doors[tool.door](checked, session);
  }
  const { runTool } = await import("./run.js");
  return runTool(tool, listed, checked, session);
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
  stop_on_cancel: { type: "boolean", description: "Stop its task too when the call is cancelled" },
};

function hiddenArguments({ extra = {} }: ToolDeclaration): Record<string, ArgumentSchema> {
  const entries = Object.entries(extra).filter(([, { hidden }]) => hidden);
  return { ...SHARED, ...Object.fromEntries(entries) } as Record<string, ArgumentSchema>;
}

/** Says whether the tool doesn't exist, was taken away, is switched off, or needs another tier. */
function unknownTool(name: string, { listed, excluded }: Registry, access: Tier): ToolError {
  const { tools } = loadToolList();
  const record = Object.hasOwn(tools, name) ? tools[name] : undefined;
  if (!record) {
    const guess = nearest(
      name,
      listed.map((tool) => tool.name),
    );
    return new ToolError(
      "tool",
      `There is no tool ${JSON.stringify(name)}${guess ? `, did you mean ${guess}?` : "."}`,
    );
  }
  if (excluded.has(name)) {
    return new ToolError(
      "tool",
      `${name} was taken away here by PROXMOX_EXCLUDE_TOOLS.`,
      "The operator can take it out of that setting; neither PROXMOX_TOOLS nor PROXMOX_TOOLSETS lists it while it is there.",
    );
  }
  const tier = lowestTier(record);
  if (!record.variants[access] && tier !== "read" && access !== tier) {
    return new ToolError(
      "access",
      `${name} needs access tier "${tier}"; this server runs with "${access}".`,
      `The operator can allow it with PROXMOX_ACCESS=${tier}.`,
    );
  }
  return new ToolError(
    "tool",
    `${name} isn't switched on here.`,
    `The operator can list it with PROXMOX_TOOLS=${name} or PROXMOX_TOOLSETS=${record.toolset}.`,
  );
}
