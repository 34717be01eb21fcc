import { loadAvailability } from "../data/availability.js";
import { loadCatalogue } from "../data/catalogue.js";
import { parseUpid } from "../kit/upid.js";
import { CONSOLE_USES, type ConsoleUse } from "../policy/console-uses.js";
import { decide, type Rules } from "../policy/decide.js";
import { hideFields } from "../policy/hide.js";
import { maskUrlLogins } from "../policy/mask-urls.js";
import type { CallOptions } from "../pve/caller.js";
import { createInventory, type Inventory } from "../pve/cluster/inventory.js";
import type { FollowOptions, TaskOutcome, TaskProgress } from "../pve/cluster/task-progress.js";
import { finishTask } from "../pve/cluster/tasks.js";
import type { Client, Version } from "../pve/wire/client.js";
import type { Clock } from "../pve/wire/clock.js";
import { encodeWire, type WireValue, wireParameters } from "../pve/wire/encode.js";
import type { CatalogueEntry } from "../schema/catalogue.js";
import { type Api, type Endpoint, type EndpointKey, keyOf } from "../schema/model.js";
import type { Problem } from "../schema/problem.js";
import { compareReleases } from "../schema/releases.js";
import { unavailable } from "../schema/unavailable.js";
import { validate } from "../schema/validate.js";
import {
  type ConnectedRelease,
  endpointOf,
  inexactNotice,
  shippedRelease,
} from "./connected-release.js";
import type { ConsoleRequest, ConsoleTicket, OpenedConsole } from "./console-request.js";
import { ToolError } from "./errors.js";
import { requestError } from "./exclusions.js";
import { endpointsOfRelease, newestForm } from "./find-endpoint.js";
import { extendCatalogue, type Knowledge } from "./learnt-catalogue.js";
import { once } from "./once.js";
import { NO_PROGRAMS, type ProgramRules } from "./program-rules.js";
import { readBooleanWords } from "./read-boolean-words.js";
import { UPLOAD, upload } from "./upload.js";

type Parameters = Readonly<Record<string, unknown>>;

/**
 * The one way to the cluster, and the only holder of the client. Every request passes policy first,
 * then the connected release's schema, and only then the client: what is refused is never sent.
 */
