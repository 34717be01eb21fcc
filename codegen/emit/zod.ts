import {
  type ImportDeclarationStructure,
  type StatementStructures,
  StructureKind,
  VariableDeclarationKind,
  type WriterFunction,
  Writers,
} from "ts-morph";
import { type JsonSchema, toJsonSchema } from "../../src/schema/json-schema.js";
import { type Endpoint, keyOf } from "../../src/schema/model.js";
import type { GeneratedFile, SurfaceEmitter } from "../emitter.js";
import { literal, printFile, typeImport } from "../typescript/print.js";
import { findShared, type SharedSchema } from "../zod/shared-schemas.js";
import { zodCode } from "../zod/zod-code.js";

/**
 * `generated/surface/zod/`: parameters and result of each endpoint, an area a file. A schema is
 * built when it is first asked for; `shared.ts` has those that several endpoints use.
 */
export const emitZod: SurfaceEmitter = (model) => {
  const all = [...model.areas.values()].flat().map(schemasOf);
  const shared = findShared(all.flatMap(({ parameters, result }) => [parameters, result]));
  const writer = { shared };
  return [
    indexFile([...model.areas.keys()]),
    sharedFile(writer),
    ...[...model.areas].map(([area, endpoints]) => areaFile(area, endpoints, writer)),
  ];
};

interface Writing {
  shared: ReadonlyMap<string, SharedSchema>;
}

interface EndpointSchemas {
  parameters: JsonSchema;
  result: JsonSchema;
}

function schemasOf({ parameters, returns }: Endpoint): EndpointSchemas {
  return {
    parameters: toJsonSchema(parameters, { target: "zod", objects: true }),
    result: returns ? toJsonSchema(returns, { target: "zod", answer: true }) : {},
  };
}

function areaFile(
  area: string,
  endpoints: readonly Endpoint[],
  { shared }: Writing,
): GeneratedFile {
  const print = createPrinter(shared);
  const entries = endpoints.map((endpoint): [string, WriterFunction] => {
    const { parameters, result } = schemasOf(endpoint);
    const builders = { parameters: print.lazy(parameters), result: print.lazy(result) };
    return [literal(keyOf(endpoint)), Writers.object(builders)];
  });
  const type = "Readonly<Record<string, SchemaBuilders>>";
  const schemas = constant("schemas", type, Writers.object(Object.fromEntries(entries)));
  return printFile(`generated/surface/zod/${area}.ts`, [
    typeImport(["SchemaBuilders"], BUILDERS),
    importOf("z", BUILDERS),
    ...(print.usesShared() ? [importOf(SHARED, "./shared.js")] : []),
    schemas,
  ]);
}

function sharedFile({ shared }: Writing): GeneratedFile {
  const print = createPrinter(shared, "");
  const schemas = [...shared.values()].map(({ name, schema }) =>
    constant(name, "AnySchema", print.code(schema)),
  );
  return printFile("generated/surface/zod/shared.ts", [
    typeImport(["AnySchema"], BUILDERS),
    importOf("z", BUILDERS),
    ...schemas,
  ]);
}

function indexFile(areas: readonly string[]): GeneratedFile {
  const loaders = areas.map((area) => [literal(area), `() => import("./${area}.js")`]);
  return printFile("generated/surface/zod/index.ts", [
    typeImport(["SchemaBuilders"], BUILDERS),
    constant(
      "AREAS",
      "Readonly<Record<string, () => Promise<{ schemas: Readonly<Record<string, SchemaBuilders>> }>>>",
      Writers.object(Object.fromEntries(loaders)),
    ),
  ]);
}

const BUILDERS = "../../../src/library/schema-builders.js";
/** What `shared.ts` is called in an area's file. */
const SHARED = "shared";

/** Prints schemas, and notes what their code refers to. */
function createPrinter(shared: Writing["shared"], prefix = `${SHARED}.`) {
  let usesShared = false;
  const code = (schema: JsonSchema): string =>
    zodCode(schema, (inner) => {
      const name = shared.get(JSON.stringify(inner))?.name;
      usesShared ||= name !== undefined;
      return name === undefined ? undefined : prefix + name;
    });
  return {
    code,
    lazy: (schema: JsonSchema): string => `() => ${code(schema)}`,
    usesShared: () => usesShared,
  };
}

function constant(
  name: string,
  type: string,
  initializer: string | WriterFunction,
): StatementStructures {
  return {
    kind: StructureKind.VariableStatement,
    isExported: true,
    declarationKind: VariableDeclarationKind.Const,
    declarations: [{ name, type, initializer }],
  };
}

function importOf(namespaceImport: string, moduleSpecifier: string): ImportDeclarationStructure {
  return { kind: StructureKind.ImportDeclaration, namespaceImport, moduleSpecifier };
}
