/**
 * A judge of its own: reads descriptions as plain JSON, Proxmox's raw files and `schema/` alike, and
 * shares no code with the parser, the normaliser or the comparison that it judges.
 */

type Json = Record<string, unknown>;

/** `parameters net[n].tag` → keyword → value as text. */
export type Facts = Map<string, Map<string, string>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Flags are 0, 1, "0", "1", false and true. */
const flag = (value: unknown): string | undefined =>
  value === undefined || value === null || ["0", "", "false"].includes(String(value))
    ? undefined
    : "true";

const closed = (value: unknown): string | undefined =>
  value === undefined ? undefined : isObject(value) ? "schema" : String(flag(value) === "true");

const text = (value: unknown): string | undefined =>
  typeof value === "string" ? value : undefined;

const number = (value: unknown): string | undefined =>
  value === undefined || value === null || value === "" ? undefined : String(Number(value));

/** How each keyword is read; those that aren't here say nothing of what is taken or answered. */
const KEYWORDS: Record<string, (value: unknown, schema: Json) => string | undefined> = {
  type: text,
  optional: flag,
  minimum: number,
  maximum: number,
  minLength: number,
  maxLength: number,
  pattern: text,
  format: text,
  requires: text,
  alias: text,
  keyAlias: text,
  renderer: text,
  default_key: flag,
  additionalProperties: closed,
  "type-property": text,
  "instance-types": (value) => (Array.isArray(value) ? [...value].sort().join("|") : undefined),
  // in Perl's order of a hash, another one each time
  enum: (value) => (Array.isArray(value) ? value.map(String).sort().join("|") : undefined),
  default: defaultOf,
};

/** Sentences stand where a value should: those that aren't of the parameter's type say nothing. */
function defaultOf(value: unknown, { type, format, pattern }: Json): string | undefined {
  if (value === null || value === undefined || typeof value === "object") return undefined;
  const said = String(value);
  if (type === "boolean") {
    if (["1", "yes", "on", "true"].includes(said)) return "true";
    return ["0", "no", "off", "false"].includes(said) ? "false" : undefined;
  }
  if (type === "integer" || type === "number") {
    return said !== "" && Number.isFinite(Number(said)) ? String(Number(said)) : undefined;
  }
  const isSentence =
    /\s/.test(said) && (format ?? pattern) !== undefined && !String(format).endsWith("-list");
  return isSentence ? undefined : said;
}

/** All facts of a schema and what is inside. */
export function schemaFacts(schema: unknown, path: string, facts: Facts = new Map()): Facts {
  if (!isObject(schema)) return facts;
  const own = new Map<string, string>();
  for (const [keyword, read] of Object.entries(KEYWORDS)) {
    const value = read(schema[keyword], schema);
    if (value !== undefined) own.set(keyword, value);
  }
  facts.set(path, own);
  const inside = (children: unknown) => {
    if (!isObject(children)) return;
    for (const [key, child] of Object.entries(children)) {
      // a name in braces stands for every key: the older way to say what undeclared ones hold
      const stands = /^\{\w+\}$/.test(key);
      if (stands) own.set("additionalProperties", "schema");
      const name = stands ? "*" : key;
      schemaFacts(child, path.endsWith(" ") ? path + name : `${path}.${name}`, facts);
    }
  };
  inside(schema["properties"]);
  inside(schema["format"]);
  if (isObject(schema["items"])) schemaFacts(schema["items"], `${path}[]`, facts);
  if (isObject(schema["additionalProperties"])) {
    schemaFacts(schema["additionalProperties"], `${path}.*`, facts);
  }
  if (Array.isArray(schema["oneOf"])) {
    for (const [index, variant] of schema["oneOf"].entries()) {
      schemaFacts(variant, `${path}[${index}]`, facts);
    }
  }
  return facts;
}

/** The facts of an endpoint: its flags, its parameters and its answer. */
export function endpointFacts(endpoint: Json): Facts {
  const facts: Facts = new Map([["endpoint", endpointFlags(endpoint)]]);
  schemaFacts(endpoint["parameters"] ?? {}, "parameters ", facts);
  // it is an object whether that is said or not
  facts.get("parameters ")?.delete("type");
  if (isObject(endpoint["returns"])) schemaFacts(endpoint["returns"], "returns ", facts);
  return facts;
}

function endpointFlags({ name, protected: isProtected, proxyto, permissions, ...rest }: Json) {
  const flags: [string, string | undefined][] = [
    ["name", text(name)],
    ["protected", flag(isProtected)],
    ["proxyto", text(proxyto)],
    ["allowtoken", rest["allowtoken"] === undefined ? "true" : flag(rest["allowtoken"])],
    ["download_allowed", flag(rest["download_allowed"])],
    ["expose_credentials", flag(rest["expose_credentials"])],
    ["permissions", permissionsOf(permissions)],
  ];
  return new Map(flags.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function permissionsOf(permissions: unknown): string | undefined {
  if (!isObject(permissions)) return undefined;
  return JSON.stringify({ user: permissions["user"], check: permissions["check"] });
}
