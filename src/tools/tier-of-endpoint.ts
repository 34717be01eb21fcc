import {
  type Clearance,
  type HiddenFields,
  hiddenFields,
  type LossRule,
  lossRules,
  type Match,
  type TierExceptions,
  type TierRule,
  tierExceptions,
  tierRules,
} from "../../overrides/access.js";
import { areaOf } from "../schema/area.js";
import type { Loss, Tier } from "../schema/catalogue.js";
import { holds } from "../schema/condition.js";
import { type Endpoint, type Json, keyOf, type PermissionCheck } from "../schema/model.js";

export interface AccessRules {
  rules: readonly TierRule[];
  exceptions: TierExceptions;
  losses: readonly LossRule[];
  hidden: HiddenFields;
}

export interface Classification {
  tier: Tier;
  /** Why it has its tier. */
  reason: string;
  /** Something is lost unless parameters prevent it. */
  destructive: boolean;
  losses: readonly Loss[];
  /** Fields of the answer that only `elevated` gets to see; `src/policy/hide` takes them out. */
  hidden?: readonly string[];
  /** What decided; `nothing` where no rule fits. */
  by: "exception" | "rule" | "nothing";
}

const ACCESS: AccessRules = {
  rules: tierRules,
  exceptions: tierExceptions,
  losses: lossRules,
  hidden: hiddenFields,
};

/** An exception goes first, then the first rule that fits; what neither knows is `elevated`. */
export function classify(endpoint: Endpoint, access: AccessRules = ACCESS): Classification {
  const exception = lookUp(access.exceptions, endpoint);
  const rule = exception ?? access.rules.find((candidate) => fits(candidate, endpoint));
  const hidden = lookUp(access.hidden, endpoint);
  const losses = access.losses.flatMap((loss) => lossOf(loss, endpoint));
  return {
    tier: rule?.tier ?? "elevated",
    reason: rule?.reason ?? "its tier hasn't been reviewed",
    destructive: losses.some((loss) => "what" in loss && isDefault(loss)),
    losses,
    ...(hidden && { hidden: hidden.fields }),
    by: exception ? "exception" : rule ? "rule" : "nothing",
  };
}

/** The rule's loss where it is about this endpoint, and it has the parameters for it. */
function lossOf(rule: LossRule, endpoint: Endpoint): Loss[] {
  const { methods, paths, areas, clearances, except, ...loss } = rule;
  if (!fits(rule, endpoint) || (except && fits({ paths: except }, endpoint))) return [];
  const has = (name: string) => endpoint.parameters.properties?.[name] !== undefined;
  if ("each" in loss && !has(loss.each)) return [];
  const possible = Object.entries(loss.when ?? {}).every(
    ([name, condition]) => has(name) || holds(condition, undefined),
  );
  return possible ? [loss] : [];
}

/** Whether it happens without any parameters. */
function isDefault({ when = {} }: Loss): boolean {
  return Object.values(when).every((condition) => holds(condition, undefined));
}

/** Whether an endpoint has all that a rule asks for. */
export function fits(match: Match, endpoint: Endpoint): boolean {
  const { methods, paths, areas, clearances } = match;
  return (
    (!methods || methods.includes(endpoint.method)) &&
    (!paths || paths.some((path) => pathPattern(path).test(endpoint.path))) &&
    (!areas || areas.includes(areaOf(endpoint.path))) &&
    (!clearances || clearances.includes(clearanceOf(endpoint)))
  );
}

function lookUp<T>(table: { readonly [key: string]: T }, endpoint: Endpoint): T | undefined {
  const key = keyOf(endpoint);
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

const patterns = new Map<string, RegExp>();

/** `*` is any text inside one segment, `/**` any number of segments, none included. */
function pathPattern(path: string): RegExp {
  let pattern = patterns.get(path);
  if (!pattern) {
    const source = path
      .replace(/[.+?^${}()|[\]\\]/g, "\\$&")
      .replace(/\/\*\*|\*/g, (star) => (star === "*" ? "[^/]*" : "(?:/[^/]+)*"));
    pattern = new RegExp(`^${source}$`);
    patterns.set(path, pattern);
  }
  return pattern;
}

/** What Proxmox itself asks of a caller. */
export function clearanceOf({ permissions }: Pick<Endpoint, "permissions">): Clearance {
  if (!permissions) return "root";
  if (permissions.check) return isAudit(permissions.check) ? "audit" : "more";
  return permissions.text ? "filtered" : "anyone";
}

const AUDIT = /\.Audit$|^Sys\.Syslog$/;

/** Whether privileges for looking are enough for a check. */
function isAudit([kind, ...rest]: PermissionCheck): boolean {
  const checks = () => rest.map((inner) => isAudit(inner as PermissionCheck));
  switch (kind) {
    case "and":
      return checks().every(Boolean);
    case "or":
      return checks().some(Boolean);
    case "perm":
      return isAuditList(rest[1], rest.includes("any"));
    case "userid-group":
      // any of the privileges on any of the user's groups
      return isAuditList(rest[0], true);
    default:
      return false;
  }
}

function isAuditList(privileges: Json | undefined, any: boolean): boolean {
  if (!Array.isArray(privileges)) return false;
  const audits = privileges.map((privilege) => AUDIT.test(String(privilege)));
  return any ? audits.includes(true) : audits.every(Boolean);
}
