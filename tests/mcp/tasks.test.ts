import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { CallToolResultSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createServer } from "../../src/mcp/server.js";
import { type Harness, openToolbox } from "../tools/harness.js";

describe("calls as tasks, by a client that knows them", () => {
  let harness: Harness;
  let client: Client;
  beforeAll(async () => {
    harness = await openToolbox();
    const server = createServer(harness.toolbox, { version: "1" });
    const [ours, theirs] = InMemoryTransport.createLinkedPair();
    await server.connect(theirs as never);
    client = new Client({ name: "test", version: "1" });
    await client.connect(ours);
    await client.listTools();
  });
  afterAll(async () => {
    await client.close();
    await harness.close();
  });

  const tasks = () => client.experimental.tasks;
  /** Starts a call as a task, and hands the first message over. */
  async function start(name: string, args: Record<string, unknown>) {
    const stream = tasks().callToolStream({ name, arguments: args }, CallToolResultSchema, {
      task: { ttl: 60_000 },
    });
    for await (const message of stream) {
      if (message.type === "taskCreated") return message.task;
      throw new Error(JSON.stringify(message));
    }
    throw new Error("nothing came");
  }

  it("lists which tools may be", async () => {
    const { tools } = await client.listTools();
    const support = Object.fromEntries(
      tools.map(({ name, execution }) => [name, execution?.taskSupport]),
    );
    expect(support).toMatchObject({ proxmox_guest_stop: "optional", proxmox_health: undefined });
  });

  it("is known by the UPID of Proxmox's task, asked about, and finished", async () => {
    const { taskId, status } = await start("proxmox_guest_stop", { vmid: 100 });
    expect({ taskId, status }).toEqual({
      taskId: expect.stringMatching(/^UPID:pve1:.*:qmstop:100:/),
      status: "working",
    });
    expect((await tasks().getTask(taskId)).status).toBe("working");
    harness.simulator.manual?.settle();
    expect(await tasks().getTask(taskId)).toMatchObject({
      taskId,
      status: "completed",
      statusMessage: "ok",
    });
    const result = await tasks().getTaskResult(taskId, CallToolResultSchema);
    expect(result.structuredContent).toMatchObject({ data: { upid: taskId, state: "ok" } });
  });

  it("is stopped when cancelled", async () => {
    const { taskId } = await start("proxmox_guest_start", { vmid: 100 });
    expect((await tasks().cancelTask(taskId)).status).toBe("cancelled");
    expect(harness.simulator.state.tasks.get(taskId)?.exitstatus).toBe("received interrupt");
    expect((await tasks().getTask(taskId)).status).toBe("failed");
    await expect(tasks().cancelTask(taskId)).rejects.toThrow("is over already");
  });

  it("is over at once where no task of Proxmox goes on, its answer kept until it's fetched", async () => {
    const { taskId, status } = await start("proxmox_guest_stop", { vmid: 999 });
    expect(status).toBe("failed");
    const result = await tasks().getTaskResult(taskId, CallToolResultSchema);
    expect(result.structuredContent).toMatchObject({ error: { code: "not_found" } });
    await expect(tasks().getTask(taskId)).rejects.toThrow("there is no such task");
  });
});
