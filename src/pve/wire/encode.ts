import { isObject } from "../../kit/objects.js";
import {
  type Endpoint,
  type EndpointKey,
  pathParameters,
  type Schema,
} from "../../schema/model.js";
import { namedPropertyString } from "../../schema/named-property-strings.js";
import { findProperty } from "../../schema/numbered-parameters.js";
import { printPropertyString } from "../../schema/property-string.js";
import { ValidationError } from "../errors/errors.js";

/** A parameter as it travels: text, or several for a repeated key. */
export type WireValue = string | string[];

/** What the client sends for a call. */
export interface EncodedRequest {
  method: string;
  /** Path and query, from `/api2/json` on. */
  target: string;
  /** Form body; undefined when there is nothing to send in one. */
  body?: string;
}

/** The server's own limit for a request's head; a longer query never reaches the API. */
const MAX_TARGET = 8 * 1024;

/** The server's limit for a form (64 KiB before early 2025, which it says itself). */
const MAX_BODY = 512 * 1024;

/** The only path parameters that may hold a slash: the server gives them the rest of the path. */
const REST_OF_PATH = new Set(["volume", "cidr"]);

/** Half of a pair has no UTF-8 form. */
const LONE_SURROGATE = /\p{Surrogate}/u;

export const API_PATH = "/api2/json";

/** Builds the request for a call. @throws ValidationError for what can't be sent */
export function encodeRequest(
  key: EndpointKey,
  parameters: Readonly<Record<string, unknown>>,
  endpoint?: Endpoint,
): EncodedRequest {
  const path = encodePath(key, parameters);
  const inPath = pathParameters(key);
  const others = Object.entries(parameters).filter(([name]) => !inPath.includes(name));
  return build(key, path, wireParameters(Object.fromEntries(others), endpoint, key));
}

/**
 * Builds the request of parameters that `wireParameters` has written down.
 *
 * @param parameters those that were written down: the path takes text and numbers only
 * @throws ValidationError for what can't be sent
 */
export function encodeWire(
  key: EndpointKey,
  wire: Readonly<Record<string, WireValue>>,
  parameters: Readonly<Record<string, unknown>>,
): EncodedRequest {
  const inPath = pathParameters(key);
  const others = Object.entries(wire).filter(([name]) => !inPath.includes(name));
  return build(key, encodePath(key, parameters), Object.fromEntries(others));
}

function build(
  key: EndpointKey,
  path: string,
  wire: Readonly<Record<string, WireValue>>,
): EncodedRequest {
  const method = key.slice(0, key.indexOf(" "));
  const form = encodeForm(wire);
  if (method === "POST" || method === "PUT") {
    checkSize(key, "body", form, MAX_BODY);
    return form === "" ? { method, target: path } : { method, target: path, body: form };
  }
  const target = form === "" ? path : `${path}?${form}`;
  checkSize(key, "path and query", target, MAX_TARGET);
  return { method, target };
}

/**
 * Each parameter as Proxmox's form parser wants it: booleans as 0 and 1, lists joined or repeated,
 * objects printed as property strings, `sshkeys` percent-encoded within its value. Absent and null
 * ones are left out. What `validate` sees with `encoding: "form"`.
 *
 * @throws ValidationError for a value that has no spelling in a form
 */
export function wireParameters(
  parameters: Readonly<Record<string, unknown>>,
  endpoint?: Endpoint,
  key?: EndpointKey,
): Record<string, WireValue> {
  // not an object yet: a name may be __proto__
  const wire = new Map<string, WireValue>();
  const errors = new Map<string, string>();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === null) continue;
    const schema = endpoint && findProperty(endpoint.parameters, name)?.schema;
    try {
      const encoded = wireValue(name, value, schema);
      if (encoded.length > 0 || typeof encoded === "string") wire.set(name, encoded);
    } catch (error) {
      errors.set(name, (error as Error).message);
    }
  }
  const problems = [...errors].map(([name, text]) => `${name}: ${text}`);
  if (problems.length > 0) {
    throw new ValidationError(`${key ? `${key}: ` : ""}${problems.join("; ")}`, {
      errors: Object.fromEntries(errors),
      ...(key && { endpoint: key }),
    });
  }
  return Object.fromEntries(wire);
}

