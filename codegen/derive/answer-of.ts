import { TASK } from "../../overrides/tools/support/answers.js";
import type { AnswerSchema } from "../../src/schema/tool-list.js";
import { existing } from "../../src/tools/action-parameters.js";
import { actionsOf, type ToolDeclaration } from "../../src/tools/define.js";
import type { ToolSource } from "./tool-arguments.js";

/**
 * What `data` of a tool's answers holds: what it declares, or the task that each of its actions
 * starts. Nothing where actions answer differently, or where the answer is the endpoint's own.
 */
export function answerOf(
  tool: ToolDeclaration,
  { endpoints, catalogue }: ToolSource,
): AnswerSchema | undefined {
  if (tool.answer) return tool.answer;
  const actions = actionsOf(tool);
  const areTasks = actions.every(([, action]) => {
    const keys = existing(action, endpoints);
    return !action.run && keys.length > 0 && keys.every((key) => catalogue.endpoints[key]?.task);
  });
  return actions.length > 0 && areTasks ? TASK : undefined;
}
