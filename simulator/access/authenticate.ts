import type { IncomingHttpHeaders } from "node:http";
import { WireFault } from "../http/api-error.js";
import type { State } from "../state/state.js";
import type { Identity } from "./permissions.js";
import type { TicketOffice } from "./tickets.js";

/** What may be called without logging in. */
const OPEN = new Set([
  "GET /access/domains",
  "GET /access/ticket",
  "POST /access/ticket",
  "POST /access/vncticket",
  "POST /access/openid/login",
  "POST /access/openid/auth-url",
]);

const UPLOAD = /^\/nodes\/[^/]+\/storage\/([^/]+)\/upload$/;

export function isUpload(method: string, path: string): boolean {
  return method === "POST" && UPLOAD.test(path);
}

export interface Credentials {
  identity?: Identity;
  usedToken: boolean;
}

/**
 * Who is it? The cookie is looked at first, then the ticket in the Authorization header, then the
 * token there.
 *
 * @param time seconds since 1970
 * @throws WireFault 401, without a body, as Proxmox does below its API
 */
export function authenticate(
  request: { method: string; path: string; headers: IncomingHttpHeaders },
  { state, tickets, time }: { state: State; tickets: TicketOffice; time: number },
): Credentials {
  const { method, path, headers } = request;
  if (OPEN.has(`${method} ${path}`)) return { usedToken: false };
  const ticket =
    authValue(headers.cookie, "PVEAuthCookie") ?? authValue(headers.authorization, "PVEAuthCookie");
  const token = ticket === undefined ? authValue(headers.authorization, "PVEAPIToken") : undefined;
  if (token !== undefined) return { identity: ofToken(state, token, time), usedToken: true };
  if (ticket === undefined) throw new WireFault(401, "No ticket");
  const verified = tickets.verify(ticket, time);
  if (!verified || !isActive(state, verified.user, time)) throw failed();
  if (verified.partial) throw new WireFault(401, "No ticket");
  if (method !== "GET" && !isUpload(method, path)) {
    const csrf = headers["csrfpreventiontoken"];
    if (typeof csrf !== "string" || !tickets.verifyCsrf(verified.user, csrf, time)) {
      throw new WireFault(401, "Permission denied - invalid csrf token");
    }
  }
  return { identity: { user: verified.user, id: verified.user }, usedToken: false };
}

function failed(): WireFault {
  return new WireFault(401, "Authentication failed!");
}

/** `name=value` of a cookie or Authorization header; a space may stand for the first `=`. */
function authValue(header: string | undefined, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}(?:=|\\s+)([^;]*)`).exec(header ?? "");
  const value = match?.[1]?.trim();
  if (value === undefined || value === "") return undefined;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function ofToken(state: State, text: string, time: number): Identity {
  const match = /^([^!\s]+@[^!\s]+)!([A-Za-z][\w.-]*)=([0-9a-f-]{36})$/.exec(text);
  if (!match) throw failed();
  const [, user = "", name = "", secret = ""] = match;
  const token = state.access.users.get(user)?.tokens.get(name);
  if (!token || token.secret !== secret || !isActive(state, user, time)) throw failed();
  if (token.expire > 0 && token.expire <= time) throw failed();
  return { user, token: name, id: `${user}!${name}` };
}

/** Exists, is enabled and hasn't expired. */
export function isActive(state: State, userid: string, time: number): boolean {
  const user = state.access.users.get(userid);
  return Boolean(user?.enable) && !(user && user.expire > 0 && user.expire <= time);
}
