import { functionName, pascalCase } from "../../src/schema/function-name.js";
import { type Endpoint, keyOf, type Schema } from "../../src/schema/model.js";
import { header } from "../header.js";
import type { Emitter, Model } from "../model.js";
import { describeValue } from "../typescript/facts.js";
import { identityOf, nameFormats } from "../typescript/formats.js";
import { docComment, literal, propertyKey } from "../typescript/print.js";
import { type FormatNames, parameterType, resultType } from "../typescript/type-of.js";

/** `generated/types/<area>.ts`: parameters and result of each endpoint. */
export const emitTypes: Emitter = (model) => {
  const named = nameFormats(model.api);
  return [...model.areas].map(([area, endpoints]) => {
    const used = new Set<string>();
    const formatName: FormatNames = (schema) => {
      const name = named.get(identityOf(schema) ?? "")?.name;
      if (name !== undefined) used.add(name);
      return name;
    };
    const declarations = endpoints.map((endpoint) => declare(endpoint, model, formatName));
    const text = [...declarations, mapOf(area, endpoints)].join("\n");
    return {
      path: `generated/types/${area}.ts`,
      text: header(model.release) + importOf([...used].sort()) + text,
    };
  });
};

/** `GetNodesByNodeQemu`: what the names of an endpoint's types begin with. */
export function typePrefix(endpoint: Endpoint): string {
  return pascalCase(functionName(endpoint));
}

/** `NodesQemuEndpoints`: an area's part of the map from endpoint to types. */
export function mapName(area: string): string {
  return `${pascalCase(area)}Endpoints`;
}

/** Whether a call without any parameter is complete. */
export function needsParameters(endpoint: Endpoint): boolean {
  return Object.entries(endpoint.parameters.properties ?? {}).some(
    ([name, schema]) => !schema.optional && !name.endsWith("[n]"),
  );
}

function declare(endpoint: Endpoint, model: Model, formatName: FormatNames): string {
  const prefix = typePrefix(endpoint);
  return (
    `/** \`${keyOf(endpoint)}\` */\n` +
    `export type ${prefix}Parameters = ${parametersType(endpoint, model, formatName)};\n\n` +
    `/** \`${keyOf(endpoint)}\` */\n` +
    `export type ${prefix}Result = ${resultType(endpoint.returns)};\n`
  );
}

function parametersType(endpoint: Endpoint, model: Model, formatName: FormatNames): string {
  const properties = Object.entries(endpoint.parameters.properties ?? {}).map(
    ([name, schema]) =>
      docComment(comment(endpoint, name, schema, model), "  ") +
      `  ${propertyKey(name)}${isOptional(name, schema) ? "?" : ""}: ${parameterType(schema, formatName)};\n`,
  );
  if (endpoint.parameters.additionalProperties !== false)
    properties.push("  [name: string]: unknown;\n");
  return properties.length === 0 ? "Record<string, never>" : `{\n${properties.join("")}}`;
}

/** A family is an index signature: none of its members need be there, and no mark says so. */
function isOptional(name: string, schema: Schema): boolean {
  return schema.optional === true && !name.endsWith("[n]");
}

function comment(endpoint: Endpoint, name: string, schema: Schema, model: Model): string[] {
  const available = model.availability.endpoints[keyOf(endpoint)]?.parameters?.[name];
  return describeValue(model.words.parameter(endpoint, name), schema, available);
}

function importOf(names: readonly string[]): string {
  return names.length === 0 ? "" : `import type { ${names.join(", ")} } from "./formats.js";\n\n`;
}

function mapOf(area: string, endpoints: readonly Endpoint[]): string {
  const entries = endpoints.map((endpoint) => {
    const prefix = typePrefix(endpoint);
    return `  ${literal(keyOf(endpoint))}: { parameters: ${prefix}Parameters; result: ${prefix}Result };\n`;
  });
  return `export interface ${mapName(area)} {\n${entries.join("")}}\n`;
}
