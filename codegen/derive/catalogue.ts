import {
  actingReads,
  alsoChecked,
  checkedInCode,
  parameterTiers,
  shownWith,
  wholeReach,
} from "../../overrides/access.js";
import { areaOf } from "../../src/schema/area.js";
import { lifespan } from "../../src/schema/availability.js";
import type { Catalogue, CatalogueEntry } from "../../src/schema/catalogue.js";
import type { Endpoint, EndpointKey, PermissionCheck } from "../../src/schema/model.js";
import { describePermissions } from "../../src/schema/permissions.js";
import type { Model } from "../model.js";
import { classify, fits } from "./tier-of-endpoint.js";

/** What search, describe and policy need to know about every endpoint of every release. */
export function buildCatalogue({ every, availability, release, words }: Model): Catalogue {
  const endpoints: Record<EndpointKey, CatalogueEntry> = {};
  const rules: Readonly<Record<string, CatalogueEntry["parameters"]>> = parameterTiers;
  const inCode: Readonly<Record<string, PermissionCheck>> = checkedInCode;
  const whole: Readonly<Record<string, PermissionCheck>> = wholeReach;
  const also: Readonly<Record<string, PermissionCheck>> = alsoChecked;
  for (const [key, endpoint] of every) {
    const { tier, destructive, losses, reason, hidden } = classify(endpoint);
    const login = loginOf(endpoint);
    const parameters = rules[key];
    const checks = [inCode[key], also[key], whole[key], shownBy(endpoint)].filter(
      (one) => one !== undefined,
    );
    endpoints[key] = {
      line: words.endpoint(endpoint),
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
      ...lifespan(availability, key),
      ...(parameters && { parameters }),
      ...(hidden && { hidden }),
    };
  }
  return { release, releases: availability.releases, endpoints };
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
  return endpoint.method !== "GET" && endpoint.returns?.type === "string";
}
