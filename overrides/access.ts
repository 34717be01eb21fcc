/** How far each endpoint trusts its caller, and what is gone after it: data, no code. */
export { destructiveRules } from "./access/destructive.js";
export { tierExceptions } from "./access/exceptions.js";
export { hiddenFields } from "./access/hidden.js";
export { actingReads, addingTools, reachingOut, repeating, replacing } from "./access/hints.js";
export { parameterTiers } from "./access/parameters.js";
export { tierRules } from "./access/tiers.js";
export type {
  Clearance,
  DestructiveRule,
  HiddenFields,
  Match,
  ParameterRule,
  TierExceptions,
  TierRule,
} from "./access/types.js";
