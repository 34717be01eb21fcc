import { unavailableIn } from "../data/availability.js";
import { loadCatalogue } from "../data/catalogue.js";
import { loadRelease, releases } from "../data/releases.js";
import { decide, type Rules } from "../policy/decide.js";
import { hideFields } from "../policy/hide.js";
import type { Client } from "../pve/client.js";
import type { Caller } from "../pve/endpoint.js";
import type { Api, Endpoint, EndpointKey } from "../schema/model.js";
import { minorRelease, nearestRelease } from "../schema/releases.js";
import { validate } from "../schema/validate.js";
import { endpointsOfRelease } from "./endpoints.js";
import { ToolError } from "./errors.js";
import { toWire } from "./parameters.js";

/** What the connected node runs, and which of our schemas stands for it. */
export interface Connected {
  /** As the node says it: `9.1.9`. */
  version: string;
  /** The schema that is used: `9.1`. */
  release: string;
  api: Api;
  /** False where that is only the nearest release that we have. */
  exact: boolean;
}

/**
 * The one way to the cluster. Every request passes policy first, then the connected release's
 * schema, and only then the client: whatever is refused was never sent.
 */
export interface Gate extends Caller {
  connected(): Promise<Connected>;
  /** @throws ToolError where the connected release doesn't have it */
  endpoint(key: EndpointKey): Promise<Endpoint>;
  close(): Promise<void>;
}

export interface GateOptions {
  rules: Rules;
  /** Connects; called with the first request. */
  connect: () => Promise<Client>;
}

export function createGate({ rules, connect }: GateOptions): Gate {
  const client = once(connect);
  const connected = once(async () => identify(await (await client()).version()));
  const endpoint = async (key: EndpointKey) => endpointIn(await connected(), key);
  return {
    connected,
    endpoint,
    call: async (key, parameters, options) => {
      const verdict = decide({ endpoint: key, parameters }, loadCatalogue().endpoints[key], rules);
      if (!verdict.allowed) throw new ToolError(verdict.code, verdict.message, verdict.hint);
      const wire = toWire(await endpoint(key), verdict.request.parameters);
      checkParameters(await connected(), await endpoint(key), wire);
      const answer = await (await client()).call(key, wire, options);
      return visible(key, answer, rules);
    },
    close: async () => {
      if (client.started()) await (await client()).close();
    },
  };
}

function visible(key: EndpointKey, answer: unknown, { access }: Rules): unknown {
  const hidden = loadCatalogue().endpoints[key]?.hidden;
  return hidden && access !== "elevated" ? hideFields(answer, hidden) : answer;
}

/** Runs at most once at a time, keeps what succeeded, and tries again after a failure. */
function once<T>(run: () => Promise<T>): (() => Promise<T>) & { started(): boolean } {
  let result: Promise<T> | undefined;
  const get = () => {
    result ??= run().catch((error: unknown) => {
      result = undefined;
      throw error;
    });
    return result;
  };
  return Object.assign(get, { started: () => result !== undefined });
}

function identify({ version }: { version: string }): Connected {
  const running = minorRelease(version);
  const release = nearestRelease(running ?? releases().at(-1) ?? "", releases());
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
  { release, version }: Connected,
  endpoint: Endpoint,
  parameters: Record<string, unknown>,
): void {
  const key = `${endpoint.method} ${endpoint.path}` as EndpointKey;
  const newer = unavailableIn(key, parameters, release);
  const { problems } = validate(endpoint, parameters, { encoding: "json" });
  const known = new Set(newer.map(({ parameter }) => parameter));
  const messages = [
    ...newer.map(({ what, need }) => `${what} ${need}; this cluster runs ${version}`),
    ...problems.filter(({ parameter }) => !known.has(parameter)).map(({ message }) => message),
  ];
  if (messages.length === 0) return;
  throw new ToolError("parameters", `${key}: ${messages.join("; ")}`, "Nothing was sent.", {
    parameters: [...new Set([...known, ...problems.map(({ path }) => path)])],
  });
}
