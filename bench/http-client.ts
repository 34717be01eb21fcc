import { Agent, type IncomingMessage, request } from "node:http";
import { INITIALIZE } from "./session.js";

const ACCEPT = "application/json, text/event-stream";

/** What a stateless client says in each request. */
const META = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "bench", version: "1" },
  "io.modelcontextprotocol/clientCapabilities": {},
};

/** A client that does no more than write and read. */
export interface HttpClient {
  /** Calls a tool without a session. @throws Error when it answers with an error */
  call(name: string, args: Record<string, unknown>): Promise<void>;
  /** Begins a session. @returns its id */
  begin(): Promise<string>;
  /** Opens a session's stream, which stays open until the client closes. */
  listen(session: string): Promise<void>;
  close(): void;
}

export function createHttpClient(base: string): HttpClient {
  const url = new URL("/mcp", base);
  const agent = new Agent({ keepAlive: true });
  const streams: IncomingMessage[] = [];
  let id = 0;

  function send(
    method: string,
    headers: Record<string, string>,
    body?: object,
  ): Promise<IncomingMessage> {
    const text = body && JSON.stringify(body);
    const sent = {
      accept: ACCEPT,
      ...(text && { "content-type": "application/json" }),
      ...headers,
    };
    return new Promise((resolve, reject) => {
      request(url, { agent, method, headers: sent }, resolve).on("error", reject).end(text);
    });
  }

  return {
    async call(name, args) {
      id += 1;
      const params = { name, arguments: args, _meta: META };
      const headers = {
        "mcp-protocol-version": "2026-07-28",
        "mcp-method": "tools/call",
        "mcp-name": name,
      };
      const answer = await send("POST", headers, {
        jsonrpc: "2.0",
        id,
        method: "tools/call",
        params,
      });
      const text = await read(answer);
      const isGood = answer.statusCode === 200 && text.includes('"result"');
      if (!isGood || text.includes('"isError":true')) {
        throw new Error(`${name}: ${answer.statusCode} ${text.slice(0, 300)}`);
      }
    },
    async begin() {
      const answer = await send("POST", {}, INITIALIZE);
      const text = await read(answer);
      const session = answer.headers["mcp-session-id"];
      if (typeof session !== "string") throw new Error(`no session: ${text.slice(0, 300)}`);
      return session;
    },
    async listen(session) {
      const answer = await send("GET", {
        "mcp-session-id": session,
        "mcp-protocol-version": INITIALIZE.params.protocolVersion,
      });
      if (answer.statusCode !== 200) throw new Error(`no stream: ${answer.statusCode}`);
      answer.on("error", () => undefined).resume();
      streams.push(answer);
    },
    close() {
      for (const stream of streams) stream.destroy();
      agent.destroy();
    },
  };
}

function read(answer: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    answer.on("data", (chunk: Buffer) => chunks.push(chunk));
    answer.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    answer.on("error", reject);
  });
}
