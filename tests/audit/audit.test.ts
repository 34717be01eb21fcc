import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type AuditLog, openAuditLog } from "../../src/audit/audit-log.js";
import { readAudit } from "../../src/audit/read-audit.js";
import { main } from "../../src/cli/main.js";
import { parseGuestRules } from "../../src/policy/scope/guest-rules.js";
import { type Harness, openToolbox } from "../tools/harness.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "audit-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Line = Record<string, unknown>;

/** A log in memory. */
function memoryLog(): AuditLog & { lines: Line[]; breaks?: boolean } {
  const log = {
    file: "memory",
    lines: [] as Line[],
    breaks: false,
    write(entry: object) {
      if (log.breaks) throw new Error("no space left");
      log.lines.push(entry as Line);
    },
  };
  return log;
}

describe("what is written down", () => {
  const log = memoryLog();
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox({
      audit: { log, cluster: "home" },
      scope: { guests: parseGuestRules("!104") },
    });
  });
  afterAll(() => harness.close());
  beforeEach(() => {
    log.lines.length = 0;
    log.breaks = false;
    harness.simulator.clearRequests();
  });

  /** What differs from run to run is left out. */
  const steady = (): Line[] =>
    log.lines.map(({ time, id, duration, upid, ...rest }) => ({
      ...rest,
      ...(upid !== undefined && { upid: "UPID" }),
    }));

  it("is a change, its outcome and the end of its task, under one id", async () => {
    await harness.call("proxmox_guest_stop", { vmid: 100 });
    expect(steady()).toMatchInlineSnapshot(`
      [
        {
          "cluster": "home",
          "confirmation": "fallback",
          "endpoint": "POST /nodes/{node}/qemu/{vmid}/status/stop",
          "event": "request",
          "guests": [
            100,
          ],
          "login": "admin@pve!demo",
          "parameters": {
            "node": "pve1",
            "vmid": "100",
          },
          "tool": "proxmox_guest_stop",
        },
        {
          "event": "done",
          "upid": "UPID",
        },
        {
          "event": "task",
          "exitstatus": "OK",
          "state": "ok",
          "upid": "UPID",
        },
      ]
    `);
    expect(new Set(log.lines.map(({ id }) => id)).size).toBe(1);
    expect(log.lines.every(({ time }) => !Number.isNaN(Date.parse(String(time))))).toBe(true);
  });

  it("masks secrets, and cuts what is long", async () => {
    await harness.call("proxmox_guest_config_update", {
      vmid: 101,
      config: { cipassword: "hunter2hunter2", description: "d".repeat(5_000) },
    });
    const [line] = log.lines;
    expect(line?.["parameters"]).toMatchObject({
      cipassword: "***",
      description: expect.stringMatching(/^d{500}…$/),
    });
    expect(JSON.stringify(log.lines)).not.toContain("hunter2");
  });

  it("is what reveals a secret, not what only reads", async () => {
    await harness.call("proxmox_guest_list");
    await harness.call("proxmox_guest_config", { vmid: 100 });
    expect(log.lines.map(({ endpoint }) => endpoint)).not.toContain("GET /cluster/resources");
    log.lines.length = 0;
    const params = { realm: "pve" };
    await harness.result("proxmox_api_write", { endpoint: "GET /access/domains/{realm}", params });
    expect(log.lines.map(({ event }) => event)).toEqual(["request", "done"]);
  });

  it.each<[string, string, Record<string, unknown>, string]>([
    ["out of scope", "proxmox_guest_stop", { vmid: 104 }, "scope"],
    [
      "not allowed by the schema",
      "proxmox_api_write",
      { endpoint: "POST /nodes/{node}/qemu", params: { node: "pve1", vmid: "x" } },
      "parameters",
    ],
  ])("is what is refused: %s", async (_, tool, args, code) => {
    await harness.result(tool, args);
    expect(steady()).toEqual([
      expect.objectContaining({ event: "refused", cluster: "home", tool, code }),
    ]);
  });

  it("is what a user declines, each request of many", async () => {
    const ask = async () => "declined" as const;
    const asking = await openToolbox({ audit: { log }, simulator: harness.simulator, ask });
    await asking.refused("proxmox_guest_stop", { vmid: 100 });
    await asking.refused("proxmox_bulk", { action: "stop", vmids: [100, 200] });
    expect(steady().map(({ event, guests, code }) => ({ event, guests, code }))).toEqual([
      { event: "refused", guests: [100], code: "declined" },
      { event: "refused", guests: [100], code: "declined" },
      { event: "refused", guests: [200], code: "declined" },
    ]);
    await asking.close();
  });

  it("is how a user agreed", async () => {
    const ask = async () => "accepted" as const;
    const asking = await openToolbox({ audit: { log }, simulator: harness.simulator, ask });
    await asking.call("proxmox_guest_reset", { vmid: 101 });
    expect(steady()[0]).toMatchObject({ event: "request", confirmation: "confirmed" });
    await asking.close();
  });

  it("is no preview", async () => {
    await harness.call("proxmox_guest_stop", { vmid: 101, preview: true });
    expect(log.lines).toEqual([]);
  });

  it("is what fails at the node", async () => {
    harness.simulator.faults.add({ path: "/status/start$", status: 500 });
    await harness.result("proxmox_guest_start", { vmid: 100 });
    harness.simulator.faults.clear();
    expect(steady().map(({ event, code }) => [event, code])).toEqual([
      ["request", undefined],
      ["failed", expect.any(String)],
    ]);
  });

  it("must be written before anything is sent", async () => {
    log.breaks = true;
    const error = await harness.refused("proxmox_guest_start", { vmid: 100 });
    expect(error).toMatchObject({
      code: "audit",
      message: expect.stringContaining("Nothing was changed: the audit file can't be written"),
    });
    expect(harness.sent().filter((request) => !request.startsWith("GET "))).toEqual([]);
    expect(await harness.call("proxmox_guest_list")).toHaveProperty("data");
  });
});

