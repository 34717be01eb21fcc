import { type Api, type Endpoint, type EndpointKey, keyOf } from "../../src/schema/model.js";

export interface Route {
  endpoint: Endpoint;
  key: EndpointKey;
  /** Values of the path's parameters. */
  path: Record<string, string>;
}

interface Level {
  children: Map<string, Level>;
  parameter?: { name: string; level: Level };
  endpoints: Map<string, Endpoint>;
}

/** Parameters that take the rest of the path, slashes and all. */
const TAKES_THE_REST = new Set(["volume", "cidr"]);

/** Finds endpoints the way Proxmox does: fixed words before parameters, empty segments skipped. */
export function createRouter(api: Api): (method: string, path: string) => Route | undefined {
  const root = newLevel();
  for (const endpoint of api.endpoints) insert(root, endpoint);
  return (method, path) => {
    const found = find(root, segmentsOf(path));
    const endpoint = found?.level.endpoints.get(method);
    if (!found || !endpoint) return undefined;
    return { endpoint, key: keyOf(endpoint), path: found.path };
  };
}

function newLevel(): Level {
  return { children: new Map(), endpoints: new Map() };
}

function segmentsOf(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}

function insert(root: Level, endpoint: Endpoint): void {
  let level = root;
  for (const segment of segmentsOf(endpoint.path)) level = step(level, segment);
  level.endpoints.set(endpoint.method, endpoint);
}

function step(level: Level, segment: string): Level {
  const name = /^\{(.+)\}$/.exec(segment)?.[1];
  if (name !== undefined) {
    level.parameter ??= { name, level: newLevel() };
    return level.parameter.level;
  }
  const child = level.children.get(segment) ?? newLevel();
  level.children.set(segment, child);
  return child;
}

function find(
  root: Level,
  segments: string[],
): { level: Level; path: Record<string, string> } | undefined {
  let level = root;
  const path: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const child = level.children.get(segment);
    if (child) {
      level = child;
      continue;
    }
    if (!level.parameter) return undefined;
    const { name, level: next } = level.parameter;
    level = next;
    if (TAKES_THE_REST.has(name)) {
      path[name] = segments.slice(index).join("/");
      break;
    }
    path[name] = segment;
  }
  return { level, path };
}
