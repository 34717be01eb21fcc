import { loadAvailability } from "../data/availability.js";
import { type WireValue, wireParameters } from "../pve/wire/encode.js";
import { type Endpoint, type EndpointKey, keyOf } from "../schema/model.js";
import { namedPropertyString } from "../schema/named-property-strings.js";
import { findProperty } from "../schema/numbered-parameters.js";
import type { Problem, Rule } from "../schema/problem.js";
import { unavailable } from "../schema/unavailable.js";
import { validate } from "../schema/validate.js";
import { type ConnectedRelease, withCaveat } from "./cluster-release.js";
import { ToolError, UnknownHere } from "./errors.js";

type Parameters = Readonly<Record<string, unknown>>;

/**
 * The parameters as they travel, once the connected release's schema has agreed to them.
 *
 * @throws ToolError that names each parameter at fault, and the release that has it; `UnknownHere` where
 *   another release may take it
 */
export function validWire(
  { release, version, caveat }: ConnectedRelease,
  endpoint: Endpoint,
  parameters: Parameters,
): Record<string, WireValue> {
  const key = keyOf(endpoint);
  const { wire, problems, failure } = encode(endpoint, parameters, key);
  const isFine = problems.length === 0 && !failure;
  const doubtful = isFine ? namedPropertyStrings(endpoint, parameters) : parameters;
  const elsewhere =
    Object.keys(doubtful).length > 0
      ? unavailable(loadAvailability(), endpoint, doubtful, release, version)
      : [];
  if (wire && isFine && elsewhere.length === 0) return wire;
  if (failure && elsewhere.length === 0) throw failure;
  const explained = new Set(elsewhere.map(({ parameter }) => parameter));
  const messages = [
    ...elsewhere.map(({ message }) => message),
    ...problems.filter(({ parameter }) => !explained.has(parameter)).map(({ message }) => message),
  ];
  const all = [...elsewhere, ...problems];
  const mayFitElsewhere = all.some(({ rule }) => OF_A_RELEASE.has(rule));
  const Kind = mayFitElsewhere ? UnknownHere : ToolError;
  const hint = withCaveat("Nothing was sent.", mayFitElsewhere ? caveat : undefined);
  throw new Kind("parameters", `${key}: ${messages.join("; ")}`, hint, {
    parameters: [...new Set(all.map(({ path }) => path))],
  });
}

/** Those whose keys a release's description keeps to itself: what is known of them are the keys of all releases. */
function namedPropertyStrings(endpoint: Endpoint, parameters: Parameters): Parameters {
  return Object.fromEntries(
    Object.entries(parameters).filter(([name]) => {
      const { format } = findProperty(endpoint.parameters, name)?.schema ?? {};
      return typeof format === "string" && namedPropertyString(format) !== undefined;
    }),
  );
}

/** Rules that releases change. */
const OF_A_RELEASE: ReadonlySet<Rule> = new Set(["unknown", "enum", "instance", "release"]);

/** What is wrong with a request; a failure where a value can't even be written down for Proxmox. */
function encode(
  endpoint: Endpoint,
  parameters: Parameters,
  key: EndpointKey,
): { wire?: Record<string, WireValue>; problems: Problem[]; failure?: unknown } {
  try {
    const wire = wireParameters(parameters, endpoint, key);
    return { wire, problems: validate(endpoint, wire, { encoding: "form" }).problems };
  } catch (failure) {
    return { problems: [], failure };
  }
}