describe("the audit file", () => {
  it("is for its owner alone, and is made anew where it was moved away", () => {
    const file = join(folder, "own.jsonl");
    const log = openAuditLog(file);
    log.write({ a: 1 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    rmSync(file);
    log.write({ a: 2 });
    expect(readFileSync(file, "utf8")).toBe('{"a":2}\n');
  });

  it.each([["/no/such/folder/audit.jsonl"], ["/dev/full"]])("%s can't be written", (file) => {
    expect(() => openAuditLog(file).write({ a: 1 })).toThrow();
  });
});

describe("proxmox-mcp audit", () => {
  const lines = [
    {
      time: "2026-11-26T10:00:00.000Z",
      id: "a",
      event: "request",
      login: "mcp@pve!mcp",
      client: "claude-code 2.1",
      tool: "proxmox_guest_stop",
      endpoint: "POST /nodes/{node}/qemu/{vmid}/status/stop",
      parameters: { node: "pve1", vmid: 100 },
      guests: [100],
      confirmation: "confirmed",
    },
    { time: "2026-11-26T10:00:01.000Z", id: "a", event: "done", duration: 812, upid: "UPID:x" },
    {
      time: "2026-11-26T10:00:09.000Z",
      id: "a",
      event: "task",
      upid: "UPID:x",
      state: "failed",
      exitstatus: "got timeout",
    },
    {
      time: "2026-11-26T11:00:00.000Z",
      id: "b",
      event: "refused",
      tool: "proxmox_guest_delete",
      endpoint: "DELETE /nodes/{node}/qemu/{vmid}",
      parameters: {},
      guests: [200],
      code: "scope",
      message: "guest 200\u202e: only guests 100-199 are in scope",
    },
    {
      time: "2026-11-26T12:00:00.000Z",
      id: "c",
      event: "request",
      endpoint: "PUT /cluster/options",
      parameters: {},
      confirmation: "not asked",
    },
    { time: "2026-11-26T12:00:00.100Z", id: "z", event: "done", duration: 5 },
  ];
  const text = `${lines.map((line) => JSON.stringify(line)).join("\n")}\nnot JSON\n`;

  it.each([
    [{}, ["a", "b", "c"], 1],
    [{ guest: 200 }, ["b"], 1],
    [{ failed: true }, ["a", "b", "c"], 1],
    [{ since: Date.parse("2026-11-26T11:30:00Z") }, ["c"], 1],
  ])("with %j", (filter, ids, unreadable) => {
    const tools = { a: "proxmox_guest_stop", b: "proxmox_guest_delete", c: undefined };
    const read = readAudit(text, filter);
    expect(read.rows.map(({ tool }) => tool)).toEqual(ids.map((id) => tools[id as "a"]));
    expect(read.unreadable).toBe(unreadable);
  });

  async function run(...args: string[]) {
    const out: string[] = [];
    const err: string[] = [];
    vi.spyOn(process.stdout, "write").mockImplementation((one) => out.push(String(one)) > 0);
    vi.spyOn(process.stderr, "write").mockImplementation((one) => err.push(String(one)) > 0);
    const code = await main(["audit", ...args], {});
    vi.restoreAllMocks();
    return { code, out: out.join(""), err: err.join("") };
  }

  it("shows a table", async () => {
    const file = join(folder, "table.jsonl");
    const { writeFileSync } = await import("node:fs");
    writeFileSync(file, text);
    const { code, out, err } = await run(file);
    expect({ code, err }).toEqual({ code: 0, err: "1 lines are no entries\n" });
    expect(out).toMatchInlineSnapshot(`
      "time                 login        client           tool          request                                     guests  asked      outcome                         ms   why
      2026-11-26T10:00:00  mcp@pve!mcp  claude-code 2.1  guest_stop    POST /nodes/{node}/qemu/{vmid}/status/stop  100     confirmed  done, task failed: got timeout  812
      2026-11-26T11:00:00                                guest_delete  DELETE /nodes/{node}/qemu/{vmid}            200                refused                              scope: guest 200\\u202e: only guests 100-199 are in scope
      2026-11-26T12:00:00                                              PUT /cluster/options                                not asked  unanswered
      "
    `);
  });

  it.each([
    [[], "audit wants one FILE"],
    [["a", "b"], "audit wants one FILE"],
    [["/no/such/file"], "/no/such/file can't be read (ENOENT)"],
    [["x", "--since", "yesterday"], "can't be read"],
    [
      [import.meta.filename, "--since", "soon"],
      '--since must be like 90m, 2h, 7d or 2026-01-31; got "soon"',
    ],
    [[import.meta.filename, "--guest", "web"], '--guest must be a vmid; got "web"'],
  ])("refuses %j", async (args, message) => {
    expect(await run(...args)).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });
});
