import { RPC, refuse } from "./answers.js";
import { clientAddress } from "./client-address.js";
import { crossOriginHeaders, type Fences, fenced } from "./fences.js";
import type { Peer } from "./listen.js";
import type { McpEndpoint } from "./mcp-endpoint.js";
import type { Readiness } from "./readiness.js";

export interface RoutesOptions {
  mcp: McpEndpoint;
  fences: Fences;
  readiness: Readiness;
  /** Whether the server is about to end. */
  isStopping(): boolean;
  trustedProxies: readonly string[];
  /** More paths that anyone may read, such as what an authorisation server is found by. */
  documents?: Readonly<Record<string, () => Response>>;
}

/** All that the server has under its address. */
export function createRoutes(options: RoutesOptions) {
  const { mcp, fences, readiness, isStopping, trustedProxies, documents = {} } = options;

  /** They tell nothing that would need a fence, and are asked by address. */
  const open: Readonly<Record<string, () => Response | Promise<Response>>> = {
    "/healthz": () => text(200, "ok"),
    "/readyz": async () => {
      if (isStopping()) return text(503, "stopping");
      const missing = await readiness.missing();
      return missing.length === 0
        ? text(200, "ready")
        : text(503, `not ready: ${missing.length} of the clusters don't answer`);
    },
  };

  async function guarded(request: Request, path: string, { remote, onOver }: Peer) {
    const document = Object.hasOwn(documents, path) ? documents[path] : undefined;
    if (document && request.method === "GET") return document();
    if (path !== "/mcp") return notFound(path);
    const forwarded = request.headers.get("x-forwarded-for");
    return mcp.fetch(request, {
      address: clientAddress(remote, forwarded, trustedProxies),
      onOver,
    });
  }

  return async (request: Request, peer: Peer): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const answer = Object.hasOwn(open, pathname) ? open[pathname] : undefined;
    if (answer && ["GET", "HEAD"].includes(request.method)) return answer();
    const refused = fenced(request, fences);
    if (refused) return refused;
    const crossOrigin = Object.entries(crossOriginHeaders(request, fences));
    if (request.method === "OPTIONS" && crossOrigin.length > 0) {
      return new Response(null, { status: 204, headers: Object.fromEntries(crossOrigin) });
    }
    const response = await guarded(request, pathname, peer);
    for (const [name, value] of crossOrigin) response.headers.set(name, value);
    return response;
  };
}

function text(status: number, words: string): Response {
  return new Response(`${words}\n`, {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
  });
}

function notFound(path: string): Response {
  const message = `There is nothing at ${JSON.stringify(path.slice(0, 100))}; MCP is at /mcp.`;
  return refuse({ status: 404, code: RPC.refused, message });
}
