import type { EndpointKey } from "../../schema/model.js";

/** A request, as it is held against the scope. */
export interface Subject {
  endpoint: EndpointKey;
  parameters: Readonly<Record<string, unknown>>;
  /** Whether it changes something. */
  changes: boolean;
}
