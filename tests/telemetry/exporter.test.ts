import { describe, expect, it } from "vitest";
import { createExporter } from "../../src/telemetry/exporter.js";
import type { Span } from "../../src/telemetry/spans.js";
import { readPairs } from "../../src/telemetry/start-tracing.js";

const SPAN: Span = {
  traceId: "0af7651916cd43dd8448eb211c80319c",
  spanId: "b7ad6b7169203331",
  parentId: "00f067aa0ba902b7",
  tracestate: "vendor=1",
  isSampled: true,
  name: "GET /nodes",
  kind: "client",
  began: 1_767_225_600_000_000_000n,
  ended: 1_767_225_600_250_000_000n,
  hasFailed: true,
  attributes: { "url.template": "/nodes", "http.response.status_code": 500 },
};

function open(answer: () => Response | Error = () => new Response(null, { status: 200 })) {
  const sent: { url: string; init: RequestInit }[] = [];
  const planned: (() => void)[] = [];
  const warned: string[] = [];
  const exporter = createExporter({
    url: "http://collector.example/v1/traces",
    headers: { "x-key": "k" },
    resource: { "service.name": "pve" },
    version: "1",
    send: async (url, init = {}) => {
      sent.push({ url: String(url), init });
      const said = answer();
      if (said instanceof Error) throw said;
      return said;
    },
    later: (work) => planned.push(work),
    warn: (message) => warned.push(message),
  });
  return { exporter, sent, planned, warned };
}

describe("the exporter", () => {
  it("sends what OTLP has for a span", async () => {
    const { exporter, sent } = open();
    exporter.add(SPAN);
    await exporter.flush();
    expect(sent[0]?.url).toBe("http://collector.example/v1/traces");
    expect(sent[0]?.init.headers).toEqual({ "x-key": "k", "Content-Type": "application/json" });
    expect(JSON.parse(String(sent[0]?.init.body))).toEqual({
      resourceSpans: [
        {
          resource: { attributes: [{ key: "service.name", value: { stringValue: "pve" } }] },
          scopeSpans: [
            {
              scope: { name: "proxmox-mcp", version: "1" },
              spans: [
                {
                  traceId: SPAN.traceId,
                  spanId: SPAN.spanId,
                  parentSpanId: SPAN.parentId,
                  traceState: "vendor=1",
                  name: "GET /nodes",
                  kind: 3,
                  startTimeUnixNano: "1767225600000000000",
                  endTimeUnixNano: "1767225600250000000",
                  attributes: [
                    { key: "url.template", value: { stringValue: "/nodes" } },
                    { key: "http.response.status_code", value: { intValue: "500" } },
                  ],
                  status: { code: 2 },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it("sends many at a time, and once for a while", async () => {
    const { exporter, sent, planned } = open();
    for (let count = 0; count < 600; count += 1) exporter.add(SPAN);
    expect(planned).toHaveLength(1);
    await exporter.flush();
    expect(sent.map(({ init }) => spansIn(init))).toEqual([512, 88]);
    exporter.add(SPAN);
    expect(planned).toHaveLength(2);
  });

  it("keeps no more than 2048", async () => {
    const { exporter, sent } = open();
    for (let count = 0; count < 3000; count += 1) exporter.add(SPAN);
    await exporter.flush();
    expect(sent.reduce((sum, { init }) => sum + spansIn(init), 0)).toBe(2048);
  });

  it.each<[() => Response | Error, string]>([
    [
      () => new Response("secret", { status: 401 }),
      "traces can't be sent: the collector answers 401",
    ],
    [
      () => new TypeError("secret"),
      "traces can't be sent: the collector gives no answer (TypeError)",
    ],
  ])("loses what can't be sent, and says so once", async (answer, words) => {
    const { exporter, warned } = open(answer);
    exporter.add(SPAN);
    await exporter.flush();
    exporter.add(SPAN);
    await exporter.flush();
    expect(warned).toEqual([words]);
  });
});

describe("readPairs", () => {
  it.each([
    [undefined, {}],
    ["a=b, c = d%20e ,f", { a: "b", c: "d e" }],
    ["authorization=Basic%20eA==", { authorization: "Basic eA==" }],
    ["a=%", { a: "%" }],
  ])("of %j", (text, pairs) => {
    expect(readPairs(text)).toEqual(pairs);
  });
});

function spansIn({ body }: RequestInit): number {
  return JSON.parse(String(body)).resourceSpans[0].scopeSpans[0].spans.length;
}
