/** What a request to a model tells. */
export interface Turn {
  /** The tools that the client offers. */
  tools: string[];
  /** What tools answered so far, as the client hands it on. */
  results: unknown[];
}

/** What a model does next. */
export type Move = { call: string; input: object } | { say: string };

/** How one maker's models are spoken to. */
export interface Dialect {
  path: RegExp;
  read(body: Body): Turn;
  /** One object for an answer in whole. */
  whole(move: Move): object;
  /** The events of an answer in parts. */
  parts(move: Move): readonly Event[];
}

export interface Event {
  /** Where the dialect names events. */
  event?: string;
  data: object | string;
}

// biome-ignore lint/suspicious/noExplicitAny: each maker's own shape
export type Body = any;

export const CALL_ID = "call_1";
