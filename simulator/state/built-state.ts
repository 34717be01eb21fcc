import type { State } from "./state.js";

export interface StateOptions {
  release: string;
  /** Milliseconds since 1970. */
  now: number;
  /** Of the state `large`. */
  nodes?: number;
  /** Of the state `large`. */
  guests?: number;
}

/** A cluster's first state, and how to log in to it with every privilege. */
export interface BuiltState {
  state: State;
  /** `user@realm!name=secret` */
  token: string;
  user: string;
  password: string;
}
