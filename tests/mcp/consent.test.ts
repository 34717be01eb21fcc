import { Client as NewClient } from "@modelcontextprotocol/client";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { CallToolResultSchema, ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { InMemoryTransport } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createServer } from "../../src/mcp/server.js";
import type { Toolbox } from "../../src/tools/toolbox.js";
import { type Harness, openToolbox } from "../tools/harness.js";

type Reply = (question: string) => unknown;

interface Answer {
  isError?: boolean;
  structuredContent?: Record<string, unknown>;
}

type Call = (name: string, args: Record<string, unknown>, signal?: AbortSignal) => Promise<Answer>;

const identity = { name: "test", version: "1" };

/** Our end of a connection that serves both eras, as over stdio. */
function served(toolbox: Toolbox): InMemoryTransport {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  serveStdio(() => createServer(toolbox, { version: "1" }), { transport: theirs });
  return ours;
}

/** Clients of both eras; each answers questions by `reply`, and can't ask where there is none. */
const clients: Record<string, (toolbox: Toolbox, reply?: Reply) => Promise<Call>> = {
  "2025-11-25": async (toolbox, reply) => {
    const client = new OldClient(identity, { capabilities: reply ? { elicitation: {} } : {} });
    if (reply) {
      client.setRequestHandler(
        ElicitRequestSchema,
        async ({ params }) => (await reply(params.message)) as never,
      );
    }
    await client.connect(served(toolbox) as never);
    return async (name, args, signal) =>
      (await client.callTool({ name, arguments: args }, undefined, {
        ...(signal && { signal }),
      })) as never;
  },
  "2026-07-28": async (toolbox, reply) => {
    const client = new NewClient(identity, {
      capabilities: reply ? { elicitation: { form: {} } } : {},
      versionNegotiation: { mode: { pin: "2026-07-28" } },
    });
    if (reply) {
      client.setRequestHandler(
        "elicitation/create",
        async ({ params }) => (await reply(params.message)) as never,
      );
    }
    await client.connect(served(toolbox));
    return async (name, args, signal) =>
      (await client.callTool({ name, arguments: args }, { ...(signal && { signal }) })) as never;
  },
};

let harness: Harness;
let notices: string[];

beforeEach(async () => {
  notices = [];
  harness = await openToolbox({ onNotice: (notice) => notices.push(notice) });
});

afterEach(() => harness.close());

/** What changed the cluster. */
const written = () => harness.sent().filter((request) => !request.startsWith("GET"));

