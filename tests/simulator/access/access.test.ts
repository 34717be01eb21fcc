import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtInRoles } from "../../../simulator/access/roles.js";
import { totp } from "../../../simulator/access/verify-second-factor.js";
import { type CallOptions, type Client, readApi, simulate } from "../helpers.js";

let client: Client;

beforeAll(async () => {
  client = await simulate();
});

afterAll(() => client.close());

interface Session extends CallOptions {
  ticket: string;
  data: Record<string, unknown>;
}

async function login(userid: string, password = "proxmox", more = {}): Promise<Session> {
  const parameters = { username: userid, password, ...more };
  const answer = await client.call("POST /access/ticket", parameters, { token: null });
  const data = (answer.data ?? {}) as Record<string, unknown>;
  const ticket = String(data["ticket"]);
  const headers = {
    cookie: `PVEAuthCookie=${encodeURIComponent(ticket)}`,
    csrfpreventiontoken: String(data["CSRFPreventionToken"]),
  };
  return { token: null, headers, ticket, data };
}

async function newToken(userid: string, name: string, privsep: 0 | 1): Promise<CallOptions> {
  const answer = await client.call(`POST /access/users/${userid}/token/${name}`, { privsep });
  const { value } = answer.data as { value: string };
  return { token: `${userid}!${name}=${value}` };
}

const outcome = async (what: string, parameters: Record<string, unknown>, as: CallOptions) => {
  const { status, reason } = await client.call(what, parameters, as);
  return `${status} ${reason}`;
};

