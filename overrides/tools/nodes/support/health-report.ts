import type { ToolContext } from "../../../../src/tools/define.js";
import type { Resource } from "../../support/resource.js";

/** Worst first. */
export const SEVERITIES = ["critical", "warning", "info"] as const;

export interface Finding {
  severity: (typeof SEVERITIES)[number];
  /** `quorum`, `node`, `storage`, `task`, `backup`, `no-backup`, `ha`, `updates`. */
  about: string;
  /** Names of what is concerned, sorted. */
  what?: string[];
  text: string;
}

export type Check = (health: Health) => Promise<Finding[]>;

/** What all checks look at, and the limits that the caller chose. */
export interface Health {
  context: ToolContext;
  /** Seconds since 1970 by the cluster's own clock. */
  now: number;
  nodes: Resource[];
  /** Names of the nodes that answer. */
  online: string[];
  guests: Resource[];
  storages: Resource[];
  hours: number;
  backupDays: number;
  storagePercent: number;
  /** What single requests couldn't read. */
  unread: { what: string; why: string }[];
}

/** @throws when not even the cluster's own list can be read */
export async function openHealth(context: ToolContext): Promise<Health> {
  const { arguments: args, call } = context;
  const rows = await call("GET /cluster/resources");
  const ofType = (...types: string[]) => rows.filter((row) => types.includes(String(row["type"])));
  const nodes = ofType("node");
  const online = nodes
    .filter((row) => row["status"] === "online")
    .map((row) => String(row["node"]))
    .sort();
  return {
    context,
    now: await readClock(context, online[0]),
    nodes,
    online,
    guests: ofType("qemu", "lxc"),
    storages: ofType("storage"),
    hours: Number(args["hours"] ?? 24),
    backupDays: Number(args["backup_days"] ?? 7),
    storagePercent: Number(args["storage_percent"] ?? 85),
    unread: [],
  };
}

/** The cluster's clock and ours may differ; tasks and backups carry the cluster's times. */
async function readClock({ call }: ToolContext, node: string | undefined): Promise<number> {
  const ours = Math.floor(Date.now() / 1000);
  if (node === undefined) return ours;
  const answer = await call("GET /nodes/{node}/time", { node }).catch(() => undefined);
  return Number(answer?.time ?? ours);
}

/** Runs a request for each; what can't be read is noted and left out. */
export async function readEach<T, R>(
  { unread, context }: Health,
  items: readonly T[],
  name: (item: T) => string,
  read: (item: T) => Promise<R>,
): Promise<[T, R][]> {
  const answers = await Promise.all(
    items.map(async (item): Promise<[T, R] | undefined> => {
      try {
        return [item, await read(item)];
      } catch (error) {
        if (context.signal.aborted) throw error;
        unread.push({
          what: name(item),
          why: error instanceof Error ? error.message : "no answer",
        });
        return undefined;
      }
    }),
  );
  return answers.filter((answer) => answer !== undefined);
}

/** 99 before 100. */
const ORDER = new Intl.Collator("en", { numeric: true });

/** At most so many names, and how many more there are. */
export function listNames(names: readonly string[], most = 20): string[] {
  const sorted = [...names].sort(ORDER.compare);
  const rest = sorted.length - most;
  return rest > 0 ? [...sorted.slice(0, most), `and ${rest} more`] : sorted;
}
