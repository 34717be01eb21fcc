import {
  createMcpHandler,
  isLegacyRequest,
  type McpHttpHandler,
  PROTOCOL_VERSION_META_KEY,
} from "@modelcontextprotocol/server";
import type { Authenticate } from "../../auth/authenticate.js";
import type { Principal } from "../../auth/principal.js";
import { principalKey } from "../../auth/principal-key.js";
import type { Rate } from "../../auth/rate.js";
import { Refused } from "../../auth/refused.js";
import { isObject } from "../../kit/objects.js";
import { refusedRequests } from "../../kit/observed.js";
import type { Toolbox } from "../../tools/toolbox.js";
import { type Admission, createAdmission } from "../admission.js";
import { createServer } from "../server.js";
import { busy, RPC, refuse } from "./answers.js";
import { LONGEST_BODY, readBody } from "./read-body.js";
import { createSessions, type Sessions } from "./sessions.js";
import { createPool } from "./toolbox-pool.js";
import type { OnOver } from "./when-over.js";

export interface McpEndpointOptions {
  version: string;
  authenticate: Authenticate;
  /** A caller's own tools. */
  open(principal: Principal): Promise<Toolbox>;
  rate: Rate;
  /** Requests a minute of those whose principal says nothing else; absent: any number. */
  defaultRate?: number;
  /** Milliseconds. */
  now(): number;
  onError(error: Error): void;
  /** Instead of a server for the caller's tools; the protocol's own tests want tools of theirs. */
  makeServer?: typeof createServer;
}

/** Who asks, and how long the answer takes to get there. */
export interface Asker {
  address: string;
  onOver: OnOver;
}

export interface McpEndpoint {
  fetch(request: Request, asker: Asker): Promise<Response>;
  /** Closes what is idle; to be called now and then. */
  sweep(): void;
  /** Tells all callers that their list of tools may have changed. */
  tellChanged(): void;
  /** Refuses what is new. What runs may go on until `abort`. */
  stop(): void;
  /** Ends what runs; each call's answer names the tasks that go on. */
  abort(reason: Error): void;
  readonly sessions: number;
  readonly running: number;
  close(): Promise<void>;
}

/** Calls under way at the same time, of all and of one caller. */
const MOST_REQUESTS = 1_000;
const MOST_OF_ONE = 250;

/** Streams of one caller that wait for news. */
const MOST_STREAMS = 6_000;

const METHODS = ["POST", "GET", "DELETE"];

/** What serves one caller. */
interface Room {
  toolbox: Toolbox;
  admission: Admission;
  /** Revision 2026-07-28, without sessions. */
  stateless: McpHttpHandler;
}

interface Served {
  room: Room;
  principal: Principal;
  onOver: OnOver;
}

/** `/mcp`: both eras of the protocol, each caller with tools of their own. */
export function createMcpEndpoint(options: McpEndpointOptions): McpEndpoint {
  const { version, authenticate, rate, now, onError, makeServer = createServer } = options;
  const stopping = new AbortController();
  const everyone = createAdmission(MOST_REQUESTS);
  let isStopped = false;
  const sessions: Sessions = createSessions({ now, onError });
  const serverOf = ({ toolbox, admission }: Omit<Room, "stateless">) =>
    makeServer(toolbox, { version, admission, stopping: stopping.signal, changes: true });
  const pool = createPool<Room>({
    now,
    open: async (principal) => {
      const toolbox = await options.open(principal);
      const admission = createAdmission(MOST_OF_ONE, everyone);
      const stateless = createMcpHandler(() => serverOf({ toolbox, admission }), {
        legacy: "reject",
        maxRequestBodySize: LONGEST_BODY,
        maxSubscriptions: MOST_STREAMS,
        onerror: onError,
      });
      return { toolbox, admission, stateless };
    },
    close: async ({ toolbox, stateless }) => {
      await stateless.close();
      await toolbox.close();
    },
  });

  async function serve(request: Request, principal: Principal, onOver: OnOver): Promise<Response> {
    const wait = limitOf(principal);
    if (wait > 0) {
      refusedRequests.publish({ status: 429 });
      return tooFast(wait);
    }
    const read = request.method === "POST" ? await readBody(request) : { body: undefined };
    if (read instanceof Response) return read;
    const lease = await pool.lease(principal);
    if (!lease) return busy("Too many callers are being served; try again later.", 10);
    onOver(lease.release);
    return routed(request, read.body, { room: lease.value, principal, onOver });
  }

  async function routed(
    request: Request,
    body: unknown,
    { room, principal, onOver }: Served,
  ): Promise<Response> {
    const isLegacy =
      request.method !== "POST" ||
      Array.isArray(body) ||
      request.headers.has("mcp-session-id") ||
      (!hasClaim(body) && (await isLegacyRequest(request, body)));
    if (!isLegacy) return room.stateless.fetch(request, { parsedBody: body });
    return sessions.serve(request, body, {
      key: principalKey(principal),
      onOver,
      open: () => {
        const kept = pool.lease(principal);
        return {
          server: serverOf(room),
          release: () => void kept?.then(({ release }) => release()).catch(() => undefined),
        };
      },
    });
  }

  function limitOf({ name, rate: own }: Principal): number {
    const perMinute = own ?? options.defaultRate;
    return perMinute === undefined ? 0 : rate.take(name, perMinute);
  }

  return {
    async fetch(request, { address, onOver }) {
      if (!METHODS.includes(request.method)) return wrongMethod();
      if (isStopped) return busy("The server is stopping.", 5);
      let principal: Principal;
      try {
        principal = await authenticate(request.headers, address);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        const { status, message, headers } = error;
        refusedRequests.publish({ status });
        return refuse({ status, code: RPC.refused, message, headers });
      }
      return serve(request, principal, onOver);
    },
    sweep: () => {
      sessions.sweep();
      pool.sweep();
    },
    tellChanged: () => {
      sessions.tellChanged();
      void pool.values().then((rooms) => {
        for (const { stateless } of rooms) stateless.notify.toolsChanged();
      });
    },
    stop: () => {
      isStopped = true;
    },
    abort: (reason) => stopping.abort(reason),
    get sessions() {
      return sessions.size;
    },
    get running() {
      return everyone.running;
    },
    close: async () => {
      await sessions.close();
      await pool.close();
    },
  };
}

/** Says its revision in the message itself, as only those without sessions do; `initialize` is of both. */
function hasClaim(body: unknown): boolean {
  if (!isObject(body) || body["method"] === "initialize") return false;
  const { params } = body;
  const meta = isObject(params) ? params["_meta"] : undefined;
  return isObject(meta) && Object.hasOwn(meta, PROTOCOL_VERSION_META_KEY);
}

function wrongMethod(): Response {
  const message = "There are only POST, GET and DELETE here.";
  const headers = { Allow: METHODS.join(", ") };
  return refuse({ status: 405, code: RPC.refused, message, headers });
}

function tooFast(wait: number): Response {
  const headers = { "Retry-After": String(Math.ceil(wait / 1000)) };
  const message = "Too many requests in a minute; wait before the next.";
  return refuse({ status: 429, code: RPC.refused, message, headers });
}
