import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sshd, startSshd, whyNoSshd } from "../exec/sshd.js";
import { type Harness, openToolbox } from "./harness.js";

const reason = whyNoSshd();
/** Each connection is a handshake of its own, and the machine may be busy. */
const PATIENT = { timeout: 60_000 };

describe("programs on nodes, where they are off", () => {
  it("says what switches them on", async () => {
    const harness = await openToolbox();
    const args = { node: "pve1", command: ["zpool", "status"] };
    expect(await harness.refused("proxmox_node_exec", args)).toMatchInlineSnapshot(`
      {
        "code": "access",
        "hint": "The operator can allow some with PROXMOX_EXEC_SSH=true, PROXMOX_EXEC_NODE=true and PROXMOX_EXEC_ALLOW=zpool status,pveperf.",
        "message": "This server runs no programs on nodes",
        "see": "proxmox://help/the-access-tier-forbids-it",
      }
    `);
    await harness.close();
  });
});

describe.skipIf(reason !== undefined)(`programs over ssh${reason ? ` (${reason})` : ""}`, () => {
  let sshd: Sshd;
  let harness: Harness;
  beforeAll(async () => {
    sshd = await startSshd();
    const programs = {
      ssh: sshd.settings,
      console: false,
      node: true,
      allow: ["echo", "cat", "sh -c *", "/bin/sh -c"],
    };
    harness = await openToolbox({ programs });
    const guest = harness.simulator.state.guests.get(200);
    // the container that the server has
    if (guest) harness.simulator.state.guests.set(101, { ...guest, vmid: 101 });
  });
  afterAll(async () => {
    expect(harness.unexpected).toEqual([]);
    await harness.close();
    await sshd.close();
  });

  it("run on a node without any shell between", async () => {
    const { data } = await harness.call("proxmox_node_exec", {
      node: "pve1",
      command: ["echo", "$HOME; id", "it's"],
    });
    expect(data).toEqual({
      exited: true,
      exitcode: 0,
      stdout: "$HOME; id it's\n",
      stderr: "",
      seconds: expect.any(Number),
      via: "ssh",
    });
  });

  it.each([[["id"]], [["zpool", "destroy"]], [["sh"]]])(
    "are refused on a node unless listed: %j",
    async (command) => {
      expect(await harness.refused("proxmox_node_exec", { node: "pve1", command })).toMatchObject({
        code: "access",
        hint: expect.stringContaining("PROXMOX_EXEC_ALLOW"),
      });
    },
  );

  it("run on no host that isn't a node of the cluster", async () => {
    const args = { node: "localhost", command: ["echo", "here"] };
    expect(await harness.refused("proxmox_node_exec", args)).toMatchObject({
      code: "not_found",
      message: 'node: the cluster has no "localhost"; it has pve1, pve2, pve3',
    });
  });

  it.each<[Record<string, unknown>, string]>([
    [{ user: "root; id" }, "can't be a user's name"],
    [{ user: "-s" }, "can't be a user's name"],
    [{ env: { "A;B": "1" } }, "can't be a variable's name"],
    [{ cwd: "/a\0b" }, "NUL"],
    [{ command: ["echo", "a\0"] }, "NUL"],
    [{ command: [""] }, "can't be a program"],
  ])("are refused where they make no sense: %j", async (given, message) => {
    const args = { vmid: 101, command: ["echo"], ...given };
    const error = await harness.refused("proxmox_lxc_exec", args);
    expect(error).toMatchObject({ code: "arguments", message: expect.stringContaining(message) });
  });

  it("run in a container by one tool for both kinds, with stdin and progress", async () => {
    harness.progress.length = 0;
    const args = {
      vmid: 101,
      command: "cat; echo \u001b[31mred",
      "input-data": "typed\n",
      cwd: "/tmp",
    };
    const { data } = await harness.call("proxmox_guest_exec", args);
    expect(data).toMatchObject({ exitcode: 0, stdout: "typed\n\\u001b[31mred\n", via: "ssh" });
    expect(harness.progress).toEqual(["typed\n\\u001b[31mred"]);
  });

  it("are ended when the call is cancelled", async () => {
    const stop = new AbortController();
    const running = harness.result(
      "proxmox_lxc_exec",
      { vmid: 101, command: ["sh", "-c", "echo ready; sleep 600"] },
      stop.signal,
    );
    await expect.poll(() => sshd.processes().length, PATIENT).toBeGreaterThan(0);
    stop.abort();
    expect((await running).structuredContent).toMatchObject({
      data: { exited: false },
      notes: ["It was ended because the call was cancelled."],
    });
    expect(sshd.processes()).toEqual([]);
  });

  it("tell what ssh said", async () => {
    const programs = {
      ssh: { ...sshd.settings, knownHostsFile: "/dev/null" },
      console: false,
      node: true,
      allow: ["echo"],
    };
    const strict = await openToolbox({ programs, simulator: harness.simulator });
    expect(
      await strict.refused("proxmox_node_exec", { node: "pve1", command: ["echo"] }),
    ).toMatchObject({
      code: "host_key",
      hint: expect.stringContaining("PROXMOX_SSH_KNOWN_HOSTS"),
    });
    await strict.close();
  });
});
