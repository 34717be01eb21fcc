import { defined } from "../kit/defined.js";
import { checkValue } from "./check-value.js";
import { formatExample } from "./formats.js";
import { type Endpoint, pathParameters, type Schema } from "./model.js";
import { checkNamedPropertyString, propertyStringOf } from "./named-property-strings.js";
import { familyOf } from "./numbered-parameters.js";
import { toPortablePattern } from "./pattern.js";
import type { Problem } from "./problem.js";
import { printPropertyString } from "./property-string.js";
import { samplePattern } from "./sample-pattern.js";

export interface ExampleOptions {
  /** Optional parameters as well, one of each indexed family. */
  all?: boolean;
  /** Leaves out keys of named property strings that came later. */
  release?: string;
}

/**
 * Parameters that the endpoint takes, path parameters included; the same at every call. Values have
 * the types of the schema: numbers, booleans, arrays, property strings as text.
 */
export function exampleParameters(
  endpoint: Endpoint,
  options: ExampleOptions = {},
): Record<string, unknown> {
  const inPath = new Set(pathParameters(endpoint.path));
  const wanted: Wanted = (name, { optional }) =>
    inPath.has(name) || !optional || options.all === true;
  return exampleObject(endpoint.parameters.properties ?? {}, wanted, options);
}

type Wanted = (name: string, schema: Schema) => boolean;

function exampleObject(
  properties: Record<string, Schema>,
  wanted: Wanted,
  options: ExampleOptions,
): Record<string, unknown> {
  const names = new Set(
    Object.keys(properties).filter((name) => {
      const schema = properties[name] as Schema;
      return !schema.alias && wanted(name, schema);
    }),
  );
  for (const name of names) {
    const requires = properties[name]?.requires;
    if (requires !== undefined && Object.hasOwn(properties, requires)) names.add(requires);
  }
  const values: Record<string, unknown> = {};
  const decides = (name: string) =>
    Object.values(properties).some((s) => s["type-property"] === name);
  for (const name of [...names].sort((a, b) => Number(decides(b)) - Number(decides(a)))) {
    const schema = variantOf(properties[name] as Schema, values);
    if (!schema || (schema.optional && !wanted(name, schema))) continue;
    const family = familyOf(name);
    values[family === undefined ? name : `${family}0`] = exampleValue(name, schema, options);
  }
  return values;
}

/** What the schema is for the type of object chosen; undefined when it doesn't belong to it. */
function variantOf(schema: Schema, values: Record<string, unknown>): Schema | undefined {
  const decides = schema["type-property"];
  if (decides === undefined) return schema;
  const fits = (candidate: Schema) =>
    candidate["instance-types"]?.includes(String(values[decides])) ?? true;
  return schema.oneOf ? schema.oneOf.find(fits) : fits(schema) ? schema : undefined;
}

function exampleValue(name: string, schema: Schema, options: ExampleOptions): unknown {
  if (schema.oneOf?.[0] && schema.type === undefined)
    return exampleValue(name, schema.oneOf[0], options);
  switch (schema.type) {
    case "boolean":
      return true;
    case "integer":
    case "number":
      return exampleNumber(name, schema);
    case "array":
      return [exampleValue(name, schema.items ?? {}, options)];
    case "object":
      return exampleObject(schema.properties ?? {}, (_, s) => options.all || !s.optional, options);
    case "null":
      return null;
    default:
      return exampleText(name, schema, options);
  }
}

function exampleNumber(name: string, schema: Schema): number {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
  const wish =
    schema.enum?.[0] ?? WISHES[name] ?? formatExample(String(schema.format)) ?? schema.default;
  const value = Number(wish ?? Math.max(1, Math.min(minimum, maximum)));
  return Math.min(Math.max(Number.isFinite(value) ? value : 1, minimum), maximum);
}

/** What reads well under these names, where it fits the schema. */
const WISHES: Record<string, string> = {
  description: "An example",
  disk: "scsi0",
  iface: "vmbr0",
  node: "pve1",
  path: "/",
  snapname: "before",
  storage: "local",
  target: "pve2",
  upid: "UPID:pve1:000DA3B1:0F1E2D3C:6543210F:qmstart:100:root@pam:",
  userid: "alice@pve",
  vmid: "100",
  volid: "local:iso/debian.iso",
  volume: "local:iso/debian.iso",
};

