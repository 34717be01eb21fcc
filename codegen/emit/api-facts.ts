import type { SurfaceEmitter } from "../emitter.js";
import { render } from "../template.js";

/** Which releases README says are known, and how much the newest of them has. */
export const emitApiFacts: SurfaceEmitter = ({ areas, release, availability }) => {
  const endpoints = [...areas.values()].flat().length;
  const facts = { endpoints, newest: release, oldest: availability.releases[0] };
  return [{ path: "README.md", marker: "api-facts", text: render("api-facts", facts) }];
};
