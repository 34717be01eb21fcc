import type { ToolList } from "../schema/tool-list.js";
import { readData } from "./files.js";

let list: ToolList | undefined;

/** All that start-up reads. */
export function loadToolList(): ToolList {
  list ??= JSON.parse(readData("generated/served/tools.json")) as ToolList;
  return list;
}
