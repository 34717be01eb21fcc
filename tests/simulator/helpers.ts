import { readFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { Agent, request as httpsRequest } from "node:https";
import { gunzipSync } from "node:zlib";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/index.js";
import type { Api } from "../../src/schema/model.js";
import { RELEASES } from "../schema/releases.js";

/** The schema of a release as it's committed. */
export function readApi(release: string): Api {
  const file = new URL(`../../schema/pve-${release}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Api;
}

/** The newest release's. */
export const NEWEST: Api = readApi(RELEASES.at(-1) as string);

export interface Answer {
  status: number;
  reason: string;
  headers: IncomingHttpHeaders;
  /** As it came, for what isn't JSON. */
  text: string;
  data: unknown;
  errors: Record<string, string> | undefined;
  /** The whole JSON body. */
  json: Record<string, unknown> | undefined;
}

export interface CallOptions {
  /** `null`: no credentials. */
  token?: string | null;
  headers?: Record<string, string>;
  /** Sent as it is, instead of a form of the parameters. */
  body?: string;
  type?: string | undefined;
}

export interface Client {
  simulator: Simulator;
  /** `call("GET /nodes")`: parameters travel in the query or as a form. */
  call(what: string, parameters?: Record<string, unknown>, options?: CallOptions): Promise<Answer>;
  /** Calls, lets the task that was started end, and answers its exit status. */
  run(what: string, parameters?: Record<string, unknown>, options?: CallOptions): Promise<string>;
  /** The answer's data, or an error that says what came instead. */
  get(what: string, parameters?: Record<string, unknown>): Promise<unknown>;
  /** What a call is refused with: an error for each parameter, or the status line. */
  refusal(
    what: string,
    parameters?: Record<string, unknown>,
  ): Promise<Record<string, string> | string>;
  /** @throws what the cluster couldn't answer without crashing */
  close(): Promise<void>;
}

/** A simulated cluster on a clock that only tests turn, and a client that trusts it. */
export async function simulate(options: Partial<SimulatorOptions> = {}): Promise<Client> {
  const simulator = await startSimulator({
    api: options.api ?? NEWEST,
    clock: "manual",
    unauthorizedDelay: 0,
    ...options,
  });
  return connect(simulator);
}

export function connect(simulator: Simulator): Client {
  const agent = new Agent({ ca: simulator.certificate, keepAlive: true });
  const call: Client["call"] = (what, parameters = {}, callOptions = {}) =>
    send(simulator, agent, { what, parameters, ...callOptions });
  return {
    simulator,
    call,
    async run(what, parameters, callOptions) {
      const started = await call(what, parameters, callOptions);
      if (started.status !== 200) return `${started.status} ${started.reason}`;
      simulator.manual?.settle();
      const task = simulator.state.tasks.get(String(started.data));
      return task?.exitstatus ?? `no task: ${JSON.stringify(started.data)}`;
    },
    async get(what, parameters) {
      const answer = await call(`GET ${what}`, parameters);
      if (answer.status === 200) return answer.data;
      throw new Error(`GET ${what}: ${answer.status} ${answer.reason} ${answer.text}`);
    },
    async refusal(what, parameters) {
      const { status, reason, errors } = await call(what, parameters);
      return errors ?? `${status} ${reason}`;
    },
    async close() {
      agent.destroy();
      await simulator.close();
      const [crash] = simulator.crashes;
      if (crash) throw crash;
    },
  };
}

interface Sending extends CallOptions {
  what: string;
  parameters: Record<string, unknown>;
}

function send(
  simulator: Simulator,
  agent: Agent,
  { what, parameters, token = simulator.token, headers = {}, body, type }: Sending,
): Promise<Answer> {
  const [method = "GET", path = "/"] = what.split(" ");
  const form = encodeForm(parameters);
  const inBody = method === "POST" || method === "PUT";
  const query = !inBody && form !== "" ? `?${form}` : "";
  const text = body ?? (inBody ? form : undefined);
  const contentType = type ?? (body === undefined && inBody ? FORM_TYPE : undefined);
  return new Promise((resolve, reject) => {
    const request = httpsRequest(
      {
        host: simulator.host,
        port: simulator.port,
        agent,
        method,
        path:
          path.startsWith("/api2/") || path.startsWith("/simulator/")
            ? `${path}${query}`
            : `/api2/json${path}${query}`,
        headers: {
          ...(token !== null && { authorization: `PVEAPIToken=${token}` }),
          ...(contentType !== undefined && { "content-type": contentType }),
          ...(text !== undefined && { "content-length": String(Buffer.byteLength(text)) }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const bytes = Buffer.concat(chunks);
          const packed =
            response.headers["content-encoding"] === "gzip" && !headers["accept-encoding"];
          const answerText = (packed ? gunzipSync(bytes) : bytes).toString("utf8");
          const json = parse(answerText);
          resolve({
            status: response.statusCode ?? 0,
            reason: response.statusMessage ?? "",
            headers: response.headers,
            text: answerText,
            json,
            data: json?.["data"],
            errors: json?.["errors"] as Record<string, string> | undefined,
          });
        });
      },
    );
    request.on("error", reject);
    request.end(text);
  });
}

const FORM_TYPE = "application/x-www-form-urlencoded";

/** Repeated keys for lists, as Proxmox wants them. */
export function encodeForm(parameters: Record<string, unknown>): string {
  const form = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) form.append(key, String(one));
  }
  return form.toString();
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
