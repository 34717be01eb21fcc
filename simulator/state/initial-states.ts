import { demoState } from "./demo.js";
import { largeState } from "./large.js";
import { recordedState } from "./recorded.js";
import type { State } from "./state.js";

export const STATE_NAMES = ["demo", "recorded", "large"] as const;

export type StateName = (typeof STATE_NAMES)[number];

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

const BUILDERS: Record<StateName, (options: StateOptions) => BuiltState> = {
  demo: demoState,
  large: largeState,
  recorded: recordedState,
};

export function buildState(name: StateName, options: StateOptions): BuiltState {
  return BUILDERS[name](options);
}
