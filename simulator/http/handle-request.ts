import type { IncomingMessage, ServerResponse } from "node:http";
import { APIDOC_PATH } from "../../src/schema/apidoc.js";
import { authenticate, type Credentials, isUpload } from "../access/authenticate.js";
import { requirePrivileges } from "../access/check-permissions.js";
import { createAccess } from "../access/permissions.js";
import { type Admin, answerAdmin } from "./admin.js";
import { ApiFault, fault, WireFault } from "./api-error.js";
import { printApidoc } from "./apidoc.js";
import { clusterTime } from "./context.js";
import { decodePath } from "./decode.js";
import { type ApiRequest, type Dispatcher, dispatch } from "./dispatch.js";
import { formatAnswer, formatFault, isFormat } from "./format-answer.js";
import { type FaultRule, reasonOf } from "./injected-faults.js";
import { parseFault } from "./parse-injected-fault.js";
import { readParameters } from "./read-parameters.js";
import type { RequestLog } from "./request-log.js";
import { type Reply, respond } from "./respond.js";

const METHODS = new Set(["GET", "POST", "PUT", "DELETE"]);
const HEADER_LINES = 64;
const HEADER_BYTES = 8 * 1024;
const ADMIN = "/simulator/";
const API_PREFIX = /^\/api2\/+[a-z][a-z0-9]+/;
const API = /^\/api2\/+([a-z][a-z0-9]+)(\/.*)?$/;

export interface ServeOptions extends Dispatcher {
  log: RequestLog;
  admin: Admin;
  /** Milliseconds of the cluster's clock before a 401 goes out. */
  unauthorizedDelay: number;
  /** Bytes of a POST or PUT body. */
  bodyLimit: number;
}

/** Handles one HTTP request from its first header to the last byte of the answer. */
export async function serve(
  options: ServeOptions,
  request: IncomingMessage,
  response: ServerResponse,
  openWebsocket?: (port: number) => void,
): Promise<void> {
  const acceptEncoding = request.headers["accept-encoding"]?.toString();
  const answer = (reply: Reply) =>
    respond(response, reply, { acceptEncoding, date: clusterTime(options) * 1000 });
  try {
    checkHeaders(request, options.bodyLimit);
    const path = pathOf(request);
    const rule = await applyInjectedFault(options, request, path);
    const reply = await route(options, request, { path, rule });
    if (reply.upgradeTo !== undefined && openWebsocket) openWebsocket(reply.upgradeTo);
    else await answer(reply);
  } catch (error) {
    if (!(error instanceof WireFault)) throw error;
    if (error.status === 401) await delay(options);
    const body = error.body === "reason" ? error.reason : "";
    await answer({ status: error.status, reason: error.reason, body });
  } finally {
    request.resume();
  }
}

interface Target {
  path: string;
  rule: FaultRule | undefined;
}

async function route(
  options: ServeOptions,
  request: IncomingMessage,
  target: Target,
): Promise<Reply> {
  const { path } = target;
  if (path.startsWith(ADMIN)) return answerAdmin(options.admin, request, path);
  if (path.startsWith("/api2")) return answerApi(options, request, target);
  if (request.method === "GET" && path === APIDOC_PATH) {
    const body = printApidoc(options.admin.api);
    return { status: 200, reason: "OK", type: "application/javascript", body };
  }
  const reason = `no such file '${path}'`;
  return { status: 500, reason, body: `${reason}\n` };
}

function pathOf({ url = "/" }: IncomingMessage): string {
  return decodePath(url.split("?", 1)[0] ?? "/").replace(/\/+/g, "/");
}

/** Ends the connection without an answer; what is thrown only ends the work on the request. */
function cut(request: IncomingMessage): WireFault {
  request.socket.destroy();
  return new WireFault(500, "connection cut");
}

/** What Proxmox's HTTP server refuses before it looks at who is asking. */
function checkHeaders(request: IncomingMessage, bodyLimit: number): void {
  const { method = "", headers, rawHeaders } = request;
  if (!METHODS.has(method)) throw new WireFault(501, `method '${method}' not available`);
  const bytes = rawHeaders.reduce((sum, text) => sum + text.length + 2, 0);
  // The real server logs this and never answers.
  if (rawHeaders.length / 2 >= HEADER_LINES || bytes >= HEADER_BYTES) throw cut(request);
  const transfer = headers["transfer-encoding"];
  if (transfer !== undefined) {
    const isChunked = transfer.toLowerCase() === "chunked";
    const reason = isChunked
      ? "chunked transfer encoding not supported"
      : `Unknown transfer encoding '${transfer}'`;
    throw new WireFault(501, reason, "reason");
  }
  const length = Number(headers["content-length"] ?? 0);
  const path = pathOf(request).replace(API_PREFIX, "");
  if (length > bodyLimit && (method === "POST" || method === "PUT") && !isUpload(method, path)) {
    throw new WireFault(501, "for data too large", "reason");
  }
}

