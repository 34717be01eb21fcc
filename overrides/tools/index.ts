/** Every curated tool, in the order in which they are listed. */
import type { ToolDeclaration } from "../../src/tools/define.js";
import * as api from "./api.js";
import * as guests from "./guests.js";
import * as nodes from "./nodes.js";

export const tools: ToolDeclaration[] = [guests, nodes, api].flatMap(
  (area) => Object.values(area) as ToolDeclaration[],
);
