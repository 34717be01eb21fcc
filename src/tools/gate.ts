import { createRecorder, type RequestRecord } from "../audit/recorder.js";
import { defined } from "../kit/defined.js";
import { letOthersRun } from "../kit/let-others-run.js";
import { parseUpid } from "../kit/upid.js";
import { CONSOLE_USES } from "../policy/console-uses.js";
import { decide } from "../policy/decide.js";
import { hideFields } from "../policy/hide.js";
import { maskUrlLogins } from "../policy/mask-urls.js";
import { PROGRAM } from "../policy/programs.js";
import { isChange, reveals } from "../policy/request-kind.js";
import { createInventory } from "../pve/cluster/inventory.js";
import { createNodeNames } from "../pve/cluster/node-names.js";
import { finishTask, parseTask } from "../pve/cluster/tasks.js";
import { ProxmoxError } from "../pve/errors/errors.js";
import { encodeWire } from "../pve/wire/encode.js";
import type { CatalogueEntry } from "../schema/catalogue.js";
import type { EndpointKey } from "../schema/model.js";
import { compareReleases } from "../schema/releases.js";
import { audited } from "./audited.js";
import { createClusterRelease, endpointOf } from "./cluster-release.js";
import type { ConsoleRequest, ConsoleTicket } from "./console-request.js";
import { ToolError, UnknownHere } from "./errors.js";
import { requestError } from "./exclusions.js";
import type { AuthoriseOptions, Gate, GateOptions } from "./gate-types.js";
import type { Confirmation, Intent, Look } from "./guard.js";
import { once } from "./once.js";
import { NO_PROGRAMS } from "./program-rules.js";
import { readBooleanWords } from "./read-boolean-words.js";
import { createScopeChecks } from "./scope-check.js";
import { UPLOAD, upload } from "./upload.js";
import { validWire } from "./valid-wire.js";

type Parameters = Readonly<Record<string, unknown>>;

/** What a console is asked for; neither for other requests. */
type ConsoleAsked = Partial<Pick<ConsoleRequest, "use" | "typed">>;

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
    onNotice: (notice) => onNotice?.(redact(notice), "caller"),
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
      onLost: (reason) => onNotice?.(`a line of the audit file is lost: ${reason}`, "operator"),
    });
  const scoped = createScopeChecks(rules, {
    guests: async () => (await (await inventory()).list()).guests,
    config: async (kind, node, vmid) =>
      (await client()).call(`GET /nodes/{node}/${kind}/{vmid}/config`, { node, vmid }),
    onNotice: (notice) => onNotice?.(notice, "operator"),
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
