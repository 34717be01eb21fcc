import { randomUUID } from "node:crypto";
import {
  type Server,
  WebStandardStreamableHTTPServerTransport,
} from "@modelcontextprotocol/server";
import { isObject } from "../../kit/objects.js";
import { busy, RPC, refuse } from "./answers.js";
import { createKeptEvents } from "./kept-events.js";
import { LONGEST_BODY } from "./read-body.js";
import type { OnOver } from "./when-over.js";

/** Revisions up to 2025-11-25 keep a session between requests. */
export interface Sessions {
  /** Serves a request of those revisions. @param body undefined for GET and DELETE */
  serve(request: Request, body: unknown, owner: SessionOwner): Promise<Response>;
  /** Ends what was idle for long; to be called now and then. */
  sweep(): void;
  readonly size: number;
  /** Tells all clients that their list of tools may have changed. */
  tellChanged(): void;
  close(): Promise<void>;
}

/** Whose session it is. */
export interface SessionOwner {
  /** Two requests with the same key come from the same caller with the same rights. */
  key: string;
  onOver: OnOver;
  /** Makes the server of a new session, and keeps the caller's tools for it. */
  open(): { server: Server; release(): void };
}

export interface SessionsOptions {
  /** Milliseconds. */
  now(): number;
  onError(error: Error): void;
  most?: number;
}

const MOST_SESSIONS = 10_000;

/** Of one caller. */
const MOST_OF_ONE = 6_000;

/** Milliseconds without a request, after which a session ends, unless its stream is open. */
const LONGEST_IDLE = 60 * 60_000;

/** Ids of calls that are remembered: the protocol lets none come again, and it would be done twice. */
const MOST_IDS = 1_000;

/** Milliseconds after which a client whose stream was cut should ask for the rest. */
const RETRY_AFTER = 1_000;

const HEADER = "mcp-session-id";

interface Session {
  owner: string;
  transport: WebStandardStreamableHTTPServerTransport;
  lastUsed: number;
  /** Streams and calls that are open. */
  open: number;
  called: Set<string>;
  server: Server;
  end(): Promise<void>;
}

export function createSessions({ now, onError, most = MOST_SESSIONS }: SessionsOptions): Sessions {
  const sessions = new Map<string, Session>();
  const owned = new Map<string, number>();
  const kept = createKeptEvents();

  async function begin(request: Request, body: unknown, owner: SessionOwner): Promise<Response> {
    if ((owned.get(owner.key) ?? 0) >= MOST_OF_ONE || !makeRoom()) {
      return busy("Too many sessions are open; end one, or try again later.", 30);
    }
    const { server, release } = owner.open();
    const events = kept.open();
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      maxRequestBodySize: LONGEST_BODY,
      eventStore: events,
      retryInterval: RETRY_AFTER,
      onsessioninitialized: (id) => void sessions.set(id, session),
    });
    let isOver = false;
    const session: Session = {
      owner: owner.key,
      server,
      transport,
      lastUsed: now(),
      open: 0,
      called: new Set(),
      end: async () => {
        if (isOver) return;
        isOver = true;
        if (transport.sessionId !== undefined) sessions.delete(transport.sessionId);
        const left = (owned.get(owner.key) ?? 1) - 1;
        if (left > 0) owned.set(owner.key, left);
        else owned.delete(owner.key);
        await server.close().catch(onError);
        events.close();
        release();
      },
    };
    owned.set(owner.key, (owned.get(owner.key) ?? 0) + 1);
    transport.onerror = onError;
    await server.connect(transport);
    server.onclose = () => void session.end();
    const response = await handle(session, request, body, owner);
    if (transport.sessionId === undefined) await session.end();
    return response;
  }

  /** An open session that nobody uses goes before a new one is refused. */
  function makeRoom(): boolean {
    if (sessions.size < most) return true;
    const idle = [...sessions.values()].find(({ open }) => open === 0);
    if (!idle) return false;
    void idle.end();
    return true;
  }

  async function handle(
    session: Session,
    request: Request,
    body: unknown,
    { onOver }: SessionOwner,
  ): Promise<Response> {
    session.open += 1;
    session.lastUsed = now();
    onOver(() => {
      session.open -= 1;
      session.lastUsed = now();
    });
    return session.transport.handleRequest(request, { parsedBody: body });
  }

  async function goOn(
    session: Session,
    request: Request,
    body: unknown,
    owner: SessionOwner,
  ): Promise<Response> {
    const id = callIn(body);
    if (id === undefined) return handle(session, request, body, owner);
    if (session.called.has(id)) return replayed();
    session.called.add(id);
    const [oldest] = session.called;
    if (session.called.size > MOST_IDS && oldest !== undefined) session.called.delete(oldest);
    const response = await handle(session, request, body, owner);
    // what was refused wasn't done, and may come again as it should
    if (!response.ok) session.called.delete(id);
    return response;
  }

  return {
    get size() {
      return sessions.size;
    },
    async serve(request, body, owner) {
      if (Array.isArray(body) && !takesBatches(request)) return noBatch();
      const id = request.headers.get(HEADER);
      const session = id === null ? undefined : sessions.get(id);
      if (session?.owner === owner.key) return goOn(session, request, body, owner);
      // another caller's is as unknown as one that never was
      if (id !== null) return unknownSession();
      if (isObject(body) && body["method"] === "initialize") return begin(request, body, owner);
      return needsSession();
    },
    sweep() {
      for (const session of [...sessions.values()]) {
        if (session.open === 0 && now() - session.lastUsed >= LONGEST_IDLE) void session.end();
      }
    },
    tellChanged() {
      for (const { server } of sessions.values()) server.sendToolListChanged().catch(onError);
    },
    async close() {
      await Promise.all([...sessions.values()].map((session) => session.end()));
    },
  };
}

/** Revision 2025-03-26 is the last one with batches, and what a request without the header speaks. */
function takesBatches(request: Request): boolean {
  return (request.headers.get("mcp-protocol-version") ?? "2025-03-26") === "2025-03-26";
}

/** The id of a call that would be done twice if it came twice. */
function callIn(body: unknown): string | undefined {
  if (!isObject(body) || body["method"] !== "tools/call") return undefined;
  return JSON.stringify(body["id"]);
}

function replayed(): Response {
  const message = "This session has had a call with that id already; it wasn't done again.";
  return refuse({ status: 400, code: RPC.invalid, message });
}

function noBatch(): Response {
  const message = "This revision of the protocol has no batches: send one message a request.";
  return refuse({ status: 400, code: RPC.invalid, message });
}

function unknownSession(): Response {
  const message = "There is no such session: begin a new one with initialize.";
  return refuse({ status: 404, code: -32_001, message });
}

function needsSession(): Response {
  const message = `The ${HEADER} header is missing: begin a session with initialize.`;
  return refuse({ status: 400, code: RPC.refused, message });
}
