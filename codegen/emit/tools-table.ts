import { TIERS, type Tier } from "../../src/schema/catalogue.js";
import type { ToolList } from "../../src/schema/tool-list.js";
import { actionsOf, endpointsOf, refsOf, type ToolDeclaration } from "../../src/tools/define.js";
import type { ServedEmitter } from "../emitter.js";
import { render } from "../template.js";

const ACCESS: Record<Tier, string> = {
  read: "read",
  operate: "🔒 operate",
  elevated: "🔒 elevated",
};

/** `docs/TOOLS.md`: every tool with its actions; a lock marks what needs a higher access tier. */
export const emitToolsTable: ServedEmitter = ({ tools, toolList }) => {
  const names = [...new Set(tools.map(({ toolset }) => toolset))];
  const toolsets = names.map((name) => ({
    name,
    rows: tools.filter(({ toolset }) => toolset === name).flatMap((tool) => rowsOf(tool, toolList)),
  }));
  return [{ path: "docs/TOOLS.md", marker: "tools", text: render("tools", { toolsets }) }];
};

function rowsOf(tool: ToolDeclaration, list: ToolList) {
  const record = list.tools[tool.name];
  if (tool.door) {
    const access = tool.door === "write" ? "🔒 operate and elevated" : "read";
    return [{ tool: tool.name, action: tool.title, endpoints: "any", access }];
  }
  return actionsOf(tool).map(([action, declaration]) => {
    const keys = endpointsOf(declaration).filter((key) => record?.endpoints[key]);
    const tier = TIERS.findLast((tier) => keys.some((key) => record?.endpoints[key] === tier));
    return {
      tool: tool.name,
      action: action === "" ? "" : `\`${action}\``,
      endpoints: refsOf(declaration)
        .map((ref) => `\`${ref}\``)
        .join("<br>"),
      access: ACCESS[tier ?? "elevated"],
    };
  });
}
