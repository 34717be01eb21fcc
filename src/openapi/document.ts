import { defined } from "../kit/defined.js";
import { compare, mapValues } from "../kit/objects.js";
import { areaOf } from "../schema/area.js";
import { endpointName } from "../schema/endpoint-name.js";
import { type JsonSchema, toJsonSchema } from "../schema/json-schema.js";
import { type Api, type Endpoint, pathParameters, type Schema } from "../schema/model.js";
import { describePermissions } from "../schema/permissions.js";
import { answerSchema } from "./answer-schema.js";

/** Our lines about an endpoint and its parameters. */
export interface Descriptions {
  endpoint(endpoint: Endpoint): string | undefined;
  parameter(endpoint: Endpoint, name: string): string | undefined;
}

export interface OpenApi {
  openapi: "3.1.0";
  paths: Record<string, Record<string, unknown>>;
  components: { schemas: Record<string, JsonSchema>; [kind: string]: unknown };
  [key: string]: unknown;
}

export interface OpenApiOptions {
  /** Put before each path instead of into the server's URL, for programs that look at paths alone. */
  prefix?: string;
  /**
   * Answers as Proxmox declares them, which is the default, or as they arrive: nothing is required,
   * and a scalar may have any spelling.
   */
  answers?: "declared" | "lenient";
}

/** The OpenAPI 3.1 document of a release. */
export function openApiDocument(
  api: Api,
  words: Descriptions,
  { prefix = "", answers = "declared" }: OpenApiOptions = {},
): OpenApi {
  const answerOf = answers === "declared" ? answerSchema : lenientAnswer;
  const paths: OpenApi["paths"] = {};
  const schemas: OpenApi["components"]["schemas"] = {};
  for (const endpoint of api.endpoints) {
    const path = prefix + endpoint.path;
    const operations = paths[path] ?? {};
    paths[path] = operations;
    operations[endpoint.method.toLowerCase()] = operationOf(endpoint, words, schemas, answerOf);
  }
  const areas = new Set(api.endpoints.map(({ path }) => areaOf(path)));
  return {
    openapi: "3.1.0",
    info: {
      title: "Proxmox VE API",
      version: api.release,
      summary: "Made from the facts of Proxmox's own API schema; the descriptions are ours.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [
      {
        url: `https://{node}:8006${prefix === "" ? BASE_PATH : ""}`,
        description: "Any node of the cluster",
        variables: { node: { default: "localhost" } },
      },
    ],
    security: [{ token: [] }, { ticket: [], csrf: [] }, { ticket: [] }],
    tags: [...areas].sort(compare).map((name) => ({ name })),
    paths,
    components: { schemas, responses: RESPONSES, securitySchemes: SECURITY_SCHEMES },
  };
}

/** Where every node serves its API. */
export const BASE_PATH = "/api2/json";

const SECURITY_SCHEMES = {
  token: {
    type: "apiKey",
    in: "header",
    name: "Authorization",
    description: "PVEAPIToken=user@realm!name=secret",
  },
  ticket: { type: "apiKey", in: "cookie", name: "PVEAuthCookie" },
  csrf: {
    type: "apiKey",
    in: "header",
    name: "CSRFPreventionToken",
    description: "With a ticket, on everything but GET",
  },
};

const RESPONSES = {
  Error: {
    description: "What went wrong; errors is there where parameters are at fault",
    content: {
      "application/json": {
        schema: {
          type: "object",
          properties: {
            data: { type: "null" },
            message: { type: "string" },
            errors: { type: "object", additionalProperties: { type: "string" } },
          },
        },
      },
    },
  },
};