/** `a=1&b=x%3By`; everything but unreserved characters is percent-encoded. */
export function encodeForm(wire: Readonly<Record<string, WireValue>>): string {
  return Object.entries(wire)
    .flatMap(([name, value]) =>
      [value].flat().map((item) => `${percentEncode(name)}=${percentEncode(item)}`),
    )
    .join("&");
}

function wireValue(name: string, value: unknown, schema: Schema | undefined): WireValue {
  if (Array.isArray(value)) return wireList(value, schema);
  return sshKeys(name, scalar(value, schema), schema);
}

function wireList(values: readonly unknown[], schema: Schema | undefined): WireValue {
  const item = schema?.items ?? schema?.oneOf?.find((option) => option.items)?.items;
  const texts = values.map((value) => scalar(value, item));
  const joined = typeof schema?.format === "string" && /-list(-opt)?$/.test(schema.format);
  return joined ? texts.join(",") : texts;
}

function scalar(value: unknown, schema: Schema | undefined): string {
  switch (typeof value) {
    case "string":
      return wellFormed(value);
    case "boolean":
      return value ? "1" : "0";
    case "number":
      return printNumber(value);
    case "bigint":
      return value.toString();
    default:
      return propertyString(value, schema);
  }
}

function propertyString(value: unknown, schema: Schema | undefined): string {
  if (!isObject(value)) throw new Error(`${typeof value} has no spelling in a form`);
  const format = schema?.format;
  if (format === undefined || (typeof format === "string" && !namedPropertyString(format))) {
    throw new Error("takes text, not an object");
  }
  return printPropertyString(format, value);
}

/** Without exponent: Proxmox's integer check knows only digits. */
function printNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`${value} is not a number that can be sent`);
  if (Number.isInteger(value)) return BigInt(value).toString();
  const text = String(value);
  return text.includes("e") ? value.toFixed(20).replace(/\.?0+$/, "") : text;
}

/**
 * Cloud-init keys are stored percent-encoded, so the value itself must be, before the form encodes
 * it again. A value without white space is taken to be encoded already: a raw key always has some.
 */
function sshKeys(name: string, value: string, schema: Schema | undefined): string {
  const encoded = schema ? schema.format === "urlencoded" : name === "sshkeys";
  return encoded && /\s/.test(value) ? percentEncode(value) : value;
}

function encodePath(key: EndpointKey, parameters: Readonly<Record<string, unknown>>): string {
  const template = key.slice(key.indexOf(" ") + 1);
  const path = template.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = parameters[name];
    const problem = pathProblem(name, value);
    if (problem !== undefined) {
      throw new ValidationError(`${key}: ${name} ${problem}`, {
        endpoint: key,
        errors: { [name]: problem },
        hint: `Give ${name} as the lists of this API show it.`,
      });
    }
    return percentEncode(String(value));
  });
  return API_PATH + path;
}

/**
 * The server decodes the whole path before it splits it, so an encoded slash still separates: only
 * what can't leave its place in the path is let through.
 */
function pathProblem(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null || value === "") {
    return "is missing, and the path needs it";
  }
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "bigint") {
    return `must be text or a number, but is ${Array.isArray(value) ? "a list" : typeof value}`;
  }
  const text = String(value);
  const shown = JSON.stringify(text);
  if (LONE_SURROGATE.test(text)) return "is not well-formed text";
  if (text.includes("/") && !REST_OF_PATH.has(name)) return `${shown} must not contain a slash`;
  const parts = text.split("/");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
  if (/[\u0000-\u001f\u007f]/.test(text)) return `${shown} must not contain control characters`;
  if (parts.some((part) => part === "." || part === ".."))
    return `${shown} must not contain dot segments`;
  return undefined;
}

function checkSize(key: EndpointKey, what: string, text: string, limit: number): void {
  // Percent-encoded text is ASCII: characters are bytes.
  if (text.length <= limit) return;
  throw new ValidationError(
    `${key}: ${what} would be ${text.length} bytes long; Proxmox accepts ${limit}`,
    {
      endpoint: key,
      hint: "Shorten the longest parameter, or split the request into several.",
    },
  );
}

function wellFormed(text: string): string {
  if (LONE_SURROGATE.test(text)) throw new Error("is not well-formed text");
  return text;
}

/** As encodeURIComponent, and the five characters that it leaves, which no server needs raw. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
