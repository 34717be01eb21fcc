import { METHODS } from "../../generated/surface/endpoint-tree.js";
import type { EndpointKey as TypedKey } from "../../generated/surface/keys.js";
import { ownValue } from "../kit/objects.js";
import type { Caller } from "../pve/caller.js";
import { UnexpectedAnswerError, ValidationError } from "../pve/errors/errors.js";
import type { EndpointKey } from "../schema/model.js";
import type { Issue } from "./schemas.js";

/**
 * A caller that holds both sides of each call against the zod schemas. Endpoints that the newest
 * release doesn't have go through unchecked.
 *
 * `call` throws ValidationError, before anything is sent, for parameters that the endpoint doesn't
 * take, and UnexpectedAnswerError for an answer of another shape than declared.
 */
export function createValidatedCaller(caller: Caller): Caller {
  return {
    async call(endpoint, given, options) {
      if (!isTyped(endpoint)) return caller.call(endpoint, given, options);
      const { parameters, result } = await import("./schemas.js");
      const asked = (await parameters(endpoint)).safeParse(given);
      if (!asked.success) throw invalidParameters(endpoint, asked.error.issues);
      const data = await caller.call(endpoint, given, options);
      const answered = (await result(endpoint)).safeParse(data);
      if (!answered.success) throw unexpectedAnswer(endpoint, answered.error.issues);
      return data;
    },
  };
}

function isTyped(endpoint: EndpointKey): endpoint is TypedKey {
  const [method = "", path = ""] = endpoint.split(" ");
  return ownValue(METHODS, path)?.split(" ").includes(method) === true;
}

function invalidParameters(endpoint: EndpointKey, issues: readonly Issue[]): ValidationError {
  const faults = issues.flatMap(faultsOf);
  return new ValidationError(`${endpoint}: ${show(faults)}`, {
    endpoint,
    errors: Object.fromEntries(faults),
    hint: "Nothing was sent.",
  });
}

function unexpectedAnswer(endpoint: EndpointKey, issues: readonly Issue[]): UnexpectedAnswerError {
  const faults = show(issues.flatMap(faultsOf));
  return new UnexpectedAnswerError(`${endpoint}: the answer isn't as declared: ${faults}`, {
    endpoint,
    mayHaveRun: !endpoint.startsWith("GET "),
  });
}

type Fault = [name: string, problem: string];

function faultsOf({ path, keys, message }: Issue): Fault[] {
  if (!keys) return [[path.join(".") || "data", message]];
  return keys.map((key) => [[...path, key].join("."), "Not a parameter of this endpoint"]);
}

const MOST_SHOWN = 3;

function show(faults: readonly Fault[]): string {
  const lines = faults.slice(0, MOST_SHOWN).map(([name, problem]) => `${name}: ${problem}`);
  return lines.join("; ") + (faults.length > MOST_SHOWN ? ` … (${faults.length})` : "");
}