describe.each(Object.entries(clients))("consent, asked in revision %s", (_, connect) => {
  it("asks once, says all in one glance, and sends what is agreed to", async () => {
    await harness.call("proxmox_guest_stop", { vmid: 100 });
    await harness.call("proxmox_guest_snapshot", {
      action: "create",
      vmid: 100,
      snapname: "clean",
    });
    await harness.call("proxmox_backup", { action: "create", vmid: 100, storage: "local" });
    harness.sent();
    const questions: string[] = [];
    const call = await connect(harness.toolbox, (question) => {
      questions.push(question);
      expect(written()).toEqual([]);
      return { action: "accept", content: {} };
    });
    const { structuredContent } = await call("proxmox_guest_delete", { vmid: 100 });
    expect(structuredContent).toMatchObject({ data: { state: "ok" } });
    expect(written()).toMatchInlineSnapshot(`
      [
        "DELETE /nodes/pve1/qemu/100",
      ]
    `);
    expect(questions).toMatchInlineSnapshot(`
      [
        "Guest 100 "web01" (VM on pve1, stopped):
      - deletes guest 100 with all its disks
      Disks: scsi0 32G (ceph-vm:vm-100-disk-0)
      Snapshots: clean
      Backups that stay: 1, the newest of 2026-01-05 09:00
      Go ahead?",
      ]
    `);
  });

  it.each([
    ["decline", "the user declined"],
    ["cancel", "the question was closed without an answer"],
  ])("sends nothing after %s, and says so", async (action, message) => {
    const call = await connect(harness.toolbox, () => ({ action }));
    const { isError, structuredContent } = await call("proxmox_guest_stop", { vmid: 100 });
    expect({ isError, ...structuredContent }).toMatchObject({
      isError: true,
      error: { code: "declined", message, hint: expect.stringContaining("Nothing was sent") },
    });
    expect(written()).toEqual([]);
  });

  it("asks nothing about what loses nothing, is refused by policy, or isn't valid", async () => {
    const reply = vi.fn(() => ({ action: "accept" }));
    const call = await connect(harness.toolbox, reply);
    await call("proxmox_guest_list", {});
    await call("proxmox_guest_shutdown", { vmid: 100 });
    await call("proxmox_guest_resume", { vmid: 100 });
    await call("proxmox_guest_delete", { vmid: 206, options: { "no-such": 1 } });
    await call("proxmox_guest_config_update", { vmid: 101, config: { cores: "many" } });
    const careful = await openToolbox({ access: "operate", simulator: harness.simulator });
    const refused = await connect(careful.toolbox, reply);
    await refused("proxmox_backup", {
      action: "create",
      vmid: 100,
      storage: "local",
      options: { remove: true },
    });
    await careful.close();
    expect(reply).not.toHaveBeenCalled();
  });

  it("falls back where the client can't ask, and tells the operator once", async () => {
    const call = await connect(harness.toolbox);
    await call("proxmox_guest_stop", { vmid: 100 });
    await call("proxmox_guest_stop", { vmid: 101 });
    expect(written()).toHaveLength(2);
    expect(notices).toMatchInlineSnapshot(`
      [
        "this client can't ask its user: what destroys is done without a question (PROXMOX_CONFIRM_FALLBACK=allow)",
      ]
    `);
  });

  it("sends nothing after an answer that is none", async () => {
    const call = await connect(harness.toolbox, () => ({
      action: "accept",
      content: { surprise: true },
    }));
    const { structuredContent } = await call("proxmox_guest_stop", { vmid: 100 });
    expect(structuredContent).toMatchObject({ error: { code: "unanswered" } });
    expect(written()).toEqual([]);
  });

  it("sends nothing when the call is cancelled while its user is asked", async () => {
    const cancel = new AbortController();
    const call = await connect(harness.toolbox, async () => {
      cancel.abort();
      await new Promise(setImmediate);
      return { action: "accept" };
    });
    await expect(call("proxmox_guest_stop", { vmid: 100 }, cancel.signal)).rejects.toThrow();
    await new Promise(setImmediate);
    expect(written()).toEqual([]);
  });

  it("asks once about many guests", async () => {
    const questions: string[] = [];
    const call = await connect(harness.toolbox, (question) => {
      questions.push(question);
      return { action: "accept" };
    });
    await call("proxmox_bulk", { action: "stop", vmids: [100, 200, 206] });
    expect(questions).toMatchInlineSnapshot(`
      [
        "3 requests:
      - Guest 100 "web01" (VM on pve1, running): cuts guest 100 off hard: what it hasn't written to disk is lost
      - Guest 200 "dns01" (container on pve1, running): cuts guest 200 off hard: what it hasn't written to disk is lost
      - Guest 206 "vpn01" (container on pve3, running): cuts guest 206 off hard: what it hasn't written to disk is lost
      Go ahead?",
      ]
    `);
  });
});

it("a call as a task of revision 2025-11-25 is asked about too", async () => {
  const questions: string[] = [];
  const client = new OldClient(identity, { capabilities: { elicitation: {} } });
  client.setRequestHandler(ElicitRequestSchema, async ({ params }) => {
    questions.push(params.message);
    return { action: "decline" as const };
  });
  await client.connect(served(harness.toolbox) as never);
  await client.listTools();
  const call = { name: "proxmox_guest_stop", arguments: { vmid: 100 } };
  const stream = client.experimental.tasks.callToolStream(call, CallToolResultSchema, {
    task: { ttl: 60_000 },
  });
  const messages: unknown[] = [];
  for await (const message of stream) messages.push(message);
  expect(questions).toHaveLength(1);
  // this client tells no more of a task that failed
  expect(messages.at(-1)).toMatchObject({ type: "error" });
  expect(written()).toEqual([]);
});

