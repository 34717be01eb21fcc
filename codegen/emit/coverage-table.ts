import Handlebars from "handlebars";
import { tools } from "../../overrides/tools/index.js";
import { compare } from "../../src/kit/objects.js";
import { areaOf } from "../../src/schema/area.js";
import { type Endpoint, type EndpointKey, keyOf } from "../../src/schema/model.js";
import {
  actionsOf,
  endpointsOf,
  TOOLSETS,
  type ToolDeclaration,
  type Toolset,
} from "../../src/tools/define.js";
import type { Emitter } from "../model.js";
import { TOOLSET_OF_AREA } from "../toolset-of-area.js";
import { Failure } from "../user-error.js";

const TEMPLATE = Handlebars.compile(
  `Proxmox VE {{release}} has {{total}} endpoints. Curated tools stand for {{curated}} of them; the doors reach them all.

| toolset | endpoints | under a curated tool | by the doors alone |
|---|---|---|---|
{{#each toolsets}}
| [{{name}}](#{{name}}) | {{total}} | {{curated}} | {{rest}} |
{{/each}}

{{#each toolsets}}
## {{name}}

| endpoint | tools |
|---|---|
{{#each rows}}
| \`{{key}}\` | {{tools}} |
{{/each}}

{{/each}}`,
  { noEscape: true },
);

/** `docs/coverage.md`: every endpoint of the target, its toolset, and the tools that stand for it. */
const emitCoverage: Emitter = ({ api, release }) => [
  {
    path: "docs/coverage.md",
    marker: "coverage",
    text: coverageTable(tools, api.endpoints, release),
  },
];

export default emitCoverage;

interface Row {
  key: EndpointKey;
  toolset: Toolset;
  /** Curated tools and their actions; empty where only the doors reach it. */
  uses: string[];
}

/** @throws Failure that names each area that belongs to no toolset */
export function coverageTable(
  declared: readonly ToolDeclaration[],
  endpoints: readonly Endpoint[],
  release: string,
): string {
  const rows = coverageOf(declared, endpoints);
  const isCurated = ({ uses }: Row) => uses.length > 0;
  const toolsets = TOOLSETS.filter((name) => rows.some(({ toolset }) => toolset === name)).map(
    (name) => {
      const own = rows.filter(({ toolset }) => toolset === name);
      const curated = own.filter(isCurated).length;
      return {
        name,
        total: own.length,
        curated,
        rest: own.length - curated,
        rows: own.map(({ key, uses }) => ({ key, tools: uses.join("<br>") || "the doors" })),
      };
    },
  );
  const curated = rows.filter(isCurated).length;
  return TEMPLATE({ release, total: rows.length, curated, toolsets }).trim();
}

/** Sorted by path; a tool's toolset counts before that of the endpoint's area. */
export function coverageOf(
  declared: readonly ToolDeclaration[],
  endpoints: readonly Endpoint[],
): Row[] {
  const uses = usesOf(declared);
  const unknown = [...new Set(endpoints.map(({ path }) => areaOf(path)))]
    .filter((area) => !TOOLSET_OF_AREA[area])
    .sort();
  if (unknown.length > 0) {
    throw new Failure(
      `areas without a toolset: ${unknown.join(", ")}; say one in codegen/toolset-of-area.ts`,
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

/** What stands for an endpoint; tools that read much at once come after those made for it. */
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
