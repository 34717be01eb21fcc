import { isObject } from "../kit/objects.js";
import { CHANGE_CLASSES, type Change, type ChangeClass } from "./change.js";
import type { Severity } from "./change-rules.js";

/** A change's id: the same in every comparison that finds it, whatever the values are. */
export function changeId({ endpoint, part, path, what }: Change): string {
  return [endpoint, part, path, what].filter((piece) => piece !== "").join(" · ");
}

/** A change that is taken as it is. */
export interface Accepted {
  id: string;
  reason: string;
}

/** What an operator has decided of changes. */
export interface Decisions {
  accepted: Accepted[];
  severities: Severity[];
}

/**
 * Reads `[{"id": "…", "reason": "…"}, {"rule": "…", "class": "…", "reason": "…"}, …]`.
 *
 * @throws SyntaxError that names the first entry that isn't one
 */
export function readDecisions(text: string): Decisions {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) throw new SyntaxError("expected a list of { id, reason }");
  const decisions: Decisions = { accepted: [], severities: [] };
  for (const [index, entry] of list.entries()) {
    const { id, rule, class: severity, reason } = isObject(entry) ? entry : {};
    const isReasoned = typeof reason === "string" && reason.trim() !== "";
    if (isReasoned && typeof id === "string") decisions.accepted.push({ id, reason });
    else if (isReasoned && typeof rule === "string" && isClass(severity)) {
      decisions.severities.push({ rule, class: severity, reason });
    } else {
      throw new SyntaxError(
        `entry ${index} needs a reason, and an id or a rule with a class (${CHANGE_CLASSES.join(", ")})`,
      );
    }
  }
  return decisions;
}

function isClass(value: unknown): value is ChangeClass {
  return CHANGE_CLASSES.some((known) => known === value);
}

/** Changes that aren't accepted, and entries that accept nothing. */
export function applyAccepted(
  changes: readonly Change[],
  accepted: readonly Accepted[],
): { changes: Change[]; unused: Accepted[] } {
  const ids = new Set(accepted.map(({ id }) => id));
  const found = new Set(changes.map(changeId));
  return {
    changes: changes.filter((change) => !ids.has(changeId(change))),
    unused: accepted.filter(({ id }) => !found.has(id)),
  };
}
