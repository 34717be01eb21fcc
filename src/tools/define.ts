/**
 * What a curated tool is made of. A leaf: declarations in `overrides/tools/` and the generator both
 * build on it, so it imports nothing that runs.
 */
import type { Endpoints } from "../../generated/surface/keys.js";
import type { EndpointKey, EndpointRef, ParameterNames } from "../../generated/surface/refs.js";
import type { Tier } from "../schema/catalogue.js";
import type { Json } from "../schema/model.js";
import type { AnswerSchema } from "../schema/tool-list.js";

/** The names of all parameters that the endpoints behind `R` take. */
export type ParameterName<R extends EndpointRef> = ParameterNames[R];

/**
 * What a request to `K` may hold, by name. The values are judged when the request is: most come from
 * a caller, whom no compiler has checked.
 */
export type ParametersOf<K extends EndpointRef> = { readonly [N in ParameterNames[K]]?: unknown };

/** `qemu` and `lxc` in place of `{kind}`, where there is such an endpoint. */
export type KeysOf<R extends EndpointRef> = R extends `${infer Before}{kind}${infer After}`
  ? Extract<`${Before}${"qemu" | "lxc"}${After}`, EndpointKey>
  : R;

/** What `K` answers; unknown for what only a newer release has. */
export type ResultOf<K extends EndpointRef> =
  KeysOf<K> extends infer Key
    ? Key extends keyof Endpoints
      ? Endpoints[Key]["result"]
      : unknown
    : never;

export type { EndpointRef };

export const TOOLSETS = [
  "api",
  "guests",
  "nodes",
  "storage",
  "backup",
  "network",
  "firewall",
  "sdn",
  "ha",
  "ceph",
  "access",
  "notifications",
] as const;

export type Toolset = (typeof TOOLSETS)[number];

/** Arguments that steer any tool and that no endpoint is sent. */
export const TOOL_ARGUMENTS = ["wait", "options", "fields", "cursor"] as const;

/** An argument that isn't a parameter of the endpoint: it steers the tool itself. */
export interface ExtraArgument {
  type: "string" | "integer" | "number" | "boolean" | "array" | "object";
  description: string;
  enum?: readonly string[];
  items?: { type: "string" | "integer" };
  minimum?: number;
  maximum?: number;
  required?: true;
  /** Accepted but not listed: what older prompts say, or what few people need. */
  hidden?: true;
}

/** Values of our own for parameters of the endpoints behind `R`. */
export type ValuesOf<R extends EndpointRef> = { readonly [N in ParameterName<R>]?: Json };

export interface Action<R extends EndpointRef = EndpointRef> {
  /**
   * The request that is sent; for an action with `run` all that it may send; with
   * `endpointArgument` a record of which that argument picks one.
   */
  endpoint: R | readonly R[] | Readonly<Record<string, R>>;
  /** The argument whose value picks the request among those of `endpoint`. */
  endpointArgument?: string;
  /** Our argument's name → the endpoint's, where they differ. */
  rename?: Readonly<Record<string, ParameterName<R>>>;
  /** Parameters that are always sent; the caller can't set them. */
  fixed?: ValuesOf<R>;
  /** Parameters that are sent unless the caller says otherwise; so none of them is required. */
  defaults?: ValuesOf<R>;
  /** Arguments that this action needs although the endpoint doesn't. */
  required?: readonly string[];
  /** Arguments that other actions take and this one can't, with the reason. */
  refused?: Readonly<Record<string, string>>;
  /** Fields that a list shows unless the caller asks for others. */
  fields?: readonly string[];
  /** What the caller should know after each success. */
  note?: string;
  /** Only where one request doesn't do. */
  run?: Handler;
  /**
   * Less than its endpoints need, because it uses them for less than they can do: the gate has the
   * reason.
   */
  tier?: Tier;
  /** Finds its guests itself: `vmid`, `node` and `type` aren't its arguments unless declared. */
  findsOwnGuests?: true;
}

