import { loadAvailability } from "../data/availability.js";
import { loadCatalogue } from "../data/catalogue.js";
import { loadRelease, releases } from "../data/releases.js";
import { decide, type Rules } from "../policy/decide.js";
import { hideFields } from "../policy/hide.js";
import { maskUrlLogins } from "../policy/mask-urls.js";
import type { Caller, CallOptions } from "../pve/caller.js";
import type { Client, Version } from "../pve/wire/client.js";
import { wireParameters } from "../pve/wire/encode.js";
import { type Api, type Endpoint, type EndpointKey, keyOf } from "../schema/model.js";
import type { Problem } from "../schema/problem.js";
import { minorRelease, nearestRelease } from "../schema/releases.js";
import { unavailable } from "../schema/unavailable.js";
import { validate } from "../schema/validate.js";
import { ToolError } from "./errors.js";
import { requestError } from "./exclusions.js";
import { endpointsOfRelease, newestForm } from "./find-endpoint.js";
import { extendCatalogue, type Knowledge } from "./learnt-catalogue.js";
import { once } from "./once.js";
import { readFlags } from "./read-boolean-words.js";
import { UPLOAD, upload } from "./upload.js";

/** What the connected node runs, and which of our schemas stands for it. */
export interface Connected {
  /** As the node says it: `9.1.9`. */
  version: string;
  /** The schema that is used: `9.1`. */
  release: string;
  api: Api;
  /** False where that is only the nearest release that we have. */
  exact: boolean;
  /** The node's own description stands in for a release that we don't have. */
  learnt?: boolean;
}

/**
 * The one way to the cluster. Every request passes policy first, then the connected release's
 * schema, and only then the client: whatever is refused was never sent.
 */
export interface Gate extends Caller {
  connected(): Promise<Connected>;
  /** What the doors may know; asks the node only where learning is on. */
  knowledge(): Promise<Knowledge>;
  /** @throws ToolError where the connected release doesn't have it */
  endpoint(key: EndpointKey): Promise<Endpoint>;
  /**
   * A client for looking things up on behalf of a tool (a guest's node, a task's state). Its calls
   * pass the gate too, but work also where the tools that stand for them are excluded.
   */
  lookup(): Promise<Client>;
  /** Masks our own credentials in what others say. */
  redact(text: string): string;
  close(): Promise<void>;
}

export interface GateOptions {
  rules: Rules;
  /** Makes the client; called with the first request. */
  connect: (endpointOf: (key: EndpointKey) => Endpoint | undefined) => Promise<Client>;
  /** Reads the API of a release that doesn't ship from the node itself; absent: off. */
  learn?: (client: Client, version: Version) => Promise<Api>;
  /** Where uploads may take files from; without it, there are none. */
  uploadFolder?: string;
  /** Gets what an operator should know, once. */
  onNotice?: (notice: string) => void;
}

/** Shorter passwords are words that stand in answers anyway, and Proxmox takes no new ones. */
const SHORTEST_SECRET = 8;

export function createGate(gateOptions: GateOptions): Gate {
  const { rules, connect, learn, uploadFolder, onNotice } = gateOptions;
  let known: ReadonlyMap<EndpointKey, Endpoint> | undefined;
  let redact = (text: string) => text;
  const client = once(async () => {
    const made = await connect((key) => known?.get(key));
    redact = (text) => made.redact(text, SHORTEST_SECRET);
    return made;
  });
  const connected = once(async () => {
    const version = await (await client()).version();
    const shipped = identify(version);
    const identified = shipped.exact ? shipped : await learnt(shipped, version);
    known = endpointsOfRelease(identified.api);
    return identified;
  });
  /** What can't be learnt is served by the nearest release, with a notice. */
  async function learnt(shipped: Connected, version: Version): Promise<Connected> {
    if (!learn) {
      onNotice?.(inexact(shipped, "PROXMOX_LEARN=true learns it from the node"));
      return shipped;
    }
    try {
      return { ...shipped, api: await learn(await client(), version), learnt: true };
    } catch (error) {
      onNotice?.(inexact(shipped, `learning it failed: ${redact((error as Error).message)}`));
      return shipped;
    }
  }
  const catalogue = once(async () => {
    const { api, learnt: isLearnt } = await connected();
    return isLearnt ? extendCatalogue(loadCatalogue(), api) : loadCatalogue();
  });
  const endpoint = async (key: EndpointKey) => endpointIn(await connected(), key);

  async function send(
    key: EndpointKey,
    given: Readonly<Record<string, unknown>>,
    by: Rules,
    options?: CallOptions,
  ): Promise<unknown> {
    const entry = loadCatalogue().endpoints[key];
    const verdict = decide({ endpoint: key, parameters: { ...given } }, entry, by);
    if (!verdict.allowed) throw new ToolError(verdict.code, verdict.message, verdict.hint);
    const node = await connected();
    const sender = await client();
    const target = endpointIn(node, key);
    const parameters = readFlags(target, verdict.request.parameters);
    const { identity } = sender;
    const excluded = requestError(key, parameters, entry, { identity, release: node.release });
    if (excluded) throw excluded;
    checkParameters(node, target, parameters);
    const answer =
      key === UPLOAD
        ? await upload(sender, uploadFolder, parameters, options)
        : await sender.call(key, parameters, options);
    if (by.access === "elevated") return answer;
    return maskUrlLogins(entry?.hidden ? hideFields(answer, entry.hidden) : answer);
  }

  return {
    connected,
    knowledge: async () =>
      learn
        ? { catalogue: await catalogue(), form: (key) => known?.get(key) ?? newestForm(key) }
        : { catalogue: loadCatalogue(), form: newestForm },
    endpoint,
    call: (key, parameters, options) => send(key, parameters, rules, options),
    lookup: async () => ({
      ...(await client()),
      call: (key, parameters, options) =>
        send(key, parameters, { ...rules, excluded: new Set() }, options),
    }),
    redact: (text) => redact(text),
    close: async () => {
      if (client.started()) await (await client()).close();
    },
  };
}

function inexact({ version, release }: Connected, remedy: string): string {
  return `this cluster runs Proxmox VE ${version}, which isn't known here: its API is taken for that of ${release}; ${remedy}`;
}

function identify({ version }: { version: string }): Connected {
  const running = minorRelease(version);
  const release = nearestRelease(running ?? "", releases());
  return { version, release, api: loadRelease(release), exact: release === running };
}

function endpointIn({ version, api }: Connected, key: EndpointKey): Endpoint {
  const endpoint = endpointsOfRelease(api).get(key);
  if (endpoint) return endpoint;
  const { since, until } = loadCatalogue().endpoints[key] ?? {};
  const need = until
    ? `was removed after Proxmox VE ${until}`
    : `needs Proxmox VE ${since ?? "of another release"} or newer`;
  throw new ToolError(
    "unsupported",
    `${key} ${need}; this cluster runs ${version}.`,
    "Nothing was sent.",
  );
}

function checkParameters(
  { release }: Connected,
  endpoint: Endpoint,
  parameters: Record<string, unknown>,
): void {
  const key = keyOf(endpoint);
  const { problems, failure } = problemsOf(endpoint, parameters, key);
  if (problems.length === 0 && !failure) return;
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
function problemsOf(
  endpoint: Endpoint,
  parameters: Record<string, unknown>,
  key: EndpointKey,
): { problems: Problem[]; failure?: unknown } {
  try {
    const wire = wireParameters(parameters, endpoint, key);
    return validate(endpoint, wire, { encoding: "form" });
  } catch (failure) {
    return { problems: [], failure };
  }
}
