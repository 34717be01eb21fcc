import {
  hostHeaderValidationResponse,
  localhostAllowedHostnames,
  originValidationResponse,
} from "@modelcontextprotocol/server";

/** By which names the server may be called, and by which web pages. */
export interface Fences {
  hosts: readonly string[];
  /** Host names of pages; they may read answers too. */
  origins: readonly string[];
}

/**
 * Keeps web pages out that a user happens to visit: one on another site, and one whose name was
 * made to lead here (DNS rebinding).
 *
 * @returns the answer to what isn't let in
 */
export function fenced(request: Request, { hosts, origins }: Fences): Response | undefined {
  const local = localhostAllowedHostnames();
  return (
    hostHeaderValidationResponse(request, [...local, ...hosts]) ??
    originValidationResponse(request, [...local, ...hosts, ...origins])
  );
}

const EXPOSED = "Mcp-Session-Id, WWW-Authenticate, Retry-After";

/** What a browser has to hear for a page to read the answer; nothing for pages that weren't named. */
export function crossOriginHeaders(request: Request, { origins }: Fences): Record<string, string> {
  const origin = request.headers.get("origin");
  if (origin === null || !URL.canParse(origin)) return {};
  if (!origins.includes(new URL(origin).hostname)) return {};
  return {
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers":
      request.headers.get("access-control-request-headers") ?? "content-type",
    "Access-Control-Expose-Headers": EXPOSED,
    "Access-Control-Max-Age": "600",
    Vary: "Origin",
  };
}
