import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { initialize } from "../../support/initialize.js";
import { startTeam, type Team } from "./harness.js";

/**
 * Two callers of different rights do everything at the same time: `narrow` sees the guests of pool
 * k8s alone and reads them, `wide` does anything. Nothing of one may reach the other.
 */
let team: Team;

const VISIBLE = [105, 106, 107];

beforeAll(async () => {
  team = await startTeam({
    tokens: {
      narrow: { access: "read", guests: "pool:k8s", scopeRead: true, toolsets: ["core", "guests"] },
      wide: { access: "elevated", toolsets: ["core"] },
    },
  });
});

afterAll(() => team.close());

describe.each(["stateless", "sessions"] as const)("over %s", (era) => {
  let narrow: Client;
  let wide: Client;

  beforeAll(async () => {
    narrow = await team.connect({ era, token: team.tokens["narrow"] ?? "" });
    wide = await team.connect({ era, token: team.tokens["wide"] ?? "" });
  });

  it("each has the list of tools that is theirs", async () => {
    const [one, other] = await Promise.all([narrow.listTools(), wide.listTools()]);
    const names = (list: typeof one) => list.tools.map(({ name }) => name);
    expect(names(one)).not.toContain("proxmox_guest_delete");
    expect(names(other)).toContain("proxmox_guest_delete");
    expect(one.tools.every((tool) => tool.annotations?.readOnlyHint)).toBe(true);
  });

  it("what runs interleaved never crosses", async () => {
    const rounds = [...Array(15).keys()];
    const [few, all] = await Promise.all([
      Promise.all(rounds.map(() => vmidsOf(narrow))),
      Promise.all(rounds.map(() => vmidsOf(wide))),
    ]);
    for (const vmids of few) expect(vmids).toEqual(VISIBLE);
    for (const vmids of all) expect(vmids.length).toBeGreaterThan(15);
  });

  it("one's refusals stand beside the other's successes", async () => {
    const set = (client: Client, name: string) =>
      client.callTool({
        name: "proxmox_api_write",
        arguments: {
          endpoint: "POST /nodes/{node}/qemu/{vmid}/config",
          params: { node: "pve2", vmid: 101, description: `by ${name}` },
        },
      });
    const read = (client: Client) =>
      client.callTool({ name: "proxmox_guest_config", arguments: { vmid: 101 } });
    const [refused, done, hidden, shown] = await Promise.all([
      set(narrow, "narrow"),
      set(wide, "wide"),
      read(narrow),
      read(wide),
    ]);
    expect(refused.isError).toBe(true);
    expect(done.isError).toBeFalsy();
    expect(hidden).toMatchObject({ structuredContent: { error: { code: "scope" } } });
    expect(JSON.stringify(hidden)).not.toContain("by wide");
    expect(shown.isError).toBeFalsy();
    const after = await read(wide);
    expect(JSON.stringify(after.structuredContent)).toContain("by wide");
  });

  it("resources and completions follow the same rights", async () => {
    const complete = (client: Client) =>
      client.complete({
        ref: { type: "ref/resource", uri: "proxmox://guest/{vmid}" },
        argument: { name: "vmid", value: "" },
      });
    const [few, all] = await Promise.all([complete(narrow), complete(wide)]);
    expect(few.completion.values).toEqual(VISIBLE.map(String));
    expect(all.completion.values.length).toBeGreaterThan(15);
    await expect(narrow.readResource({ uri: "proxmox://guest/101" })).rejects.toThrow("scope");
    await expect(wide.readResource({ uri: "proxmox://guest/101" })).resolves.toBeDefined();
  });

  it("progress goes to whose call it is", async () => {
    const heard: string[] = [];
    await Promise.all([
      wide.callTool(
        { name: "proxmox_guest_reboot", arguments: { vmid: 100 } },
        { onprogress: () => void heard.push("wide") },
      ),
      narrow.callTool(
        { name: "proxmox_guest_list", arguments: {} },
        { onprogress: () => void heard.push("narrow") },
      ),
    ]);
    expect(new Set(heard)).toEqual(new Set(["wide"]));
  });
});

describe("a session", () => {
  it("of another caller is as unknown as none", async () => {
    const asked = (token: string, session: string, body: object) =>
      fetch(team.url, {
        method: "POST",
        headers: {
          Authorization: `Bearer ${team.tokens[token]}`,
          Accept: "application/json, text/event-stream",
          "Content-Type": "application/json",
          ...(session !== "" && { "Mcp-Session-Id": session }),
        },
        body: JSON.stringify(body),
      });
    const begun = await asked("wide", "", initialize("2025-11-25"));
    await begun.text();
    const session = begun.headers.get("mcp-session-id") ?? "";
    const list = { jsonrpc: "2.0", id: 2, method: "tools/list" };
    const [theirs, nobodys] = await Promise.all([
      asked("narrow", session, list),
      asked("narrow", "00000000-0000-0000-0000-000000000000", list),
    ]);
    expect([theirs.status, await theirs.text()]).toEqual([nobodys.status, await nobodys.text()]);
    expect(theirs.status).toBe(404);
  });
});

