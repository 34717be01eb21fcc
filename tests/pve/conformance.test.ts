import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isUpid } from "../../src/kit/upid.js";
import { finishTask } from "../../src/pve/cluster/tasks.js";
import type { Client } from "../../src/pve/wire/client.js";
import type { EndpointKey } from "../../src/schema/model.js";
import { type Cluster, errorOf, startCluster } from "./cluster.js";

/** What a genuine server does, as the client meets it on a cluster that does the same. */
let cluster: Cluster;
const clients = new Map<string, Client>();

beforeAll(async () => {
  cluster = await startCluster({ state: "recorded" });
  for (const identity of [
    "admin@pve!mcp",
    "admin@pve!sep",
    "admin@pve!expired",
    "auditor@pve!ro",
    "vmuser@pve!tok",
    "root@pam!full",
  ]) {
    clients.set(identity, cluster.connect(cluster.tokenOf(identity)));
  }
  const token = { kind: "token", user: "admin@pve", tokenName: "mcp" } as const;
  clients.set("a wrong secret", cluster.connect({ ...token, tokenValue: "wrong-secret" }));
  clients.set(
    "an unknown token",
    cluster.connect({ ...token, tokenName: "none", tokenValue: "xxxx" }),
  );
  clients.set(
    "an unknown user",
    cluster.connect({ ...token, user: "nobody@pve", tokenValue: "xxxx" }),
  );
  const password = { kind: "password", user: "admin@pve", password: "AdminPass-123" } as const;
  clients.set("password", cluster.connect(password));
  clients.set("a wrong password", cluster.connect({ ...password, password: "nope" }));
  clients.set(
    "a disabled user",
    cluster.connect({ ...password, user: "disabled@pve", password: "DisabledPass-1" }),
  );
});

afterAll(() => cluster.close());

function as(name: string): Client {
  const client = clients.get(name);
  if (!client) throw new Error(`no client ${name}`);
  return client;
}

const VM = { node: "pve1", vmid: 100 };
const ADMIN = "admin@pve!mcp";

type Row = [
  what: string,
  who: string,
  endpoint: EndpointKey,
  parameters: Record<string, unknown>,
  code: string,
  status: number | undefined,
  text: string | Record<string, string>,
];

