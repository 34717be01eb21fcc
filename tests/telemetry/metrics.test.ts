import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ROOT } from "../../codegen/root.js";
import { refusedRequests } from "../../src/kit/observed.js";
import { createMetrics, type Metrics } from "../../src/telemetry/metrics.js";
import { callTool } from "../../src/tools/call-tool.js";
import { type Harness, openToolbox } from "../tools/harness.js";
import { parsePrometheus, type Sample } from "./parse-prometheus.js";

let cluster: Harness;
let metrics: Metrics;
let time = 0;

beforeAll(async () => {
  cluster = await openToolbox({ access: "operate" });
});

afterAll(() => cluster.close());

beforeEach(() => {
  metrics = createMetrics({
    version: "1.2.3",
    now: () => {
      time += 200;
      return time;
    },
    sessions: () => 7,
    running: () => 2,
    memory: () => 1024,
  });
});

afterEach(() => metrics.end());

const call = (name: string, given: object) =>
  callTool(cluster.toolbox, name, given, {
    signal: new AbortController().signal,
    progress: () => {},
  });

const read = (): Sample[] => parsePrometheus(metrics.text());

function numberOf(name: string, labels: Record<string, string> = {}): number | undefined {
  return read().find(
    (sample) =>
      sample.name === `proxmox_mcp_${name}` &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  )?.value;
}

describe("the numbers", () => {
  it("of calls and requests are by tool and outcome, endpoint and status", async () => {
    await call("proxmox_guest_config", { vmid: 100 });
    await call("proxmox_guest_config", { vmid: 100 });
    await call("proxmox_guest_config", { vmid: 987654 });
    await call("someone's secret", {});
    const tool = "proxmox_guest_config";
    expect(numberOf("calls_total", { tool, outcome: "ok" })).toBe(2);
    expect(numberOf("calls_total", { tool, outcome: "not_found" })).toBe(1);
    expect(numberOf("calls_total", { tool: "unlisted" })).toBe(1);
    expect(numberOf("call_duration_seconds_count", { tool })).toBe(3);
    expect(numberOf("requests_total", { endpoint: "GET /nodes", status: "200" })).toBeGreaterThan(
      1,
    );
    expect(numberOf("request_duration_seconds_bucket", { endpoint: "GET /nodes", le: "0.1" })).toBe(
      0,
    );
    expect(metrics.text()).not.toMatch(/987654|secret/);
  });

  it("of tasks are by type", async () => {
    await call("proxmox_guest_reboot", { vmid: 100 });
    expect(numberOf("tasks_followed_total", { type: "qmreboot" })).toBe(1);
    expect(numberOf("tasks_following")).toBe(0);
  });

  it("of what was refused are by reason", () => {
    for (const status of [401, 429, 429, 403, 503, 418]) refusedRequests.publish({ status });
    const reasons = read().filter(({ name }) => name === "proxmox_mcp_refused_total");
    expect(reasons.map(({ labels, value }) => [labels["reason"], value])).toEqual([
      ["credentials", 1],
      ["rate", 2],
      ["scope", 1],
      ["unavailable", 1],
      ["418", 1],
    ]);
  });

  it("of now are looked up", () => {
    expect(numberOf("sessions")).toBe(7);
    expect(numberOf("calls_running")).toBe(2);
    expect(numberOf("resident_memory_bytes")).toBe(1024);
    expect(numberOf("build_info", { version: "1.2.3" })).toBe(1);
  });

  it("go on no more when nobody counts", async () => {
    metrics.end();
    await call("proxmox_guest_config", { vmid: 100 });
    expect(numberOf("calls_total", { outcome: "ok" })).toBeUndefined();
  });
});

const dashboard = JSON.parse(
  readFileSync(join(ROOT, "packaging/grafana/proxmox-mcp.json"), "utf8"),
);

