import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { main } from "../../src/cli/main.js";
import { loadRelease, newestRelease } from "../../src/data/releases.js";
import { loadToolList } from "../../src/data/tool-list.js";
import { ProxmoxError } from "../../src/pve/errors/errors.js";
import { type Client, createClient } from "../../src/pve/wire/client.js";
import { reaches, TIERS, type Tier } from "../../src/schema/catalogue.js";
import { exampleParameters } from "../../src/schema/example.js";
import { type EndpointKey, keyOf } from "../../src/schema/model.js";
import { selectTools } from "../../src/tools/registry.js";

afterEach(() => {
  vi.restoreAllMocks();
});

async function role(env: Record<string, string>, ...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((one) => out.push(String(one)) > 0);
  vi.spyOn(process.stderr, "write").mockImplementation((one) => err.push(String(one)) > 0);
  const code = await main(["role", ...args], env);
  vi.restoreAllMocks();
  return { code, out: out.join(""), err: err.join("") };
}

const privilegesIn = (out: string) => /--privs (\S+)/.exec(out)?.[1]?.split(",") ?? [];

describe("proxmox-mcp role", () => {
  it("prints a role that only looks, for the default server", async () => {
    expect((await role({})).out).toMatchInlineSnapshot(`
      "# On a node, as root. The last command prints the token's secret, once.
      pveum role add McpRead --privs Datastore.AllocateSpace,Pool.Audit,SDN.Audit,Sys.Audit,VM.Audit,VM.Backup,VM.GuestAgent.Audit
      pveum user add mcp@pve
      pveum acl modify / --users mcp@pve --roles McpRead
      pveum user token add mcp@pve mcp --privsep 0
      # Datastore.AllocateSpace allows creating disks and backups on storages; needed to see backups.
      # VM.Backup allows making and restoring backups of guests; needed to see backups.
      # Left out, as it takes Sys.Modify: GET /nodes/{node}/apt/update.
      "
    `);
  });

  it("names what the caller chose", async () => {
    const args = ["--path", "/pool/lab", "--user", "ai@pve", "--token", "t1", "--name", "Lab"];
    const { out } = await role({}, "--tool", "proxmox_guest_start", "--access", "operate", ...args);
    expect(out.split("\n").filter((line) => line.startsWith("pveum"))).toEqual([
      "pveum role add Lab --privs VM.PowerMgmt",
      "pveum user add ai@pve",
      "pveum acl modify /pool/lab --users ai@pve --roles Lab",
      "pveum user token add ai@pve t1 --privsep 0",
    ]);
  });

  it.each([
    [["--access", "root"], '--access must be one of read, operate, elevated; got "root"'],
    [["--tool", "proxmox_nope"], "proxmox_nope"],
    [["--path", "/;reboot"], '--path can\'t be "/;reboot"'],
    [["--user", "root"], '--user can\'t be "root"'],
    [["--name", "a b"], '--name can\'t be "a b"'],
    [["--pve", "6.4"], "--pve must be one of"],
  ])("refuses %j", async (args, message) => {
    expect(await role({}, ...args)).toMatchObject({
      code: 2,
      err: expect.stringContaining(message),
    });
  });
});

/** What the examples of endpoints don't ask for, and what the role is there for too. */
const PROBES: readonly [Tier, EndpointKey, Record<string, unknown>][] = [
  ["read", "GET /nodes/{node}/storage/{storage}/content", { node: "pve1", storage: "nfs-backup" }],
  ...Object.entries({
    description: "x",
    cores: 2,
    memory: 2048,
    ciuser: "x",
    ide2: "none,media=cdrom",
    scsihw: "virtio-scsi-pci",
    net1: "virtio,bridge=vmbr0",
    boot: "order=scsi0",
  }).map(([name, value]): [Tier, EndpointKey, Record<string, unknown>] => [
    "elevated",
    "PUT /nodes/{node}/qemu/{vmid}/config",
    { node: "pve1", vmid: 100, [name]: value },
  ]),
  ["operate", "POST /nodes/{node}/vzdump", { node: "pve1", vmid: "101", storage: "nfs-backup" }],
  [
    "elevated",
    "DELETE /nodes/{node}/storage/{storage}/content/{volume}",
    { node: "pve1", storage: "local-lvm", volume: "local-lvm:vm-100-disk-9" },
  ],
];

/** The simulated cluster doesn't ask for it. */
const NOT_SIMULATED = ["SDN.Use"];