export interface ToolDeclaration<R extends EndpointRef = EndpointRef> {
  name: `proxmox_${string}`;
  /** Its name in earlier releases, under which it is still called. */
  formerly?: `proxmox_${string}`;
  title: string;
  /** One or two sentences for a model that chooses between tools. */
  summary: string;
  toolset: Toolset;
  /** Listed by default. */
  core?: true;
  /** By value of `action`; a tool that does one thing has `call` instead. */
  actions?: Readonly<Record<string, R | Action<R>>>;
  call?: R | Action<R>;
  /** Optional parameters that stand in the schema; the rest goes through `options`. */
  arguments?: readonly ParameterName<R>[];
  /** What is listed is what people need; the rest is accepted all the same. */
  complete?: true;
  /** Arguments of ours. */
  extra?: Readonly<Record<string, ExtraArgument>>;
  /** Our words for an argument where those of the endpoints don't fit this tool. */
  words?: Readonly<Record<string, string>>;
  /** Clearer names under which arguments are listed; their own are accepted too. */
  listedAs?: Readonly<Record<string, string>>;
  /** Other names under which an argument is accepted but not listed: what older prompts say. */
  aliases?: Readonly<Record<string, string>>;
  /** Arguments that an empty text clears; of the others it is none. */
  emptyClears?: readonly ParameterName<R>[];
  /** Arguments that people may bring along and that nothing answers to, with the reason. */
  refused?: Readonly<Record<string, string>>;
  /** Values of `action` that people may know and that the API can't do, with the reason. */
  refusedActions?: Readonly<Record<string, string>>;
  /** The argument that is meant where `options` is a text: some endpoints have such a parameter. */
  textOptions?: string;
  /** What `data` of its answers holds, where all actions answer alike and no task alone says it. */
  answer?: AnswerSchema;
  /** Why the tool may cost more than 700 tokens. */
  large?: string;
  /** One of the four doors: they take an endpoint as an argument instead of standing for some. */
  door?: Door;
}

export type Door = "search" | "describe" | "read" | "write";

/** What a handler works with. */
export interface ToolContext {
  /** Checked arguments: numbers are numbers, defaults are not filled in. */
  arguments: Readonly<Record<string, unknown>>;
  action: string;
  /** The guest that `vmid` names, where the tool takes one. */
  guest?: Guest;
  /**
   * Sends a request through policy and validation; the answer's `data`. `{kind}` is that of `guest`.
   */
  call<K extends EndpointRef>(
    endpoint: K,
    parameters?: ParametersOf<K>,
    options?: RequestOptions,
  ): Promise<ResultOf<K>>;
  /** Makes what `call` answered, or the part of it that is shown, readable. */
  shape<T>(endpoint: EndpointRef, data: T): Promise<T>;
  /** Sends a request like `call`; makes its answer readable, or follows the task that it started. */
  request<K extends EndpointRef>(endpoint: K, parameters?: ParametersOf<K>): Promise<ToolAnswer>;
  /**
   * Settings for `endpoint` of which each property string changes only the keys that are given, with
   * the digest of those that are there where something was merged.
   *
   * @param readPresent those that are there; only asked for where there is something to merge
   */
  mergeSettings(
    endpoint: EndpointRef,
    readPresent: () => Promise<Readonly<Record<string, unknown>>>,
    given: Readonly<Record<string, unknown>>,
  ): Promise<Record<string, unknown>>;
  /**
   * Says which requests will follow, before the first of several, so that the user is asked about all
   * of them at once.
   *
   * @throws where the user declines
   */
  announce(requests: readonly Announcement[]): Promise<void>;
  /** The error to throw for what can't be done; `hint` says what to do instead. */
  refuse(message: string, hint?: string): Error;
  /** The error to throw for what was tried and failed; `details` are shown beside the message. */
  fail(code: string, message: string, hint: string, details: Record<string, unknown>): Error;
  /** Whether the cluster runs this release, such as `8.0`, or a newer one. */
  runs(release: string): Promise<boolean>;
  /** The guest behind a vmid. @throws when there is none */
  findGuest(vmid: number): Promise<Guest>;
  /** Filters, cuts and counts a list as `fields`, `limit` and `cursor` among the arguments say. */
  page(
    entries: readonly unknown[],
    defaults: { fields?: readonly string[]; limit?: number },
  ): ToolAnswer;
  /**
   * Follows a task for at most `wait` seconds.
   *
   * @param logs `why` (default): lines that tell why it failed; `end`: its last lines in any case
   */
  follow(upid: string, wait: number, logs?: "why" | "end"): Promise<TaskResult>;
  /** Tells the time and waits. */
  clock(): Promise<Clock>;
  /**
   * Runs a program in a container or on a node, the way that the operator allows.
   *
   * @throws where none is allowed, and where the program couldn't be started
   */
  execute(execution: Execution): Promise<ExecutionResult>;
  /** Looks at a VM's screen, after keys where there are some. */
  lookAtScreen(look: ScreenLook): Promise<ScreenView>;
  /** Reads a guest's terminal, after input where there is some. */
  readTerminal(reading: TerminalReading): Promise<TerminalView>;
  /** Draws rows of `rrddata` and sums them up. */
  chart(
    kind: "guest" | "node" | "storage",
    title: string,
    rows: readonly object[],
  ): Promise<ChartView>;
  signal: AbortSignal;
}

export interface RequestOptions {
  /** Why it loses nothing although its parameters look like it: the user isn't asked about it. */
  losesNothing?: string;
}

export interface Announcement {
  endpoint: EndpointRef;
  parameters: Readonly<Record<string, unknown>>;
}

