import { defined } from "../kit/defined.js";
import { ownValue } from "../kit/objects.js";
import { hasHidden } from "../kit/visible.js";
import type { ResultOf } from "./define.js";
import { call } from "./request.js";
import type { Toolbox } from "./toolbox.js";

/** MCP allows no more in one answer. */
const MOST_VALUES = 100;

/** Ids of guests, nodes and storages, and names of tools, are shorter. */
const LONGEST_VALUE = 100;

export interface Completion {
  values: string[];
  total: number;
  hasMore: boolean;
}

type Resource = ResultOf<"GET /cluster/resources">[number];

/** Which rows of the cluster's resources an argument may mean, and its value for each. */
const ROWS: Record<
  string,
  { type: "vm" | "node" | "storage"; value: string; only?: (row: Resource) => boolean }
> = {
  vmid: { type: "vm", value: "vmid" },
  template: { type: "vm", value: "vmid", only: (row) => row["template"] === 1 },
  node: { type: "node", value: "node" },
  storage: { type: "storage", value: "storage" },
};

/**
 * Values of an argument that begin with what was typed; a guest is also found by a part of its name.
 * What policy or the cluster refuses completes to nothing: it isn't worth an error while typing.
 *
 * @param cluster where there are several
 * @param what `tool` for the name of a tool, `entry` for help, else the name of an argument
 */
export async function complete(
  what: string,
  typed: string,
  toolbox: Toolbox,
  signal: AbortSignal,
  cluster?: string,
): Promise<Completion> {
  if (what === "cluster") {
    return limited(startingWith(typed, [...(toolbox.clusters?.byName.keys() ?? [])]));
  }
  if (what === "tool")
    return limited(
      startingWith(
        typed,
        toolbox.listed.map(({ name }) => name),
      ),
    );
  if (what === "entry") {
    const { troubleshootingEntries } = await import("./troubleshooting.js");
    return limited(startingWith(typed, troubleshootingEntries()));
  }
  const rows = ownValue(ROWS, what);
  if (!rows) return limited([]);
  try {
    const session = await toolbox.session({ signal, ...defined({ cluster }) });
    const resources = await call(session, "GET /cluster/resources", { type: rows.type });
    const found = resources.filter(rows.only ?? (() => true));
    const byName =
      rows.type === "vm" && typed !== "" ? found.filter((row) => isNamed(row, typed)) : [];
    const values = found.map((row) => String(row[rows.value]));
    const all = [...startingWith(typed, values), ...byName.map((row) => String(row[rows.value]))];
    // our own secret is the name of nothing
    return limited(all.filter((value) => toolbox.redact(value) === value));
  } catch (error) {
    await toolbox.explain(error);
    return limited([]);
  }
}

function startingWith(typed: string, values: readonly string[]): string[] {
  return values.filter((value) => value.startsWith(typed)).sort(naturally);
}

function isNamed(row: Resource, typed: string): boolean {
  return String(row["name"] ?? "")
    .toLowerCase()
    .includes(typed.toLowerCase());
}

function naturally(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

/** Names are other people's: what isn't a plain, short one completes nothing. */
function limited(values: readonly string[]): Completion {
  const unique = [...new Set(values)].filter(
    (value) => value.length <= LONGEST_VALUE && !hasHidden(value),
  );
  return {
    values: unique.slice(0, MOST_VALUES),
    total: unique.length,
    hasMore: unique.length > MOST_VALUES,
  };
}
