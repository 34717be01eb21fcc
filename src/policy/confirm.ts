import { type Consequence, inViewOf } from "./consequences.js";

export interface ConfirmRules {
  /** What a user is asked about before it is sent. */
  mode: "off" | "destructive" | "changes";
  /** What becomes of it where the client can't ask. */
  fallback: "allow" | "deny";
}

/** A request that may have to be confirmed. */
export interface Doubtful {
  consequence: Consequence | undefined;
  /** It only looks at something. */
  looks?: true;
  parameters: Readonly<Record<string, unknown>>;
}

/** Whether a change has to be confirmed, as far as its parameters tell. */
export function needsConfirmation({ mode }: ConfirmRules, request: Doubtful): boolean {
  if (mode === "off" || request.looks) return false;
  return mode === "changes" || request.consequence !== undefined;
}

/** What is still lost in view of what is there; `present` undefined: that isn't known. */
export function consequenceInView(
  { consequence, parameters }: Doubtful,
  present: Readonly<Record<string, unknown>> | undefined,
): Consequence | undefined {
  return consequence && present ? inViewOf(consequence, present, parameters) : consequence;
}
