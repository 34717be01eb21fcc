import { compare } from "../../src/kit/objects.js";
import { areaOf } from "../../src/schema/area.js";
import { type Endpoint, type EndpointKey, keyOf } from "../../src/schema/model.js";
import {
  actionsOf,
  endpointsOf,
  type ToolDeclaration,
  type Toolset,
} from "../../src/tools/define.js";
import { UserError } from "../user-error.js";
import { TOOLSET_OF_AREA } from "./toolset-of-area.js";

export interface CoverageRow {
  key: EndpointKey;
  toolset: Toolset;
  /** Curated tools and their actions; empty where only the generic API tools reach it. */
  uses: string[];
}

/**
 * Which tools cover each endpoint, sorted by path. A tool's toolset takes precedence over that of
 * the endpoint's area.
 *
 * @throws UserError that names each area that belongs to no toolset
 */
export function coverageOf(
  declared: readonly ToolDeclaration[],
  endpoints: readonly Endpoint[],
): CoverageRow[] {
  const uses = usesOf(declared);
  const unknown = [...new Set(endpoints.map(({ path }) => areaOf(path)))]
    .filter((area) => !TOOLSET_OF_AREA[area])
    .sort();
  if (unknown.length > 0) {
    throw new UserError(
      `areas without a toolset: ${unknown.join(", ")}; say one in codegen/derive/toolset-of-area.ts`,
    );
  }
  return [...endpoints]
    .sort((a, b) => compare(a.path, b.path) || compare(a.method, b.method))
    .map((endpoint) => {
      const own = uses.get(keyOf(endpoint)) ?? [];
      const toolset = own[0]?.toolset ?? TOOLSET_OF_AREA[areaOf(endpoint.path)] ?? "api";
      return { key: keyOf(endpoint), toolset, uses: own.map(({ text }) => text) };
    });
}

type Use = { toolset: Toolset; text: string };

/** The tools of each endpoint, those with the fewest endpoints first. */
function usesOf(declared: readonly ToolDeclaration[]): Map<EndpointKey, Use[]> {
  const uses = new Map<EndpointKey, (Use & { breadth: number })[]>();
  for (const tool of declared) {
    for (const [action, declaration] of actionsOf(tool)) {
      const keys = endpointsOf(declaration) as EndpointKey[];
      const text = action === "" ? `\`${tool.name}\`` : `\`${tool.name}\` ${action}`;
      for (const key of keys) {
        const use = { toolset: tool.toolset, text, breadth: keys.length };
        uses.set(key, [...(uses.get(key) ?? []), use]);
      }
    }
  }
  for (const own of uses.values()) own.sort((a, b) => a.breadth - b.breadth);
  return uses;
}
