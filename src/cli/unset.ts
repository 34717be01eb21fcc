import { loadToolList } from "../data/tool-list.js";
import { selectTools } from "../tools/registry.js";
import type { Toolbox } from "../tools/toolbox.js";
import { createUnsetToolbox } from "../tools/unset-toolbox.js";

/** What lists the usual tools, and says in each call why none works. */
export function unset(problems: readonly string[]): Toolbox {
  const registry = selectTools(loadToolList(), {
    toolsets: ["core"],
    tools: [],
    excluded: [],
    access: "read",
  });
  return createUnsetToolbox(registry, problems);
}
