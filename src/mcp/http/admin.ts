import { type Fences, fenced } from "./fences.js";

/** What the admin listener has: numbers for Prometheus, on an address of its own. */
export function createAdminRoutes(metrics: { text(): string }, fences: Fences) {
  return async (request: Request): Promise<Response> => {
    const refused = fenced(request, fences);
    if (refused) return refused;
    const isRead = ["GET", "HEAD"].includes(request.method);
    if (new URL(request.url).pathname !== "/metrics" || !isRead) {
      return new Response("There is GET /metrics here.\n", { status: 404 });
    }
    return new Response(metrics.text(), {
      headers: {
        "Content-Type": "text/plain; version=0.0.4; charset=utf-8",
        "Cache-Control": "no-store",
      },
    });
  };
}
