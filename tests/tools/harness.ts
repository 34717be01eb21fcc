import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/index.js";
import { loadRelease, newestRelease } from "../../src/data/releases.js";
import { loadToolList } from "../../src/data/tool-list.js";
import { type ClientOptions, createClient } from "../../src/pve/wire/client.js";
import type { Clock } from "../../src/pve/wire/clock.js";
import { openWebSocket } from "../../src/pve/wire/web-socket.js";
import type { Tier } from "../../src/schema/catalogue.js";
import type { Api } from "../../src/schema/model.js";
import { VARIABLE_OF_OPTION } from "../../src/settings/table.js";
import type { CallResult } from "../../src/tools/answer/result.js";
import { callTool } from "../../src/tools/call-tool.js";
import type { Ask } from "../../src/tools/consent.js";
import { selectTools } from "../../src/tools/registry.js";
import { createToolbox, type Toolbox, type ToolboxOptions } from "../../src/tools/toolbox.js";
import { answerProblems } from "../support/answer-problems.js";

export interface HarnessOptions {
  /** `elevated` unless said. */
  access?: Tier;
  /** All of them unless said. */
  toolsets?: string[];
  excluded?: string[];
  /** One that is there already, and stays when this ends. */
  simulator?: Simulator;
  /** Release that the cluster plays. */
  pve?: string;
  state?: NonNullable<SimulatorOptions["state"]>;
  /** Instead of a release that ships. */
  api?: Api;
  learn?: ToolboxOptions["learn"];
  onNotice?: ToolboxOptions["onNotice"];
  /** Where uploads may take files from. */
  uploadFolder?: string;
  /** Ways to run programs; none unless said. */
  programs?: ToolboxOptions["programs"];
  /** Endpoints that are closed for all tools. */
  closed?: ToolboxOptions["closed"];
  /** Puts questions to the user; without it, the client can't ask. */
  ask?: Ask;
  /** What users are asked about; the default where absent. */
  confirm?: ToolboxOptions["confirm"];
  /** Where changes are written down; nowhere unless said. */
  audit?: ToolboxOptions["audit"];
  /** What may be changed; everything unless said. */
  scope?: ToolboxOptions["scope"];
  /** Instead of the simulator's own all-powerful token. */
  credentials?: ClientOptions["credentials"];
}

export interface ErrorAnswer {
  code: string;
  message: string;
  hint?: string;
  [detail: string]: unknown;
}

export interface Harness {
  toolbox: Toolbox;
  simulator: Simulator;
  /** The structured content of a call that must succeed. */
  call(name: string, args?: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** The error of a call that must fail. */
  refused(name: string, args?: Record<string, unknown>): Promise<ErrorAnswer>;
  result(name: string, args?: Record<string, unknown>, signal?: AbortSignal): Promise<CallResult>;
  /** What reached the cluster since the last look, without the version: `["GET /nodes", …]`. */
  sent(): string[];
  /** Called when a call begins to wait, before the cluster's time goes on. */
  onSleep: (() => void) | undefined;
  /** Lines of progress that calls have reported. */
  progress: string[];
  /** What nobody foresaw. */
  unexpected: unknown[];
  close(): Promise<void>;
}

const NEVER = new AbortController().signal;

/** The cluster's own time: sleeping turns it, so nobody waits and nothing depends on the machine. */
function clockOf({ clock, manual }: Simulator, onSleep: () => void): Clock {
  return {
    now: () => clock.now(),
    async sleep(milliseconds, signal) {
      onSleep();
      signal?.throwIfAborted();
      manual?.advance(milliseconds);
      // what is under way over an open connection arrives
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

/** The tools of a server against a simulated cluster of its own, over real TLS. */
export async function openToolbox(options: HarnessOptions = {}): Promise<Harness> {
  const simulator =
    options.simulator ??
    (await startSimulator({
      api: options.api ?? loadRelease(options.pve ?? newestRelease()),
      clock: "manual",
      unauthorizedDelay: 0,
      ...(options.state && { state: options.state }),
    }));
  const access = options.access ?? "elevated";
  const selection = {
    toolsets: options.toolsets ?? ["all"],
    tools: [],
    excluded: options.excluded ?? [],
    access,
  };
  const unexpected: unknown[] = [];
  const progress: string[] = [];
  const toolbox = createToolbox(selectTools(loadToolList(), selection), access, {
    connect: async (endpointOf) =>
      createClient({
        hosts: [{ host: simulator.host, port: simulator.port }],
        credentials: options.credentials ?? tokenOf(simulator.token),
        tls: { mode: "strict", ca: simulator.certificate },
        endpointOf,
        openWebSocket,
        clock: clockOf(simulator, () => harness.onSleep?.()),
      }),
    ...(options.uploadFolder !== undefined && { uploadFolder: options.uploadFolder }),
    nameOption: (option) => VARIABLE_OF_OPTION[option],
    onError: (error) => unexpected.push(error),
    ...(options.programs && { programs: options.programs }),
    ...(options.closed && { closed: options.closed }),
    ...(options.confirm && { confirm: options.confirm }),
    ...(options.scope && { scope: options.scope }),
    ...(options.audit && { audit: options.audit }),
    ...(options.learn && { learn: options.learn }),
    ...(options.onNotice && { onNotice: options.onNotice }),
  });
  const result: Harness["result"] = async (name, args = {}, signal = NEVER) => {
    const answer = await callTool(toolbox, name, args, {
      signal,
      progress: (message) => progress.push(message),
      ...(options.ask && { ask: options.ask }),
    });
    const problems = answer.isError ? [] : answerProblems(name, answer.structuredContent);
    if (problems.length > 0) throw new Error(`${name}: the answer's ${problems.join(", ")}`);
    return answer;
  };
  const harness: Harness = {
    toolbox,
    simulator,
    result,
    onSleep: undefined,
    progress,
    unexpected,
    call: async (name, args) => {
      const { structuredContent, isError } = await result(name, args);
      if (isError) throw new Error(`${name} failed: ${JSON.stringify(structuredContent)}`);
      return structuredContent;
    },
    refused: async (name, args) => {
      const { structuredContent, isError } = await result(name, args);
      if (!isError) throw new Error(`${name} was to fail: ${JSON.stringify(structuredContent)}`);
      return structuredContent["error"] as ErrorAnswer;
    },
    sent: () => {
      const sent = simulator.requests
        .map(({ method, path }) => `${method} ${path}`)
        .filter((request) => !request.endsWith("/version"));
      simulator.clearRequests();
      return sent;
    },
    close: async () => {
      await toolbox.close();
      if (!options.simulator) await simulator.close();
    },
  };
  return harness;
}

export function tokenOf(token: string): ClientOptions["credentials"] {
  const [, user = "", tokenName = "", tokenValue = ""] = /^([^!]+)!([^=]+)=(.+)$/.exec(token) ?? [];
  return { kind: "token", user, tokenName, tokenValue };
}
