import { loadToolList } from "../../src/data/tool-list.js";
import { TOOLSETS } from "../../src/tools/define.js";
import { selectTools } from "../../src/tools/registry.js";
import { askModel, type ModelAccess, type ModelCall } from "./model.js";
import type { Task } from "./tasks.js";

export interface Choice {
  task: Task;
  call: ModelCall;
  /** The right tool; with it the right action; with both the arguments that matter. */
  tool: boolean;
  action: boolean;
  filled: boolean;
}

/** Has the model choose among the core tools and those of the task's toolset: hosts take 128 at most. */
export async function choose(access: ModelAccess, task: Task): Promise<Choice> {
  const list = loadToolList();
  const toolset = TOOLSETS.find((name) => name === list.tools[task.tool]?.toolset) ?? "api";
  const { listed } = selectTools(list, {
    toolsets: ["core", toolset],
    tools: [],
    excluded: [],
    access: "elevated",
  });
  return judge(task, await askModel(access, task.ask, listed));
}

export function judge(task: Task, call: ModelCall): Choice {
  const tool = call.tool === task.tool;
  const action = tool && (task.action === undefined || call.args["action"] === task.action);
  const filled =
    action &&
    Object.entries(task.args ?? {}).every(
      ([name, value]) => String(call.args[name]) === String(value),
    );
  return { task, call, tool, action, filled };
}