/** Each role is made in a simulated cluster, and used for every endpoint behind the listed tools. */
describe.each(TIERS)("the role for tier %s", (access) => {
  let simulator: Simulator;
  let privileges: string[];
  beforeAll(async () => {
    const { out } = await role({}, "--access", access);
    privileges = privilegesIn(out);
  });

  const requests: [name: string, EndpointKey, Record<string, unknown>][] = [
    ...PROBES.filter(([tier]) => reaches(access, tier)).map(
      ([, key, parameters]): [string, EndpointKey, Record<string, unknown>] => [
        `${key} ${JSON.stringify(parameters)}`,
        key,
        parameters,
      ],
    ),
    ...endpointsAt(access).map((endpoint): [string, EndpointKey, Record<string, unknown>] => [
      keyOf(endpoint),
      keyOf(endpoint),
      { ...exampleParameters(endpoint), ...there(keyOf(endpoint)) },
    ]),
  ];

  /** What each request is answered to a login with these privileges, until one is enough. */
  async function answersOf(
    granted: readonly string[],
    isEnough: (name: string, answer: string) => boolean = () => false,
  ): Promise<Map<string, string>> {
    simulator = await startSimulator({ unauthorizedDelay: 0, clock: "manual" });
    const client = await loginWith(simulator, granted);
    const answers = new Map<string, string>();
    try {
      for (const [name, key, parameters] of requests) {
        const answer = await answerOf(client, key, parameters);
        answers.set(name, answer);
        if (isEnough(name, answer)) break;
      }
    } finally {
      await client.close();
      await simulator.close();
    }
    return answers;
  }

  it("is enough for everything", async () => {
    const answers = await answersOf(privileges);
    const refused = [...answers].filter(([, answer]) => answer === "refused").map(([key]) => key);
    expect(refused).toEqual(access === "elevated" ? [] : ["GET /nodes/{node}/apt/update"]);
    expect(answers.size).toBeGreaterThan(15);
  });

  it("has no privilege that nothing needs", async () => {
    const whole = await answersOf(privileges);
    const idle: string[] = [];
    for (const privilege of privileges) {
      const differs = (name: string, answer: string) => whole.get(name) !== answer;
      const less = await answersOf(
        privileges.filter((one) => one !== privilege),
        differs,
      );
      if (![...less].some(([name, answer]) => differs(name, answer))) idle.push(privilege);
    }
    expect(idle.filter((one) => !NOT_SIMULATED.includes(one))).toEqual([]);
  }, 120_000);
});

function endpointsAt(access: Tier) {
  const list = loadToolList();
  const { listed } = selectTools(list, { toolsets: ["core"], tools: [], excluded: [], access });
  const keys = new Set(
    listed.flatMap(({ name }) =>
      Object.entries(list.tools[name]?.endpoints ?? {})
        .filter(([, tier]) => reaches(access, tier))
        .map(([key]) => key),
    ),
  );
  return loadRelease(newestRelease()).endpoints.filter(
    (endpoint) => keys.has(keyOf(endpoint)) && endpoint.permissions !== undefined,
  );
}

/** Things that are there, so that a refusal is one for lack of privileges. */
function there(key: EndpointKey): Record<string, unknown> {
  return {
    ...(key.includes("{vmid}") && { vmid: key.includes("/lxc/") ? 200 : 100 }),
    ...(key.includes("{node}") && { node: "pve1" }),
    ...(key.includes("{storage}") && { storage: "local" }),
  };
}

async function loginWith(simulator: Simulator, privileges: readonly string[]): Promise<Client> {
  const root = clientOf(simulator, simulator.token);
  await root.call("POST /access/roles", { roleid: "Test2", privs: privileges.join(",") });
  await root.call("POST /access/users", { userid: "ai@pve" });
  await root.call("PUT /access/acl", { path: "/", users: "ai@pve", roles: "Test2" });
  const token = (await root.call("POST /access/users/{userid}/token/{tokenid}", {
    userid: "ai@pve",
    tokenid: "t1",
    privsep: false,
  })) as { value: string };
  const backup = { node: "pve1", vmid: "100", storage: "nfs-backup" };
  await root.call("POST /nodes/{node}/vzdump", backup);
  simulator.manual?.settle();
  await root.close();
  return clientOf(simulator, `ai@pve!t1=${token.value}`);
}

function clientOf(simulator: Simulator, token: string): Client {
  const [, user = "", tokenName = "", tokenValue = ""] = /^(.+)!(.+)=(.+)$/.exec(token) ?? [];
  return createClient({
    hosts: [{ host: simulator.host, port: simulator.port }],
    credentials: { kind: "token", user, tokenName, tokenValue },
    tls: { mode: "strict", ca: simulator.certificate },
    endpointOf: () => undefined,
  });
}

/** `refused`, another error's code, or what was answered, as far as it doesn't vary. */
async function answerOf(client: Client, key: EndpointKey, parameters: Record<string, unknown>) {
  try {
    const answer = await client.call(key, parameters);
    return Array.isArray(answer) ? `${answer.length} rows` : typeof answer;
  } catch (error) {
    if (!(error instanceof ProxmoxError)) throw error;
    return error.code === "permission" ? "refused" : error.code;
  }
}

describe("--check", () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ unauthorizedDelay: 0 });
  });
  afterAll(() => simulator.close());

  const env = (extra: Record<string, string>) => ({
    PROXMOX_HOST: `${simulator.host}:${simulator.port}`,
    PROXMOX_SSL_CA_CERT: simulator.certificate,
    HOME: "/nonexistent",
    ...extra,
  });

  it("finds an administrator's token more than enough", async () => {
    const { code, out } = await role(env({ PROXMOX_TOKEN_VALUE: simulator.token }), "--check");
    expect(code).toBe(0);
    expect(out).toMatch(/^admin@pve!demo has (\d+) of \1 privileges that are needed on \//);
    expect(out).toContain("not needed: ");
  });

  it("says it plainly where the login fails", async () => {
    const wrong = simulator.token.replace(/=.*/, "=00000000-0000-0000-0000-000000000000");
    const { code, out, err } = await role(env({ PROXMOX_TOKEN_VALUE: wrong }), "--check");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/Authentication failed!\nCheck user/);
    expect(err).not.toContain("    at ");
  });

  it("says what an auditor lacks, and what for", async () => {
    const login = { PROXMOX_USER: "auditor@pve", PROXMOX_PASSWORD: "proxmox" };
    const { code, out } = await role(env(login), "--check", "--access", "operate");
    expect(code).toBe(1);
    expect(out).toMatch(/^missing: VM\.PowerMgmt, for POST \/nodes/m);
  });
});
