import { defined } from "../kit/defined.js";
import { formatPattern } from "./formats.js";
import type { Schema } from "./model.js";
import { propertyStringOf } from "./named-property-strings.js";
import { familyOf, familyPattern } from "./numbered-parameters.js";
import { PatternError, toPortablePattern } from "./pattern.js";

/** The part of JSON Schema (draft 2020-12) that is written here. */
export interface JsonSchema {
  type?: string | string[];
  description?: string;
  default?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  properties?: Record<string, JsonSchema>;
  patternProperties?: Record<string, JsonSchema>;
  required?: string[];
  dependentRequired?: Record<string, string[]>;
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
}

/**
 * Who reads the schema.
 *
 * - `openapi`: everything that JSON Schema can say
 * - `zod`: without defaults, which would be filled in and sent
 */
export type Target = "openapi" | "zod";

export interface JsonSchemaOptions {
  target: Target;
  /**
   * What an endpoint answers: only its shape, and every scalar in any spelling, because Proxmox
   * doesn't keep to its own return schemas. Nothing is required.
   */
  answer?: boolean;
  /** Property strings may be given as objects, and lists as arrays. */
  objects?: boolean;
  /** Our line about a parameter, property or key: `net[n]`, `net[n].tag`. */
  describe?: (path: string) => string | undefined;
}

/**
 * JSON Schema of a schema. Indexed families become `patternProperties` with their true range,
 * patterns are portable (no flags needed), and `format` is never written.
 */
export function toJsonSchema(schema: Schema, options: JsonSchemaOptions): JsonSchema {
  return (options.answer ? answerSchema : requestSchema)(schema, options, "");
}

type Write = (schema: Schema, options: JsonSchemaOptions, path: string) => JsonSchema;

function described(path: string, { describe }: JsonSchemaOptions, written: JsonSchema): JsonSchema {
  const description = path === "" ? undefined : describe?.(path);
  return description === undefined ? written : { ...written, description };
}

const requestSchema: Write = (schema, options, path) => {
  const written = requestBody(schema, options, path);
  const hasDefault = options.target === "openapi" && schema.default !== undefined;
  return described(path, options, hasDefault ? { ...written, default: schema.default } : written);
};

function requestBody(schema: Schema, options: JsonSchemaOptions, path: string): JsonSchema {
  if (schema.oneOf) {
    return { anyOf: schema.oneOf.map((variant) => requestBody(variant, options, path)) };
  }
  switch (schema.type) {
    case "boolean":
      return { type: "boolean" };
    case "integer":
    case "number":
      return numberSchema(schema.type, schema);
    case "array":
      return { type: "array", items: requestSchema(schema.items ?? {}, options, `${path}[]`) };
    case "null":
      return { type: "null" };
    case "object":
      return objectSchema(schema, options, path, requestSchema);
    case "string":
      return textSchema(schema, options, path);
    default:
      return schema.properties ? objectSchema(schema, options, path, requestSchema) : {};
  }
}

function numberSchema(type: string, schema: Schema): JsonSchema {
  const { minimum, maximum } = schema;
  return {
    type,
    ...(schema.enum && { enum: schema.enum.map(Number) }),
    ...defined({ minimum, maximum }),
  };
}

function textSchema(schema: Schema, options: JsonSchemaOptions, path: string): JsonSchema {
  const { minLength, maxLength, format } = schema;
  const pattern = bothPatterns(
    typeof format === "string" ? formatPattern(format) : undefined,
    schema.pattern === undefined ? undefined : portable(schema.pattern),
  );
  const text: JsonSchema = {
    type: "string",
    ...(schema.enum && { enum: schema.enum }),
    ...defined({ minLength, maxLength, pattern }),
  };
  if (!options.objects) return text;
  const keys = propertyStringOf(schema);
  if (keys) return { anyOf: [text, propertyStringSchema(keys, options, path)] };
  const isList = typeof format === "string" && format.endsWith("-list");
  return isList ? { anyOf: [text, listSchema(format)] } : text;
}

/** One pattern for what must fit two: `allOf` would be lost on the way to zod. */
function bothPatterns(one: string | undefined, other: string | undefined): string | undefined {
  return one !== undefined && other !== undefined ? `(?=${one})(?:${other})` : (one ?? other);
}

function listSchema(format: string): JsonSchema {
  const pattern = formatPattern(format.replace(/-list$/, ""));
  return {
    type: "array",
    items: { type: "string", ...(pattern !== undefined && { pattern }) },
  };
}

/** A property string as an object; aliases are for text only. */
function propertyStringSchema(
  keys: Record<string, Schema>,
  options: JsonSchemaOptions,
  path: string,
): JsonSchema {
  const properties = Object.fromEntries(Object.entries(keys).filter(([, key]) => !key.alias));
  const schema: Schema = { properties, additionalProperties: false };
  return objectSchema(schema, { ...options, objects: false }, path, requestSchema);
}

/** A pattern that has no translation is left out: Proxmox will judge. */
function portable(pattern: string): string | undefined {
  try {
    return toPortablePattern(pattern);
  } catch (error) {
    if (error instanceof PatternError) return undefined;
    throw error;
  }
}

function objectSchema(
  schema: Schema,
  options: JsonSchemaOptions,
  path: string,
  write: Write,
): JsonSchema {
  const entries = Object.entries(schema.properties ?? {});
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  const named = entries.filter(([name]) => familyOf(name) === undefined);
  const families = entries.filter(([name]) => familyOf(name) !== undefined);
  const isRequired = ({ optional, oneOf }: Schema) => !optional && !oneOf;
  const required = options.answer
    ? []
    : named.filter(([, inner]) => isRequired(inner)).map(([name]) => name);
  const { additionalProperties: others } = schema;
  const requires =
    options.target === "openapi" && !options.answer
      ? named.flatMap(([name, inner]) => (inner.requires ? [[name, [inner.requires]]] : []))
      : [];
  return {
    type: "object",
    properties: Object.fromEntries(
      named.map(([name, inner]) => [name, write(inner, options, at(name))]),
    ),
    ...(families.length > 0 && {
      patternProperties: Object.fromEntries(
        families.map(([name, inner]) => [familyPattern(name), write(inner, options, at(name))]),
      ),
    }),
    ...(required.length > 0 && { required }),
    ...(requires.length > 0 && { dependentRequired: Object.fromEntries(requires) }),
    ...(!options.answer && others === false && { additionalProperties: false }),
    ...(typeof others === "object" && { additionalProperties: write(others, options, at("*")) }),
  };
}

/** How a scalar of each type may come over the wire. */
const SPELLINGS: Record<string, string[]> = {
  boolean: ["boolean", "integer", "string", "null"],
  integer: ["integer", "string", "null"],
  number: ["number", "string", "null"],
  string: ["string", "number", "null"],
};

const answerSchema: Write = (schema, options, path) => {
  const { type } = schema;
  if (type === "array") {
    const items = answerSchema(schema.items ?? {}, options, `${path}[]`);
    return described(path, options, { type: ["array", "null"], items });
  }
  if (type === "object" || schema.properties) {
    const written = objectSchema(schema, options, path, answerSchema);
    return described(path, options, { ...written, type: ["object", "null"] });
  }
  const spellings = type && SPELLINGS[type];
  if (spellings) {
    // GET /nodes/{node}/vzdump/defaults hands property strings over taken apart
    const parsed = propertyStringOf(schema) ? ["object"] : [];
    return described(path, options, { type: [...spellings, ...parsed] });
  }
  return described(path, options, type === "null" ? { type: "null" } : {});
};
