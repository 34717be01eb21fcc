import { isObject } from "../kit/objects.js";
import type { EndpointKey } from "../schema/model.js";
import type { Intent, Look } from "./guard.js";

/** What a GET of the same path answers: the values that a change replaces or removes. */
export async function presentValues(
  { endpoint, parameters }: Intent,
  look: Look,
): Promise<Record<string, unknown> | undefined> {
  const reading = endpoint.replace(/^\S+/, "GET") as EndpointKey;
  const answer = await look.read(reading, pathValues(reading, parameters));
  return isObject(answer) ? answer : undefined;
}

function pathValues(endpoint: EndpointKey, parameters: Intent["parameters"]) {
  return Object.fromEntries(
    Object.entries(parameters).filter(([name]) => endpoint.includes(`{${name}}`)),
  );
}
