import type { Endpoint } from "../../src/schema/model.js";

/** What a judge makes of a request. */
export type Verdict =
  | { kind: "accepted" }
  | { kind: "refused"; why: string }
  /** The judge can't be shown this request, or can't know the rule. */
  | { kind: "unable"; why: string };

export interface Judge {
  name: string;
  judge(endpoint: Endpoint, parameters: Readonly<Record<string, unknown>>): Promise<Verdict>;
}

export const accepted: Verdict = { kind: "accepted" };

export function refused(why: unknown): Verdict {
  return { kind: "refused", why: typeof why === "string" ? why : JSON.stringify(why) };
}

export function unable(why: string): Verdict {
  return { kind: "unable", why };
}
