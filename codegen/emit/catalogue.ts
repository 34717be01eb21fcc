import type { ServedEmitter } from "../emitter.js";
import { HEADER_TEXT } from "../header.js";
import { jsonLines } from "../json-lines.js";

/** `generated/served/catalogue.json`: every endpoint with its tier, privileges and releases. */
export const emitCatalogue: ServedEmitter = ({ catalogue }) => {
  const { endpoints, ...head } = catalogue;
  return [
    {
      path: "generated/served/catalogue.json",
      text: jsonLines({ generated: HEADER_TEXT, ...head }, "endpoints", endpoints),
    },
  ];
};