/** What reads better than a text made from a pattern. */
const POOL = [
  "example",
  "example1",
  "ex",
  "10",
  "100",
  "1.0",
  "10G",
  "100-0",
  "10:30",
  "0",
  "none",
  "acl",
  "/dev/sda",
  "/dev/parport0",
  "/var/tmp/pveupload-0123456789abcdef",
  "http://example.com/",
  "https://example.com/",
  "dc=example,dc=com",
  "email=mail",
  "2026-01-31",
  "scsi0",
  "osd.0",
  "now",
  "pc",
  "socket",
  "nodev",
  "0000:01:00.0",
  "1d6b:0002",
  "1-1.2",
  "0x1af4",
  "0x5000c50015ea71ac",
  "+aes",
  "0644",
  "net0=1500",
  "global:osd_pool_default_size",
  "1/second",
  "prod:0080ff",
  "alice@pve!backup",
  "A=1",
  "library/debian:12",
  "pve2c-0123456789",
  "12345678-90ab-cdef-1234-567890abcdef",
  Array.from({ length: 32 }, () => "AB").join(":"),
  "deadbeef",
];

function exampleText(name: string, schema: Schema, options: ExampleOptions): string {
  const keys = propertyStringOf(schema, options.release);
  if (keys) return examplePropertyString(keys, schema.format, options);
  const format = typeof schema.format === "string" ? formatExample(schema.format) : undefined;
  const candidates = [
    schema.enum?.[0],
    WISHES[name],
    format,
    schema.default === undefined ? undefined : String(schema.default),
    ...POOL,
  ];
  const fits = (text: string | undefined): text is string => {
    if (text === undefined) return false;
    const problems: Problem[] = [];
    checkValue(name, schema, text, problems);
    return problems.length === 0;
  };
  return (
    candidates.find(fits) ??
    textsOf(schema).find(fits) ??
    "example".padEnd(schema.minLength ?? 0, "x")
  );
}

/** Texts that the pattern describes, for those that none of the above fits. */
function textsOf({ pattern }: Schema): string[] {
  return pattern === undefined ? [] : samplePattern(toPortablePattern(pattern));
}

/** Required keys, the first optional one where there are none, or all that go together. */
function examplePropertyString(
  keys: Record<string, Schema>,
  format: Schema["format"],
  { all = false, release }: ExampleOptions,
): string {
  const optional = Object.keys(keys).filter((key) => keys[key]?.optional);
  const isRequired = (schema: Schema) => !schema.optional && !schema.alias;
  const lone = Object.values(keys).some(isRequired)
    ? undefined
    : (optional.find((key) => keys[key]?.default_key) ?? optional[0]);
  const isFirst: Wanted = (key, schema) => isRequired(schema) || key === lone;
  const example = (wanted: Wanted, options: ExampleOptions) =>
    exampleObject(keys, wanted, { ...options, ...defined({ release }) });
  const few = example(isFirst, { all: false });
  const many = example(() => true, { all: true });
  const goTogether = (values: Record<string, unknown>) =>
    typeof format !== "string" || checkNamedPropertyString(format, values) === undefined;
  const choices = all ? [many, few] : [few, many];
  return printPropertyString(format ?? keys, choices.find(goTogether) ?? few);
}

/**
 * A plausible answer of the return shape: every property, one entry in each list, booleans as 0 and
 * 1 as Proxmox writes them. `null` where nothing is returned or nobody says what.
 */
export function exampleAnswer(schema: Schema | undefined): unknown {
  if (!schema || schema.type === "null") return null;
  return answerOf("", schema);
}

/** Renderers say what a number means. */
const RENDERED: Record<string, number> = {
  bytes: 1073741824,
  duration: 3600,
  fraction_as_percentage: 0.25,
  timestamp: 1767225600,
  timestamp_gmt: 1767225600,
};

function answerOf(name: string, schema: Schema): unknown {
  const variant = schema.type === undefined ? schema.oneOf?.[0] : undefined;
  if (variant) return answerOf(name, variant);
  switch (schema.type) {
    case "boolean":
      return schema.default === false ? 0 : 1;
    case "integer":
    case "number":
      return RENDERED[schema.renderer ?? ""] ?? exampleNumber(name, schema);
    case "array":
      return [answerOf(name, schema.items ?? {})];
    case "object":
      return answerObject(schema);
    default:
      return schema.properties ? answerObject(schema) : exampleValue(name, schema, {});
  }
}

function answerObject({ properties = {} }: Schema): Record<string, unknown> {
  const entries = Object.entries(properties)
    .filter(([, schema]) => !schema.alias)
    .map(([name, schema]) => {
      const family = familyOf(name);
      return [family === undefined ? name : `${family}0`, answerOf(name, schema)];
    });
  return Object.fromEntries(entries);
}
