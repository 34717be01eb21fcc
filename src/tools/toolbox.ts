import { setMaxListeners } from "node:events";
import { defined } from "../kit/defined.js";
import type { ConfirmRules } from "../policy/confirm.js";
import type { Scope } from "../policy/scope/scope.js";
import type { OptionName } from "../pve/option-names.js";
import type { Tier } from "../schema/catalogue.js";
import type { EndpointFilter } from "../schema/endpoint-filter.js";
import type { ListedTool } from "../schema/tool-list.js";
import type { Ask } from "./consent.js";
import type { ToolError } from "./errors.js";
import type { Gate, GateOptions } from "./gate-types.js";
import type { Guard } from "./guard.js";
import { instructionsFor } from "./instructions.js";
import { once } from "./once.js";
import type { Registry } from "./registry.js";
import type { Session } from "./session.js";
import { unlistedTool } from "./unlisted-tool.js";

export interface Toolbox {
  listed: ListedTool[];
  instructions: string;
  /** Why nothing works here. */
  problem?: ToolError | undefined;
  /** What has been worth a warning here and isn't the operator's alone, the oldest first. */
  notices?: readonly string[] | undefined;
  /** Present where it is made of those of several clusters. */
  clusters?: ClusterToolboxes | undefined;
  /** A way to the cluster; tools, resources and completions all take it. */
  session(options: SessionOptions): Promise<Session>;
  /** The error for a tool that isn't listed: why, and what would list it. */
  unlisted(name: string): ToolError;
  /** What a caller may hear of an error. */
  explain(error: unknown): Promise<ToolError>;
  /** Masks our own credentials in what others say. */
  redact(text: string): string;
  /** Closes the connections to the cluster, where there are any. */
  close(): Promise<void>;
}

/** The toolboxes of several clusters. */
export interface ClusterToolboxes {
  byName: ReadonlyMap<string, Toolbox>;
  /** The cluster of calls that name none. */
  chosen?: string;
}

export interface SessionOptions extends Pick<Session, "signal"> {
  tool?: string;
  client?: string;
  /** Where there are several. */
  cluster?: string;
  started?: string[];
  progress?: Session["progress"];
  stopOnCancel?: boolean;
  /** Puts a question to the user; absent: this client can't. */
  ask?: Ask;
  /** Instead of asking the user. */
  guard?: Guard;
}

export interface ToolboxOptions extends Omit<GateOptions, "rules"> {
  /** Gets unexpected errors; a caller is told only that one happened. */
  onError: (error: unknown) => void;
  /** How an operator sets an option of the connection: errors speak of it by that name. */
  nameOption: (option: OptionName) => string;
  /** Endpoints that are closed for all tools. */
  closed?: EndpointFilter;
  /** What may be changed. */
  scope?: Scope;
  /** The same for whoever calls, besides that. */
  callerScope?: Scope;
  /** What users are asked about. */
  confirm?: ConfirmRules;
}

const DEFAULT_CONFIRM: ConfirmRules = { mode: "destructive", fallback: "allow" };

/** Each comes once, so there are few. */
const MOST_NOTICES = 50;

const UNASKED =
  "this client can't ask its user: what destroys is done without a question (PROXMOX_CONFIRM_FALLBACK=allow)";

/** The tools of one server. Only listing them is done at once; all else is loaded when needed. */
export function createToolbox(
  registry: Registry,
  access: Tier,
  {
    onError,
    nameOption,
    closed,
    scope,
    callerScope,
    confirm = DEFAULT_CONFIRM,
    ...gateOptions
  }: ToolboxOptions,
): Toolbox {
  let hasFallenBack = false;
  const notices: string[] = [];
  const onNotice: GateOptions["onNotice"] = (notice, audience) => {
    if (audience === "caller" && notices.length < MOST_NOTICES) notices.push(notice);
    gateOptions.onNotice?.(notice, audience);
  };
  const onFallback = () => {
    if (!hasFallenBack) onNotice(UNASKED, "caller");
    hasFallenBack = true;
  };
  let redact = (text: string) => text;
  const openGate = once(async (): Promise<Gate> => {
    const { createGate } = await import("./gate.js");
    const gate = createGate({
      rules: {
        access,
        excluded: registry.excludedEndpoints,
        ...defined({ closed, scope, callerScope }),
      },
      ...gateOptions,
      onNotice,
    });
    redact = gate.redact;
    return gate;
  });
  return {
    notices,
    explain: async (error) => {
      const { toToolError } = await import("./to-tool-error.js");
      return toToolError(error, { onUnexpected: onError, nameOption });
    },
    redact: (text) => redact(text),
    unlisted: (name) => unlistedTool(name, registry, access),
    session: async (options) => {
      const { signal, tool, started = [], progress = () => {}, stopOnCancel = false } = options;
      const { createConsent } = await import("./consent.js");
      // one call may send many requests, and each listens
      setMaxListeners(0, signal);
      return {
        gate: await openGate(),
        access,
        signal,
        progress,
        stopOnCancel,
        started,
        guard: options.guard ?? createConsent({ rules: confirm, ask: options.ask, onFallback }),
        ...defined({ tool, client: options.client }),
      };
    },
    close: async () => {
      if (openGate.started()) await (await openGate()).close();
    },
    listed: registry.listed,
    instructions: instructionsFor(registry, access, confirm, [scope, callerScope]),
  };
}
