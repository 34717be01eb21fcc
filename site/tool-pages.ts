import { tools as declarations } from "../overrides/tools/index.js";
import { loadCatalogue } from "../src/data/catalogue.js";
import { loadToolList } from "../src/data/tool-list.js";
import { TIERS, type Tier } from "../src/schema/catalogue.js";
import type { ArgumentSchema, ToolRecord } from "../src/schema/tool-list.js";
import { actionsOf, endpointsOf, TOOLSETS, type ToolDeclaration } from "../src/tools/define.js";
import type { Page } from "./page.js";
import { plain } from "./plain.js";

/** A page for each tool, and one that lists them. */
export function toolPages(): Page[] {
  const tools = [...declarations].sort(byName);
  return [
    { path: "tools/index.md", title: "All tools", text: overview(tools) },
    ...tools.map((tool) => ({ path: `tools/${tool.name}.md`, title: tool.name, text: page(tool) })),
  ];
}

/** The tools of a toolset in the order of their names. */
export function toolsOf(toolset: string): ToolDeclaration[] {
  return declarations.filter((tool) => tool.toolset === toolset).sort(byName);
}

function byName(a: ToolDeclaration, b: ToolDeclaration): number {
  return a.name.localeCompare(b.name, "en");
}

function overview(tools: readonly ToolDeclaration[]): string {
  const sections = TOOLSETS.map((toolset) => {
    const lines = toolsOf(toolset).map(
      ({ name, summary, core }) =>
        `- [\`${name}\`](./${name}.md)${core ? ' <Badge text="core" />' : ""} ${plain(summary)}`,
    );
    return `## ${toolset}\n\n${lines.join("\n")}`;
  });
  return `# Tools

${tools.length} tools in ${TOOLSETS.length} toolsets. Those marked core are listed by default; \`PROXMOX_TOOLSETS\` and \`PROXMOX_TOOLS\` list others, and \`PROXMOX_ACCESS\` says how far they may go. The four of the toolset api reach every endpoint.

${sections.join("\n\n")}
`;
}

function page(tool: ToolDeclaration): string {
  const record = loadToolList().tools[tool.name];
  if (!record) throw new Error(`${tool.name} isn't in the tool list`);
  const parts = [
    `# ${tool.name}`,
    plain(tool.summary),
    facts(tool, record),
    "## Arguments",
    argumentList(record),
    ...(tool.door ? [] : ["## What it asks of Proxmox", actionList(tool, record)]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function facts({ toolset, core, title }: ToolDeclaration, { variants }: ToolRecord): string {
  const [first = "elevated"] = TIERS.filter((tier) => variants[tier]);
  const listed = core ? "listed by default" : `listed with \`PROXMOX_TOOLSETS=${toolset}\``;
  const access = first === "read" ? "" : ` and \`PROXMOX_ACCESS=${first}\``;
  return `${plain(title)} · toolset [${toolset}](/tools/#${toolset}) · ${listed}${access}`;
}

function argumentList({ variants }: ToolRecord): string {
  const tiers = TIERS.filter((tier) => variants[tier]);
  const widest = variants[tiers.at(-1) ?? "elevated"]?.inputSchema;
  const schemaOf = (tier: Tier) => variants[tier]?.inputSchema;
  const lines = Object.entries(widest?.properties ?? {}).map(([name, schema]) => {
    const first = tiers.find((tier) => schemaOf(tier)?.properties[name]) ?? "elevated";
    const notes = [
      typeText(schema),
      ...(widest?.required?.includes(name) ? ["required"] : []),
      ...(first === tiers[0] ? [] : [`from \`${first}\` on`]),
    ];
    const values = (schema.enum ?? []).map((value) => `\`${value}\``).join(", ");
    const words = plain(schema.description);
    return `- **\`${name}\`** · ${notes.join(" · ")}<br>${words}${values && `: ${values}`}`;
  });
  return lines.length > 0 ? lines.join("\n") : "None.";
}

function typeText({ type, items, minimum, maximum }: ArgumentSchema): string {
  const from = minimum === undefined ? "" : ` from ${minimum}`;
  const to = maximum === undefined ? "" : ` up to ${maximum}`;
  return `${type}${items ? ` of ${items.type}` : ""}${from}${to}`;
}

function actionList(tool: ToolDeclaration, record: ToolRecord): string {
  const { endpoints } = loadCatalogue();
  return actionsOf(tool)
    .map(([action, declaration]) => {
      const keys = endpointsOf(declaration).filter((key) => record.endpoints[key]);
      const lines = keys.map((key) => {
        const { line = "", privileges = "" } = endpoints[key] ?? {};
        const needs = privileges === "" ? "" : `<br>Needs ${plain(privileges)}`;
        return `- \`${key}\` · ${record.endpoints[key]}<br>${plain(line)}${needs}`;
      });
      const heading = action === "" ? [] : [`### ${action}`];
      return [...heading, lines.join("\n")].join("\n\n");
    })
    .join("\n\n");
}
