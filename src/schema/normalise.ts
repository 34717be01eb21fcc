import { createHash } from "node:crypto";
import { compare, isObject, mapValues, sortKeys } from "../kit/objects.js";
import { ApidocError, type ApidocNode } from "./apidoc.js";
import { flattenParameters } from "./flatten-parameters.js";
import {
  type Api,
  type Endpoint,
  METHODS,
  type Method,
  type PermissionCheck,
  type Permissions,
  pathParameters,
  type Schema,
} from "./model.js";

export interface Normalised {
  api: Api;
  /** Keywords that this version of the project doesn't know, and where each was first seen. */
  unknown: Map<string, string>;
}

/**
 * Turns the apidoc tree into facts.
 *
 * - every sentence goes, and leaves a hash in `text`; `typetext` goes without one: it's derivable,
 *   but for the keys of a property string whose format is only named
 * - flags given as 0, 1, "0" or "1" become `true` or vanish
 * - bounds given as strings become numbers
 * - a default that doesn't have the type of its parameter, or has blanks where its format takes none,
 *   is prose, and goes
 * - parameters given as `allOf` or `oneOf` of whole objects become one flat object
 * - a path parameter that isn't declared is a string, and none is optional
 * - what is unknown is reported and kept without its sentences; parameters that aren't understood
 *   are closed, so that nothing unchecked is sent
 *
 * @throws ApidocError for a method that isn't one of GET, POST, PUT and DELETE
 */
export function normalise(
  tree: ApidocNode[],
  { release, product = "pve" }: { release: string; product?: string },
): Normalised {
  const unknown = new Map<string, string>();
  const endpoints: Endpoint[] = [];
  const visit = (node: ApidocNode): void => {
    for (const [method, info] of Object.entries(node.info ?? {})) {
      endpoints.push(normaliseEndpoint(node.path, method, info, unknown));
    }
    node.children?.forEach(visit);
  };
  tree.forEach(visit);
  endpoints.sort((a, b) => compare(a.path, b.path) || byMethod(a.method, b.method));
  return { api: { product, release, endpoints }, unknown };
}

function byMethod(a: Method, b: Method): number {
  return METHODS.indexOf(a) - METHODS.indexOf(b);
}

const ENDPOINT_KEYWORDS = new Set([
  "allowtoken",
  "description",
  "download_allowed",
  "expose_credentials",
  "method",
  "name",
  "parameters",
  "permissions",
  "protected",
  "proxyto",
  "returns",
]);

function normaliseEndpoint(
  path: string,
  method: string,
  info: Record<string, unknown>,
  unknown: Map<string, string>,
): Endpoint {
  const where = `${method} ${path}`;
  if (!METHODS.includes(method as Method)) {
    throw new ApidocError(`${where}: the method is none of ${METHODS.join(", ")}`);
  }
  const returns = isObject(info["returns"])
    ? normaliseSchema(info["returns"], `${where} returns`, unknown)
    : undefined;
  const permissions = normalisePermissions(info["permissions"]);
  const text = hashOf(info["description"]);
  const endpoint: Endpoint = {
    path: path as Endpoint["path"],
    method: method as Method,
    name: String(info["name"] ?? ""),
    ...rest(info, ENDPOINT_KEYWORDS, where, unknown),
    parameters: normaliseParameters(info["parameters"], { path, where }, unknown),
    ...(returns && { returns }),
    ...(permissions && { permissions }),
    ...(flag(info["allowtoken"]) === false && { allowtoken: false as const }),
    ...(flag(info["protected"]) && { protected: true as const }),
    ...(typeof info["proxyto"] === "string" && { proxyto: info["proxyto"] }),
    ...(flag(info["download_allowed"]) && { download_allowed: true as const }),
    ...(flag(info["expose_credentials"]) && { expose_credentials: true as const }),
    ...(text && { text }),
  };
  return endpoint;
}

