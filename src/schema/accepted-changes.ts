import { isObject } from "../kit/objects.js";
import type { Change } from "./change.js";

/** A change's id: the same in every comparison that finds it, whatever the values are. */
export function changeId({ endpoint, part, path, what }: Change): string {
  return [endpoint, part, path, what].filter((piece) => piece !== "").join(" · ");
}

/** One line of an accept file. */
export interface Accepted {
  id: string;
  reason: string;
}

/**
 * Reads `[{"id": "…", "reason": "…"}, …]`.
 *
 * @throws SyntaxError that names the first entry that isn't one
 */
export function readAccepted(text: string): Accepted[] {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) throw new SyntaxError("expected a list of { id, reason }");
  return list.map((entry: unknown, index) => {
    const { id, reason } = isObject(entry) ? entry : {};
    if (typeof id === "string" && typeof reason === "string" && reason.trim() !== "") {
      return { id, reason };
    }
    throw new SyntaxError(`entry ${index} needs an id and a reason, both text`);
  });
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
