import type { SurfaceEmitter } from "../emitter.js";
import { HEADER_TEXT } from "../header.js";
import { jsonLines } from "../json-lines.js";

/** `generated/surface/availability.json`: which release has what, for describe and for refusals. */
export const emitAvailability: SurfaceEmitter = ({ availability }) => {
  const { releases, endpoints } = availability;
  return [
    {
      path: "generated/surface/availability.json",
      text: jsonLines({ generated: HEADER_TEXT, releases }, "endpoints", endpoints),
    },
  ];
};
