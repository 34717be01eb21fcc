import { findProperty } from "../schema/indexed.js";
import { actionsOf, endpointsOf, type ToolDeclaration } from "./define.js";
import { newestForm } from "./endpoints.js";

/** A guest's vmid says both; who gives them all the same is checked against what is true. */
const GUEST_ARGUMENTS = new Set(["node", "type"]);

/**
 * Whether some endpoint of the tool takes this parameter, though the tool doesn't list it: prompts
 * and scripts may give it beside the others instead of in `options`.
 */
export function accepts(tool: ToolDeclaration, name: string): boolean {
  return actionsOf(tool).some(([, action]) =>
    endpointsOf(action).some((key) => {
      if (GUEST_ARGUMENTS.has(name) && key.includes("/{vmid}")) return true;
      const parameters = newestForm(key)?.parameters;
      return parameters !== undefined && findProperty(parameters, name) !== undefined;
    }),
  );
}
