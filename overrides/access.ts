/** How far each endpoint trusts its caller, and what is gone after it: data, no code. */
export { tierExceptions } from "./access/exceptions.js";
export { harmlessFields } from "./access/harmless-fields.js";
export { hiddenFields } from "./access/hidden.js";
export {
  actingReads,
  addingTools,
  answeringText,
  reachingOut,
  repeating,
  runningTools,
  sparing,
} from "./access/hints.js";
export { lossRules } from "./access/losses.js";
export { parameterTiers } from "./access/parameters.js";
export { alsoChecked, checkedInCode, wholeReach } from "./access/privileges.js";
export { secretNames } from "./access/secret-names.js";
export { shownWith } from "./access/shown-with.js";
export { tierRules } from "./access/tiers.js";
export type {
  Clearance,
  HarmlessField,
  HiddenFields,
  LossRule,
  Match,
  TierExceptions,
  TierRule,
} from "./access/types.js";
