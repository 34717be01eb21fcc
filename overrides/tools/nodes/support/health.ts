import type { Handler } from "../../../../src/tools/define.js";
import { checkBackups } from "./health-backups.js";
import { checkHa, checkNodes, checkStorages, checkTasks, checkUpdates } from "./health-checks.js";
import { type Check, type Finding, openHealth, SEVERITIES } from "./health-report.js";

const CHECKS: readonly [string, Check][] = [
  ["nodes and quorum", checkNodes],
  ["storages", checkStorages],
  ["tasks", checkTasks],
  ["backups", checkBackups],
  ["HA", checkHa],
  ["updates", checkUpdates],
];

/** A login without a privilege lacks it on every node. */
const MOST_UNCHECKED = 10;

/** Every check for itself: what one of them can't read doesn't hide what the others find. */
export const checkHealth: Handler = async (context) => {
  const health = await openHealth(context);
  const results = await Promise.all(
    CHECKS.map(async ([name, check]) => {
      try {
        return { name, findings: await check(health) };
      } catch (error) {
        if (context.signal.aborted) throw error;
        return { name, failure: error instanceof Error ? error.message : "no answer" };
      }
    }),
  );
  const findings = results.flatMap((result) => result.findings ?? []).sort(bySeverity);
  const unchecked = [
    ...results.flatMap(({ name, failure }) =>
      failure === undefined ? [] : [{ what: name, why: failure }],
    ),
    ...health.unread,
  ];
  return {
    data: {
      verdict: findings[0]?.severity ?? (unchecked.length > 0 ? "unknown" : "ok"),
      checked_at: new Date(health.now * 1000).toISOString(),
      nodes: health.nodes.length,
      guests: health.guests.length,
      running: health.guests.filter((guest) => guest["status"] === "running").length,
      findings,
      ...(unchecked.length > 0 && { unchecked: unchecked.slice(0, MOST_UNCHECKED) }),
    },
    ...(unchecked.length > MOST_UNCHECKED && {
      notes: [`${unchecked.length - MOST_UNCHECKED} more things couldn't be read.`],
    }),
  };
};

function bySeverity(a: Finding, b: Finding): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
}
