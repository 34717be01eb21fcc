import type { AuditLog } from "../audit/audit-log.js";
import type { AuditOrigin } from "../audit/entry.js";
import type { Rules } from "../policy/decide.js";
import type { CallOptions } from "../pve/caller.js";
import type { Inventory } from "../pve/cluster/inventory.js";
import type { FollowOptions, TaskOutcome, TaskProgress } from "../pve/cluster/task-progress.js";
import type { Client } from "../pve/wire/client.js";
import type { Clock } from "../pve/wire/clock.js";
import type { Endpoint, EndpointKey } from "../schema/model.js";
import type { Knowledge, Learning } from "./cluster-release.js";
import type { ConsoleRequest, OpenedConsole } from "./console-request.js";
import type { Guard } from "./guard.js";
import type { ProgramRules } from "./program-rules.js";

type Parameters = Readonly<Record<string, unknown>>;

/**
 * The one way to the cluster, and the only holder of the client. Every request passes policy first,
 * then the connected release's schema, and only then the client: what is refused is never sent.
 */
export interface Gate {
  /** Sends a request that policy and schema allow. @returns the answer's `data` */
  authorise(key: EndpointKey, parameters: Parameters, options?: AuthoriseOptions): Promise<unknown>;
  /**
   * Says beforehand which requests a call is going to send, so that its user is asked once about all
   * of them. Those that can't be sent are left out: they fail when they are sent.
   */
  announce(requests: readonly Announced[], options: AuthoriseOptions): Promise<void>;
  /**
   * What is done without a request to the API, such as a program over ssh: passes the same policy
   * under a name of its own.
   *
   * @throws ToolError where it isn't allowed
   */
  permit(key: EndpointKey, parameters: Parameters, options: AuthoriseOptions): Promise<void>;
  /** Opens a guest's console, for more or less of what a console can do. */
  openConsole(request: ConsoleRequest, options: AuthoriseOptions): Promise<OpenedConsole>;
  /** Which ways to run programs the operator has switched on. */
  readonly programs: ProgramRules;
  /** Whether the cluster runs this release, such as `8.0`, or a newer one. */
  runs(release: string): Promise<boolean>;
  /** What the doors may know. */
  knowledge(): Promise<Knowledge>;
  /**
   * For a door that is about to refuse something as unknown.
   *
   * @returns whether something else is known now
   */
  reconsider(): Promise<boolean>;
  /** @throws ToolError where the connected release doesn't have it */
  endpoint(key: EndpointKey): Promise<Endpoint>;
  /**
   * Which guest is where, for all calls of a server. Looking that up takes `GET /cluster/resources`
   * alone, which every tier may read, and works where the tools for it are excluded.
   */
  inventory(): Promise<Inventory>;
  /** Follows a task by its status and log, which every tier may read, excluded or not. */
  finishTask(upid: string, options: FollowTaskOptions): Promise<TaskOutcome>;
  stopTask(upid: string): Promise<void>;
  /** The client's clock, by which whoever looks at something again and again waits. */
  clock(): Promise<Clock>;
  /** Masks our own credentials in what others say. */
  redact(text: string): string;
  close(): Promise<void>;
}

/** Whose call it is; `guard`: what its changes pass last. */
export type AuthoriseOptions = CallOptions & AuditOrigin & { guard?: Guard };

export interface Announced {
  endpoint: EndpointKey;
  parameters: Parameters;
}

export type FollowTaskOptions = FollowOptions & { onProgress: (progress: TaskProgress) => void };

/** Whether a notice is for whoever calls too, or tells of what is the operator's alone. */
export type Audience = "caller" | "operator";

export interface GateOptions {
  rules: Rules;
  /** Makes the client; called with the first request. */
  connect: (endpointOf: (key: EndpointKey) => Endpoint | undefined) => Promise<Client>;
  /** Reads the API as the cluster itself describes it; absent: off. */
  learn?: (client: Client) => Promise<Learning>;
  /** Where uploads may take files from; without it, there are none. */
  uploadFolder?: string;
  programs?: ProgramRules;
  /** Where changes are written down, and the name of the cluster there. */
  audit?: { log: AuditLog; cluster?: string; caller?: string };
  /** Gets what an operator should know, once. */
  onNotice?: (notice: string, audience: Audience) => void;
}
