import type { ServedEmitter } from "../emitter.js";
import { HEADER_TEXT } from "../header.js";
import { jsonLines } from "../json-lines.js";

/** `generated/served/tools.json`: the finished `tools/list` entries. */
export const emitTools: ServedEmitter = ({ release, toolList }) => [
  {
    path: "generated/served/tools.json",
    text: jsonLines(
      { generated: HEADER_TEXT, release, renamed: toolList.renamed },
      "tools",
      toolList.tools,
    ),
  },
];