describe("PROXMOX_CONFIRM", () => {
  const ask = (confirm: NonNullable<Parameters<typeof openToolbox>[0]>["confirm"]) =>
    openToolbox({ simulator: harness.simulator, ...(confirm && { confirm }) });

  it("off: nobody is asked", async () => {
    const reply = vi.fn(() => ({ action: "decline" }));
    const { toolbox, close } = await ask({ mode: "off", fallback: "deny" });
    const call = await (clients["2026-07-28"] as (typeof clients)[string])(toolbox, reply);
    await call("proxmox_guest_stop", { vmid: 100 });
    expect([reply.mock.calls.length, written().length]).toEqual([0, 1]);
    await close();
  });

  it("changes: every change is confirmed, and nothing that reads", async () => {
    const questions: string[] = [];
    const { toolbox, close } = await ask({ mode: "changes", fallback: "deny" });
    const call = await (clients["2026-07-28"] as (typeof clients)[string])(toolbox, (question) => {
      questions.push(question);
      return { action: "accept" };
    });
    await call("proxmox_guest_status", { vmid: 101 });
    await call("proxmox_guest_start", { vmid: 101 });
    expect(questions).toMatchInlineSnapshot(`
      [
        "Guest 101 "web02" (VM on pve2, running):
      - Start (power on) a VM; fails if it already runs; returns a task (POST /nodes/{node}/qemu/{vmid}/status/start)
      Go ahead?",
      ]
    `);
    await close();
  });

  it("deny: what would be asked about is refused where nobody can be asked", async () => {
    const { refused, close } = await ask({ mode: "destructive", fallback: "deny" });
    expect(await refused("proxmox_guest_stop", { vmid: 100 })).toMatchInlineSnapshot(`
      {
        "code": "confirmation",
        "hint": "Nothing was sent. The operator can allow it unasked with PROXMOX_CONFIRM_FALLBACK=allow, or with PROXMOX_CONFIRM=off.",
        "message": "This has to be confirmed by the user, and the client can't ask",
        "see": "proxmox://help/the-user-has-to-agree",
      }
    `);
    expect(written()).toEqual([]);
    await close();
  });
});

/** A client of its own that sends what it likes. */
async function rawPeer(toolbox: Toolbox) {
  const transport = served(toolbox);
  const waiting: ((message: Message) => void)[] = [];
  const received: Message[] = [];
  transport.onmessage = (message) => {
    const next = waiting.shift();
    if (next) next(message as Message);
    else received.push(message as Message);
  };
  await transport.start();
  return {
    send: (message: object) => transport.send({ jsonrpc: "2.0", ...message } as never),
    next: () =>
      new Promise<Message>((resolve) => {
        const known = received.shift();
        if (known) resolve(known);
        else waiting.push(resolve);
      }),
    close: () => transport.close(),
  };
}

interface Message {
  id?: number | string;
  method?: string;
  result?: Answer & { requestState?: string; inputRequests?: object };
  error?: { code: number; message: string };
}

