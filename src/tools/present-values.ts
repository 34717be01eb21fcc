import { isObject } from "../kit/objects.js";
import type { EndpointKey } from "../schema/model.js";
import { findProperty } from "../schema/numbered-parameters.js";
import type { Intent, Look } from "./guard.js";

/**
 * What a GET of the same path answers: the values that a change replaces or removes. Undefined where
 * that can't be had, or holds other things than the change sets.
 */
export async function presentValues(
  { endpoint, parameters, request }: Intent,
  look: Look,
): Promise<Record<string, unknown> | undefined> {
  const reading = endpoint.replace(/^\S+/, "GET") as EndpointKey;
  const answer = await look.read(reading, pathValues(reading, parameters));
  if (!isObject(answer)) return undefined;
  const names = Object.keys(answer);
  const isAlike =
    !request || names.some((name) => findProperty(request.endpoint.parameters, name) !== undefined);
  return names.length === 0 || isAlike ? answer : undefined;
}

function pathValues(endpoint: EndpointKey, parameters: Intent["parameters"]) {
  return Object.fromEntries(
    Object.entries(parameters).filter(([name]) => endpoint.includes(`{${name}}`)),
  );
}
