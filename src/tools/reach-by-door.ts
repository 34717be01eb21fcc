import { loadToolList } from "../data/tool-list.js";
import { isObject } from "../kit/objects.js";
import { reaches, type Tier } from "../schema/catalogue.js";
import type { EndpointKey } from "../schema/model.js";
import type { ListedTool } from "../schema/tool-list.js";
import { actionsOf, endpointsOf, type ToolDeclaration } from "./define.js";
import { ToolError } from "./errors.js";
import { newestForm } from "./find-endpoint.js";
import type { NotSwitchedOn } from "./unlisted-tool.js";

/** More than these are found faster by proxmox_api_search. */
const MOST_ENDPOINTS = 8;

interface Way {
  tool: "proxmox_api_read" | "proxmox_api_write";
  endpoint: EndpointKey;
  /** Parameters that it needs. */
  params: string[];
}

/**
 * The same error with what the doors can do instead: the endpoints of the action that was wanted, or
 * of all where none was named.
 */
export async function reachByDoor(
  error: NotSwitchedOn,
  name: string,
  given: unknown,
  listed: readonly ListedTool[],
): Promise<ToolError> {
  const { tools } = await import("../../overrides/tools/index.js");
  const tool = tools.find((candidate) => candidate.name === name);
  const tiers = loadToolList().tools[name]?.endpoints ?? {};
  const ways = (tool ? wantedEndpoints(tool, given) : []).flatMap((endpoint) => {
    const tier = tiers[endpoint];
    if (tier === undefined || !reaches(error.access, tier)) return [];
    return [wayTo(endpoint, tier)];
  });
  const open = ways.filter((way) => listed.some((one) => one.name === way.tool));
  if (open.length === 0) return error;
  return new ToolError(
    error.code,
    error.message,
    `${error.hint ?? ""} Or use the endpoints in instead.`.trim(),
    { ...error.details, instead: open.slice(0, MOST_ENDPOINTS) },
  );
}

function wantedEndpoints(tool: ToolDeclaration, given: unknown): EndpointKey[] {
  const wanted = isObject(given) ? given["action"] : undefined;
  const actions = actionsOf(tool);
  const chosen = actions.filter(([name]) => name === wanted);
  const keys = (chosen.length > 0 ? chosen : actions).flatMap(([, action]) => endpointsOf(action));
  return [...new Set(keys)];
}

function wayTo(endpoint: EndpointKey, tier: Tier): Way {
  const properties = newestForm(endpoint)?.parameters.properties ?? {};
  return {
    tool: tier === "read" ? "proxmox_api_read" : "proxmox_api_write",
    endpoint,
    params: Object.keys(properties).filter((name) => !properties[name]?.optional),
  };
}
