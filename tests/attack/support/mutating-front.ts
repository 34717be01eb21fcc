import { Agent, request as open } from "node:https";
import { type Simulator, startSimulator } from "../../../simulator/index.js";
import { loadRelease, newestRelease } from "../../../src/data/releases.js";
import { loadToolList } from "../../../src/data/tool-list.js";
import { createClient } from "../../../src/pve/wire/client.js";
import type { CallResult } from "../../../src/tools/answer/result.js";
import { callTool } from "../../../src/tools/call-tool.js";
import { selectTools } from "../../../src/tools/registry.js";
import { createToolbox } from "../../../src/tools/toolbox.js";
import { type Received, type Reply, startStub } from "../../pve/stub.js";
import { tokenOf } from "../../tools/harness.js";

export interface Front {
  simulator: Simulator;
  /** What the next answers become; undefined leaves them as they are. */
  mutate: ((data: unknown, request: Received) => unknown) | undefined;
  /** How many answers were changed since the last look. */
  mutated(): number;
  /** Requests that reached the front since the last look. */
  sent(): string[];
  call(name: string, args: object): Promise<CallResult>;
  unexpected: unknown[];
  close(): Promise<void>;
}

/** All tools, on a simulated cluster whose answers are changed on the way. */
export async function startFront(): Promise<Front> {
  const simulator = await startSimulator({
    api: loadRelease(newestRelease()),
    clock: "manual",
    unauthorizedDelay: 0,
  });
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  let changed = 0;
  const stub = await startStub(async (request) => {
    const reply = await forward(agent, simulator, request);
    if (!front.mutate || request.target.endsWith("/version") || !isAnswer(reply.json)) return reply;
    changed += 1;
    return { ...reply, json: { ...reply.json, data: front.mutate(reply.json.data, request) } };
  });
  const unexpected: unknown[] = [];
  const selection = { toolsets: ["all"], tools: [], excluded: [], access: "elevated" } as const;
  const toolbox = createToolbox(selectTools(loadToolList(), selection), "elevated", {
    connect: async (endpointOf) =>
      createClient({
        hosts: [{ host: "127.0.0.1", port: stub.port }],
        credentials: tokenOf(simulator.token),
        tls: { mode: "verify", fingerprints: [stub.fingerprint] },
        endpointOf,
        clock: {
          now: () => simulator.clock.now(),
          async sleep(milliseconds, signal) {
            signal?.throwIfAborted();
            simulator.manual?.advance(milliseconds);
          },
        },
      }),
    nameOption: (option) => option,
    onError: (error) => unexpected.push(error),
  });
  const front: Front = {
    simulator,
    mutate: undefined,
    mutated() {
      const count = changed;
      changed = 0;
      return count;
    },
    sent: () => stub.received.splice(0).map(({ method, target }) => `${method} ${target}`),
    call: (name, args) =>
      callTool(toolbox, name, args, { signal: new AbortController().signal, progress: () => {} }),
    unexpected,
    async close() {
      await toolbox.close();
      agent.destroy();
      await stub.close();
      await simulator.close();
    },
  };
  return front;
}

function isAnswer(json: unknown): json is { data: unknown } {
  return typeof json === "object" && json !== null && "data" in json;
}

function forward(agent: Agent, { host, port }: Simulator, request: Received): Promise<Reply> {
  const { method, target, headers, body } = request;
  return new Promise((resolve, reject) => {
    const sent = open({ agent, host, port, method, path: target, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        const { statusCode: status = 500, statusMessage: reason = "" } = response;
        const type = response.headers["content-type"] ?? "";
        resolve(
          type.startsWith("application/json")
            ? { status, reason, json: JSON.parse(text) as unknown }
            : { status, reason, text, headers: { "content-type": type } },
        );
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
