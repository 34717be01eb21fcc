import { ownValue } from "../kit/objects.js";
import type { ToolList } from "../schema/tool-list.js";

/** The name that a tool has today: prompts, scripts and settings may know it by an older one. */
export function currentName({ renamed }: Pick<ToolList, "renamed">, name: string): string {
  return ownValue(renamed, name) ?? name;
}
