import { type EndpointKey, pathParameters } from "../schema/model.js";
import { show } from "./arguments.js";
import { TOOL_ARGUMENTS, type ToolAnswer } from "./define.js";

/** Arguments that choose which part of a list is shown, or how: none of them filters. */
const NO_FILTERS = new Set<string>([...TOOL_ARGUMENTS, "limit", "ips", "readable"]);

/** More than these don't help to see which one was too narrow. */
const MOST_FILTERS = 6;

/** What narrows down the answer of a request: its path only says whose list it is. */
export function filtersOf(
  endpoint: EndpointKey,
  parameters: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const path = pathParameters(endpoint);
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !path.includes(name)));
}

/** An empty list says what it was filtered by, so that it isn't taken for the absence of all. */
export function explainEmpty(
  answer: ToolAnswer,
  given: Readonly<Record<string, unknown>>,
): ToolAnswer {
  if (!Array.isArray(answer.data) || answer.data.length > 0 || Number(answer.total) > 0)
    return answer;
  const filters = Object.entries(given).filter(
    ([name, value]) => !NO_FILTERS.has(name) && value !== undefined,
  );
  if (filters.length === 0) return answer;
  const shown = filters.slice(0, MOST_FILTERS).map(([name, value]) => `${name} ${show(value)}`);
  return {
    ...answer,
    notes: [...(answer.notes ?? []), `Empty: nothing there fits ${shown.join(", ")}.`],
  };
}
