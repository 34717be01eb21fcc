import { Client as NewClient } from "@modelcontextprotocol/client";
import { StdioClientTransport as NewTransport } from "@modelcontextprotocol/client/stdio";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as OldTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Built, buildForTest, cleanEnvironment } from "./built.js";

interface Result {
  isError?: boolean;
  structuredContent?: Record<string, unknown>;
}

interface AnyClient {
  listTools(): Promise<{
    tools: {
      name: string;
      annotations?: object | undefined;
      outputSchema?: object | undefined;
    }[];
  }>;
  callTool(
    call: { name: string; arguments: Record<string, unknown> },
    onProgress?: (message: string) => void,
    signal?: AbortSignal,
  ): Promise<Result>;
  close(): Promise<void>;
}

let built: Built;

beforeAll(async () => {
  built = await buildForTest();
}, 60_000);

afterAll(() => built.remove());

const parameters = (access: string) => ({
  command: process.execPath,
  args: [built.program, "--demo"],
  env: cleanEnvironment({ PROXMOX_ACCESS: access }),
});

const identity = { name: "test", version: "1" };

const clients: Record<string, (access: string) => Promise<AnyClient>> = {
  "@modelcontextprotocol/sdk 1.x": async (access) => {
    const client = new OldClient(identity);
    await client.connect(new OldTransport(parameters(access)));
    return {
      listTools: () => client.listTools(),
      callTool: (call, onProgress, signal) =>
        client.callTool(call, undefined, {
          ...(onProgress && { onprogress: ({ message = "" }) => onProgress(message) }),
          ...(signal && { signal }),
        }) as Promise<Result>,
      close: () => client.close(),
    };
  },
  "@modelcontextprotocol/client 2.x": async (access) => {
    const client = new NewClient(identity);
    await client.connect(new NewTransport(parameters(access)));
    return {
      listTools: () => client.listTools(),
      callTool: (call, onProgress, signal) =>
        client.callTool(call, {
          ...(onProgress && { onprogress: ({ message = "" }) => onProgress(message) }),
          ...(signal && { signal }),
        }) as Promise<Result>,
      close: () => client.close(),
    };
  },
};

describe.each(Object.entries(clients))("%s", (_, connect) => {
  it("lists tools with annotations", async () => {
    const client = await connect("elevated");
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["proxmox_guest_list", "proxmox_api_write"]),
    );
    for (const tool of tools) {
      expect(tool.annotations).toMatchObject({ openWorldHint: expect.any(Boolean) });
    }
    await client.close();
  });

  it("operates a guest, and the state shows it", async () => {
    const client = await connect("operate");
    const { structuredContent: found } = await client.callTool({
      name: "proxmox_guest_list",
      arguments: { type: "qemu", status: "stopped", template: false, limit: 1 },
    });
    const guests = (found?.["data"] ?? []) as { vmid: number }[];
    const vmid = guests[0]?.vmid;
    const messages: string[] = [];
    const started = await client.callTool(
      { name: "proxmox_guest_start", arguments: { vmid } },
      (message) => messages.push(message),
    );
    expect(started.structuredContent).toMatchObject({ data: { state: "ok" } });
    expect(messages.length).toBeGreaterThan(0);
    const status = await client.callTool({ name: "proxmox_guest_status", arguments: { vmid } });
    expect(status.structuredContent).toMatchObject({ data: { status: "running" } });
    await client.close();
  });

  it("answers mistakes as tool errors", async () => {
    const client = await connect("read");
    const call = (name: string, args: Record<string, unknown>) =>
      client.callTool({ name, arguments: args });
    await expect(call("proxmox_guest_status", {})).resolves.toMatchObject({
      isError: true,
      structuredContent: { error: { code: "arguments" } },
    });
    await expect(call("proxmox_guest_start", { vmid: 100 })).resolves.toMatchObject({
      isError: true,
      structuredContent: { error: { code: "access" } },
    });
    await expect(call("proxmox_guest_lst", {})).resolves.toMatchObject({
      isError: true,
      structuredContent: {
        error: { code: "tool", message: expect.stringContaining("proxmox_guest_list") },
      },
    });
    await client.close();
  });
});

/** Clients of either revision that ask their user, by the program as it is shipped. */
const asking: Record<
  string,
  (
    reply: (question: string) => { action: "accept" | "decline" },
  ) => Promise<Pick<AnyClient, "callTool" | "close">>
> = {
  "@modelcontextprotocol/sdk 1.x, 2025-11-25": async (reply) => {
    const client = new OldClient(identity, { capabilities: { elicitation: {} } });
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => reply(params.message));
    await client.connect(new OldTransport(parameters("operate")));
    return {
      callTool: (call) => client.callTool(call) as Promise<Result>,
      close: () => client.close(),
    };
  },
  "@modelcontextprotocol/client 2.x, 2026-07-28": async (reply) => {
    const client = new NewClient(identity, {
      capabilities: { elicitation: { form: {} } },
      versionNegotiation: { mode: { pin: "2026-07-28" } },
    });
    client.setRequestHandler("elicitation/create", async ({ params }) => reply(params.message));
    await client.connect(new NewTransport(parameters("operate")));
    return {
      callTool: (call) => client.callTool(call) as Promise<Result>,
      close: () => client.close(),
    };
  },
};

describe.each(Object.entries(asking))("%s", (_, connect) => {
  it("asks its user, and keeps to the answer", async () => {
    const questions: string[] = [];
    const answers = ["decline", "accept"] as const;
    const client = await connect((question) => {
      const action = answers[questions.length] ?? "decline";
      questions.push(question);
      return { action };
    });
    const stop = { name: "proxmox_guest_stop", arguments: { vmid: 100 } };
    const state = async () => {
      const status = { name: "proxmox_guest_status", arguments: { vmid: 100 } };
      return (await client.callTool(status)).structuredContent?.["data"];
    };
    expect(await client.callTool(stop)).toMatchObject({
      isError: true,
      structuredContent: { error: { code: "declined" } },
    });
    expect(await state()).toMatchObject({ status: "running" });
    expect(await client.callTool(stop)).toMatchObject({
      structuredContent: { data: { state: "ok" } },
    });
    expect(await state()).toMatchObject({ status: "stopped" });
    expect(questions).toHaveLength(2);
    expect(questions[0]).toContain('Guest 100 "web01" (VM on pve1, running)');
    await client.close();
  });
});
