import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, readApi, simulate } from "../helpers.js";

const BASE = "/nodes/pve1/qemu/100/agent";
let client: Client;

beforeAll(async () => {
  client = await simulate();
});

afterAll(() => client.close());

async function run(command: string[], input?: string): Promise<Record<string, unknown>> {
  const started = await client.call(`POST ${BASE}/exec`, {
    command,
    ...(input !== undefined && { "input-data": input }),
  });
  const { pid } = started.data as { pid: number };
  return (await client.get(`${BASE}/exec-status`, { pid })) as Record<string, unknown>;
}

describe("the guest agent", () => {
  it.each([
    ["POST /nodes/pve2/qemu/104/agent/ping", "500 No QEMU guest agent configured"],
    ["POST /nodes/pve1/qemu/9000/agent/ping", "500 VM 9000 is not running"],
  ])("%s: %s", async (what, expected) => {
    const { status, reason } = await client.call(what);
    expect(`${status} ${reason}`).toBe(expected);
  });

  it("answers a while after the guest started", async () => {
    await client.call("POST /nodes/pve1/qemu/106/status/reboot");
    client.simulator.manual?.advance(6000);
    const ping = async () => {
      const { status, reason, data } = await client.call("POST /nodes/pve1/qemu/106/agent/ping");
      return status === 200 ? data : `${status} ${reason}`;
    };
    expect(await ping()).toBe("500 QEMU guest agent is not running");
    client.simulator.manual?.advance(10_000);
    expect(await ping()).toEqual({ result: {} });
  });

  it.each<[command: string[], outcome: Record<string, unknown>]>([
    [["hostname"], { exited: 1, exitcode: 0, "out-data": "web01\n" }],
    [["/bin/echo", "a  b"], { exited: 1, exitcode: 0, "out-data": "a  b\n" }],
    [
      ["cat", "/nope"],
      { exited: 1, exitcode: 1, "err-data": "cat: /nope: No such file or directory\n" },
    ],
    [
      ["sh", "-c", "echo one > /tmp/f; echo 'two three' >> /tmp/f && cat /tmp/f"],
      { exited: 1, exitcode: 0, "out-data": "one\ntwo three\n" },
    ],
    [
      ["bash", "-c", "false || nosuch; true"],
      { exited: 1, exitcode: 0, "err-data": "sh: 1: nosuch: not found\n" },
    ],
    [["false"], { exited: 1, exitcode: 1 }],
  ])("runs %j", async (command, outcome) => {
    expect(await run(command)).toEqual(outcome);
  });

  it("hands input on", async () => {
    expect((await run(["cat"], "from outside"))["out-data"]).toBe("from outside");
  });

  it("says that a program still runs, and how it ended only once", async () => {
    const { data } = await client.call(`POST ${BASE}/exec`, { command: ["sleep", "5"] });
    const { pid } = data as { pid: number };
    expect(await client.get(`${BASE}/exec-status`, { pid })).toEqual({ exited: 0 });
    client.simulator.manual?.advance(5000);
    expect(await client.get(`${BASE}/exec-status`, { pid })).toEqual({ exited: 1, exitcode: 0 });
    const again = await client.call(`GET ${BASE}/exec-status`, { pid });
    expect([again.status, again.reason]).toEqual([500, "Agent error: Invalid parameter 'pid'"]);
  });

  it("breaks as the real one does over a program that isn't there", async () => {
    const answer = await client.call(`POST ${BASE}/exec`, { command: ["nosuch", "--help"] });
    expect([answer.status, answer.reason, answer.text]).toEqual([596, "Broken pipe", ""]);
    const spaced = await client.call(`POST ${BASE}/exec`, { command: "echo hi" });
    expect(spaced.status).toBe(596);
  });

  it("writes and reads files", async () => {
    await client.call(`POST ${BASE}/file-write`, { file: "/tmp/x", content: "héllo" });
    expect(await client.get(`${BASE}/file-read`, { file: "/tmp/x" })).toEqual({
      content: "héllo",
      "bytes-read": 6,
    });
    const bytes = Buffer.from("raw").toString("base64");
    await client.call(`POST ${BASE}/file-write`, { file: "/tmp/y", content: bytes, encode: 0 });
    expect(await client.get(`${BASE}/file-read`, { file: "/tmp/y" })).toMatchObject({
      content: "raw",
    });
    const none = await client.call(`GET ${BASE}/file-read`, { file: "/none" });
    expect(none.reason).toBe(
      "Agent error: failed to open file '/none' (mode: 'r'): No such file or directory",
    );
  });

  it("knows its addresses, disks and users", async () => {
    const [interfaces, disks, users] = [
      await client.get(`${BASE}/network-get-interfaces`),
      await client.get(`${BASE}/get-fsinfo`),
      await client.get(`${BASE}/get-users`),
    ] as { result: Record<string, unknown>[] }[];
    expect(interfaces?.result.map(({ name }) => name)).toEqual(["lo", "eth0", "eth1"]);
    expect(disks?.result.map(({ mountpoint }) => mountpoint)).toEqual(["/"]);
    expect(users?.result.map(({ user }) => user)).toEqual(["debian"]);
  });

  it("takes a whole command line before 8.0", async () => {
    const old = await simulate({ api: readApi("7.4") });
    const started = await old.call(`POST ${BASE}/exec`, { command: "echo hi" });
    const { pid } = started.data as { pid: number };
    expect(await old.get(`${BASE}/exec-status`, { pid })).toMatchObject({ "out-data": "hi\n" });
    await old.close();
  });
});
