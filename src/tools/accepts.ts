import { findProperty } from "../schema/indexed.js";
import { actionsOf, endpointsOf, type ToolDeclaration } from "./define.js";
import { newestForm } from "./endpoints.js";

/**
 * Whether some endpoint of the tool takes this parameter, though the tool doesn't list it: prompts
 * and scripts may give it beside the others instead of in `options`.
 */
export function accepts(tool: ToolDeclaration, name: string): boolean {
  return actionsOf(tool).some(([, action]) =>
    endpointsOf(action).some((key) => {
      const parameters = newestForm(key)?.parameters;
      return parameters !== undefined && findProperty(parameters, name) !== undefined;
    }),
  );
}
