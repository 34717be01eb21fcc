import {
  createInstance,
  getHttpOperationsFromSpec,
  type IHttpMockConfig,
} from "@stoplight/prism-http";
import { pino } from "pino";
import { openApiDocument } from "../../../src/openapi/document.js";
import { type Api, type Endpoint, keyOf, pathParameters } from "../../../src/schema/model.js";
import { accepted, type Judge, refused, unable, type Verdict } from "../judge.js";

const CONFIG: IHttpMockConfig = {
  isProxy: false,
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  errors: false,
  upstreamProxy: undefined,
  mock: { dynamic: false },
};

const NO_WORDS = { endpoint: () => undefined, parameter: () => undefined };

/** Prism serving the OpenAPI document of a release. */
export async function prismJudge(api: Api): Promise<Judge> {
  const operations = await getHttpOperationsFromSpec(openApiDocument(api, NO_WORDS));
  const logger = Object.assign(pino({ level: "silent" }), { success: () => undefined });
  const prism = createInstance(CONFIG, { logger });
  const byKey = new Map(operations.map((op) => [`${op.method.toUpperCase()} ${op.path}`, op]));
  return {
    name: "prism",
    judge: async (endpoint, parameters) => {
      const request = requestOf(endpoint, parameters);
      if ("kind" in request) return request;
      const operation = byKey.get(keyOf(endpoint));
      if (!operation) throw new Error(`Prism doesn't know ${keyOf(endpoint)}`);
      const answer = await prism.request(request, [operation], CONFIG)();
      if (answer._tag === "Left") return refused(answer.left.message);
      const { input } = answer.right.validations;
      return input.length > 0 ? refused(input) : accepted;
    },
  };
}

interface Request {
  method: "get" | "post" | "put" | "delete";
  url: { path: string; query: Record<string, string> };
  headers: Record<string, string>;
  body?: unknown;
}

/** The request that carries these parameters, or why none can. */
function requestOf(
  endpoint: Endpoint,
  parameters: Readonly<Record<string, unknown>>,
): Request | Verdict {
  const inPath = pathParameters(endpoint.path);
  const rest = Object.entries(parameters).filter(([name]) => !inPath.includes(name));
  const hasBody = endpoint.method === "POST" || endpoint.method === "PUT";
  for (const name of inPath) {
    const value = parameters[name];
    if (value === undefined || value === "") return unable("a path holds a value for each part");
    if (typeof value === "object") return unable("a path holds text only");
  }
  const known = endpoint.parameters.properties ?? {};
  for (const [name, value] of hasBody ? [] : rest) {
    if (typeof value === "object") return unable("a query holds text only");
    if (!Object.hasOwn(known, name)) return unable("Prism takes unknown keys in a query");
  }
  const path = endpoint.path.replace(/\{([^}]+)\}/g, (_, name) =>
    encodeURIComponent(String(parameters[name])),
  );
  const query = Object.fromEntries(
    rest.map(([name, value]) => [name, String(typeof value === "boolean" ? Number(value) : value)]),
  );
  const body = JSON.stringify(Object.fromEntries(rest));
  return {
    method: endpoint.method.toLowerCase() as Request["method"],
    url: { path, query: hasBody ? {} : query },
    headers: {
      authorization: "PVEAPIToken=root@pam!test=secret",
      ...(hasBody && { "content-type": "application/json", "content-length": String(body.length) }),
    },
    ...(hasBody && { body: JSON.parse(body) }),
  };
}
