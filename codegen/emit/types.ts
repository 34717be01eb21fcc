import { StructureKind, type WriterFunction, Writers } from "ts-morph";
import { type Endpoint, keyOf, type Schema } from "../../src/schema/model.js";
import type { SurfaceEmitter } from "../emitter.js";
import type { Model } from "../model.js";
import { describeValue } from "../typescript/facts.js";
import { identityOf, nameFormats } from "../typescript/formats.js";
import { mapName } from "../typescript/names.js";
import { membersOf, objectType, printFile, typeAlias, typeImport } from "../typescript/print.js";
import { type Parts, shareMembers, type TextMember } from "../typescript/share-members.js";
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
    const own = endpoints.map((endpoint) => parametersOf(endpoint, model, formatName));
    const { fragments, parts } = shareMembers(own);
    const members = endpoints.map((endpoint, index) => ({
      name: keyOf(endpoint),
      type: objectType([
        { name: "parameters", type: parametersType(endpoint, parts[index]) },
        { name: "result", type: resultType(endpoint.returns) },
      ]),
    }));
    return printFile(`generated/surface/types/${area}.ts`, [
      ...(used.size > 0 ? [typeImport([...used].sort(), "./formats.js")] : []),
      ...fragments.map(({ name, members }) => typeAlias(name, objectType(members))),
      {
        kind: StructureKind.Interface,
        name: mapName(area),
        isExported: true,
        ...membersOf(members),
      },
    ]);
  });
};

function parametersOf(endpoint: Endpoint, model: Model, formatName: FormatNames): TextMember[] {
  return Object.entries(endpoint.parameters.properties ?? {}).map(([name, schema]) => ({
    name,
    type: parameterType(schema, formatName),
    optional: isOptional(schema),
    docs: docsOf(endpoint, name, schema, model),
  }));
}

/** A parameter whose variants differ by type, or of which one may be absent, can be left out. */
function isOptional({ optional, oneOf, "type-property": decides }: Schema): boolean {
  const mayBeAbsent = oneOf?.some((variant) => decides !== undefined || variant.optional);
  return optional === true || mayBeAbsent === true;
}

function parametersType(
  { parameters }: Endpoint,
  { own, shared }: Parts = { own: [], shared: [] },
): string | WriterFunction {
  const open = parameters.additionalProperties !== false;
  const [first, second, ...others] = [
    ...shared,
    ...(own.length > 0 || open || shared.length === 0 ? [objectType(own, open)] : []),
  ];
  if (second === undefined) return first ?? "never";
  return Writers.intersectionType(first ?? "never", second, ...others);
}

function docsOf(endpoint: Endpoint, name: string, schema: Schema, model: Model): string[] {
  const available = model.availability.endpoints[keyOf(endpoint)]?.parameters?.[name];
  return describeValue(model.words.parameter(endpoint, name), schema, available);
}
