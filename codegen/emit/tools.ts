import type { ServedEmitter } from "../emitter.js";
import { headerText } from "../header.js";
import { jsonLines } from "../json-lines.js";

/** `generated/served/tools.json`: the finished `tools/list` entries. */
export const emitTools: ServedEmitter = ({ release, toolList }) => [
  {
    path: "generated/served/tools.json",
    text: jsonLines({ generated: headerText(release), release }, "tools", toolList.tools),
  },
];
