import type { AuditLog } from "../audit/audit-log.js";
import type { AuditOrigin } from "../audit/entry.js";
import { createRecorder, type RequestRecord } from "../audit/recorder.js";
import { defined } from "../kit/defined.js";
import { letOthersRun } from "../kit/let-others-run.js";
import { parseUpid } from "../kit/upid.js";
import { CONSOLE_USES } from "../policy/console-uses.js";
import { decide, type Rules } from "../policy/decide.js";
import { hideFields } from "../policy/hide.js";
import { maskUrlLogins } from "../policy/mask-urls.js";
import { PROGRAM } from "../policy/programs.js";
import { isChange, reveals } from "../policy/request-kind.js";
import type { CallOptions } from "../pve/caller.js";
import { createInventory, type Inventory } from "../pve/cluster/inventory.js";
import { createNodeNames } from "../pve/cluster/node-names.js";
import type { FollowOptions, TaskOutcome, TaskProgress } from "../pve/cluster/task-progress.js";
import { finishTask, parseTask } from "../pve/cluster/tasks.js";
import { ProxmoxError } from "../pve/errors/errors.js";
import type { Client } from "../pve/wire/client.js";
import type { Clock } from "../pve/wire/clock.js";
import { encodeWire } from "../pve/wire/encode.js";
import type { CatalogueEntry } from "../schema/catalogue.js";
import type { Endpoint, EndpointKey } from "../schema/model.js";
import { compareReleases } from "../schema/releases.js";
import { audited } from "./audited.js";
import {
  createClusterRelease,
  endpointOf,
  type Knowledge,
  type Learning,
} from "./cluster-release.js";
import type { ConsoleRequest, ConsoleTicket, OpenedConsole } from "./console-request.js";
import { ToolError, UnknownHere } from "./errors.js";
import { requestError } from "./exclusions.js";
import type { Confirmation, Guard, Intent, Look } from "./guard.js";
import { once } from "./once.js";
import { NO_PROGRAMS, type ProgramRules } from "./program-rules.js";
import { readBooleanWords } from "./read-boolean-words.js";
import { createScopeCheck } from "./scope-check.js";
import { UPLOAD, upload } from "./upload.js";
import { validWire } from "./valid-wire.js";

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

/** What a console is asked for; neither for other requests. */
type ConsoleAsked = Partial<Pick<ConsoleRequest, "use" | "typed">>;

export interface Announced {
  endpoint: EndpointKey;
  parameters: Parameters;
}

export type FollowTaskOptions = FollowOptions & { onProgress: (progress: TaskProgress) => void };

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
  audit?: { log: AuditLog; cluster?: string };
  /** Gets what an operator should know, once. */
  onNotice?: (notice: string) => void;
}

/** Shorter passwords are words that stand in answers anyway, and Proxmox takes no new ones. */
const SHORTEST_SECRET = 8;

