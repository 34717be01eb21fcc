import { unseenContent } from "../../support/unseen-content.js";
import { type Check, type Finding, type Health, listNames, readEach } from "./health-report.js";

/** Guests that no job covers, and guests whose newest backup is too old. */
export const checkBackups: Check = async (health) => {
  const [uncovered, newest] = await Promise.all([readUncovered(health), readNewest(health)]);
  const oldest = health.now - health.backupDays * 86_400;
  const isWhole = newest.unread === 0 && newest.unseen === undefined;
  if (newest.unseen !== undefined) health.unread.push({ what: "backups", why: newest.unseen });
  const stale = health.guests
    .filter((guest) => !guest["template"])
    .filter((guest) => (newest.times.get(Number(guest["vmid"])) ?? 0) < oldest)
    .map((guest) => String(guest["vmid"]));
  const findings: Finding[] = [];
  // of backups that the login can't see, nothing is known
  if (stale.length > 0 && newest.unseen === undefined) {
    findings.push({
      severity: isWhole ? "warning" : "info",
      about: "no-backup",
      what: listNames(stale),
      text: `${stale.length} guests have no backup of the last ${health.backupDays} days${isWhole ? "" : ", as far as storages could be read"}.`,
    });
  }
  if (uncovered.length > 0) {
    findings.push({
      severity: "info",
      about: "no-backup",
      what: listNames(uncovered),
      text: `${uncovered.length} guests are in no backup job.`,
    });
  }
  return findings;
};

async function readUncovered({ context }: Health): Promise<string[]> {
  const rows = await context.call("GET /cluster/backup-info/not-backed-up");
  return rows.map((row) => String(row["vmid"]));
}

/** When each guest was last backed up by what the storages hold, and how many couldn't be read. */
async function readNewest(
  health: Health,
): Promise<{ times: Map<number, number>; unread: number; unseen: string | undefined }> {
  const places = backupStorages(health);
  const unseen = unseenContent(health.context, "all", ["backup"]);
  const contents = await readEach(
    health,
    places,
    ({ node, storage }) => `backups on ${storage} of ${node}`,
    ({ node, storage }) =>
      health.context.call("GET /nodes/{node}/storage/{storage}/content", {
        node,
        storage,
        content: "backup",
      }),
  );
  const newest = new Map<number, number>();
  for (const row of contents.flatMap(([, rows]) => rows)) {
    const vmid = Number(row["vmid"]);
    newest.set(vmid, Math.max(newest.get(vmid) ?? 0, Number(row["ctime"] ?? 0)));
  }
  return { times: newest, unread: places.length - contents.length, unseen: await unseen };
}

/** Where backups are kept; a shared storage once. */
function backupStorages({ storages, online }: Health): { node: string; storage: string }[] {
  const places = new Map<string, { node: string; storage: string }>();
  for (const row of storages) {
    const [node, storage] = [String(row["node"]), String(row["storage"])];
    const holdsBackups = String(row["content"] ?? "")
      .split(",")
      .includes("backup");
    if (!holdsBackups || !online.includes(node) || row["status"] !== "available") continue;
    const key = row["shared"] ? storage : `${node}/${storage}`;
    if (!places.has(key)) places.set(key, { node, storage });
  }
  return [...places.values()];
}