/** Lets the faults happen that were asked for; answers what is left of them. */
async function applyInjectedFault(
  { faults }: ServeOptions,
  request: IncomingMessage,
  path: string,
): Promise<FaultRule | undefined> {
  if (path.startsWith(ADMIN)) return undefined;
  const header = request.headers["x-simulate-fault"];
  const rule =
    typeof header === "string"
      ? faultOfHeader(header)
      : faults.match(request.method ?? "", path.replace(API_PREFIX, ""));
  const { latency } = rule ?? {};
  if (latency !== undefined && latency > 0) {
    await new Promise((resolve) => {
      setTimeout(resolve, latency).unref();
    });
  }
  if (rule?.reset) throw cut(request);
  if (rule?.status !== undefined) throw new WireFault(rule.status, reasonOf(rule));
  return rule;
}

function faultOfHeader(text: string): FaultRule {
  try {
    return parseFault(text);
  } catch (error) {
    throw new WireFault(400, `x-simulate-fault: ${(error as Error).message}`, "reason");
  }
}

async function answerApi(
  options: ServeOptions,
  request: IncomingMessage,
  { path, rule }: Target,
): Promise<Reply> {
  const [, format = "", below = "/"] = API.exec(path) ?? [];
  if (format === "") throw new WireFault(501, "no such uri", "reason");
  const { method = "" } = request;
  const credentials = logIn(options, request, below);
  if (!isFormat(format)) {
    throw new WireFault(501, `no formatter for uri ${below}, ${format}`, "reason");
  }
  const read = await readParameters(request, below);
  const apiRequest: ApiRequest = { method, path: below, ...read, ...credentials };
  options.log.add(apiRequest);
  try {
    if (rule?.lockTimeout) {
      throw fault("can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout");
    }
    const answer = dispatch(options, apiRequest);
    const reply = { ...formatAnswer(format, answer), ...websocketOf(request, below, answer.data) };
    if (rule?.lost) throw cut(request);
    return reply;
  } catch (error) {
    if (error instanceof WireFault) throw error;
    const apiFault = error instanceof ApiFault ? error : crash(options, error as Error);
    if (apiFault.status === 401) await delay(options);
    return formatFault(format, apiFault);
  }
}

/** Which port a request wants a websocket to. @throws WireFault for one that the server doesn't make */
function websocketOf(
  { method, headers }: IncomingMessage,
  path: string,
  data: unknown,
): { upgradeTo?: number } {
  const { upgrade } = headers;
  if (upgrade === undefined || method !== "GET" || !path.endsWith("websocket")) return {};
  if (upgrade.toLowerCase() !== "websocket") {
    throw new WireFault(501, `unable to upgrade to protocol '${upgrade.toLowerCase()}'`, "reason");
  }
  const version = headers["sec-websocket-version"] ?? "";
  if (version !== "13") {
    throw new WireFault(501, `unsupported websocket-version '${version}'`, "reason");
  }
  if (headers["sec-websocket-key"] === undefined) {
    throw new WireFault(501, "missing websocket-key", "reason");
  }
  return { upgradeTo: Number((data as { port: string }).port) };
}

function crash({ log }: ServeOptions, error: Error): ApiFault {
  log.crashes.push(error);
  return fault(`the simulator failed: ${error.message}`);
}

/** An upload's privilege is checked here already: it goes without CSRF token and API checks. */
function logIn(options: ServeOptions, request: IncomingMessage, path: string): Credentials {
  const { state, tickets } = options;
  const { method = "", headers } = request;
  const time = clusterTime(options);
  const credentials = authenticate({ method, path, headers }, { state, tickets, time });
  const storage = isUpload(method, path) ? path.split("/")[4] : undefined;
  if (storage === undefined || !credentials.identity) return credentials;
  try {
    const access = createAccess(state, credentials.identity);
    requirePrivileges(access, `/storage/${storage}`, ["Datastore.AllocateTemplate"], false);
  } catch (error) {
    throw new WireFault(403, (error as Error).message.trim());
  }
  return credentials;
}

function delay({ clock, unauthorizedDelay }: ServeOptions): Promise<void> {
  if (unauthorizedDelay <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    clock.after(unauthorizedDelay, resolve);
  });
}
