import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createKeptEvents } from "../../../src/mcp/http/kept-events.js";
import { initialize } from "../../support/initialize.js";
import { startTeam, type Team } from "./harness.js";

describe("a client whose connection was cut", () => {
  let team: Team;
  let session: string;

  beforeAll(async () => {
    team = await startTeam({
      tokens: { ann: { access: "elevated" }, ben: { access: "elevated" } },
    });
    session = await begin("ann");
  });

  afterAll(() => team.close());

  function send(method: string, headers: Record<string, string>, body?: object, name = "ann") {
    return fetch(team.url, {
      method,
      headers: {
        Authorization: `Bearer ${team.tokens[name]}`,
        Accept: "application/json, text/event-stream",
        ...(body && { "Content-Type": "application/json" }),
        "MCP-Protocol-Version": "2025-11-25",
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  async function begin(name: string): Promise<string> {
    const begun = await send("POST", {}, initialize("2025-11-25"), name);
    await begun.text();
    return begun.headers.get("mcp-session-id") ?? "";
  }

  /** Begins a call, and goes away at the first news of it. @returns the id of what was seen last */
  async function callAndLeave(id: number, snapname: string): Promise<string> {
    const params = {
      name: "proxmox_guest_snapshot",
      arguments: { action: "create", vmid: 102, snapname },
      _meta: { progressToken: id },
    };
    const call = { jsonrpc: "2.0", id, method: "tools/call", params };
    const answer = await send("POST", { "Mcp-Session-Id": session }, call);
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    let seen = "";
    while (!seen.includes("notifications/progress")) {
      const { value } = await reader.read();
      seen += new TextDecoder().decode(value);
    }
    await reader.cancel();
    return [...seen.matchAll(/^id: (.+)$/gm)].at(-1)?.[1] ?? "";
  }

  /** The server may hear later than its client that the connection is gone. */
  async function resume(from: string, name = "ann", of = session): Promise<Response> {
    const headers = { "Mcp-Session-Id": of, "Last-Event-ID": from };
    for (;;) {
      const answer = await send("GET", headers, undefined, name);
      if (answer.status !== 409) return answer;
      await answer.text();
    }
  }

  it("gets the rest of its answer, and nothing is done twice", async () => {
    team.cluster.sent();
    const from = await callAndLeave(7, "resumed");
    const rest = await (await resume(from)).text();
    const last = rest.trim().split("\n").at(-1)?.replace("data: ", "") ?? "";
    expect(JSON.parse(last)).toMatchObject({
      id: 7,
      result: { structuredContent: { data: { state: "ok" } } },
    });
    const changes = team.cluster.sent().filter((line) => line.startsWith("POST"));
    expect(changes).toEqual(["POST /nodes/pve3/qemu/102/snapshot"]);
  });

  it("gets nothing of another session", async () => {
    const from = await callAndLeave(8, "private");
    const others = await begin("ben");
    expect((await resume(from, "ben")).status).toBe(404);
    const own = await resume(from, "ben", others);
    expect(own.status).toBe(400);
    expect(await own.text()).not.toContain("private");
  });

  it("hears that an event is known no more", async () => {
    const answer = await resume("999999");
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { message: "Invalid event ID format" } });
  });
});

describe("kept events", () => {
  const message = (text: string) => ({ jsonrpc: "2.0" as const, method: text });

  it("hold each session, and all of them, to an amount, and forget the oldest", async () => {
    const step = fc.record({
      session: fc.nat(3),
      stream: fc.constantFrom("a", "b"),
      length: fc.nat(200),
      closes: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const kept = createKeptEvents(500, 900);
        const sessions = [kept.open(), kept.open(), kept.open(), kept.open()];
        for (const { session, stream, length, closes } of steps) {
          const events = sessions[session];
          if (closes && length === 0) events?.close();
          await events?.storeEvent(stream, message("x".repeat(length)));
          expect(kept.bytes).toBeLessThanOrEqual(900);
        }
        for (const events of sessions) events.close();
        expect(kept.bytes).toBe(0);
      }),
    );
  });

  it("give what came after an event on the same stream, in order", async () => {
    const events = createKeptEvents().open();
    const first = await events.storeEvent("a", {} as never);
    await events.storeEvent("b", message("other"));
    await events.storeEvent("a", message("one"));
    await events.storeEvent("a", {} as never);
    await events.storeEvent("a", message("two"));
    const seen: unknown[] = [];
    const stream = await events.replayEventsAfter(first, {
      send: async (id, sent) => void seen.push([id, "method" in sent && sent.method]),
    });
    expect(stream).toBe("a");
    expect(seen).toEqual([
      ["3", "one"],
      ["5", "two"],
    ]);
  });
});
