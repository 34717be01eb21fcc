import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createSpans, type Span } from "../../src/telemetry/spans.js";
import { callTool } from "../../src/tools/call-tool.js";
import { type Harness, openToolbox } from "../tools/harness.js";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const PARENT = "b7ad6b7169203331";

let cluster: Harness;
let spans: Span[];
let end: () => void;

beforeAll(async () => {
  cluster = await openToolbox({ access: "operate" });
});

afterAll(() => cluster.close());

beforeEach(() => {
  spans = [];
  let time = 0n;
  let ids = 0;
  end = createSpans({
    finish: (span) => spans.push(span),
    now: () => {
      time += 1n;
      return time;
    },
    randomId: (bytes) => {
      ids += 1;
      return String(ids).padStart(bytes * 2, "0");
    },
  });
});

afterEach(() => end());

const call = (name: string, given: object, meta?: Record<string, unknown>) =>
  callTool(cluster.toolbox, name, given, {
    signal: new AbortController().signal,
    progress: () => {},
    meta,
  });

describe("the spans of a call", () => {
  it("are one for it, and one below for each request", async () => {
    await call("proxmox_guest_config", { vmid: 100 });
    const top = spans.at(-1);
    expect(top).toMatchObject({
      name: "tools/call proxmox_guest_config",
      kind: "server",
      hasFailed: false,
      attributes: { "gen_ai.tool.name": "proxmox_guest_config", "proxmox_mcp.outcome": "ok" },
    });
    expect(top?.parentId).toBeUndefined();
    const below = spans.slice(0, -1);
    expect(below.map(({ name }) => name)).toContain("GET /nodes/{node}/qemu/{vmid}/config");
    for (const span of below) {
      expect(span).toMatchObject({
        kind: "client",
        traceId: top?.traceId,
        parentId: top?.spanId,
        attributes: { "http.request.method": "GET", "http.response.status_code": 200 },
      });
      expect(span.ended > span.began).toBe(true);
    }
  });

  it("belong to the trace of the client's request", async () => {
    await call(
      "proxmox_guest_config",
      { vmid: 100 },
      {
        traceparent: `00-${TRACE}-${PARENT}-01`,
        tracestate: "vendor=1",
      },
    );
    expect(spans.at(-1)).toMatchObject({ parentId: PARENT, tracestate: "vendor=1" });
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
  });

  it.each([
    "",
    "00-0-0-01",
    `ff-${TRACE}-${PARENT}-01`,
    `00-${"0".repeat(32)}-${PARENT}-01`,
    `00-${TRACE}-${"0".repeat(16)}-01`,
    `00-${TRACE.toUpperCase()}-${PARENT}-01`,
    42,
  ])("have their own trace with traceparent %j", async (traceparent) => {
    await call("proxmox_guest_config", { vmid: 100 }, { traceparent });
    expect(spans.at(-1)?.parentId).toBeUndefined();
    expect(spans.at(-1)?.traceId).not.toBe(TRACE);
  });

  it("aren't told of where the client's trace isn't recorded", async () => {
    await call("proxmox_guest_config", { vmid: 100 }, { traceparent: `00-${TRACE}-${PARENT}-00` });
    expect(spans).toEqual([]);
  });

  it("of two calls at the same time stay apart", async () => {
    await Promise.all([
      call("proxmox_guest_config", { vmid: 100 }),
      call("proxmox_guest_config", { vmid: 105 }),
    ]);
    const tops = spans.filter(({ kind }) => kind === "server");
    expect(new Set(tops.map(({ traceId }) => traceId)).size).toBe(2);
    for (const top of tops) {
      const own = spans.filter(({ parentId }) => parentId === top.spanId);
      expect(own.map(({ name }) => name)).toContain("GET /nodes/{node}/qemu/{vmid}/config");
    }
  });

  it.each<[string, object, string]>([
    ["proxmox_guest_config", { vmid: 987654 }, "not_found"],
    ["proxmox_guest_config", {}, "arguments"],
    ["proxmox_guest_delete", { vmid: 100 }, "access"],
    ["no_such_secret_tool", {}, "unknown_tool"],
  ])("say how %s %j fails, and nothing else", async (name, given) => {
    const answer = await call(name, given);
    const code = Object(answer.structuredContent["error"]).code;
    const top = spans.at(-1);
    expect(top).toMatchObject({ hasFailed: true, attributes: { "error.type": code } });
    expect(JSON.stringify(spans, plain)).not.toMatch(/987654|secret/);
  });

  it("hold no value of a parameter or of an answer", async () => {
    await call("proxmox_guest_config", { vmid: 105 });
    await call("proxmox_api_read", {
      endpoint: "GET /nodes/{node}/qemu",
      params: { node: "pve2" },
    });
    expect(spans.map(({ name }) => name)).toContain("GET /nodes/{node}/qemu");
    expect(JSON.stringify(spans, plain)).not.toMatch(/105|pve2/);
  });

  it("end when nobody wants them any more", async () => {
    end();
    await call("proxmox_guest_config", { vmid: 100 });
    expect(spans).toEqual([]);
  });
});

function plain(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
