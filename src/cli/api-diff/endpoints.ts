import type { Change } from "../../schema/change.js";
import { UsageError } from "../command.js";

const ENDPOINT = /^(?:GET|POST|PUT|DELETE) \/\S*$/;

/**
 * One a line; empty lines and those that begin with # are nothing.
 *
 * @throws SyntaxError for a line that is no endpoint, and where there is none
 */
export function readEndpoints(text: string): Set<string> {
  const lines = text.split("\n").map((line) => line.trim());
  const named = lines.filter((line) => line !== "" && !line.startsWith("#"));
  const wrong = named.find((line) => !ENDPOINT.test(line));
  if (wrong !== undefined) throw new SyntaxError(`"${wrong}" isn't an endpoint like GET /nodes`);
  if (named.length === 0) throw new SyntaxError("it names no endpoint");
  return new Set(named);
}

/**
 * Says which endpoints neither side has: a gate that watches nothing is always open.
 *
 * @throws UsageError where it is all of them
 */
export function checkEndpoints(
  where: string,
  own: ReadonlySet<string>,
  known: ReadonlySet<string>,
  onNotice: (notice: string) => void,
): void {
  const strange = [...own].filter((key) => !known.has(key));
  if (strange.length === own.size) throw new UsageError(`${where}: neither side has any of them`);
  for (const key of strange) onNotice(`${where}: neither side has ${key}`);
}

/** The endpoint of a change and, where it has another path now, the one that callers still use. */
export function keysOfChanges(changes: readonly Change[]): (change: Change) => string[] {
  const renamed = changes.filter(({ part, what }) => part === "endpoint" && what === "renamed");
  const oldKeys = new Map(renamed.map(({ endpoint, before }) => [endpoint, String(before)]));
  return ({ endpoint }) => [endpoint, oldKeys.get(endpoint) ?? endpoint];
}
