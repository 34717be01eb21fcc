import { sortKeys } from "../kit/objects.js";
import { type Endpoint, keyOf, pathParameters, type Schema } from "./model.js";

/** Two keys of what is one endpoint. */
export interface RenamedEndpoint {
  before: Endpoint;
  after: Endpoint;
  /** Only a name in braces differs, which no request has: the old one, with the new names. */
  asAfter?: Endpoint;
}

/** Pairs among the endpoints that went and those that came; each is in one pair at most. */
export function renamedEndpoints(
  went: readonly Endpoint[],
  came: readonly Endpoint[],
): RenamedEndpoint[] {
  const pairs = matches(went, came, withoutNames).map(({ before, after }) => ({
    before,
    after,
    asAfter: withPathOf(before, after),
  }));
  const paired = new Set(pairs.flatMap(({ before, after }) => [before, after]));
  const isLeft = (endpoint: Endpoint) => !paired.has(endpoint);
  return [...pairs, ...matches(went.filter(isLeft), came.filter(isLeft), content)];
}

/** Those that have the same fingerprint, where no two of a side share it. */
export function matches<T>(
  went: readonly T[],
  came: readonly T[],
  fingerprint: (one: T) => string | undefined,
): { before: T; after: T }[] {
  const now = uniqueBy(came, fingerprint);
  return [...uniqueBy(went, fingerprint)].flatMap(([print, before]) => {
    const after = now.get(print);
    return after === undefined ? [] : [{ before, after }];
  });
}

function uniqueBy<T>(
  all: readonly T[],
  fingerprint: (one: T) => string | undefined,
): Map<string, T> {
  const found = new Map<string, T>();
  const twice = new Set<string>();
  for (const one of all) {
    const print = fingerprint(one);
    if (print === undefined) continue;
    if (found.has(print)) twice.add(print);
    found.set(print, one);
  }
  for (const print of twice) found.delete(print);
  return found;
}

function withoutNames(endpoint: Endpoint): string {
  return keyOf(endpoint).replaceAll(/\{[^}]*\}/g, "{}");
}

/** Of an endpoint whose text is known: two that say nothing may be alike and still be two. */
function content({ method, name, parameters, returns, text }: Endpoint): string | undefined {
  if (text === undefined) return undefined;
  return JSON.stringify(sortKeys({ method, name, parameters, returns, text }));
}

/** The same for a parameter and its name. */
export function parameterContent([, schema]: readonly [string, Schema]): string | undefined {
  return schema.text === undefined ? undefined : JSON.stringify(sortKeys(schema));
}

function withPathOf(before: Endpoint, after: Endpoint): Endpoint {
  const names = pathParameters(after.path);
  const renamed = new Map(
    pathParameters(before.path).map((name, index) => [name, names[index] ?? name]),
  );
  const properties = Object.entries(before.parameters.properties ?? {}).map(
    ([name, schema]) => [renamed.get(name) ?? name, schema] as const,
  );
  const parameters = { ...before.parameters, properties: Object.fromEntries(properties) };
  return { ...before, path: after.path, parameters };
}