describe("refusals", () => {
  it.each<Row>([
    [
      "wrong token secret",
      "a wrong secret",
      "GET /version",
      {},
      "authentication",
      401,
      "Authentication failed!",
    ],
    [
      "unknown token",
      "an unknown token",
      "GET /version",
      {},
      "authentication",
      401,
      "Authentication failed!",
    ],
    [
      "unknown user",
      "an unknown user",
      "GET /version",
      {},
      "authentication",
      401,
      "Authentication failed!",
    ],
    [
      "expired token",
      "admin@pve!expired",
      "GET /version",
      {},
      "authentication",
      401,
      "Authentication failed!",
    ],
    [
      "wrong password",
      "a wrong password",
      "GET /version",
      {},
      "authentication",
      401,
      "authentication failure",
    ],
    [
      "disabled user",
      "a disabled user",
      "GET /version",
      {},
      "authentication",
      401,
      "authentication failure",
    ],
    [
      "missing privilege",
      "admin@pve!sep",
      "GET /nodes/{node}/qemu/{vmid}/config",
      VM,
      "permission",
      403,
      "(/vms/100, VM.Audit)",
    ],
    [
      "missing privilege for a write",
      "auditor@pve!ro",
      "POST /nodes/{node}/qemu/{vmid}/status/start",
      VM,
      "permission",
      403,
      "(/vms/100, VM.PowerMgmt)",
    ],
    [
      "403 before 400",
      "auditor@pve!ro",
      "PUT /nodes/{node}/qemu/{vmid}/config",
      { ...VM, cores: "x" },
      "permission",
      403,
      "Permission check failed",
    ],
    [
      "root only, even for root's token",
      "root@pam!full",
      "GET /cluster/backup-info",
      {},
      "permission",
      403,
      "user != root@pam",
    ],
    [
      "no token allowed",
      ADMIN,
      "PUT /access/password",
      { userid: "noperm@pve", password: "abcde" },
      "permission",
      403,
      "not available with API token",
    ],
    [
      "root-only option",
      ADMIN,
      "PUT /nodes/{node}/qemu/{vmid}/config",
      { ...VM, args: "-x" },
      "permission",
      500,
      "only root can set 'args' config",
    ],
    [
      "root-only parameter",
      ADMIN,
      "PUT /nodes/{node}/qemu/{vmid}/config",
      { ...VM, skiplock: true, cores: 1 },
      "permission",
      400,
      { skiplock: "Only root may use this option." },
    ],
    [
      "missing VM",
      ADMIN,
      "GET /nodes/{node}/qemu/{vmid}/config",
      { ...VM, vmid: 999 },
      "not_found",
      500,
      "Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist",
    ],
    [
      "VM asked for as a container",
      ADMIN,
      "GET /nodes/{node}/lxc/{vmid}/config",
      VM,
      "not_found",
      500,
      "Configuration file 'nodes/pve1/lxc/100.conf' does not exist",
    ],
    [
      "unknown node",
      ADMIN,
      "GET /nodes/{node}/status",
      { node: "nonode" },
      "not_found",
      500,
      "hostname lookup 'nonode' failed",
    ],
    [
      "unreachable node",
      ADMIN,
      "GET /nodes/{node}/status",
      { node: "pve2" },
      "node_unreachable",
      595,
      "No route to host",
    ],
    [
      "unknown path",
      ADMIN,
      "GET /nosuch",
      {},
      "unsupported",
      501,
      "Method 'GET /nosuch' not implemented",
    ],
    [
      "wrong method",
      ADMIN,
      "DELETE /version",
      {},
      "unsupported",
      501,
      "Method 'DELETE /version' not implemented",
    ],
    [
      "missing parameter",
      ADMIN,
      "POST /nodes/{node}/qemu",
      { node: "pve1" },
      "validation",
      400,
      { vmid: "property is missing and it is not optional" },
    ],
    [
      "wrong type",
      ADMIN,
      "PUT /nodes/{node}/qemu/{vmid}/config",
      { ...VM, cores: "x" },
      "validation",
      400,
      { cores: "type check ('integer') failed - got 'x'" },
    ],
    [
      "too small",
      ADMIN,
      "PUT /nodes/{node}/qemu/{vmid}/config",
      { ...VM, cores: 0 },
      "validation",
      400,
      { cores: "value must have a minimum value of 1" },
    ],
    [
      "no such choice",
      ADMIN,
      "PUT /nodes/{node}/qemu/{vmid}/config",
      { ...VM, bios: "msdos" },
      "validation",
      400,
      { bios: "value 'msdos' does not have a value in the enumeration 'seabios, ovmf'" },
    ],
    [
      "unknown parameter",
      ADMIN,
      "GET /nodes/{node}/qemu",
      { node: "pve1", foo: 1 },
      "validation",
      400,
      {
        foo: "property is not defined in schema and the schema does not allow additional properties",
      },
    ],
    [
      "index out of range",
      ADMIN,
      "PUT /nodes/{node}/qemu/{vmid}/config",
      { ...VM, net32: "virtio" },
      "validation",
      400,
      {
        net32:
          "property is not defined in schema and the schema does not allow additional properties",
      },
    ],
    [
      "unknown option to delete",
      ADMIN,
      "PUT /nodes/{node}/qemu/{vmid}/config",
      { ...VM, delete: ["nosuch"] },
      "validation",
      400,
      { delete: "unknown option 'nosuch'" },
    ],
    [
      "digest that changed",
      ADMIN,
      "PUT /nodes/{node}/qemu/{vmid}/config",
      { ...VM, cores: 1, digest: "0".repeat(40) },
      "conflict",
      500,
      "checksum mismatch",
    ],
    [
      "VM that exists",
      ADMIN,
      "POST /nodes/{node}/qemu",
      { ...VM },
      "conflict",
      500,
      "VM 100 already exists on node 'pve1'",
    ],
    [
      "pool that exists",
      ADMIN,
      "POST /pools",
      { poolid: "prod" },
      "conflict",
      500,
      "pool 'prod' already exists",
    ],
    [
      "token that exists",
      ADMIN,
      "POST /access/users/{userid}/token/{tokenid}",
      { userid: "admin@pve", tokenid: "mcp" },
      "conflict",
      400,
      { tokenid: "Token already exists." },
    ],
    [
      "nothing to change",
      ADMIN,
      "PUT /nodes/{node}/qemu/{vmid}/config",
      VM,
      "server",
      500,
      "no options specified",
    ],
    [
      "malformed UPID",
      ADMIN,
      "GET /nodes/{node}/tasks/{upid}/status",
      { node: "pve1", upid: "nonsense" },
      "validation",
      400,
      { upid: "unable to parse worker upid" },
    ],
    [
      "unknown task",
      ADMIN,
      "GET /nodes/{node}/tasks/{upid}/status",
      { node: "pve1", upid: "UPID:pve1:00000001:00000001:00000001:qmstart:100:root@pam:" },
      "not_found",
      400,
      { upid: "no such task" },
    ],
    [
      "missing second factor",
      "password",
      "GET /access/tfa/{userid}/{id}",
      { userid: "admin@pve", id: "x" },
      "not_found",
      404,
      "",
    ],
    [
      "no guest agent",
      ADMIN,
      "POST /nodes/{node}/qemu/{vmid}/agent/ping",
      VM,
      "conflict",
      500,
      "No QEMU guest agent configured",
    ],
    [
      "missing storage",
      ADMIN,
      "GET /storage/{storage}",
      { storage: "nostore" },
      "not_found",
      500,
      "storage 'nostore' does not exist",
    ],
    [
      "missing pool",
      ADMIN,
      "DELETE /pools",
      { poolid: "nopool" },
      "not_found",
      500,
      "pool 'nopool' does not exist",
    ],
    [
      "missing user",
      ADMIN,
      "GET /access/users/{userid}",
      { userid: "nobody@pve" },
      "not_found",
      500,
      "no such user ('nobody@pve')",
    ],
  ])("%s", async (_, who, endpoint, parameters, code, status, text) => {
    const error = await errorOf(as(who).call(endpoint, parameters));
    expect(error).toMatchObject({ code, status });
    if (typeof text === "string") expect(error.message).toContain(text);
    else expect(error.errors).toEqual(text);
    expect(error.hint ?? "").not.toMatch(/undefined/);
  });

  it("names the privilege and the command that grants it", async () => {
    const call = as("admin@pve!sep").call("GET /nodes/{node}/qemu/{vmid}/config", VM);
    expect(await errorOf(call)).toMatchObject({
      path: "/vms/100",
      privileges: ["VM.Audit"],
      grant:
        "pveum acl modify /vms/100 --users 'admin@pve' --tokens 'admin@pve!sep' --roles PVEAuditor",
    });
  });

  it("keeps the lines of a property string's errors", async () => {
    const parameters = { ...VM, net0: "virtio,bogus=1" };
    const error = await errorOf(as(ADMIN).call("PUT /nodes/{node}/qemu/{vmid}/config", parameters));
    expect(error.errors).toEqual({
      net0: "invalid format - format error\nnet0.bogus: property is not defined in schema and the schema does not allow additional properties",
    });
  });
});

