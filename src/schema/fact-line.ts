import type { Endpoint } from "./model.js";

const VERBS: Record<Endpoint["method"], string> = {
  GET: "Reads",
  POST: "Posts to",
  PUT: "Updates",
  DELETE: "Deletes",
};

/** What can be said of an endpoint that nobody has described. */
export function factLine(endpoint: Endpoint): string {
  return `${VERBS[endpoint.method]} ${endpoint.path} (${endpoint.name})`;
}
