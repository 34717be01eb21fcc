import type { EndpointKey, ParametersOf, ResultOf } from "../../generated/surface/keys.js";
import { AREAS } from "../../generated/surface/zod/index.js";
import { areaOfKey } from "../schema/area.js";
import type { AnySchema } from "./schema-builders.js";

/** One fault: where it is, and what is wrong there. */
export interface Issue {
  path: PropertyKey[];
  message: string;
  /** Properties that nothing takes; `path` is then that of the object. */
  keys?: string[];
}

/** What a schema makes of a value. */
export type Verdict<T> =
  | { success: true; data: T }
  | { success: false; error: { message: string; issues: Issue[] } };

/** A zod schema, seen through the two methods that judge a value. */
export interface Schema<T> {
  /** @throws ZodError with an `issues` list */
  parse(value: unknown): T;
  safeParse(value: unknown): Verdict<T>;
}

/**
 * The zod schema of what an endpoint takes, its path's parameters included. It is built when it is
 * first asked for, from a file for each area of the API.
 *
 * @throws TypeError for an endpoint that the newest release doesn't have
 */
export function parameters<K extends EndpointKey>(key: K): Promise<Schema<ParametersOf<K>>> {
  return schemaOf(key, "parameters") as Promise<Schema<ParametersOf<K>>>;
}

/**
 * The zod schema of an endpoint's answer, that is of its `data`. Lenient: Proxmox's answers differ
 * from what it declares, so scalars may have any spelling and objects any further property.
 *
 * @throws TypeError for an endpoint that the newest release doesn't have
 */
export function result<K extends EndpointKey>(key: K): Promise<Schema<ResultOf<K>>> {
  return schemaOf(key, "result") as Promise<Schema<ResultOf<K>>>;
}

const built = new Map<string, AnySchema>();

async function schemaOf(key: EndpointKey, side: "parameters" | "result"): Promise<AnySchema> {
  const name = `${side} ${key}`;
  const known = built.get(name);
  if (known) return known;
  const area = await AREAS[areaOfKey(key)]?.();
  const builders = area?.schemas[key];
  if (!builders) throw new TypeError(`${key} isn't an endpoint of the newest release`);
  const schema = builders[side]();
  built.set(name, schema);
  return schema;
}
