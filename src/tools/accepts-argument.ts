import { ownValue } from "../kit/objects.js";
import { findProperty } from "../schema/numbered-parameters.js";
import { actionsOf, endpointsOf, type ToolDeclaration } from "./define.js";
import { newestForm, parameterNames } from "./find-endpoint.js";

/** Every list takes these, though few tools list them. */
const PAGE_ARGUMENTS = new Set(["fields", "limit", "cursor"]);

/** A guest's vmid implies both; one that is given is checked against the guest. */
const GUEST_ARGUMENTS = new Set(["node", "type"]);

/**
 * Whether some endpoint of the tool takes this parameter, though the tool doesn't list it: prompts
 * and scripts may give it beside the others instead of in `options`.
 */
export function acceptsArgument(tool: ToolDeclaration, name: string): boolean {
  if (name === "wait" || ownValue(tool.extra, name)) return true;
  return actionsOf(tool).some(([, action]) =>
    endpointsOf(action).some((key) => {
      if (GUEST_ARGUMENTS.has(name) && key.includes("/{vmid}")) return true;
      const form = newestForm(key);
      if (PAGE_ARGUMENTS.has(name) && form?.returns?.type === "array") return true;
      const parameter = ownValue(action.rename, name) ?? name;
      return form !== undefined && findProperty(form.parameters, parameter) !== undefined;
    }),
  );
}

/** The parameters of all its endpoints. */
export function parametersOfTool(tool: ToolDeclaration): string[] {
  return actionsOf(tool).flatMap(([, action]) => endpointsOf(action).flatMap(parameterNames));
}