/** What Grafana needs of a dashboard of version 39, and which fields its panels may have here. */
const SCHEMA = {
  type: "object",
  required: ["uid", "title", "schemaVersion", "panels", "templating", "time"],
  properties: {
    uid: { type: "string", pattern: "^[a-zA-Z0-9_-]{1,40}$" },
    title: { type: "string", minLength: 1 },
    schemaVersion: { const: 39 },
    templating: {
      type: "object",
      required: ["list"],
      properties: {
        list: {
          type: "array",
          items: {
            type: "object",
            required: ["name", "type", "query"],
            properties: { type: { enum: ["datasource", "query"] } },
          },
        },
      },
    },
    panels: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        additionalProperties: false,
        required: ["id", "type", "title", "gridPos", "targets", "fieldConfig", "options"],
        properties: {
          id: { type: "integer", minimum: 1 },
          type: { enum: ["timeseries", "stat"] },
          title: { type: "string", minLength: 1 },
          description: { type: "string", minLength: 1 },
          datasource: { $ref: "#/$defs/source" },
          gridPos: {
            type: "object",
            additionalProperties: false,
            required: ["h", "w", "x", "y"],
            properties: {
              h: { type: "integer", minimum: 1 },
              w: { type: "integer", minimum: 1, maximum: 24 },
              x: { type: "integer", minimum: 0, maximum: 23 },
              y: { type: "integer", minimum: 0 },
            },
          },
          fieldConfig: { type: "object", required: ["defaults", "overrides"] },
          options: { type: "object" },
          targets: {
            type: "array",
            minItems: 1,
            items: {
              type: "object",
              additionalProperties: false,
              required: ["refId", "expr", "datasource"],
              properties: {
                refId: { type: "string", pattern: "^[A-Z]$" },
                expr: { type: "string", minLength: 1 },
                legendFormat: { type: "string" },
                datasource: { $ref: "#/$defs/source" },
              },
            },
          },
        },
      },
    },
  },
  $defs: {
    source: {
      type: "object",
      additionalProperties: false,
      required: ["type", "uid"],
      properties: { type: { const: "prometheus" }, uid: { const: `\${source}` } },
    },
  },
};

describe("the dashboard for Grafana", () => {
  it("fits its schema", () => {
    const ajv = new Ajv({ strict: false });
    ajv.validate(SCHEMA, dashboard);
    expect(ajv.errors).toBeNull();
  });

  it("has panels that don't lie over each other", () => {
    const taken = new Set<string>();
    const ids = new Set<number>();
    for (const { id, gridPos } of dashboard.panels) {
      ids.add(id);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(x).toBeLessThan(24);
          expect(taken.has(`${x},${y}`)).toBe(false);
          taken.add(`${x},${y}`);
        }
      }
    }
    expect(ids.size).toBe(dashboard.panels.length);
  });

  it("asks for numbers that there are, by labels that they have, and for all of them", async () => {
    await call("proxmox_guest_reboot", { vmid: 101 });
    refusedRequests.publish({ status: 401 });
    const labels = new Map<string, Set<string>>();
    for (const { name, labels: own } of read()) {
      labels.set(name, new Set([...(labels.get(name) ?? []), ...Object.keys(own), "job"]));
    }
    const asked = new Set<string>();
    for (const { expr } of dashboard.panels.flatMap(
      (panel: { targets: object[] }) => panel.targets,
    )) {
      const names = [...String(expr).matchAll(/proxmox_mcp_\w+/g)].map(([name]) => name);
      expect(names.length).toBeGreaterThan(0);
      for (const name of names) {
        asked.add(name);
        expect([...labels.keys()]).toContain(name);
        const used = [
          ...[...String(expr).matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = ""]) =>
            list.split(/,\s*/),
          ),
          ...[...String(expr).matchAll(/[{,](\w+)[=!]/g)].map(([, label = ""]) => label),
        ];
        for (const label of used) expect(labels.get(name)).toContain(label);
      }
    }
    const families = [...labels.keys()].filter((name) => !/_(sum|count|info)$/.test(name));
    expect([...asked].sort()).toEqual(families.sort());
  });
});
