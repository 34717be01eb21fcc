import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRouter } from "../../simulator/http/router.js";
import { loadRelease, newestRelease } from "../../src/data/releases.js";
import { loadToolList } from "../../src/data/tool-list.js";
import { createClient } from "../../src/pve/wire/client.js";
import type { EndpointKey } from "../../src/schema/model.js";
import { endpointsOfRelease } from "../../src/tools/find-endpoint.js";
import { currentName } from "../../src/tools/tool-names.js";
import { type Harness, openToolbox, tokenOf } from "../tools/harness.js";
import { namedTools } from "./index.js";
import type { Case, Look } from "./types.js";

describe.each(namedTools)("$tool ($login, $pve)", ({ tool, login, pve, uploads, cases }) => {
  let harness: Harness;
  const folder = uploads && mkdtempSync(join(tmpdir(), "names-"));

  beforeAll(async () => {
    for (const [name, text] of Object.entries(uploads ?? {})) {
      writeFileSync(join(String(folder), name), text);
    }
    harness = await openToolbox({
      ...(folder !== undefined && { uploadFolder: folder }),
      ...(pve !== undefined && { pve }),
      ...(login && { credentials: rootPassword }),
    });
  });
  afterAll(async () => {
    await harness.close();
    if (folder) rmSync(folder, { recursive: true });
  });

  it.each(cases.map((call) => [JSON.stringify(call.args), call] as const))(
    "%s",
    async (_, call) => {
      for (const [name, args] of call.setup ?? []) await harness.call(name, args);
      const args = { ...call.args, ...(await argumentsFrom(harness, call)) };
      harness.simulator.clearRequests();
      const { structuredContent, isError } = await harness.result(tool, args);
      const requests = harness.simulator.requests.filter(({ path }) => path !== "/version");
      if (call.refusal) {
        const { code, message, hint } = structuredContent["error"] as Record<string, unknown>;
        expect({ code, text: `${message} ${hint}` }).toMatchObject({
          code: call.refusal.code,
          text: expect.stringContaining(call.refusal.says),
        });
        if (call.sends) checkRequests(call, requests);
        else expect(requests.filter(({ method }) => method !== "GET")).toEqual([]);
      } else {
        expect({ isError, structuredContent }).toMatchObject({
          structuredContent: { data: expect.anything() },
        });
        expect(isError).toBeUndefined();
        checkRequests(call, requests);
        if (call.answers !== undefined) checkPart(structuredContent["data"], call.answers);
      }
      checkDeclared(tool, requests, pve);
      if (call.after) harness.simulator.manual?.settle(MINUTE);
      for (const look of call.after ?? []) await checkLook(harness, look, pve);
      expect(harness.unexpected).toEqual([]);
      expect(harness.simulator.crashes).toEqual([]);
    },
  );
});

/** Milliseconds of the cluster's time in which what a call started is over. */
const MINUTE = 60_000;

/** Of the demonstration cluster. */
const rootPassword = { kind: "password", user: "root@pam", password: "proxmox" } as const;

async function argumentsFrom(harness: Harness, { from }: Case): Promise<Record<string, unknown>> {
  if (!from) return {};
  const [tool, args, pick] = from;
  return pick((await harness.call(tool, args))["data"]);
}

function checkRequests(call: Case, requests: Harness["simulator"]["requests"]): void {
  const sent = requests.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);
  let from = 0;
  for (const wanted of call.sends ?? []) {
    const index = sent.indexOf(wanted, from);
    expect(sent.slice(from), `${wanted} is to be sent`).toContain(wanted);
    from = index + 1;
  }
  if (call.with) expect(requests[from - 1]?.parameters).toMatchObject(wire(call.with));
}

/** As a form carries it. */
function wire(parameters: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(parameters).map(([name, value]) => {
    if (typeof value === "boolean") return [name, value ? "1" : "0"];
    return [name, typeof value === "number" ? String(value) : value];
  });
  return Object.fromEntries(entries);
}

/** What the engine itself asks: where a guest is, which nodes there are, what became of a task, a login. */
const LOOKUPS = [
  "POST /access/ticket",
  "GET /cluster/resources",
  "GET /nodes",
  "GET /nodes/{node}/tasks/{upid}/log",
  "GET /nodes/{node}/tasks/{upid}/status",
];

const routers = new Map<string, ReturnType<typeof createRouter>>();

function routerOf(pve: string): ReturnType<typeof createRouter> {
  const router = routers.get(pve) ?? createRouter(loadRelease(pve));
  routers.set(pve, router);
  return router;
}

/** The access tier comes from what a tool declares: it sends nothing else. */
function checkDeclared(tool: string, requests: Requests, pve = newestRelease()): void {
  const list = loadToolList();
  const route = routerOf(pve);
  const declared = Object.keys(list.tools[currentName(list, tool)]?.endpoints ?? {});
  const sent = requests.map(({ method, path }) => route(method, path)?.key ?? path);
  expect(sent.filter((key) => ![...declared, ...LOOKUPS].includes(key))).toEqual([]);
}

type Requests = Harness["simulator"]["requests"];

function checkPart(data: unknown, part: unknown): void {
  if (typeof part !== "object") expect(data).toBe(part);
  else if (!Array.isArray(data)) expect(data).toMatchObject(part as object);
  else for (const entry of [part].flat()) expect(data).toContainEqual(matching(entry));
}

function matching(entry: unknown): unknown {
  return typeof entry === "object" ? expect.objectContaining(entry as object) : entry;
}

async function checkLook(harness: Harness, look: Look, pve = newestRelease()): Promise<void> {
  const endpoints = endpointsOfRelease(loadRelease(pve));
  const { host, port, token, certificate } = harness.simulator;
  const client = createClient({
    hosts: [{ host, port }],
    credentials: tokenOf(token),
    tls: { mode: "strict", ca: certificate },
    endpointOf: (key) => endpoints.get(key),
  });
  const key = `GET ${look.path}` as EndpointKey;
  try {
    const answer = client.call(key, look.parameters ?? {});
    if (look.fails) await expect(answer).rejects.toThrow();
    else {
      const data = await answer;
      if (look.shows !== undefined) checkPart(data, look.shows);
      if (look.lacks) expect(data).not.toContainEqual(expect.objectContaining(look.lacks));
    }
  } finally {
    await client.close();
  }
}
