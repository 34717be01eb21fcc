import { changeId } from "./accepted-changes.js";
import { CHANGE_CLASSES, type Change, type ChangeClass } from "./change.js";

export type DiffFormat = "text" | "markdown" | "json" | "github";

export interface DiffHead {
  /** What was compared: releases, files or addresses. */
  from: string;
  to: string;
  /** Curated tools that a change touches. */
  toolsOf?: (change: Change) => readonly string[];
}

/** How many changes of each class there are. */
export function countChanges(changes: readonly Change[]): Record<ChangeClass, number> {
  const counts: Record<ChangeClass, number> = { breaking: 0, attention: 0, additive: 0, text: 0 };
  for (const change of changes) counts[change.class] += 1;
  return counts;
}

/** The changes as text for people, as Markdown for a pull request or as JSON for programs. */
export function printDiff(changes: readonly Change[], format: DiffFormat, head: DiffHead): string {
  return PRINTERS[format](changes, head);
}

/** Version of the JSON output; raised when a field goes or changes its meaning. */
const JSON_FORMAT = 1;

const COMMANDS: Partial<Record<ChangeClass, string>> = { breaking: "error", attention: "warning" };

/** Signs that end a GitHub workflow command. */
function escapeCommand(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

const PRINTERS: Record<DiffFormat, (changes: readonly Change[], head: DiffHead) => string> = {
  github: (changes) =>
    changes
      .flatMap((change) => {
        const command = COMMANDS[change.class];
        const text = escapeCommand(`${change.endpoint} ${sentence(change)}`);
        return command ? [`::${command} title=Proxmox API (${change.class})::${text}\n`] : [];
      })
      .join(""),
  json: (changes, { from, to, toolsOf }) => {
    const listed = changes.map((change) => {
      const tools = toolsOf?.(change) ?? [];
      return { id: changeId(change), ...change, ...(tools.length > 0 && { tools }) };
    });
    return `${JSON.stringify({ format: JSON_FORMAT, from, to, counts: countChanges(changes), changes: listed }, null, 2)}\n`;
  },
  markdown: (changes, head) => {
    const sections = CHANGE_CLASSES.flatMap((severity) => markdownSection(changes, severity, head));
    return `${[`# API changes from ${head.from} to ${head.to}`, totals(changes), ...sections].join("\n\n")}\n`;
  },
  text: (changes, head) => {
    const sections = CHANGE_CLASSES.flatMap((severity) => textSection(changes, severity, head));
    return `${[`API changes from ${head.from} to ${head.to}: ${totals(changes)}`, ...sections].join("\n\n")}\n`;
  },
};

const TITLES: Record<ChangeClass, string> = {
  breaking: "Breaking",
  attention: "Attention",
  additive: "Additive",
  text: "Text only",
};

function totals(changes: readonly Change[]): string {
  if (changes.length === 0) return "no change";
  const counts = countChanges(changes);
  return CHANGE_CLASSES.map(
    (severity) => `${counts[severity]} ${TITLES[severity].toLowerCase()}`,
  ).join(", ");
}

/** Changes of one class, by endpoint, in the order in which they came. */
function byEndpoint(changes: readonly Change[], severity: ChangeClass): Map<string, Change[]> {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    if (change.class !== severity) continue;
    const group = groups.get(change.endpoint) ?? [];
    groups.set(change.endpoint, group);
    group.push(change);
  }
  return groups;
}

function textSection(
  changes: readonly Change[],
  severity: ChangeClass,
  { toolsOf }: DiffHead,
): string[] {
  const groups = byEndpoint(changes, severity);
  if (groups.size === 0) return [];
  const lines = [...groups].flatMap(([endpoint, group]) => [
    `  ${endpoint}${toolsText(group, toolsOf)}`,
    ...(severity === "text" ? [] : group.map((change) => `    ${sentence(change)}`)),
  ]);
  return [[TITLES[severity], ...lines].join("\n")];
}

function markdownSection(
  changes: readonly Change[],
  severity: ChangeClass,
  { toolsOf }: DiffHead,
): string[] {
  const groups = byEndpoint(changes, severity);
  if (groups.size === 0) return [];
  const items = [...groups].flatMap(([endpoint, group]) => [
    `- \`${endpoint}\`${toolsText(group, toolsOf, "`")}`,
    ...(severity === "text" ? [] : group.map((change) => `  - ${sentence(change, "`")}`)),
  ]);
  const list = items.join("\n");
  const heading = `## ${TITLES[severity]}`;
  return severity === "text"
    ? [`<details><summary>${TITLES[severity]}</summary>`, list, "</details>"]
    : [heading, list];
}

function toolsText(group: Change[], toolsOf: DiffHead["toolsOf"], quote = ""): string {
  const tools = [...new Set(group.flatMap((change) => toolsOf?.(change) ?? []))].sort();
  return tools.length > 0 ? ` (${tools.map((tool) => quote + tool + quote).join(", ")})` : "";
}

const LONGEST = 100;

/** `net[n].tag: maximum 4094 → 100`. */
function sentence({ part, path, what, before, after }: Change, quote = ""): string {
  const name = part === "returns" ? ["answer", path].filter(Boolean).join(" ") : path;
  const subject = name === "" ? "" : `${quote}${name}${quote}: `;
  if (what === "added" || what === "removed") {
    const facts = shown(what === "added" ? after : before);
    return `${subject}${what}${facts === "nothing" ? "" : ` ${quote}${facts}${quote}`}`;
  }
  if (what === "enum" && Array.isArray(before) && Array.isArray(after)) {
    const gone = before.filter((value) => !after.includes(value)).map((value) => `-${value}`);
    const come = after.filter((value) => !before.includes(value)).map((value) => `+${value}`);
    return `${subject}enum ${quote}${cut([...gone, ...come].join(" "))}${quote}`;
  }
  return `${subject}${what} ${quote}${shown(before)}${quote} → ${quote}${shown(after)}${quote}`;
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : cut(JSON.stringify(value));
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
