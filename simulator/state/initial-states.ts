import type { BuiltState, StateOptions } from "./built-state.js";
import { demoState } from "./demo.js";
import { largeState } from "./large.js";
import { recordedState } from "./recorded.js";

export const STATE_NAMES = ["demo", "recorded", "large"] as const;

export type StateName = (typeof STATE_NAMES)[number];

const BUILDERS: Record<StateName, (options: StateOptions) => BuiltState> = {
  demo: demoState,
  large: largeState,
  recorded: recordedState,
};

export function buildState(name: StateName, options: StateOptions): BuiltState {
  return BUILDERS[name](options);
}
