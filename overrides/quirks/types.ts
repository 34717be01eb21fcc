import type { EndpointKey } from "../../generated/surface/refs.js";

export type Parameters = Readonly<Record<string, unknown>>;

export interface QuirkTools {
  /** Whether the cluster runs this release or a newer one. */
  runs(release: string): Promise<boolean>;
  /** The error to throw for what can't be meant. */
  refuse(message: string, hint?: string): Error;
}

/** Changes a request, or refuses it, before it is checked and sent. */
export interface RequestQuirk {
  reason: string;
  endpoints: readonly EndpointKey[];
  request(parameters: Parameters, tools: QuirkTools): Promise<Parameters> | Parameters;
}

/** Makes an answer say what it means. */
export interface AnswerQuirk {
  reason: string;
  endpoints: readonly EndpointKey[];
  answer(data: unknown): { data: unknown; notes?: string[] };
}