describe("a client of 2025-11-25 that misbehaves", () => {
  async function asked() {
    const peer = await rawPeer(harness.toolbox);
    await peer.send({
      id: 1,
      method: "initialize",
      params: {
        protocolVersion: "2025-11-25",
        clientInfo: identity,
        capabilities: { elicitation: {} },
      },
    });
    await peer.next();
    await peer.send({ method: "notifications/initialized" });
    const params = { name: "proxmox_guest_stop", arguments: { vmid: 100 } };
    await peer.send({ id: 2, method: "tools/call", params });
    const question = await peer.next();
    expect(question.method).toBe("elicitation/create");
    return { peer, id: question.id };
  }

  it.each<[string, object]>([
    ["something else than an answer", { result: { roots: [] } }],
    ["an action that nobody knows", { result: { action: "yes" } }],
    ["a form that wasn't asked for", { result: { action: "accept", content: { a: "b" } } }],
    ["an error", { error: { code: -32603, message: "crashed" } }],
  ])("sends nothing after %s", async (_, answer) => {
    const { peer, id } = await asked();
    await peer.send({ id, ...answer });
    const { result } = await peer.next();
    expect(result).toMatchObject({
      isError: true,
      structuredContent: { error: { code: "unanswered" } },
    });
    expect(written()).toEqual([]);
  });

  it("sends once what is accepted twice", async () => {
    const { peer, id } = await asked();
    await peer.send({ id, result: { action: "accept" } });
    await peer.send({ id, result: { action: "accept" } });
    await peer.next();
    expect(written()).toHaveLength(1);
  });

  it("sends nothing that is accepted after its call was cancelled", async () => {
    const { peer, id } = await asked();
    await peer.send({ method: "notifications/cancelled", params: { requestId: 2 } });
    await peer.send({ id, result: { action: "accept" } });
    await new Promise(setImmediate);
    expect(written()).toEqual([]);
  });

  it("sends nothing when it goes away", async () => {
    const { peer } = await asked();
    await peer.close();
    await new Promise(setImmediate);
    expect(written()).toEqual([]);
  });
});

describe("a client of 2026-07-28 that misbehaves", () => {
  const stop = { name: "proxmox_guest_stop", arguments: { vmid: 100 } };
  let sent = 0;

  async function calling(peer: Awaited<ReturnType<typeof rawPeer>>, params: object) {
    sent += 1;
    const _meta = {
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientInfo": identity,
      "io.modelcontextprotocol/clientCapabilities": { elicitation: { form: {} } },
    };
    await peer.send({ id: sent, method: "tools/call", params: { ...params, _meta } });
    return (await peer.next()).result;
  }

  async function asked() {
    const peer = await rawPeer(harness.toolbox);
    const result = await calling(peer, stop);
    expect(result).toMatchObject({ resultType: "input_required" });
    return { peer, requestState: String(result?.requestState) };
  }

  const accept = { confirm: { action: "accept" } };

  it.each<[string, object]>([
    ["no answer at all", {}],
    ["something else than an answer", { inputResponses: { confirm: { roots: [] } } }],
    ["an action that nobody knows", { inputResponses: { confirm: { action: "yes" } } }],
    ["an answer to another question", { inputResponses: { other: { action: "accept" } } }],
    ["another call", { arguments: { vmid: 200 }, inputResponses: accept }],
    ["another tool", { name: "proxmox_guest_reset", inputResponses: accept }],
    ["a state that it made up", { requestState: "made-up", inputResponses: accept }],
  ])("sends nothing after %s", async (_, answer) => {
    const { peer, requestState } = await asked();
    const result = await calling(peer, { ...stop, requestState, ...answer });
    expect(result).toMatchObject({
      isError: true,
      structuredContent: { error: { code: "unanswered" } },
    });
    expect(written()).toEqual([]);
  });

  it("sends once what is accepted twice", async () => {
    const { peer, requestState } = await asked();
    const again = { ...stop, requestState, inputResponses: accept };
    const first = await calling(peer, again);
    const second = await calling(peer, again);
    expect(first?.isError).toBeFalsy();
    expect(second).toMatchObject({ structuredContent: { error: { code: "unanswered" } } });
    expect(written()).toHaveLength(1);
  });

  it("sends nothing that is accepted too late", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const { peer, requestState } = await asked();
      await vi.advanceTimersByTimeAsync(10 * 60_000);
      const late = await calling(peer, { ...stop, requestState, inputResponses: accept });
      expect(late).toMatchObject({ structuredContent: { error: { code: "unanswered" } } });
      expect(written()).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("sends nothing when it goes away", async () => {
    const { peer } = await asked();
    await peer.close();
    await new Promise(setImmediate);
    expect(written()).toEqual([]);
  });
});