function operationOf(
  endpoint: Endpoint,
  words: Descriptions,
  schemas: Record<string, JsonSchema>,
  answerOf: AnswerOf,
): Record<string, unknown> {
  const name = endpointName(endpoint).join(".");
  const inPath = pathParameters(endpoint.path);
  const hasBody = endpoint.method === "POST" || endpoint.method === "PUT";
  const all = toJsonSchema(endpoint.parameters, {
    target: "openapi",
    describe: (parameter) => words.parameter(endpoint, parameter),
  });
  const body = without(all, inPath);
  const listed = Object.entries(all.properties ?? {})
    .filter(([key]) => inPath.includes(key) || !hasBody)
    .map(([key, schema]) => parameterOf(key, schema, inPath.includes(key), all.required ?? []));
  if (hasBody) schemas[name] = withFlags(body, BODY_FLAG);
  return {
    operationId: name,
    tags: [areaOf(endpoint.path)],
    summary: words.endpoint(endpoint),
    description: `Privileges: ${describePermissions(endpoint)}`,
    ...(endpoint.permissions?.user === "world" && { security: [] }),
    ...(listed.length > 0 && { parameters: listed }),
    ...(hasBody && { requestBody: requestBody(name, (body.required ?? []).length > 0) }),
    responses: {
      "200": answer(answerOf(endpoint.returns)),
      default: { $ref: "#/components/responses/Error" },
    },
  };
}

/** A form and a query know 0 and 1 alone, JSON true and false as well. */
const QUERY_FLAG: JsonSchema = { type: "integer", enum: [0, 1] };
const BODY_FLAG: JsonSchema = { type: ["boolean", "integer"], enum: [false, true, 0, 1] };

function withFlags(schema: JsonSchema, flag: JsonSchema): JsonSchema {
  const each = (schemas: Record<string, JsonSchema>) =>
    mapValues(schemas, (inner) => withFlags(inner, flag));
  return {
    ...schema,
    ...(schema.type === "boolean" && flag),
    ...(typeof schema.default === "boolean" && { default: Number(schema.default) }),
    ...(schema.properties && { properties: each(schema.properties) }),
    ...(schema.patternProperties && { patternProperties: each(schema.patternProperties) }),
    ...(schema.items && { items: withFlags(schema.items, flag) }),
    ...(schema.anyOf && { anyOf: schema.anyOf.map((inner) => withFlags(inner, flag)) }),
  };
}

function without(schema: JsonSchema, names: readonly string[]): JsonSchema {
  const { properties = {}, required = [], ...rest } = schema;
  const kept = Object.entries(properties).filter(([name]) => !names.includes(name));
  const left = required.filter((name) => !names.includes(name));
  return {
    ...rest,
    properties: Object.fromEntries(kept),
    ...(left.length > 0 && { required: left }),
  };
}

function parameterOf(
  name: string,
  { description, ...schema }: JsonSchema,
  inPath: boolean,
  required: readonly string[],
): Record<string, unknown> {
  return {
    name,
    in: inPath ? "path" : "query",
    ...defined({ description }),
    ...((inPath || required.includes(name)) && { required: true }),
    schema: withFlags(schema, QUERY_FLAG),
  };
}

function requestBody(name: string, required: boolean): Record<string, unknown> {
  const schema = { $ref: `#/components/schemas/${name}` };
  return {
    ...(required && { required: true }),
    content: {
      "application/json": { schema },
      "application/x-www-form-urlencoded": { schema },
    },
  };
}

type AnswerOf = (returns: Schema | undefined) => JsonSchema;

function lenientAnswer(returns: Schema | undefined): JsonSchema {
  return returns ? toJsonSchema(returns, { target: "openapi", answer: true }) : {};
}

function answer(data: JsonSchema): Record<string, unknown> {
  const schema = { type: "object", properties: { data } };
  return { description: "Done", content: { "application/json": { schema } } };
}

/** An operation and a schema a line; keys sorted. */
export function printOpenApi(document: OpenApi): string {
  const { paths, components, ...head } = document;
  const { schemas, ...parts } = components;
  const operations = Object.entries(paths).map(([path, methods]) => {
    const lines = Object.entries(methods).map(([method, operation]) => entry(method, operation));
    return `${JSON.stringify(path)}:{\n${lines.join(",\n")}\n}`;
  });
  const named = Object.entries(schemas)
    .sort(([a], [b]) => compare(a, b))
    .map(([name, schema]) => entry(name, schema));
  return (
    `${JSON.stringify(head).slice(0, -1)},"paths":{\n${operations.join(",\n")}\n},\n` +
    `"components":${JSON.stringify(parts).slice(0, -1)},"schemas":{\n${named.join(",\n")}\n}}}\n`
  );
}

function entry(key: string, value: unknown): string {
  return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
}