describe("answers", () => {
  it("leaves out silently what a list's reader may not see", async () => {
    expect(await as("admin@pve!sep").call("GET /nodes/{node}/qemu", { node: "pve1" })).toEqual([]);
  });

  it("is null after a change of configuration, a UPID where a task does it", async () => {
    const client = as(ADMIN);
    const put = { ...VM, description: "a=b; c+d & ä\n" };
    expect(await client.call("PUT /nodes/{node}/qemu/{vmid}/config", put)).toBeNull();
    const config = await client.call("GET /nodes/{node}/qemu/{vmid}/config", VM);
    expect(config).toMatchObject({ description: "a=b; c+d & ä\n" });
    const upid = await client.call("POST /nodes/{node}/qemu/{vmid}/config", { ...VM, cores: 1 });
    expect(isUpid(upid)).toBe(true);
    expect(await finishTask(client, String(upid))).toMatchObject({ state: "ok" });
  });

  it("starts a task even for a VM that isn't there, and the task fails", async () => {
    const client = as(ADMIN);
    const upid = await client.call("POST /nodes/{node}/qemu/{vmid}/status/start", {
      ...VM,
      vmid: 999,
    });
    expect(await finishTask(client, String(upid))).toMatchObject({
      state: "failed",
      exitstatus: "Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist",
    });
  });

  it("has a total where a list is read in pages", async () => {
    const answer = await as(ADMIN).request("GET /nodes/{node}/tasks", { node: "pve1", limit: 1 });
    expect(answer.total).toBeTypeOf("number");
  });
});

