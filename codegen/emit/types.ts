import { StructureKind } from "ts-morph";
import { type Endpoint, keyOf, type Schema } from "../../src/schema/model.js";
import type { SurfaceEmitter } from "../emitter.js";
import type { Model } from "../model.js";
import { describeValue } from "../typescript/facts.js";
import { identityOf, nameFormats } from "../typescript/formats.js";
import { mapName } from "../typescript/names.js";
import { membersOf, objectType, printFile, typeImport } from "../typescript/print.js";
import { type FormatNames, parameterType, resultType } from "../typescript/type-of.js";

/** `generated/surface/types/<area>.ts`: parameters and result of each endpoint. */
export const emitTypes: SurfaceEmitter = (model) => {
  const named = nameFormats(model.api);
  return [...model.areas].map(([area, endpoints]) => {
    const used = new Set<string>();
    const formatName: FormatNames = (schema) => {
      const name = named.get(identityOf(schema) ?? "")?.name;
      if (name !== undefined) used.add(name);
      return name;
    };
    const members = endpoints.map((endpoint) => ({
      name: keyOf(endpoint),
      type: objectType([
        { name: "parameters", type: parametersType(endpoint, model, formatName) },
        { name: "result", type: resultType(endpoint.returns) },
      ]),
    }));
    return printFile(`generated/surface/types/${area}.ts`, model.release, [
      ...(used.size > 0 ? [typeImport([...used].sort(), "./formats.js")] : []),
      {
        kind: StructureKind.Interface,
        name: mapName(area),
        isExported: true,
        ...membersOf(members),
      },
    ]);
  });
};

function parametersType(endpoint: Endpoint, model: Model, formatName: FormatNames) {
  const { properties = {}, additionalProperties } = endpoint.parameters;
  const members = Object.entries(properties).map(([name, schema]) => ({
    name,
    type: parameterType(schema, formatName),
    optional: schema.optional === true,
    docs: docsOf(endpoint, name, schema, model),
  }));
  return objectType(members, additionalProperties !== false);
}

function docsOf(endpoint: Endpoint, name: string, schema: Schema, model: Model): string[] {
  const available = model.availability.endpoints[keyOf(endpoint)]?.parameters?.[name];
  return describeValue(model.words.parameter(endpoint, name), schema, available);
}
