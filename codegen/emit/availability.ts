import { headerText } from "../header.js";
import type { Emitter } from "../model.js";
import { jsonLines } from "./json-lines.js";

/** `generated/availability.json`: which release has what, for describe and for refusals. */
const emitAvailability: Emitter = ({ availability: { releases, endpoints }, release }) => {
  return [
    {
      path: "generated/availability.json",
      text: jsonLines({ generated: headerText(release), releases }, "endpoints", endpoints),
    },
  ];
};

export default emitAvailability;
