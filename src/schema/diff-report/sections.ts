import { CHANGE_CLASSES, type Change, type ChangeClass } from "../change.js";
import { countChanges, type DiffHead, type Printer } from "./report.js";
import { sentence } from "./sentence.js";

const TITLES: Record<ChangeClass, string> = {
  breaking: "Breaking",
  attention: "Attention",
  additive: "Additive",
  text: "Text only",
};

/** Endpoints with the same change from which on it is told once. */
const FOLDED_FROM = 3;

export const printText: Printer = (changes, head) => {
  const sections = CHANGE_CLASSES.flatMap((severity) => {
    const groups = groupsOf(changes, severity);
    if (groups.length === 0) return [];
    const lines = groups.flatMap(({ title, lines: inside }) => [
      `  ${title(head, "")}`,
      ...inside("").map((line) => `    ${line}`),
    ]);
    return [[TITLES[severity], ...lines].join("\n")];
  });
  return `${[`API changes from ${head.from} to ${head.to}: ${totals(changes)}`, ...sections].join("\n\n")}\n`;
};

export const printMarkdown: Printer = (changes, head) => {
  const sections = CHANGE_CLASSES.flatMap((severity) => {
    const groups = groupsOf(changes, severity);
    if (groups.length === 0) return [];
    const list = groups
      .flatMap(({ title, lines: inside }) => [
        `- ${title(head, "`")}`,
        ...inside("`").map((line) => `  - ${line}`),
      ])
      .join("\n");
    return severity === "text"
      ? [`<details><summary>${TITLES[severity]}</summary>`, list, "</details>"]
      : [`## ${TITLES[severity]}`, list];
  });
  return `${[`# API changes from ${head.from} to ${head.to}`, totals(changes), ...sections].join("\n\n")}\n`;
};

function totals(changes: readonly Change[]): string {
  if (changes.length === 0) return "no change";
  const counts = countChanges(changes);
  return CHANGE_CLASSES.map(
    (severity) => `${counts[severity]} ${TITLES[severity].toLowerCase()}`,
  ).join(", ");
}

interface Group {
  title(head: DiffHead, quote: string): string;
  lines(quote: string): string[];
}

/** Of one class: what many endpoints share first, then the rest by endpoint; of words only the endpoints. */
function groupsOf(all: readonly Change[], severity: ChangeClass): Group[] {
  const changes = all.filter((change) => change.class === severity);
  const inText = severity === "text";
  const byChange = groupBy(inText ? [] : changes, ({ endpoint: _, ...change }) =>
    JSON.stringify(change),
  );
  const shared = byChange.filter((same) => same.length >= FOLDED_FROM);
  const folded = new Set(shared.flat());
  const rest = changes.filter((change) => !folded.has(change));
  return [
    ...shared.map((same): Group => {
      const [first] = same as [Change];
      return {
        title: (_, quote) => `in ${same.length} endpoints: ${sentence(first, quote)}`,
        lines: (quote) => same.map(({ endpoint }) => quote + endpoint + quote),
      };
    }),
    ...groupBy(rest, ({ endpoint }) => endpoint).map((own): Group => {
      const endpoint = own[0]?.endpoint ?? "";
      return {
        title: ({ toolsOf }, quote) =>
          `${quote}${endpoint}${quote}${toolsText(own, toolsOf, quote)}`,
        lines: (quote) => (inText ? [] : own.map((change) => sentence(change, quote))),
      };
    }),
  ];
}

/** In the order in which they came. */
function groupBy(changes: readonly Change[], keyOf: (change: Change) => string): Change[][] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const key = keyOf(change);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()];
}

function toolsText(group: readonly Change[], toolsOf: DiffHead["toolsOf"], quote: string): string {
  const tools = [...new Set(group.flatMap((change) => toolsOf?.(change) ?? []))].sort();
  return tools.length > 0 ? ` (${tools.map((tool) => quote + tool + quote).join(", ")})` : "";
}