export function createGate(gateOptions: GateOptions): Gate {
  const {
    rules,
    connect,
    learn,
    uploadFolder,
    onNotice,
    audit,
    programs = NO_PROGRAMS,
  } = gateOptions;
  let redact = (text: string) => text;
  const client = once(async () => {
    const made = await connect(release.endpoint);
    redact = (text) => made.redact(text, SHORTEST_SECRET);
    return made;
  });
  const release = createClusterRelease({
    version: async () => (await client()).version(),
    clock: async () => (await client()).clock,
    ...(learn && {
      learning: {
        kept: async (version) => (await learn(await client())).kept(version),
        fetch: async (version) => (await learn(await client())).fetch(version),
      },
    }),
    onNotice: (notice) => onNotice?.(redact(notice)),
  });
  const endpoint = async (key: EndpointKey) => endpointOf(await release.current(), key);
  const nodes = once(async () => createNodeNames(await client()));
  const inventory = once(async () => {
    await release.current();
    const names = await nodes();
    return createInventory(await client(), { onNode: names.learn });
  });
  const recorder =
    audit &&
    createRecorder({
      ...audit,
      now: () => Date.now(),
      redact: (text) => redact(text),
      onLost: (reason) => onNotice?.(`a line of the audit file is lost: ${reason}`),
    });
  const scoped = createScopeCheck(rules.scope, {
    guests: async () => (await (await inventory()).list()).guests,
    config: async (kind, node, vmid) =>
      (await client()).call(`GET /nodes/{node}/${kind}/{vmid}/config`, { node, vmid }),
    onNotice,
  });
  const mask = <T>(answer: T): T =>
    rules.access === "elevated" ? answer : (maskUrlLogins(answer) as T);

  /** @returns the parameters that may be sent */
  async function judge(
    key: EndpointKey,
    given: Parameters,
    entry: CatalogueEntry | undefined,
    tool: string | undefined,
  ): Promise<Record<string, unknown>> {
    const caller = { tool, identity: (await client()).identity };
    const verdict = decide({ endpoint: key, parameters: { ...given } }, entry, rules, caller);
    if (!verdict.allowed) throw new ToolError(verdict.code, verdict.message, verdict.hint);
    return verdict.request.parameters;
  }

  /** What isn't known is judged once more when the cluster turns out to be another release. */
  async function prepare(
    key: EndpointKey,
    given: Parameters,
    tool: string | undefined,
    asked: ConsoleAsked = {},
  ) {
    try {
      return await judged(key, given, tool, asked);
    } catch (error) {
      if (!(error instanceof UnknownHere && (await release.reconsider()))) throw error;
      return judged(key, given, tool, asked);
    }
  }

  /** A request that policy and schema allow, and how it travels. */
  async function judged(
    key: EndpointKey,
    given: Parameters,
    tool: string | undefined,
    { use, typed }: ConsoleAsked,
  ) {
    const known = release.entry(key);
    const entry = known && use ? { ...known, ...CONSOLE_USES[use] } : known;
    const allowed = await judge(key, given, entry, tool);
    const running = await release.current();
    const { identity } = await client();
    const target = endpointOf(running, key);
    const parameters = readBooleanWords(target, allowed);
    const excluded = requestError(key, parameters, entry, { identity, release: running.release });
    if (excluded) throw excluded;
    const wire = validWire(running, target, parameters);
    await scoped.check({
      endpoint: key,
      parameters: wire,
      changes: use !== "look" && isChange(key, entry),
    });
    if (key.includes(" /nodes/{node}")) await (await nodes()).check(String(wire["node"]), key);
    const encoded = encodeWire(key, wire, parameters);
    const intent: Intent = {
      endpoint: key,
      entry,
      parameters: { ...wire, ...defined({ typed }) },
      request: { encoded, endpoint: target },
      identity,
      ...(use === "look" && { looks: true }),
    };
    return { entry, parameters, encoded, intent };
  }

  /** Has the call's guard agree to what changes something. */
  async function confirm(
    intents: readonly Intent[],
    { guard, ...options }: AuthoriseOptions,
    announced = false,
  ): Promise<Confirmation> {
    const changing = intents.filter(({ endpoint, entry }) => isChange(endpoint, entry));
    if (!guard || changing.length === 0) return "not asked";
    const look: Look = {
      read: (key, parameters) => authorise(key, parameters, options).catch(() => undefined),
      guests: async () => (await (await inventory()).list(options)).guests,
    };
    return guard.pass(changing, look, announced);
  }

  /** Has what changes something or reveals a secret written down, before and after. */
  function recordOf(
    key: EndpointKey,
    parameters: Parameters,
    entry: CatalogueEntry | undefined,
    { tool, client: name }: AuthoriseOptions,
  ): RequestRecord | undefined {
    const isAudited = isChange(key, entry) || reveals(key, entry);
    if (!recorder || !isAudited) return undefined;
    return recorder.request({ endpoint: key, parameters, ...defined({ tool, client: name }) });
  }

  async function authorise(
    key: EndpointKey,
    given: Parameters,
    options: AuthoriseOptions = {},
    asked: ConsoleAsked = {},
  ): Promise<unknown> {
    const { tool, client: _, guard, ...call } = options;
    const record = recordOf(key, given, release.entry(key), options);
    try {
      const prepared = await prepare(key, given, tool, asked);
      const confirmation = await confirm([prepared.intent], options);
      const sender = await client();
      const facts = { login: sender.identity, confirmation };
      record?.sending({ parameters: prepared.intent.parameters, ...facts });
      const { parameters, encoded } = prepared;
      const answer =
        key === UPLOAD
          ? await upload(sender, uploadFolder, parameters, call)
          : (await sender.transmit(key, encoded, call)).data;
      record?.done(answer);
      return await shown(answer, prepared.entry);
    } catch (error) {
      const explained = await doubted(error);
      throw record ? audited(explained, record) : explained;
    }
  }

  /** A cluster that doesn't know an endpoint may have been changed since it told its version. */
  async function doubted(error: unknown): Promise<unknown> {
    const isUnknown = error instanceof ProxmoxError && [404, 501].includes(error.status ?? 0);
    if (!isUnknown || !(await release.reconsider())) return error;
    const { version } = await release.current();
    const hint = `The cluster runs ${version} now: try again.`;
    return new ToolError(error.code, error.message, hint, defined({ status: error.status }));
  }

  /** What a caller may see of an answer. */
  async function shown(answer: unknown, entry: CatalogueEntry | undefined): Promise<unknown> {
    await letOthersRun();
    const visible = await scoped.visible(answer);
    if (rules.access === "elevated" || !entry?.hidden) return mask(visible);
    return mask(hideFields(visible, entry.hidden));
  }

  return {
    authorise: (key, given, options) => authorise(key, given, options),
    announce: async (requests, options) => {
      const prepared = await Promise.allSettled(
        requests.map(({ endpoint: key, parameters }) => prepare(key, parameters, options.tool)),
      );
      const intents = prepared.flatMap((one) =>
        one.status === "fulfilled" ? [one.value.intent] : [],
      );
      try {
        await confirm(intents, options, true);
      } catch (error) {
        for (const { endpoint: key, parameters, entry } of intents) {
          const record = recordOf(key, parameters, entry, options);
          if (record) audited(error, record);
        }
        throw error;
      }
    },
    permit: async (key, given, options) => {
      const record = recordOf(key, given, PROGRAM, options);
      try {
        const parameters = await judge(key, given, PROGRAM, options.tool);
        await scoped.check({ endpoint: key, parameters, changes: true });
        const { identity } = await client();
        const intent = { endpoint: key, entry: PROGRAM, parameters, identity };
        const confirmation = await confirm([intent], options);
        record?.sending({ parameters, login: identity, confirmation });
      } catch (error) {
        throw record ? audited(error, record) : error;
      }
    },
    openConsole: async (request, options) => {
      const { proxy, socket, parameters } = request;
      const answer = (await authorise(proxy, parameters, options, request)) as ConsoleTicket;
      const { node, vmid } = parameters;
      const place = { node, vmid, port: answer.port, vncticket: answer.ticket };
      const stream = await (await client()).openSocket(socket, place, options);
      return { ...answer, stream };
    },
    programs,
    runs: async (oldest) => compareReleases((await release.current()).release, oldest) >= 0,
    knowledge: release.knowledge,
    reconsider: release.reconsider,
    endpoint,
    inventory,
    clock: async () => (await client()).clock,
    finishTask: async (upid, { onProgress, ...options }) => {
      const { node } = parseTask(upid);
      await (await nodes()).check(node, "GET /nodes/{node}/tasks/{upid}/status");
      const outcome = await finishTask(await client(), upid, {
        ...options,
        onProgress: (progress) => onProgress(mask(progress)),
      });
      recorder?.task(outcome);
      return mask(outcome);
    },
    stopTask: async (upid) => {
      const { node } = parseUpid(upid);
      await authorise("DELETE /nodes/{node}/tasks/{upid}", { node, upid });
    },
    redact: (text) => redact(text),
    close: async () => {
      if (client.started()) await (await client()).close();
    },
  };
}
