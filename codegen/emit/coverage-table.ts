import { TOOLSETS } from "../../src/tools/define.js";
import { coverageOf } from "../derive/tool-coverage.js";
import type { ServedEmitter } from "../emitter.js";
import { render } from "../template.js";

/** `docs/coverage.md`: every endpoint of the target, its toolset, and the tools that cover it. */
export const emitCoverage: ServedEmitter = ({ api, release, tools }) => {
  const rows = coverageOf(tools, api.endpoints);
  const toolsets = TOOLSETS.map((name) => {
    const own = rows.filter(({ toolset }) => toolset === name);
    const curated = own.filter(({ uses }) => uses.length > 0).length;
    return {
      name,
      total: own.length,
      curated,
      rest: own.length - curated,
      rows: own.map(({ key, uses }) => ({
        key,
        tools: uses.join("<br>") || "generic API tools",
      })),
    };
  }).filter(({ total }) => total > 0);
  const curated = rows.filter(({ uses }) => uses.length > 0).length;
  const text = render("coverage", { release, total: rows.length, curated, toolsets });
  return [{ path: "docs/coverage.md", marker: "coverage", text }];
};
