import {
  actingReads,
  alsoChecked,
  answeringText,
  checkedInCode,
  parameterTiers,
  shownWith,
  wholeReach,
} from "../../overrides/access.js";
import { areaOf } from "../schema/area.js";
import type { CatalogueEntry } from "../schema/catalogue.js";
import { type Endpoint, keyOf, type PermissionCheck } from "../schema/model.js";
import { describePermissions } from "../schema/permissions.js";
import { classify, fits } from "./tier-of-endpoint.js";

/**
 * What search, describe and policy need to know about an endpoint, by the rules of `overrides/access`:
 * the same for what ships and for what is learnt from a node.
 *
 * @param line what it does
 */
export function catalogueEntry(endpoint: Endpoint, line: string): CatalogueEntry {
  const key = keyOf(endpoint);
  const rules: Readonly<Record<string, CatalogueEntry["parameters"]>> = parameterTiers;
  const inCode: Readonly<Record<string, PermissionCheck>> = checkedInCode;
  const whole: Readonly<Record<string, PermissionCheck>> = wholeReach;
  const also: Readonly<Record<string, PermissionCheck>> = alsoChecked;
  const { tier, destructive, losses, reason, hidden } = classify(endpoint);
  const login = loginOf(endpoint);
  const parameters = rules[key];
  const checks = [inCode[key], also[key], whole[key], shownBy(endpoint)].filter(
    (one) => one !== undefined,
  );
  return {
    line,
    area: areaOf(endpoint.path),
    tier,
    ...(actingReads.some((rule) => fits(rule, endpoint)) && { acts: true }),
    ...(destructive && { destructive: true }),
    ...(losses.length > 0 && { losses }),
    reason,
    privileges: describePermissions(endpoint, { inCode: inCode[key], also: also[key] }),
    ...(checks.length > 0 && { checks }),
    ...(login && { login }),
    ...(mayAnswerTask(endpoint) && { task: true }),
    ...(parameters && { parameters }),
    ...(hidden && { hidden }),
  };
}

function shownBy(endpoint: Endpoint): PermissionCheck | undefined {
  return shownWith.find((rule) => fits(rule, endpoint))?.check;
}

function loginOf(endpoint: Endpoint): CatalogueEntry["login"] {
  if (!endpoint.permissions) return "root";
  return endpoint.allowtoken === false ? "ticket" : undefined;
}

/** Schemas call a UPID a string; no GET starts a task. */
function mayAnswerTask(endpoint: Endpoint): boolean {
  return (
    endpoint.method !== "GET" &&
    endpoint.returns?.type === "string" &&
    !answeringText.some((rule) => fits(rule, endpoint))
  );
}
