import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { anthropic } from "./anthropic.js";
import { chat } from "./chat.js";
import type { Body, Dialect, Move, Turn } from "./dialect.js";
import { gemini } from "./gemini.js";
import { responses } from "./responses.js";

const DIALECTS: readonly Dialect[] = [anthropic, chat, gemini, responses];

export interface StubModel {
  url: string;
  /** The tools that the client offered, the longest list of all requests. */
  tools(): readonly string[];
  /** What the tool answered, as the client handed it on. */
  results(): readonly unknown[];
  /** What was asked for, for when it was nothing that a model knows. */
  paths(): readonly string[];
  close(): Promise<void>;
}

/**
 * A model on loopback that calls one tool and then ends, in the words of four makers.
 *
 * @param wanted the end of the tool's name: clients put their own before it
 */
export async function startStubModel(wanted: string): Promise<StubModel> {
  let tools: readonly string[] = [];
  let results: readonly unknown[] = [];
  const paths: string[] = [];

  function next(turn: Turn): Move {
    if (turn.tools.length > tools.length) tools = turn.tools;
    if (turn.results.length > 0) {
      results = turn.results;
      return { say: "done" };
    }
    const tool = turn.tools.find((name) => name.endsWith(wanted));
    // a title for the session, and the like
    return tool === undefined ? { say: "nothing to call" } : { call: tool, input: {} };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    paths.push(`${request.method} ${pathname}`);
    const content = await text(request);
    const dialect = DIALECTS.find(({ path }) => path.test(pathname));
    if (!dialect || request.method !== "POST") {
      response.writeHead(404, { "content-type": "application/json" }).end("{}");
      return;
    }
    const body: Body = JSON.parse(content);
    const move = next(dialect.read(body));
    if (body.stream !== true && searchParams.get("alt") !== "sse") {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(dialect.whole(move)));
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const { event, data } of dialect.parts(move)) {
      const line = typeof data === "string" ? data : JSON.stringify(data);
      response.write(`${event === undefined ? "" : `event: ${event}\n`}data: ${line}\n\n`);
    }
    response.end();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tools: () => tools,
    results: () => results,
    paths: () => paths,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