describe("a caller", () => {
  it("without a token, with a wrong one or with one that is over is told the same", async () => {
    const own = await startTeam({ tokens: { laptop: {} } });
    const token = own.tokens["laptop"] ?? "";
    const ask = (headers: Record<string, string>) =>
      fetch(own.url, { method: "POST", headers, body: "{}" });
    const wrong = `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`;
    const answers = await Promise.all([
      ask({}),
      ask({ Authorization: `Bearer ${wrong}` }),
      ask({ Authorization: `Bearer pmx_000000000000_${token.slice(-43)}` }),
      ask({ Authorization: `Basic ${token}` }),
    ]);
    own.advance(25 * 60 * 60_000);
    answers.push(await ask({ Authorization: `Bearer ${token}` }));
    const said = await Promise.all(
      answers.map(async (answer) => [
        answer.status,
        answer.headers.get("www-authenticate"),
        await answer.text(),
      ]),
    );
    for (const one of said) expect(one).toEqual(said[0]);
    expect(said[0]?.slice(0, 2)).toEqual([401, "Bearer"]);
    await own.close();
  });

  it("who fails again and again waits longer and longer", async () => {
    const own = await startTeam({ tokens: { laptop: {} } });
    const ask = async (token: string) => {
      const headers = { Authorization: `Bearer ${token}` };
      const answer = await fetch(own.url, { method: "POST", headers, body: "{}" });
      return [answer.status, answer.headers.get("retry-after")];
    };
    for (let tries = 0; tries < 6; tries += 1) {
      expect(await ask("pmx_wrong")).toEqual([401, null]);
    }
    expect(await ask("pmx_wrong")).toEqual([429, "1"]);
    own.advance(1_000);
    expect(await ask("pmx_wrong")).toEqual([401, null]);
    expect(await ask(own.tokens["laptop"] ?? "")).toEqual([429, "2"]);
    own.advance(2_000);
    expect(await ask(own.tokens["laptop"] ?? "")).toEqual([415, null]);
    await own.close();
  });

  it("may send only so much in a minute", async () => {
    const own = await startTeam({ tokens: { laptop: { rate: 2 }, other: {} }, defaultRate: 100 });
    const ask = async (name: string) => {
      const headers = { Authorization: `Bearer ${own.tokens[name]}` };
      const answer = await fetch(own.url, { method: "POST", headers, body: "{" });
      return [answer.status, answer.headers.get("retry-after")];
    };
    expect(await ask("laptop")).toEqual([400, null]);
    expect(await ask("laptop")).toEqual([400, null]);
    expect(await ask("laptop")).toEqual([429, "30"]);
    expect(await ask("other")).toEqual([400, null]);
    own.advance(30_000);
    expect(await ask("laptop")).toEqual([400, null]);
    await own.close();
  });
});

describe("a caller with their own login at Proxmox", () => {
  it("may what Proxmox lets that login do, and the next one something else", async () => {
    const own = await startTeam({ proxmox: true });
    const admin = await own.connect({
      headers: { "X-Proxmox-Token": own.cluster.simulator.token },
    });
    const wrong = own.cluster.simulator.token.replace(
      /=.*/,
      "=00000000-0000-0000-0000-000000000000",
    );
    const stranger = await own.connect({ headers: { "X-Proxmox-Token": wrong } });
    const [listed, refused] = await Promise.all([
      admin.callTool({ name: "proxmox_guest_list", arguments: {} }),
      stranger.callTool({ name: "proxmox_guest_list", arguments: {} }),
    ]);
    expect(listed.isError).toBeFalsy();
    expect(refused).toMatchObject({ structuredContent: { error: { code: "authentication" } } });
    const none = await fetch(own.url, { method: "POST", body: "{}" });
    expect(none.status).toBe(401);
    await own.close();
  });
});

async function vmidsOf(client: Client): Promise<number[]> {
  const answer = await client.callTool({
    name: "proxmox_guest_list",
    arguments: { fields: ["vmid"], limit: 100 },
  });
  const { data } = answer.structuredContent as { data: { vmid: number }[] };
  return data.map(({ vmid }) => vmid).sort();
}
