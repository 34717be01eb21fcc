import { type WriterFunction, Writers } from "ts-morph";
import type { Schema, SchemaType } from "../../src/schema/model.js";
import { literal, objectType, union } from "./print.js";

/** The name under which a property string's keys are declared; undefined for any other value. */
export type FormatNames = (schema: Schema) => string | undefined;

/**
 * The TypeScript type of a parameter.
 *
 * Property strings may be given as objects, lists as arrays: the client prints them.
 */
export function parameterType(schema: Schema, formatName: FormatNames): string {
  if (schema.oneOf) {
    return union(schema.oneOf.map((variant) => parameterType(variant, formatName)));
  }
  if (schema.type === "array") {
    return `ReadonlyArray<${schema.items ? parameterType(schema.items, formatName) : "string"}>`;
  }
  const keys = formatName(schema);
  if (keys !== undefined) return union(["string", keys]);
  if (schema.enum) return union(schema.enum.map(literal));
  if (isList(schema)) return "string | ReadonlyArray<string>";
  return PARAMETER_TYPES[schema.type ?? "string"];
}

/** A string that Proxmox splits at commas, and that may as well be sent as several values. */
export function isList(schema: Schema): boolean {
  return (
    (schema.type ?? "string") === "string" &&
    typeof schema.format === "string" &&
    schema.format.endsWith("-list")
  );
}

const PARAMETER_TYPES: Record<SchemaType, string> = {
  string: "string",
  integer: "number",
  number: "number",
  boolean: "boolean",
  array: "ReadonlyArray<string>",
  object: "Readonly<Record<string, unknown>>",
  null: "null",
  any: "unknown",
};

type Type = string | WriterFunction;

/**
 * The TypeScript type of an answer.
 *
 * Lenient: Proxmox declares less than it returns, so an object has an index signature unless its
 * schema says that it is closed. Flags come as 0 and 1, property strings as strings.
 */
export function resultType(schema: Schema | undefined): Type {
  if (!schema) return "unknown";
  if (schema.oneOf) return unionType(schema.oneOf.map(resultType));
  if (schema.type === "array") return arrayOf(resultType(schema.items));
  if (schema.type === "object" || schema.properties) return resultObject(schema);
  if (schema.enum && schema.type !== "integer") return union(schema.enum.map(literal));
  return schema.type === undefined ? "unknown" : RESULT_TYPES[schema.type];
}

const RESULT_TYPES: Record<SchemaType, string> = {
  string: "string",
  integer: "number",
  number: "number",
  boolean: "0 | 1",
  array: "Array<unknown>",
  object: "Record<string, unknown>",
  null: "null",
  any: "unknown",
};

function unionType(types: readonly Type[]): Type {
  const [first = "unknown", second, ...others] = [...new Set(types)];
  return second === undefined ? first : Writers.unionType(first, second, ...others);
}

function arrayOf(item: Type): Type {
  return (writer) => {
    writer.write("Array<");
    if (typeof item === "string") writer.write(item);
    else item(writer);
    writer.write(">");
  };
}

function resultObject({ properties = {}, additionalProperties }: Schema): Type {
  const members = Object.entries(properties).map(([name, property]) => ({
    name,
    type: resultType(property),
    optional: property.optional === true,
  }));
  return objectType(members, additionalProperties !== false);
}