function normaliseParameters(
  raw: unknown,
  { path, where }: { path: string; where: string },
  unknown: Map<string, string>,
): Schema {
  const source = isObject(raw) ? raw : {};
  const flat = flattenParameters(source);
  const schema = normaliseSchema(flat ?? { additionalProperties: 0 }, where, unknown);
  if (!flat) for (const keyword of COMBINING) if (keyword in source) unknown.set(keyword, where);
  const inPath = pathParameters(path).map((name): [string, Schema] => {
    const { optional: _, ...declared } = schema.properties?.[name] ?? { type: "string" };
    return [name, declared];
  });
  return {
    ...schema,
    ...(inPath.length > 0 && {
      properties: { ...schema.properties, ...Object.fromEntries(inPath) },
    }),
    ...(!flat && { unknown: COMBINING.filter((keyword) => keyword in source) }),
    type: "object",
  };
}

const COMBINING = ["allOf", "anyOf", "oneOf"];

function normalisePermissions(raw: unknown): Permissions | undefined {
  if (!isObject(raw)) return undefined;
  const text = hashOf(raw["description"]);
  return {
    ...(typeof raw["user"] === "string" && { user: raw["user"] }),
    ...(Array.isArray(raw["check"]) && { check: raw["check"] as PermissionCheck }),
    ...(text && { text }),
  };
}

const TYPES = new Set(["string", "integer", "number", "boolean", "array", "object", "null", "any"]);

/** Each keyword of a schema and how its raw value becomes a fact; `undefined` drops it. */
const SCHEMA_KEYWORDS: Record<
  string,
  (value: unknown, raw: Record<string, unknown>, walk: Walk) => unknown
> = {
  type: (value) => (TYPES.has(value as string) ? value : undefined),
  unknown: () => undefined,
  optional: (value) => flag(value) || undefined,
  default: normaliseDefault,
  minimum: number,
  maximum: number,
  minLength: number,
  maxLength: number,
  // 9.0 and 9.1 write two bounds as `min` and `max`, which Proxmox itself doesn't look at
  min: () => undefined,
  max: () => undefined,
  pattern: (value) => value,
  enum: (value) => (Array.isArray(value) ? value.map(String) : undefined),
  format: (value, _raw, walk) => (isObject(value) ? walk.each(value, "") : value),
  requires: (value) => value,
  properties: (value, _raw, walk) => (isObject(value) ? walk.each(value, ".") : undefined),
  items: (value, _raw, walk) => (isObject(value) ? walk.one(value, "[]") : undefined),
  additionalProperties: (value, _raw, walk) =>
    isObject(value) ? walk.one(value, ".*") : flag(value),
  oneOf: (value, _raw, walk) =>
    Array.isArray(value) ? value.map((entry) => walk.one(entry, "|")) : undefined,
  "type-property": (value) => value,
  "instance-types": (value) => value,
  default_key: (value) => flag(value) || undefined,
  alias: (value) => value,
  keyAlias: (value) => value,
  renderer: (value) => value,
  links: (value) => value,
  description: () => undefined,
  verbose_description: () => undefined,
  format_description: () => undefined,
  title: () => undefined,
  typetext: () => undefined,
};

/** Whether a key of a normalised schema has a meaning here. */
export function isKnownKeyword(name: string): boolean {
  return Object.hasOwn(SCHEMA_KEYWORDS, name) || name === "keys" || name === "text";
}

interface Walk {
  one(raw: unknown, step: string): Schema;
  each(raw: Record<string, unknown>, step: string): Record<string, Schema>;
}