describe("logging in", () => {
  it.each<[what: string, options: CallOptions, reason: string]>([
    ["nothing", { token: null }, "No ticket"],
    ["a bearer token", { token: null, headers: { authorization: "Bearer x" } }, "No ticket"],
    [
      "a token name in lower case",
      { token: null, headers: { authorization: "pveapitoken=admin@pve!demo=x" } },
      "No ticket",
    ],
    [
      "an unknown token",
      { token: "admin@pve!nosuch=00000000-0000-4000-8000-000000000000" },
      "Authentication failed!",
    ],
    ["a malformed token", { token: "admin" }, "Authentication failed!"],
    [
      "a made-up ticket",
      { token: null, headers: { cookie: "PVEAuthCookie=PVE:root@pam:00000000::AA==" } },
      "Authentication failed!",
    ],
  ])("refuses %s with an empty 401", async (_what, options, reason) => {
    const answer = await client.call("GET /version", {}, options);
    expect([answer.status, answer.reason, answer.text]).toEqual([401, reason, ""]);
  });

  it.each([
    ["a wrong password", "admin@pve", "nope"],
    ["an unknown user", "who@pve", "proxmox"],
    ["no realm", "admin", "proxmox"],
  ])("tells nobody why it refuses %s", async (_what, username, password) => {
    const answer = await client.call(
      "POST /access/ticket",
      { username, password },
      { token: null },
    );
    expect([answer.status, answer.json]).toEqual([
      401,
      { data: null, message: "authentication failure\n" },
    ]);
  });

  it("gives tickets that read, and write with their CSRF token", async () => {
    const session = await login("admin@pve");
    expect(await outcome("GET /version", {}, session)).toBe("200 OK");
    const cookie = { token: null, headers: { cookie: session.headers?.["cookie"] ?? "" } };
    expect(await outcome("POST /pools", { poolid: "t1" }, cookie)).toBe(
      "401 Permission denied - invalid csrf token",
    );
    expect(await outcome("POST /pools", { poolid: "t1" }, session)).toBe("200 OK");
    const { cap, clustername } = session.data;
    expect(clustername).toBe("demo");
    expect(Object.keys(cap as object).sort()).toEqual([
      "access",
      "dc",
      "mapping",
      "nodes",
      "sdn",
      "storage",
      "vms",
    ]);
  });

  it("renews a ticket given as the password, and takes one in the Authorization header", async () => {
    const first = await login("admin@pve");
    const second = await login("admin@pve", first.ticket);
    const headers = { authorization: `PVEAuthCookie=${second.ticket}` };
    expect(await outcome("GET /version", {}, { token: null, headers })).toBe("200 OK");
  });

  it("lets tickets run out after two hours", async () => {
    const session = await login("admin@pve");
    client.simulator.manual?.advance(7_190_000);
    expect(await outcome("GET /version", {}, session)).toBe("200 OK");
    client.simulator.manual?.advance(20_000);
    expect(await outcome("GET /version", {}, session)).toBe("401 Authentication failed!");
  });

  it("asks for the second factor, and takes a recovery code once", async () => {
    const secret = "JBSWY3DPEHPK3PXP";
    const now = () => Math.floor((client.simulator.manual?.now() ?? 0) / 1000);
    await client.call("POST /access/users", { userid: "tfa@pve", password: "secret-12" });
    const own = await login("tfa@pve", "secret-12");
    const added = await client.call(
      "POST /access/tfa/tfa@pve",
      {
        type: "totp",
        description: "phone",
        totp: `otpauth://totp/x?secret=${secret}`,
        value: totp(secret, now()),
        password: "secret-12",
      },
      own,
    );
    expect(added.data).toEqual({ id: "totp0" });
    const codes = await client.call(
      "POST /access/tfa/tfa@pve",
      { type: "recovery", password: "secret-12" },
      own,
    );
    const { recovery } = codes.data as { recovery: string[] };

    const partial = await login("tfa@pve", "secret-12");
    expect(partial.data["NeedTFA"]).toBe(1);
    expect(partial.ticket).toMatch(/^PVE:!tfa!/);
    expect(await outcome("GET /version", {}, partial)).toBe("401 No ticket");
    const answer = (password: string) =>
      login("tfa@pve", password, { "tfa-challenge": partial.ticket });
    expect((await answer("totp:000000")).ticket).toBe("undefined");
    const full = await answer(`totp:${totp(secret, now())}`);
    expect(await outcome("GET /version", {}, full)).toBe("200 OK");
    expect((await answer(`recovery:${recovery[0]}`)).ticket).toMatch(/^PVE:tfa@pve:/);
    expect((await answer(`recovery:${recovery[0]}`)).ticket).toBe("undefined");
  });

  it("keeps tokens away from what needs a ticket, and anybody from what is root's", async () => {
    const parameters = { userid: "admin@pve", password: "NewPass-12345" };
    expect(await outcome("PUT /access/password", parameters, {})).toContain("need proper ticket");
    const root = await newToken("root@pam", "full", 0);
    expect(await outcome("POST /nodes/pve1/execute", { commands: "[]" }, root)).toBe(
      "403 Permission check failed (user != root@pam)",
    );
    const session = await login("root@pam");
    expect(await outcome("GET /cluster/backup-info", {}, session)).toBe("200 OK");
  });

  it("ends tokens and users when their time is up", async () => {
    const time = Math.floor((client.simulator.manual?.now() ?? 0) / 1000);
    const short = await client.call("POST /access/users/auditor@pve/token/short", {
      expire: time + 60,
      privsep: 0,
    });
    const token = `auditor@pve!short=${(short.data as { value: string }).value}`;
    expect(await outcome("GET /version", {}, { token })).toBe("200 OK");
    client.simulator.manual?.advance(61_000);
    expect(await outcome("GET /version", {}, { token })).toBe("401 Authentication failed!");
    await client.call("PUT /access/users/auditor@pve", { enable: 0 });
    const other = await newToken("auditor@pve", "other", 0);
    expect(await outcome("GET /version", {}, other)).toBe("401 Authentication failed!");
    await client.call("PUT /access/users/auditor@pve", { enable: 1 });
  });
});

