import { type Check, type Finding, listNames, readEach } from "./health-report.js";
import { isFailed } from "./node-task.js";

export const checkNodes: Check = async ({ context, nodes }) => {
  const status = await context.call("GET /cluster/status");
  const cluster = status.find((row) => row["type"] === "cluster");
  const offline = nodes
    .filter((row) => row["status"] !== "online")
    .map((row) => String(row["node"]));
  const findings: Finding[] = [];
  if (cluster && !Number(cluster["quorate"])) {
    findings.push({
      severity: "critical",
      about: "quorum",
      text: "The cluster has no quorum: nothing can be started or changed.",
    });
  }
  if (offline.length > 0) {
    findings.push({
      severity: "critical",
      about: "node",
      what: listNames(offline),
      text: `${offline.length} of ${nodes.length} nodes don't answer.`,
    });
  }
  return findings;
};

/** A shared storage stands once for each node in the cluster's list. */
export const checkStorages: Check = async ({ storages, storagePercent }) => {
  const fullest = new Map<string, number>();
  const away: string[] = [];
  for (const row of storages) {
    const name = row["shared"] ? String(row["storage"]) : `${row["storage"]} on ${row["node"]}`;
    const size = Number(row["maxdisk"] ?? 0);
    if (row["status"] !== "available") away.push(`${row["storage"]} on ${row["node"]}`);
    if (size > 0) fullest.set(name, (Number(row["disk"] ?? 0) / size) * 100);
  }
  const full = [...fullest]
    .filter(([, percent]) => percent >= storagePercent)
    .map(
      ([name, percent]): Finding => ({
        severity: percent >= 95 ? "critical" : "warning",
        about: "storage",
        what: [name],
        text: `${Math.floor(percent)} % full.`,
      }),
    );
  const gone: Finding[] =
    away.length === 0
      ? []
      : [
          {
            severity: "warning",
            about: "storage",
            what: listNames(away),
            text: `${away.length} storages can't be reached, or their node is offline.`,
          },
        ];
  return [...full, ...gone];
};

/** Failed tasks by kind; failed backups have a kind of their own. */
export const checkTasks: Check = async (health) => {
  const { context, now, hours, online } = health;
  const perNode = await readEach(
    health,
    online,
    (node) => `tasks of ${node}`,
    (node) =>
      context.call("GET /nodes/{node}/tasks", {
        node,
        errors: true,
        since: now - hours * 3600,
        limit: 500,
      }),
  );
  const failed = perNode.flatMap(([, rows]) => rows).filter(isFailed);
  const types = [...new Set(failed.map((row) => String(row["type"])))].sort();
  return types.map((type) => {
    const tasks = failed.filter((row) => row["type"] === type);
    const newest = tasks.reduce((a, b) =>
      Number(a["starttime"]) > Number(b["starttime"]) ? a : b,
    );
    return {
      severity: "warning",
      about: type === "vzdump" ? "backup" : "task",
      what: listNames(tasks.map(nameOfTask)),
      text: `${tasks.length} failed ${type} in ${hours} h; the newest is ${newest["upid"]}.`,
    };
  });
};

function nameOfTask({ id, node }: { id?: string; node?: string }): string {
  return id ? `${id} on ${node}` : String(node);
}

export const checkHa: Check = async ({ context }) => {
  const rows = await context.call("GET /cluster/ha/status/current");
  const broken = rows.filter(
    (row) => row["type"] === "service" && ["error", "fence"].includes(String(row["state"])),
  );
  if (broken.length === 0) return [];
  return [
    {
      severity: "critical",
      about: "ha",
      what: listNames(broken.map((row) => String(row["sid"]))),
      text: "The HA manager gave up on these; set their state to disabled, mend them, then started.",
    },
  ];
};

export const checkUpdates: Check = async (health) => {
  const perNode = await readEach(
    health,
    health.online,
    (node) => `updates of ${node}`,
    (node) => health.context.call("GET /nodes/{node}/apt/update", { node }),
  );
  const waiting = perNode.filter(([, rows]) => rows.length > 0);
  if (waiting.length === 0) return [];
  return [
    {
      severity: "info",
      about: "updates",
      what: listNames(waiting.map(([node, rows]) => `${node}: ${rows.length}`)),
      text: "Packages wait for an upgrade.",
    },
  ];
};
