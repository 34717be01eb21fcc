import type { Schema, SchemaType } from "../../src/schema/model.js";
import { literal, propertyKey, union } from "./print.js";

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
  if (keys !== undefined) return `string | ${keys}`;
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

/**
 * The TypeScript type of an answer.
 *
 * Lenient: Proxmox declares less than it returns, so an object has an index signature unless its
 * schema says that it is closed. Flags come as 0 and 1, property strings as strings.
 */
export function resultType(schema: Schema | undefined, indent = ""): string {
  if (!schema) return "unknown";
  if (schema.oneOf) return union(schema.oneOf.map((variant) => resultType(variant, indent)));
  if (schema.type === "array") return `Array<${resultType(schema.items, indent)}>`;
  if (schema.type === "object" || schema.properties) return resultObject(schema, indent);
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

function resultObject(schema: Schema, indent: string): string {
  const properties = Object.entries(schema.properties ?? {});
  const open = schema.additionalProperties !== false;
  if (properties.length === 0) return open ? "Record<string, unknown>" : "Record<string, never>";
  const inner = `${indent}  `;
  const lines = properties.map(([name, property]) => {
    const type = resultType(property, inner);
    // a family is an index signature, which can't be optional
    const mark = property.optional && !name.endsWith("[n]") ? "?" : "";
    return `${inner}${propertyKey(name)}${mark}: ${type};`;
  });
  if (open) lines.push(`${inner}[name: string]: unknown;`);
  return `{\n${lines.join("\n")}\n${indent}}`;
}