/** user, request, what comes of it. */
const ALLOWED: [
  user: string,
  what: string,
  parameters: Record<string, unknown>,
  outcome: string,
][] = [
  ["nobody@pve", "GET /version", {}, "200 OK"],
  [
    "nobody@pve",
    "GET /nodes/pve1/qemu/100/config",
    {},
    "403 Permission check failed (/vms/100, VM.Audit)",
  ],
  [
    "nobody@pve",
    "GET /nodes/pve1/status",
    {},
    "403 Permission check failed (/nodes/pve1, Sys.Audit)",
  ],
  [
    "nobody@pve",
    "GET /storage/local",
    {},
    "403 Permission check failed (/storage/local, Datastore.Allocate)",
  ],
  [
    "nobody@pve",
    "POST /access/users",
    { userid: "x@pve" },
    "403 Permission check failed (/access/realm/pve, Realm.AllocateUser)",
  ],
  ["nobody@pve", "POST /nodes/pve1/qemu", { vmid: 990 }, "403 Permission check failed"],
  ["nobody@pve", "GET /cluster/backup-info", {}, "403 Permission check failed (user != root@pam)"],
  ["auditor@pve", "GET /nodes/pve1/qemu/100/config", {}, "200 OK"],
  [
    "auditor@pve",
    "POST /nodes/pve1/qemu/100/status/start",
    {},
    "403 Permission check failed (/vms/100, VM.PowerMgmt)",
  ],
  [
    "auditor@pve",
    "GET /cluster/sdn/zones/x",
    {},
    "403 Permission check failed (/sdn/zones/x, SDN.Allocate)",
  ],
  // The pool's role reaches its guests, and nothing else.
  ["operator@pve", "GET /nodes/pve1/qemu/100/config", {}, "200 OK"],
  [
    "operator@pve",
    "GET /nodes/pve1/qemu/106/config",
    {},
    "403 Permission check failed (/vms/106, VM.Audit)",
  ],
  ["operator@pve", "PUT /nodes/pve1/qemu/100/config", { cores: 4 }, "200 OK"],
  [
    "operator@pve",
    "PUT /nodes/pve1/qemu/100/config",
    { args: "-S" },
    "500 only root can set 'args' config",
  ],
  [
    "operator@pve",
    "PUT /nodes/pve1/qemu/100/config",
    { startup: "order=1" },
    "403 Permission check failed (/, Sys.Modify)",
  ],
  [
    "operator@pve",
    "PUT /nodes/pve1/qemu/100/config",
    { hostpci0: "0000:01:00.0" },
    "500 only root can set 'hostpci0' config for non-mapped devices",
  ],
  [
    "operator@pve",
    "PUT /nodes/pve1/lxc/200/config",
    { mp0: "/srv,mp=/srv" },
    "403 Permission check failed (mount point type bind is only allowed for root@pam)",
  ],
  [
    "operator@pve",
    "PUT /nodes/pve1/lxc/200/config",
    { features: "keyctl=1" },
    "403 Permission check failed (changing feature flags (except nesting) is only allowed for root@pam)",
  ],
  [
    "operator@pve",
    "PUT /nodes/pve1/qemu/100/config",
    { net2: "virtio,bridge=vmbr0" },
    "403 Permission check failed (/sdn/zones/localnetwork/vmbr0, SDN.Use)",
  ],
  [
    "operator@pve",
    "PUT /nodes/pve1/qemu/100/config",
    { scsi5: "local-lvm:1" },
    "403 Permission check failed (/storage/local-lvm, Datastore.AllocateSpace)",
  ],
];