export interface Gate {
  /** Sends a request that policy and schema allow. @returns the answer's `data` */
  authorise(key: EndpointKey, parameters: Parameters, options?: AuthoriseOptions): Promise<unknown>;
  /**
   * What is done without a request to the API, such as a program over ssh: passes the same policy
   * under a name of its own.
   *
   * @throws ToolError where it isn't allowed
   */
  permit(key: EndpointKey, parameters: Parameters, tool: string | undefined): Promise<void>;
  /** Opens a guest's console, for more or less of what a console can do. */
  openConsole(request: ConsoleRequest, options: AuthoriseOptions): Promise<OpenedConsole>;
  /** Which ways to run programs the operator has switched on. */
  readonly programs: ProgramRules;
  /** Whether the cluster runs this release, such as `8.0`, or a newer one. */
  runs(release: string): Promise<boolean>;
  /** What the doors may know; asks the node only where learning is on. */
  knowledge(): Promise<Knowledge>;
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

/** `tool`: which one was called. */
export type AuthoriseOptions = CallOptions & { tool?: string };

export type FollowTaskOptions = FollowOptions & { onProgress: (progress: TaskProgress) => void };

export interface GateOptions {
  rules: Rules;
  /** Makes the client; called with the first request. */
  connect: (endpointOf: (key: EndpointKey) => Endpoint | undefined) => Promise<Client>;
  /** Reads the API of a release that doesn't ship from the node itself; absent: off. */
  learn?: (client: Client, version: Version) => Promise<Api>;
  /** Where uploads may take files from; without it, there are none. */
  uploadFolder?: string;
  programs?: ProgramRules;
  /** Gets what an operator should know, once. */
  onNotice?: (notice: string) => void;
}

/** Shorter passwords are words that stand in answers anyway, and Proxmox takes no new ones. */
const SHORTEST_SECRET = 8;

export function createGate(gateOptions: GateOptions): Gate {
  const { rules, connect, learn, uploadFolder, onNotice, programs = NO_PROGRAMS } = gateOptions;
  let known: ReadonlyMap<EndpointKey, Endpoint> | undefined;
  let redact = (text: string) => text;
  const client = once(async () => {
    const made = await connect((key) => known?.get(key));
    redact = (text) => made.redact(text, SHORTEST_SECRET);
    return made;
  });
  const connected = once(async () => {
    const version = await (await client()).version();
    const shipped = shippedRelease(version);
    // patch releases of a minor that ships differ too, so whoever has learning on gets the node's own
    const identified = shipped.exact && !learn ? shipped : await learnt(shipped, version);
    known = endpointsOfRelease(identified.api);
    return identified;
  });
  /** What can't be learnt is served by the nearest release, with a notice. */
  async function learnt(shipped: ConnectedRelease, version: Version): Promise<ConnectedRelease> {
    if (!learn) {
      onNotice?.(redact(inexactNotice(shipped, "PROXMOX_LEARN=true learns it from the node")));
      return shipped;
    }
    try {
      return { ...shipped, api: await learn(await client(), version), learnt: true };
    } catch (error) {
      const failed = `learning it failed: ${redact((error as Error).message)}`;
      onNotice?.(
        shipped.exact
          ? `this cluster's API is taken for that of Proxmox VE ${shipped.release}; ${failed}`
          : inexactNotice(shipped, failed),
      );
      return shipped;
    }
  }
  const catalogue = once(async () => {
    const { api, learnt: isLearnt } = await connected();
    return isLearnt ? extendCatalogue(loadCatalogue(), api) : loadCatalogue();
  });
  const endpoint = async (key: EndpointKey) => endpointOf(await connected(), key);
  const inventory = once(async () => {
    await connected();
    return createInventory(await client());
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

  async function authorise(
    key: EndpointKey,
    given: Parameters,
    { tool, ...options }: AuthoriseOptions = {},
    use?: ConsoleUse,
  ): Promise<unknown> {
    const known = loadCatalogue().endpoints[key];
    const entry = known && use ? { ...known, ...CONSOLE_USES[use] } : known;
    const allowed = await judge(key, given, entry, tool);
    const running = await connected();
    const sender = await client();
    const target = endpointOf(running, key);
    const parameters = readBooleanWords(target, allowed);
    const connection = { identity: sender.identity, release: running.release };
    const excluded = requestError(key, parameters, entry, connection);
    if (excluded) throw excluded;
    const wire = validWire(running, target, parameters);
    const encoded = encodeWire(key, wire, parameters);
    const answer =
      key === UPLOAD
        ? await upload(sender, uploadFolder, parameters, options)
        : (await sender.transmit(key, encoded, options)).data;
    if (rules.access === "elevated" || !entry?.hidden) return mask(answer);
    return mask(hideFields(answer, entry.hidden));
  }

  return {
    authorise: (key, given, options) => authorise(key, given, options),
    permit: async (key, parameters, tool) => void (await judge(key, parameters, undefined, tool)),
    openConsole: async (request, options) => {
      const { proxy, socket, parameters, use } = request;
      const answer = (await authorise(proxy, parameters, options, use)) as ConsoleTicket;
      const { node, vmid } = parameters;
      const place = { node, vmid, port: answer.port, vncticket: answer.ticket };
      const stream = await (await client()).openSocket(socket, place, options);
      return { ...answer, stream };
    },
    programs,
    runs: async (release) => compareReleases((await connected()).release, release) >= 0,
    knowledge: async () =>
      learn
        ? { catalogue: await catalogue(), describe: (key) => known?.get(key) ?? newestForm(key) }
        : { catalogue: loadCatalogue(), describe: newestForm },
    endpoint,
    inventory,
    clock: async () => (await client()).clock,
    finishTask: async (upid, { onProgress, ...options }) =>
      mask(
        await finishTask(await client(), upid, {
          ...options,
          onProgress: (progress) => onProgress(mask(progress)),
        }),
      ),
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

/**
 * The parameters as they travel, once the connected release's schema has agreed to them.
 *
 * @throws ToolError that names each parameter at fault, and the release that has it
 */
function validWire(
  { release }: ConnectedRelease,
  endpoint: Endpoint,
  parameters: Parameters,
): Record<string, WireValue> {
  const key = keyOf(endpoint);
  const { wire, problems, failure } = encode(endpoint, parameters, key);
  if (wire && problems.length === 0) return wire;
  const elsewhere = unavailable(loadAvailability(), endpoint, parameters, release);
  if (failure && elsewhere.length === 0) throw failure;
  const explained = new Set(elsewhere.map(({ parameter }) => parameter));
  const messages = [
    ...elsewhere.map(({ message }) => message),
    ...problems.filter(({ parameter }) => !explained.has(parameter)).map(({ message }) => message),
  ];
  throw new ToolError("parameters", `${key}: ${messages.join("; ")}`, "Nothing was sent.", {
    parameters: [...new Set([...elsewhere, ...problems].map(({ path }) => path))],
  });
}

/** What is wrong with a request; a failure where a value can't even be written down for Proxmox. */
function encode(
  endpoint: Endpoint,
  parameters: Parameters,
  key: EndpointKey,
): { wire?: Record<string, WireValue>; problems: Problem[]; failure?: unknown } {
  try {
    const wire = wireParameters(parameters, endpoint, key);
    return { wire, problems: validate(endpoint, wire, { encoding: "form" }).problems };
  } catch (failure) {
    return { problems: [], failure };
  }
}
