import type { SurfaceEmitter } from "../emitter.js";
import { headerText } from "../header.js";
import { jsonLines } from "../json-lines.js";

/** `generated/surface/availability.json`: which release has what, for describe and for refusals. */
export const emitAvailability: SurfaceEmitter = ({ availability, release }) => {
  const { releases, endpoints } = availability;
  return [
    {
      path: "generated/surface/availability.json",
      text: jsonLines({ generated: headerText(release), releases }, "endpoints", endpoints),
    },
  ];
};