describe("permissions", () => {
  it.each(ALLOWED)("%s: %s %j → %s", async (user, what, parameters, expected) => {
    expect(await outcome(what, parameters, await login(user))).toBe(expected);
  });

  it("checks them before the parameters", async () => {
    const session = await login("nobody@pve");
    expect(await outcome("POST /nodes/pve1/qemu/100/status/start", { foo: 1 }, session)).toBe(
      "403 Permission check failed (/vms/100, VM.PowerMgmt)",
    );
  });

  it("leaves out of lists what the caller may not see", async () => {
    const seen = async (user: string) => {
      const answer = await client.call("GET /cluster/resources", {}, await login(user));
      const counts: Record<string, number> = {};
      for (const { type } of answer.data as { type: string }[])
        counts[type] = (counts[type] ?? 0) + 1;
      return counts;
    };
    expect({
      nobody: await seen("nobody@pve"),
      operator: await seen("operator@pve"),
      auditor: await seen("auditor@pve"),
    }).toMatchInlineSnapshot(`
      {
        "auditor": {
          "lxc": 7,
          "network": 3,
          "node": 3,
          "pool": 3,
          "qemu": 13,
          "storage": 12,
        },
        "nobody": {
          "node": 3,
        },
        "operator": {
          "lxc": 3,
          "node": 3,
          "qemu": 5,
        },
      }
    `);
  });

  it("gives a separated token only what both it and its user have", async () => {
    const separated = await newToken("operator@pve", "sep", 1);
    const config = "GET /nodes/pve1/qemu/100/config";
    expect(await outcome(config, {}, separated)).toContain("403");
    const acl = { path: "/vms", roles: "PVEAuditor", tokens: "operator@pve!sep" };
    expect(await outcome("PUT /access/acl", acl, {})).toBe("200 OK");
    expect(await outcome(config, {}, separated)).toBe("200 OK");
    expect(await outcome("GET /nodes/pve1/qemu/106/config", {}, separated)).toContain("403");
    const permissions = await client.call(
      "GET /access/permissions",
      { path: "/vms/100" },
      separated,
    );
    expect(permissions.data).toEqual({ "/vms/100": { "VM.Audit": 1, "VM.GuestAgent.Audit": 1 } });
    const full = await newToken("operator@pve", "full", 0);
    expect(await outcome("PUT /nodes/pve1/qemu/100/config", { cores: 2 }, full)).toBe("200 OK");
  });

  it("lets a deeper entry replace what is inherited, and NoAccess beat all", async () => {
    const session = await login("auditor@pve");
    const status = "GET /nodes/pve1/lxc/203/status/current";
    expect(await outcome(status, {}, session)).toBe("200 OK");
    const acl = { path: "/vms/203", roles: "NoAccess", users: "auditor@pve" };
    await client.call("PUT /access/acl", acl);
    expect(await outcome(status, {}, session)).toContain("403");
    await client.call("PUT /access/acl", { ...acl, delete: 1 });
    await client.call("PUT /access/acl", {
      path: "/",
      roles: "PVEAuditor",
      users: "auditor@pve",
      propagate: 0,
    });
    expect(await outcome(status, {}, session)).toContain("403");
    await client.call("PUT /access/acl", { path: "/", roles: "PVEAuditor", users: "auditor@pve" });
    expect(await outcome(status, {}, session)).toBe("200 OK");
  });

  it("shows tasks of others only to those who may audit the node", async () => {
    const upid = String((await client.call("POST /nodes/pve3/lxc/205/status/start")).data);
    client.simulator.manual?.settle();
    const path = `GET /nodes/pve3/tasks/${upid}/status`;
    expect(await outcome(path, {}, await login("operator@pve"))).toBe(
      "403 Permission check failed (/nodes/pve3, Sys.Audit)",
    );
    expect(await outcome(path, {}, await login("auditor@pve"))).toBe("200 OK");
  });
});

describe("roles", () => {
  it("differ between releases", () => {
    const counts = ["7.4", "8.0", "8.2", "8.4", "9.0", "9.1"].map((release) => {
      const roles = builtInRoles(release);
      return [
        release,
        roles.size,
        roles.get("Administrator")?.privileges.size,
        roles.get("PVEAdmin")?.privileges.size,
      ];
    });
    expect(counts).toMatchInlineSnapshot(`
      [
        [
          "7.4",
          14,
          37,
          33,
        ],
        [
          "8.0",
          17,
          41,
          35,
        ],
        [
          "8.2",
          17,
          42,
          35,
        ],
        [
          "8.4",
          17,
          42,
          35,
        ],
        [
          "9.0",
          17,
          47,
          40,
        ],
        [
          "9.1",
          17,
          47,
          40,
        ],
      ]
    `);
    expect(builtInRoles("8.4").get("PVEVMAdmin")?.privileges.has("VM.Monitor")).toBe(true);
    expect(builtInRoles("9.1").get("PVEVMAdmin")?.privileges.has("VM.Monitor")).toBe(false);
  });

  it("name only privileges that the permissions of their release use", () => {
    for (const release of ["7.4", "8.4", "9.1"]) {
      const used = new Set(
        JSON.stringify(readApi(release)).match(
          /\b(?:VM|Sys|Datastore|SDN|Mapping|Pool)\.[A-Z][A-Za-z.]+/g,
        ),
      );
      const known = builtInRoles(release).get("Administrator")?.privileges ?? new Set();
      expect([...used].filter((name) => !known.has(name))).toEqual([]);
    }
  });
});
