import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { initialize } from "../../support/initialize.js";
import { startTeam, type Team } from "./harness.js";

let team: Team;

beforeAll(async () => {
  team = await startTeam();
});

afterAll(() => team.close());

const INITIALIZE = initialize("2025-11-25");

const HEADERS = {
  Accept: "application/json, text/event-stream",
  "Content-Type": "application/json",
};

function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(team.url, {
    method: "POST",
    headers: { ...HEADERS, ...headers },
    body: JSON.stringify(body),
  });
}

describe.each(["stateless", "sessions"] as const)("%s", (era) => {
  let client: Client;

  beforeAll(async () => {
    client = await team.connect({ era });
  });

  it("speaks the newest revision of its era", () => {
    expect(client.getNegotiatedProtocolVersion()).toBe(
      era === "stateless" ? "2026-07-28" : "2025-11-25",
    );
  });

  it("lists and calls tools, reads resources, and completes", async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toContain("proxmox_guest_list");
    const listed = await client.callTool({ name: "proxmox_guest_list", arguments: { limit: 1 } });
    expect(listed.structuredContent).toMatchObject({ data: [{ vmid: 100 }] });
    const { contents } = await client.readResource({ uri: "proxmox://guest/101" });
    expect(JSON.parse((contents[0] as { text: string }).text).data.vmid).toBe(101);
    const { completion } = await client.complete({
      ref: { type: "ref/resource", uri: "proxmox://guest/{vmid}" },
      argument: { name: "vmid", value: "10" },
    });
    expect(completion.values).toContain("101");
  });

  it("tells of progress while a task runs", async () => {
    const seen: string[] = [];
    const { structuredContent } = await client.callTool(
      { name: "proxmox_guest_reboot", arguments: { vmid: 100 } },
      { onprogress: ({ message }) => void seen.push(message ?? "") },
    );
    expect(structuredContent).toMatchObject({ data: { state: "ok" } });
    expect(seen.length).toBeGreaterThan(0);
  });
});

describe("a session", () => {
  it("ends when its client says so, and is unknown from then on", async () => {
    const begun = await post(INITIALIZE);
    const id = begun.headers.get("mcp-session-id") ?? "";
    await begun.text();
    const before = team.mcp.sessions;
    const ended = await fetch(team.url, { method: "DELETE", headers: { "Mcp-Session-Id": id } });
    expect(ended.status).toBe(200);
    expect(team.mcp.sessions).toBe(before - 1);
    const ping = { jsonrpc: "2.0", id: 2, method: "ping" };
    expect((await post(ping, { "Mcp-Session-Id": id })).status).toBe(404);
  });

  it("ends after an hour without a request", async () => {
    const begun = await post(INITIALIZE);
    const id = begun.headers.get("mcp-session-id") ?? "";
    await begun.text();
    team.advance(59 * 60_000);
    team.mcp.sweep();
    const ping = { jsonrpc: "2.0", id: 2, method: "ping" };
    const alive = await post(ping, { "Mcp-Session-Id": id });
    expect(alive.status).toBe(200);
    await alive.text();
    team.advance(60 * 60_000);
    team.mcp.sweep();
    expect((await post(ping, { "Mcp-Session-Id": id })).status).toBe(404);
  });

  it("does no call twice that comes again with the same id", async () => {
    const begun = await post(INITIALIZE);
    const session = { "Mcp-Session-Id": begun.headers.get("mcp-session-id") ?? "" };
    await begun.text();
    const call = {
      jsonrpc: "2.0",
      id: 7,
      method: "tools/call",
      params: {
        name: "proxmox_guest_snapshot",
        arguments: { action: "create", vmid: 101, snapname: "once", wait: 0 },
      },
    };
    team.cluster.sent();
    await (await post(call, session)).text();
    const again = await post(call, session);
    expect(again.status).toBe(400);
    expect(await again.json()).toMatchObject({ error: { code: -32_600 } });
    const made = team.cluster.sent().filter((request) => request.startsWith("POST"));
    expect(made).toEqual(["POST /nodes/pve2/qemu/101/snapshot"]);
  });
});

describe("the server", () => {
  it("is alive and ready for whoever asks", async () => {
    const base = team.listener.url;
    expect(await (await fetch(`${base}/healthz`)).text()).toBe("ok\n");
    expect(await (await fetch(`${base}/readyz`)).text()).toBe("ready\n");
  });

  it("lets no pages of other sites in, unless they were named", async () => {
    const evil = await post(INITIALIZE, { Origin: "https://evil.example" });
    expect(evil.status).toBe(403);
    expect(evil.headers.get("access-control-allow-origin")).toBeNull();
    const own = await startTeam({ origins: ["chat.example"] });
    const asked = await fetch(own.url, {
      method: "OPTIONS",
      headers: {
        Origin: "https://chat.example",
        "Access-Control-Request-Headers": "mcp-session-id",
      },
    });
    expect(asked.status).toBe(204);
    expect(asked.headers.get("access-control-allow-headers")).toBe("mcp-session-id");
    await own.close();
  });
});

describe("stopping", () => {
  it("takes no new calls, and ends running ones with the tasks that go on", async () => {
    const own = await startTeam();
    const client = await own.connect();
    own.cluster.simulator.clearRequests();
    let sawTask = () => {};
    const running = new Promise<void>((resolve) => {
      sawTask = resolve;
    });
    const call = client.callTool(
      { name: "proxmox_guest_shutdown", arguments: { vmid: 103, wait: 600 } },
      { onprogress: () => sawTask() },
    );
    await running;
    own.mcp.stop();
    const refused = await fetch(own.url, {
      method: "POST",
      headers: HEADERS,
      body: JSON.stringify(INITIALIZE),
    });
    expect(refused.status).toBe(503);
    own.mcp.abort(new Error("over"));
    const { structuredContent, isError } = await call;
    expect(isError).toBe(true);
    expect(structuredContent).toMatchObject({
      error: { started: [expect.stringMatching(/^UPID:/)], mayHaveRun: true },
    });
    await own.close();
  });
});