export interface Execution {
  /** Which tool asks, for messages. */
  tool: string;
  node: string;
  /** The container that it runs in; absent: the node itself. */
  guest?: Guest;
  /** Program and arguments. */
  words: readonly string[];
  stdin?: string;
  /** Its whole environment beside PATH, HOME, LANG and TERM. */
  env?: Readonly<Record<string, string>>;
  /** Working folder. */
  cwd?: string;
  /** Who runs it inside; default root. */
  user?: string;
  /** Seconds, after which it is ended. */
  timeout: number;
  /** Bytes that are kept of stdout, and as many of stderr. */
  maxOutput: number;
}

export interface ExecutionResult {
  /** `timeout` and `cancelled`: it was ended. */
  state: "exited" | "timeout" | "cancelled";
  via: "ssh" | "console";
  exitCode?: number;
  signal?: string;
  /** Milliseconds. */
  duration: number;
  stdout: ExecutionOutput;
  /** Absent over a console, where it is part of stdout. */
  stderr?: ExecutionOutput;
  /** Processes that couldn't be ended. */
  left?: number | "unknown";
}

export interface ExecutionOutput {
  text: string;
  bytes: number;
  /** Bytes in the middle that were left out. */
  omitted?: number;
  encoding?: "base64";
}

/** Seconds, all of them. */
export interface ScreenLook {
  guest: Guest;
  text?: string;
  keys?: readonly string[];
  /** Waits that long before looking. */
  after?: number;
  /** Waits at most that long for the screen to look different. */
  waitForChange?: number;
  /** Waits until the screen has looked the same for that long. */
  untilStable?: number;
}

export interface ScreenView {
  image: Image;
  /** Of the screen itself; the image may be smaller. */
  width: number;
  height: number;
  /** Whether what was waited for happened. */
  changed?: boolean;
  stable?: boolean;
}

export interface TerminalReading {
  guest: Guest;
  /** A VM's; absent: its only one. */
  serial?: string;
  text?: string;
  keys?: readonly string[];
  /** Reads for so many seconds. */
  seconds: number;
  /** Or until this text is to be seen. */
  until?: string;
}

export interface TerminalView {
  lines: string[];
  /** Lines before them that were left out. */
  omitted?: number;
  cursor: { line: number; column: number };
  /** Whether `until` was seen. */
  found?: boolean;
}

export interface ChartView {
  image: Image;
  /** By field: min, mean, max, p95, last and trend, or one number for what never changed. */
  figures: Readonly<Record<string, object | number>>;
}

export interface Image {
  /** PNG in base64. */
  png: string;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** @throws the signal's reason when it is aborted first */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export interface Guest {
  vmid: number;
  node: string;
  kind: "qemu" | "lxc";
  name?: string;
  status?: string;
}

export interface TaskResult {
  upid: string;
  /** `running`: the wait was over before the task. */
  state: "running" | "ok" | "warnings" | "failed" | "unknown";
  /** Proxmox's own word, where it isn't `OK`. */
  exitstatus?: string;
  /** How long it was followed. */
  seconds?: number;
  /** What a backup made. */
  backups?: Backup[];
  /** Lines of its log that tell why it failed; the newest one while it runs. */
  log?: string[];
  /** How many lines its log has, where those are more. */
  lines?: number;
}

export interface Backup {
  /** `vzdump-qemu-100-….vma.zst`, or `vm/100/…` on a Proxmox Backup Server. */
  archive: string;
  /** As the log says it: `1.20GB`. */
  size?: string;
}

/** What a tool answers; `data` is shown as it is. */
export interface ToolAnswer {
  data: unknown;
  /** How many there are, where `data` holds only some. */
  total?: number;
  /** How many of them `data` holds, where that isn't all. */
  returned?: number;
  /** Where the next page starts. */
  cursor?: string;
  task?: TaskResult;
  /** Our remarks: never other people's text. */
  notes?: string[];
  /** Shown beside the data. */
  image?: Image;
}

export type Handler = (context: ToolContext) => Promise<ToolAnswer>;

/** Types a declaration against the generated surface; what no longer fits won't compile. */
export function defineTool<const R extends EndpointRef>(
  tool: ToolDeclaration<R>,
): ToolDeclaration<R> {
  return tool;
}

/** Every action in full: name `""` for a tool that does one thing. */
export function actionsOf(tool: ToolDeclaration): [string, Action][] {
  const actions = tool.actions ?? (tool.call ? { "": tool.call } : {});
  return Object.entries<EndpointRef | Action>(actions).map(([name, action]) => [
    name,
    typeof action === "string" ? { endpoint: action } : action,
  ]);
}

/** The endpoints of an action as they are declared. */
export function refsOf({ endpoint }: Action): string[] {
  return typeof endpoint === "string" ? [endpoint] : Object.values(endpoint);
}

/** The endpoints of an action, `{kind}` spelt out; the generator drops those that don't exist. */
export function endpointsOf(action: Action): EndpointKey[] {
  return refsOf(action).flatMap((ref) =>
    ref.includes("{kind}") ? [ref.replace("{kind}", "qemu"), ref.replace("{kind}", "lxc")] : [ref],
  ) as EndpointKey[];
}