function normaliseSchema(
  raw: Record<string, unknown>,
  where: string,
  unknown: Map<string, string>,
): Schema {
  const walk: Walk = {
    one: (entry, step) => normaliseSchema(isObject(entry) ? entry : {}, where + step, unknown),
    each: (entries, step) =>
      mapValues(entries, (entry, key) => walk.one(entry, `${step || "."}${key}`)),
  };
  const schema: Record<string, unknown> = rest(raw, SCHEMA_KEYWORDS, where, unknown);
  for (const [keyword, change] of Object.entries(SCHEMA_KEYWORDS)) {
    if (!(keyword in raw)) continue;
    const fact = change(raw[keyword], raw, walk);
    if (fact !== undefined) schema[keyword] = fact;
  }
  if (raw["type"] !== undefined && schema["type"] === undefined) {
    unknown.set(`type ${JSON.stringify(raw["type"])}`, where);
  }
  const keys = keysIn(raw);
  if (keys.length > 0) schema["keys"] = keys;
  const text = hashOf(raw["description"], raw["verbose_description"], raw["title"]);
  if (text) schema["text"] = text;
  return schema as Schema;
}

/** `["model", "type"]` of `[[model=]<name>] [,type=<a|b>]`, for a format that is only named. */
function keysIn({ format, typetext }: Record<string, unknown>): string[] {
  if (typeof format !== "string" || typeof typetext !== "string") return [];
  const keys = typetext.replaceAll(/<[^>]*>/g, "").matchAll(/([a-z][\w-]*)=/gi);
  return [...new Set([...keys].map(([, key]) => key as string))].sort();
}

/** An unknown keyword is a fact all the same: reported, and kept without its sentences. */
function rest(
  raw: Record<string, unknown>,
  known: Set<string> | Record<string, unknown>,
  where: string,
  unknown: Map<string, string>,
): Record<string, unknown> {
  const isKnown = (key: string) =>
    known instanceof Set ? known.has(key) : Object.hasOwn(known, key);
  const kept = Object.entries(raw).filter(([key]) => !isKnown(key));
  for (const [key] of kept) if (!unknown.has(key)) unknown.set(key, where);
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutSentences(value)]));
}

const PROSE = new Set([
  "description",
  "verbose_description",
  "format_description",
  "title",
  "typetext",
]);

/** Prose keywords go; text with a blank in it becomes its hash. */
function withoutSentences(value: unknown): unknown {
  if (typeof value === "string") return /\s/.test(value) ? hashOf(value) : value;
  if (Array.isArray(value)) return value.map(withoutSentences);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !PROSE.has(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutSentences(inner)]));
}

function flag(value: unknown): boolean | undefined {
  if (value === undefined || value === null) return undefined;
  return !(value === 0 || value === "0" || value === false || value === "");
}

function number(value: unknown): number | undefined {
  const parsed = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof parsed === "number" && Number.isFinite(parsed) ? parsed : undefined;
}

const BOOLEAN_WORDS: Record<string, boolean> = {
  "0": false,
  no: false,
  off: false,
  false: false,
  "1": true,
  yes: true,
  on: true,
  true: true,
};

function normaliseDefault(
  value: unknown,
  raw: Record<string, unknown>,
): string | number | boolean | undefined {
  if (value === null || typeof value === "object") return undefined;
  if (raw["type"] === "boolean") return BOOLEAN_WORDS[String(value)];
  if (raw["type"] === "integer" || raw["type"] === "number") return number(value);
  const text = String(value);
  // one that its format or pattern can't mean says in words what happens
  const { format, pattern } = raw;
  const mayHaveBlanks =
    (format === undefined && pattern === undefined) || String(format).endsWith("-list");
  return /\s/.test(text) && !mayHaveBlanks ? undefined : text;
}

/** Eight hex digits over the vendor's sentences; nothing where there are none. */
function hashOf(...sentences: unknown[]): string | undefined {
  const given = sentences.filter((sentence) => typeof sentence === "string" && sentence !== "");
  if (given.length === 0) return undefined;
  return createHash("sha256").update(given.join("\0")).digest("hex").slice(0, 8);
}

/** The file's text: a head, then one endpoint a line, keys sorted. */
export function printApi(api: Api): string {
  const lines = api.endpoints.map((endpoint) => JSON.stringify(sortKeys(endpoint)));
  const head = `"product":${JSON.stringify(api.product)},"release":${JSON.stringify(api.release)}`;
  return `{${head},"endpoints":[\n${lines.join(",\n")}\n]}\n`;
}
