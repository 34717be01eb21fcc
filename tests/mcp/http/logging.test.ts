import type { Client } from "@modelcontextprotocol/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTeam, type Team } from "./harness.js";

const LEVEL = "io.modelcontextprotocol/logLevel";

/** What the program warns about where a client can't ask its user before something is lost. */
const UNASKED = expect.stringContaining("can't ask its user");

let team: Team;

beforeEach(async () => {
  team = await startTeam({
    tokens: { one: { access: "elevated" }, other: { access: "elevated" } },
  });
});

afterEach(() => team.close());

async function connect(name: string, era: "stateless" | "sessions") {
  const client = await team.connect({ era, token: team.tokens[name] ?? "" });
  const heard: unknown[] = [];
  client.setNotificationHandler("notifications/message", ({ params }) => void heard.push(params));
  return { client, heard };
}

const stop = (client: Client, vmid: number, meta: Record<string, unknown> = {}) =>
  client.callTool({ name: "proxmox_guest_stop", arguments: { vmid }, _meta: meta });

describe("a session", () => {
  it("hears once what its calls are warned of, and no other caller does", async () => {
    const [one, other] = await Promise.all([
      connect("one", "sessions"),
      connect("other", "sessions"),
    ]);
    expect(one.client.getServerCapabilities()?.logging).toEqual({});
    await Promise.all([
      stop(one.client, 100),
      other.client.callTool({ name: "proxmox_guest_list", arguments: {} }),
    ]);
    await stop(one.client, 105);
    await other.client.callTool({ name: "proxmox_guest_list", arguments: {} });
    expect(one.heard).toEqual([{ level: "warning", logger: "proxmox-mcp", data: UNASKED }]);
    expect(other.heard).toEqual([]);
  });

  it("hears less when it says so, and only that session", async () => {
    const [quiet, open] = await Promise.all([
      connect("one", "sessions"),
      connect("one", "sessions"),
    ]);
    await quiet.client.setLoggingLevel("error");
    await stop(quiet.client, 100);
    expect(quiet.heard).toEqual([]);
    // the same caller's tools, another session
    await open.client.callTool({ name: "proxmox_guest_list", arguments: {} });
    expect(open.heard).toEqual([expect.objectContaining({ data: UNASKED })]);
  });

  it("is refused a level that there isn't", async () => {
    const { client } = await connect("one", "sessions");
    await expect(client.setLoggingLevel("loud" as never)).rejects.toThrow();
  });
});

describe("a request without a session", () => {
  it("hears what it asks for, of its own call", async () => {
    const { client, heard } = await connect("one", "stateless");
    await stop(client, 100, { [LEVEL]: "info" });
    expect(heard).toEqual([expect.objectContaining({ level: "warning", data: UNASKED })]);
    await stop(client, 105, { [LEVEL]: "info" });
    expect(heard).toHaveLength(1);
  });

  it.each([{}, { [LEVEL]: "error" }])("hears nothing with %j", async (meta) => {
    const { client, heard } = await connect("one", "stateless");
    await stop(client, 100, meta);
    expect(heard).toEqual([]);
  });
});
