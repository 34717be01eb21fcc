import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { createServer } from "@stoplight/prism-http-server";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadApis } from "../../codegen/load.js";
import type { EndpointKey } from "../../generated/surface/keys.js";
import { createEndpointTree } from "../../src/library/endpoint-tree.js";
import { result } from "../../src/library/schemas.js";
import { openApi } from "../../src/openapi.js";
import type { Caller } from "../../src/pve/caller.js";
import { endpointName } from "../../src/schema/endpoint-name.js";
import { exampleParameters } from "../../src/schema/example.js";
import { type Api, type Endpoint, keyOf, pathParameters } from "../../src/schema/model.js";

const newest = loadApis().at(-1) as Api;
const token = { authorization: "PVEAPIToken=root@pam!test=secret" };
let server: ReturnType<typeof createServer>;
let base: string;

beforeAll(async () => {
  const operations = await getHttpOperationsFromSpec(openApi());
  server = createServer(operations, {
    components: { logger: Object.assign(pino({ level: "silent" }), { success: () => undefined }) },
    cors: false,
    config: {
      isProxy: false,
      upstreamProxy: undefined,
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: true,
      mock: { dynamic: false },
    },
  });
  base = await server.listen(0, "127.0.0.1");
});
afterAll(() => server.close());

/** Sends what a typed function was called with: JSON bodies, everything else in the query. */
const caller: Caller = {
  async call(key, parameters) {
    const [method = "", template = ""] = key.split(" ");
    const inPath = pathParameters(template);
    const path = template.replace(/\{([^}]+)\}/g, (_, name) =>
      encodeURIComponent(String(parameters[name])),
    );
    const rest = Object.entries(parameters).filter(([name]) => !inPath.includes(name));
    const hasBody = method === "POST" || method === "PUT";
    const query = new URLSearchParams(
      rest.map(([name, value]): [string, string] => [
        name,
        String(typeof value === "boolean" ? +value : value),
      ]),
    );
    const response = await fetch(`${base}${path}${hasBody ? "" : `?${query}`}`, {
      method,
      headers: { ...token, ...(hasBody && { "content-type": "application/json" }) },
      ...(hasBody && { body: JSON.stringify(Object.fromEntries(rest)) }),
    });
    const answer = (await response.json()) as { data?: unknown };
    if (response.status !== 200) throw new Error(`${response.status} ${JSON.stringify(answer)}`);
    return answer.data;
  },
};

type Call = (parameters: Record<string, unknown>) => Promise<unknown>;

const tree = createEndpointTree(caller);

function callOf(endpoint: Endpoint): Call {
  const at = (branch: unknown, part: string) => (branch as Record<string, unknown>)[part];
  return endpointName(endpoint).reduce(at, tree as unknown) as Call;
}

// Prism takes 15 ms a request; `npm run verify:surface` shows it every endpoint.
const sample = newest.endpoints.filter((_, index) => index % 4 === 0);

describe("the typed functions against Prism", () => {
  it("reach their endpoints, and the answers have the shape that zod expects", async () => {
    const failures: string[] = [];
    for (const endpoint of sample) {
      const parameters = exampleParameters(endpoint, { all: true });
      const schema = await result(keyOf(endpoint) as EndpointKey);
      try {
        const verdict = schema.safeParse(await callOf(endpoint)(parameters));
        if (!verdict.success) failures.push(`${keyOf(endpoint)}: ${verdict.error.message}`);
      } catch (error) {
        failures.push(`${keyOf(endpoint)}: ${(error as Error).message}`);
      }
    }
    expect(failures).toEqual([]);
    expect(sample.length).toBeGreaterThan(150);
  });
});

describe("Prism serving the OpenAPI document", () => {
  const send = (method: string, path: string, headers: Record<string, string>, body?: string) =>
    fetch(`${base}${path}`, { method, headers, ...(body !== undefined && { body }) });

  it("takes a form as Proxmox does", async () => {
    const form = { ...token, "content-type": "application/x-www-form-urlencoded" };
    const path = "/nodes/pve1/qemu/100/config";
    expect((await send("PUT", path, form, "cores=2&onboot=1&bios=ovmf")).status).toBe(200);
    expect((await send("PUT", path, form, "cores=0")).status).toBe(422);
    expect((await send("PUT", path, form, "onboot=maybe")).status).toBe(422);
  });

  it("wants credentials but where Proxmox wants none", async () => {
    expect((await send("GET", "/version", {})).status).toBe(401);
    expect((await send("GET", "/version", { cookie: "PVEAuthCookie=x" })).status).toBe(200);
    expect((await send("GET", "/access/domains", {})).status).toBe(200);
  });

  it("knows no other endpoint", async () => {
    expect((await send("GET", "/nosuch", token)).status).toBe(404);
    expect((await send("POST", "/version", token)).status).toBe(405);
  });
});
