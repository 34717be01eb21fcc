import { readFileSync } from "node:fs";
import type { ToolList } from "../schema/tool-list.js";
import { unpackTools } from "../schema/tool-pack.js";
import { bundled, dataPath, readData } from "./files.js";

let list: ToolList | undefined;

/** All that start-up reads. */
export function loadToolList(): ToolList {
  list ??= bundled
    ? unpackTools(readFileSync(dataPath("tools.pack")))
    : (JSON.parse(readData("generated/served/tools.json")) as ToolList);
  return list;
}
