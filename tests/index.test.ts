import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../simulator/index.js";
import * as library from "../src/index.js";
import { type ConnectOptions, connect, ValidationError } from "../src/index.js";
import type { Api } from "../src/schema/model.js";

describe("the library", () => {
  it("exports these, and nothing else", () => {
    const kinds = Object.entries(library).map(([name, value]) => `${name}: ${kindOf(value)}`);
    expect(kinds.sort()).toMatchInlineSnapshot(`
      [
        "AuthenticationError: class",
        "CancelledError: class",
        "ConflictError: class",
        "ConnectionError: class",
        "LockedError: class",
        "NodeUnreachableError: class",
        "NotFoundError: class",
        "PermissionError: class",
        "ProxmoxError: class",
        "ServerError: class",
        "TimeoutError: class",
        "TlsError: class",
        "TooLargeError: class",
        "UnexpectedAnswerError: class",
        "UnsupportedError: class",
        "ValidationError: class",
        "connect: function",
        "isUpid: function",
        "parseUpid: function",
      ]
    `);
  });
});

function kindOf(value: unknown): string {
  return typeof value === "function" && /^class\b/.test(String(value)) ? "class" : typeof value;
}

describe("connect", () => {
  let simulator: Simulator;
  let options: ConnectOptions;

  beforeAll(async () => {
    const file = new URL("../schema/pve-9.1.json", import.meta.url);
    const api = JSON.parse(readFileSync(file, "utf8")) as Api;
    simulator = await startSimulator({ api, speed: 100, unauthorizedDelay: 0 });
    options = {
      host: simulator.url,
      token: simulator.token,
      tls: { mode: "verify", fingerprint: simulator.fingerprint },
    };
  });

  afterAll(() => simulator.close());

  it("reaches a cluster by typed functions, and follows what they start", async () => {
    const pve = connect(options);
    const { node } = await pve.inventory.find(100);
    await pve.nodes.qemu.config.put({
      node,
      vmid: 100,
      agent: { enabled: true, type: "isa" },
    });
    const config = await pve.nodes.qemu.config.get({ node, vmid: 100 });
    expect(config.agent).toBe("1,type=isa");
    const snapname = "library";
    const upid = await pve.nodes.qemu.snapshot.post({
      node,
      vmid: 100,
      snapname,
    });
    const steps: string[] = [];
    for await (const { state } of pve.followTask(upid)) steps.push(state);
    expect(new Set(steps)).toEqual(new Set(["running"]));
    expect(await pve.finishTask(upid)).toMatchObject({ state: "ok" });
    await pve.close();
  });

  it("logs in by password", async () => {
    const { user, password } = simulator;
    const { token: _, ...rest } = options;
    const pve = connect({ ...rest, user, password });
    expect(await pve.serverVersion()).toMatchObject({ release: "9.1" });
    await pve.close();
  });

  it("has the API's areas beside its own members", async () => {
    const pve = connect(options);
    expect(Object.keys(pve).sort()).toMatchInlineSnapshot(`
      [
        "access",
        "call",
        "close",
        "cluster",
        "finishTask",
        "followTask",
        "identity",
        "inventory",
        "nodes",
        "pools",
        "request",
        "serverVersion",
        "stopTask",
        "storage",
        "upload",
        "version",
      ]
    `);
    expect(await pve.call("GET /version", {})).toEqual(await pve.version.get());
    await pve.close();
  });

  it("checks both sides of a call against the schemas if told to", async () => {
    const pve = connect({ ...options, validate: true });
    const { node } = await pve.inventory.find(100);
    expect(await pve.nodes.qemu.config.get({ node, vmid: 100 })).toHaveProperty("digest");
    const refused = pve.nodes.qemu.config.put({ node, vmid: 7, cores: 0 });
    await expect(refused).rejects.toMatchObject({
      name: "ValidationError",
      endpoint: "PUT /nodes/{node}/qemu/{vmid}/config",
      errors: { vmid: expect.any(String), cores: expect.any(String) },
      hint: "Nothing was sent.",
    });
    await pve.close();
  });

  it.each<[string, Partial<ConnectOptions>]>([
    ["plain http", { host: "http://pve1" }],
    ["a password in the host", { host: "https://root:hunter2@pve1" }],
    ["no host", { host: [] }],
    ["half a token", { token: "hunter2" }],
    ["token and password", { token: "a@b!cc=hunter2", password: "hunter2" }],
    ["a user without realm", { user: "root", password: "hunter2" }],
    ["a second factor that is none", { user: "root@pam", password: "hunter2", otp: "hunter2!" }],
    ["nobody", {}],
    ["a pin that nothing looks at", { token: "a@b!cc=dd", tls: { fingerprint: "ab".repeat(32) } }],
    ["a pin that is none", { token: "a@b!cc=dd", tls: { mode: "verify", fingerprint: "ab" } }],
    ["a mode that isn't there", { token: "a@b!cc=dd", tls: { mode: "on" as "strict" } }],
  ])("refuses %s", (name, wrong) => {
    let error: unknown;
    try {
      connect({ host: "pve1", ...wrong });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ValidationError);
    const { message } = error as ValidationError;
    expect({ [name]: message }).toMatchSnapshot();
    expect(message).not.toContain("hunter2");
  });
});
