import type { ServedEmitter } from "../emitter.js";
import { headerText } from "../header.js";
import { jsonLines } from "../json-lines.js";

/** `generated/served/catalogue.json`: every endpoint with its tier, privileges and releases. */
export const emitCatalogue: ServedEmitter = ({ catalogue, release }) => {
  const { endpoints, ...head } = catalogue;
  return [
    {
      path: "generated/served/catalogue.json",
      text: jsonLines({ generated: headerText(release), ...head }, "endpoints", endpoints),
    },
  ];
};
