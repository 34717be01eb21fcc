import { isObject } from "../kit/objects.js";
import { pathParameters } from "../schema/model.js";
import { type ActionParameter, parametersOf, takesGuest } from "./action-parameters.js";
import { type Action, actionsOf, endpointsOf, type ToolDeclaration } from "./define.js";
import { newestForm } from "./find-endpoint.js";

/**
 * The arguments that the chosen action needs and that aren't given. Where one is missing, those that
 * only the release's own rules would ask for are named with it.
 */
export function missingArguments(
  tool: ToolDeclaration,
  checked: ReadonlyMap<string, unknown>,
): string[] {
  const chosen = tool.actions ? checked.get("action") : "";
  const action = actionsOf(tool).find(([name]) => name === chosen)?.[1];
  if (!action || tool.door) return [];
  const options = checked.get("options");
  const isGiven = (name: string) =>
    checked.has(name) || (isObject(options) && Object.hasOwn(options, name));
  const guest = takesGuest(action) ? ["vmid"] : [];
  const own = [...guest, ...(action.required ?? []), ...inPath(action)];
  const missing = own.filter((name) => !isGiven(name) && !isImplied(name, action, checked));
  if (missing.length === 0) return [];
  const others = required(action).filter(
    (name) => !isGiven(name) && !isImplied(name, action, checked),
  );
  return [...new Set([...missing, ...others])];
}

/** A guest's node is looked up, and a task's stands in its UPID. */
function isImplied(name: string, action: Action, checked: ReadonlyMap<string, unknown>): boolean {
  return name === "node" && (takesGuest(action) || checked.has("upid"));
}

function inPath(action: Action): string[] {
  if (action.endpointArgument !== undefined) return [action.endpointArgument];
  const keys = endpointsOf(action);
  const common = (name: string) => keys.every((key) => pathParameters(key).includes(name));
  const names = new Set(keys.flatMap((key) => pathParameters(key)));
  return required(action).filter((name) => {
    const theirs = action.rename?.[name] ?? name;
    return names.has(theirs) && common(theirs);
  });
}

/** What each endpoint of the action requires, under the tool's names. */
function required(action: Action): string[] {
  if (action.run || action.endpointArgument !== undefined) return [];
  const forms = endpointsOf(action).flatMap((key) => {
    const form = newestForm(key);
    return form ? ([[key, form]] as const) : [];
  });
  const isRequired = ([name, { schemas }]: [string, ActionParameter]) =>
    schemas.length === forms.length &&
    schemas.every(({ optional }) => !optional) &&
    !Object.hasOwn(action.defaults ?? {}, name);
  return parametersOf(action, new Map(forms))
    .filter(isRequired)
    .map(([name]) => name);
}
