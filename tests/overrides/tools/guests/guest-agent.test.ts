import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { execStatus } from "../../../../overrides/tools/guests/support/agent-exec.js";
import { readFile } from "../../../../overrides/tools/guests/support/agent-file.js";
import { killTree } from "../../../../overrides/tools/guests/support/kill-tree.js";
import type { ToolContext } from "../../../../src/tools/define.js";
import { type Harness, openToolbox } from "../../../tools/harness.js";

describe("a command in a VM", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox();
  });
  afterAll(() => harness.close());
  afterEach(() => harness.simulator.clearRequests());

  const commandsSent = () =>
    harness.simulator.requests
      .filter(({ path }) => path.endsWith("/agent/exec"))
      .map(({ parameters }) => parameters["command"]);

  it("is run and waited for, its output is text", async () => {
    const command = ["echo", "one", "two"];
    const { data } = await harness.call("proxmox_guest_exec", { vmid: 100, command });
    expect(data).toMatchInlineSnapshot(`
      {
        "exitcode": 0,
        "exited": true,
        "pid": 301,
        "stderr": "",
        "stdout": "one two
      ",
      }
    `);
    expect(commandsSent()).toEqual([command]);
  });

  it("goes to the shell where it is one text of several words", async () => {
    const args = { vmid: 100, command: "echo one && echo two" };
    const { data } = await harness.call("proxmox_guest_exec", args);
    expect(data).toMatchObject({ exitcode: 0, stdout: "one\ntwo\n" });
    expect(commandsSent()).toEqual([["/bin/sh", "-c", "echo one && echo two"]]);
  });

  it("goes to Windows' own shell in Windows", async () => {
    const guest = harness.simulator.state.guests.get(100);
    if (guest) guest.config["ostype"] = "win11";
    await harness.result("proxmox_guest_exec", { vmid: 100, command: "dir c:" });
    if (guest) guest.config["ostype"] = "l26";
    expect(commandsSent()).toEqual([["cmd.exe", "/c", "dir c:"]]);
  });

  it("may fail without being an error of the tool", async () => {
    const { data } = await harness.call("proxmox_guest_exec", { vmid: 100, command: ["false"] });
    expect(data).toMatchObject({ exited: true, exitcode: 1 });
  });

  it("is handed back by its pid where it takes too long, and asked for later", async () => {
    const started = await harness.call("proxmox_guest_exec", {
      vmid: 100,
      command: ["sleep", "100"],
      timeout: 0,
    });
    expect(started).toEqual({
      data: { pid: expect.any(Number), exited: false },
      notes: [expect.stringContaining("action status and this pid")],
    });
    const { pid } = started["data"] as { pid: number };
    const status = { vmid: 100, operation: "status", pid };
    expect((await harness.call("proxmox_agent_exec", status))["data"]).toEqual({
      pid,
      exited: false,
    });
    harness.simulator.manual?.advance(100_000);
    expect((await harness.call("proxmox_agent_exec", status))["data"]).toMatchObject({
      pid,
      exited: true,
      exitcode: 0,
    });
  });

  it("is ended where it takes too long and that is asked for", async () => {
    const args = { vmid: 100, command: ["sleep", "100"], timeout: 1, end: true };
    const { data, notes } = await harness.call("proxmox_guest_exec", args);
    expect(data).toMatchObject({ exited: false });
    expect(notes).toEqual(["It was to be ended after 1 s, but still runs."]);
    const { pid } = data as { pid: number };
    expect(commandsSent()).toEqual([["sleep", "100"], killTree(pid, false)]);
  });

  it("leaves its output out when told to", async () => {
    const { data } = await harness.call("proxmox_agent_exec", {
      vmid: 100,
      operation: "exec",
      command: "hostname",
      "capture-output": false,
    });
    expect(Object.keys(data as object).sort()).toEqual(["exitcode", "exited", "pid"]);
  });

  it("is no longer waited for once the caller gives up", async () => {
    const stop = new AbortController();
    harness.onSleep = () => stop.abort();
    const { isError } = await harness.result(
      "proxmox_guest_exec",
      { vmid: 100, command: ["sleep", "600"], timeout: 60 },
      stop.signal,
    );
    harness.onSleep = undefined;
    expect(isError).toBe(true);
    expect(commandsSent()).toHaveLength(1);
  });

  const refusals: [string, Record<string, unknown>, object][] = [
    [
      "without an agent",
      { vmid: 104, command: ["ls"] },
      { code: "conflict", hint: expect.stringContaining("qemu-guest-agent") },
    ],
    ["in a stopped VM", { vmid: 111, command: ["ls"] }, { code: "conflict" }],
    [
      "where there is no such program",
      { vmid: 100, command: ["frobnicate"] },
      { code: "refused", message: expect.stringContaining("has no such program") },
    ],
    ["without a command", { vmid: 100 }, { code: "arguments" }],
    [
      "in a container",
      { vmid: 203, command: ["sh", "-c", "echo 'hi'"] },
      { code: "kind", hint: expect.stringContaining(`pct exec 203 -- sh -c 'echo '\\''hi'\\'''`) },
    ],
    ["in no guest", { vmid: 999, command: ["ls"] }, { code: "not_found" }],
  ];
  it.each(refusals)("is refused %s", async (_, args, expected) => {
    expect(await harness.refused("proxmox_guest_exec", args)).toMatchObject(expected);
  });
});

/** A handler with an agent that answers what the simulated one never does. */
function contextWith(answer: object, args: object): ToolContext {
  const guest = { vmid: 100, node: "pve1", kind: "qemu" } as const;
  return { guest, arguments: args, call: async () => answer } as unknown as ToolContext;
}

it("says which output the agent cut", async () => {
  const status = { exited: 1, exitcode: 0, "out-data": "x", "out-truncated": 1 };
  const { data, notes } = await execStatus(contextWith(status, { pid: 7 }));
  expect(data).toMatchObject({ pid: 7, stdout: "x", stderr: "" });
  expect(notes).toEqual(["The agent cut stdout: 16 MiB are the most that it hands over."]);
});

it("says that a file goes on", async () => {
  const answer = await readFile(contextWith({ content: "x", truncated: 1 }, { file: "/big" }));
  expect(answer).toEqual({
    data: { file: "/big", content: "x" },
    notes: [expect.stringContaining("The file goes on")],
  });
});

it("is one text in Proxmox VE 7", async () => {
  const harness = await openToolbox({ pve: "7.4" });
  try {
    const { data } = await harness.call("proxmox_guest_exec", {
      vmid: 100,
      command: ["echo", "one two"],
    });
    expect(data).toMatchObject({ exitcode: 0, stdout: "one two\n" });
  } finally {
    await harness.close();
  }
});