describe("encodings", () => {
  const client = () => as(ADMIN);

  it("sends booleans, lists, objects and indexed parameters so that they arrive", async () => {
    await client().call("PUT /nodes/{node}/qemu/{vmid}/config", {
      ...VM,
      onboot: false,
      tags: ["web", "prod"],
      agent: { enabled: true, type: "isa" },
      net1: { model: "virtio", macaddr: "BC:24:11:00:00:02", bridge: "vmbr0", firewall: true },
    });
    const config = await client().call("GET /nodes/{node}/qemu/{vmid}/config", VM);
    expect(config).toMatchObject({
      onboot: 0,
      agent: "1,type=isa",
      net1: "virtio=BC:24:11:00:00:02,bridge=vmbr0,firewall=1",
    });
    const { tags } = config as { tags: string };
    expect(tags.split(/[;,]/).sort()).toEqual(["prod", "web"]);
    await client().call("PUT /nodes/{node}/qemu/{vmid}/config", {
      ...VM,
      delete: ["net1", "agent"],
    });
    const after = await client().call("GET /nodes/{node}/qemu/{vmid}/config", VM);
    expect(Object.keys(after as object)).not.toContain("net1");
  });

  it("sends SSH keys that read back as they were", async () => {
    const sshkeys = "ssh-ed25519 AAAA+/= me@example.com";
    await client().call("PUT /nodes/{node}/qemu/{vmid}/config", { ...VM, sshkeys });
    const config = (await client().call("GET /nodes/{node}/qemu/{vmid}/config", VM)) as {
      sshkeys: string;
    };
    expect(decodeURIComponent(config.sshkeys)).toBe(sshkeys);
  });

  it("names volumes with their slashes", async () => {
    const volume = { node: "pve1", storage: "local", volume: "local:iso/tiny.iso" };
    const key = "GET /nodes/{node}/storage/{storage}/content/{volume}";
    expect(await client().call(key, volume)).toMatchObject({ format: "raw" });
  });

  it("deletes with parameters in the query", async () => {
    await client().call("POST /pools", { poolid: "gone" });
    await client().call("DELETE /pools", { poolid: "gone" });
    const pools = (await client().call("GET /pools", {})) as { poolid: string }[];
    expect(pools.map(({ poolid }) => poolid)).toEqual(["prod"]);
  });

  it("repeats keys for lists that aren't one text", async () => {
    const name = "conform";
    await client().call("POST /cluster/notifications/endpoints/sendmail", {
      name,
      mailto: ["a@example.com", "b@example.com"],
    });
    const key = "GET /cluster/notifications/endpoints/sendmail/{name}";
    expect(await client().call(key, { name })).toMatchObject({
      mailto: ["a@example.com", "b@example.com"],
    });
  });
});

describe("login by password", () => {
  it("writes with its CSRF token", async () => {
    const client = as("password");
    await client.call("POST /pools", { poolid: "byticket" });
    await client.call("DELETE /pools", { poolid: "byticket" });
  });

  it("goes on after two hours", async () => {
    const client = as("password");
    await client.call("GET /version", {});
    await cluster.clock.sleep(3 * 60 * 60 * 1000);
    expect(await client.call("GET /version", {})).toMatchObject({ release: "9.1" });
  });

  it("answers a second factor", async () => {
    const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    const user = cluster.simulator.state.access.users.get("admin@pve");
    user?.factors.set("x", { type: "totp", description: "", created: 0, enable: true, secret });
    const credentials = { kind: "password", user: "admin@pve", password: "AdminPass-123" } as const;
    const without = cluster.connect(credentials);
    expect((await errorOf(without.call("GET /version", {}))).message).toContain("TOTP code");
    const wrong = cluster.connect({ ...credentials, otp: "000000" });
    expect((await errorOf(wrong.call("GET /version", {}))).code).toBe("authentication");
    const right = cluster.connect({ ...credentials, otp: secret });
    expect(await right.call("GET /version", {})).toMatchObject({ release: "9.1" });
    user?.factors.clear();
  });
});
