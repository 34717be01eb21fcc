import type { EndpointKey } from "./model.js";

/**
 * What a change means for those who call the API.
 *
 * - `breaking`: a call that worked may be refused: endpoint or parameter gone, parameter now
 *   required, type, enum, bound, pattern or format narrowed, another privilege needed, API tokens no
 *   longer allowed; or a field of the answer is gone or has another type
 * - `attention`: the call still works but may do or answer something else
 * - `additive`: more is possible than before
 * - `text`: only Proxmox's words changed, or the same rule is written differently
 */
export const CHANGE_CLASSES = ["breaking", "attention", "additive", "text"] as const;

export type ChangeClass = (typeof CHANGE_CLASSES)[number];

export interface Change {
  class: ChangeClass;
  endpoint: EndpointKey;
  part: "endpoint" | "parameters" | "returns";
  /** Below the part: `net[n].tag`; empty for the part itself. */
  path: string;
  /** What changed: `added`, `removed`, or a keyword of the schema (`maximum`, `enum` …). */
  what: string;
  /** Absent where there was nothing. */
  before?: unknown;
  /** Absent where there is nothing any more. */
  after?: unknown;
}
