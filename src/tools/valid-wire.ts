import { loadAvailability } from "../data/availability.js";
import { type WireValue, wireParameters } from "../pve/wire/encode.js";
import { type Endpoint, type EndpointKey, keyOf } from "../schema/model.js";
import type { Problem } from "../schema/problem.js";
import { unavailable } from "../schema/unavailable.js";
import { validate } from "../schema/validate.js";
import type { ConnectedRelease } from "./connected-release.js";
import { ToolError } from "./errors.js";

type Parameters = Readonly<Record<string, unknown>>;

/**
 * The parameters as they travel, once the connected release's schema has agreed to them.
 *
 * @throws ToolError that names each parameter at fault, and the release that has it
 */
export function validWire(
  { release }: ConnectedRelease,
  endpoint: Endpoint,
  parameters: Parameters,
): Record<string, WireValue> {
  const key = keyOf(endpoint);
  const { wire, problems, failure } = encode(endpoint, parameters, key);
  if (wire && problems.length === 0) return wire;
  const elsewhere = unavailable(loadAvailability(), endpoint, parameters, release);
  if (failure && elsewhere.length === 0) throw failure;
  const explained = new Set(elsewhere.map(({ parameter }) => parameter));
  const messages = [
    ...elsewhere.map(({ message }) => message),
    ...problems.filter(({ parameter }) => !explained.has(parameter)).map(({ message }) => message),
  ];
  throw new ToolError("parameters", `${key}: ${messages.join("; ")}`, "Nothing was sent.", {
    parameters: [...new Set([...elsewhere, ...problems].map(({ path }) => path))],
  });
}

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
