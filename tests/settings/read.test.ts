import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSettings } from "../../src/settings/read.js";
import { SETTINGS } from "../../src/settings/table.js";

const SECRET = "5bd3a6d4-1111-2222-3333-444455556666";

const token = {
  PROXMOX_HOST: "pve1",
  PROXMOX_USER: "admin@pve",
  PROXMOX_TOKEN_NAME: "mcp",
  PROXMOX_TOKEN_VALUE: SECRET,
};

const folder = mkdtempSync(join(tmpdir(), "settings-"));

function file(name: string, text: string, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

/** The folder's name differs on each run. */
function readable(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(folder, "<folder>"));
}

async function problemsOf(env: Record<string, string>): Promise<string[]> {
  const result = await readSettings(env);
  return "problems" in result ? (readable(result.problems) as string[]) : [];
}

async function settingsOf(env: Record<string, string>) {
  const result = await readSettings(env);
  if ("problems" in result) throw new Error(result.problems.join("\n"));
  return result;
}

describe("readSettings", () => {
  it("fills in every default", async () => {
    expect(await settingsOf(token)).toMatchInlineSnapshot(`
      {
        "clusters": Map {},
        "server": {
          "allowedHosts": [],
          "allowedOrigins": [],
          "auth": [],
          "trustedProxies": [],
        },
        "settings": {
          "access": "read",
          "confirm": {
            "fallback": "allow",
            "mode": "destructive",
          },
          "connection": {
            "host": [
              "pve1:8006",
            ],
            "timeouts": {
              "call": 60000,
              "connect": 10000,
              "response": 60000,
            },
            "tls": {
              "mode": "strict",
            },
            "token": "admin@pve!mcp=5bd3a6d4-1111-2222-3333-444455556666",
          },
          "learn": true,
          "logLevel": "info",
        },
        "warnings": [],
      }
    `);
  });

  it.each([
    ["the secret alone", {}],
    ["the whole token", { PROXMOX_TOKEN_VALUE: `admin@pve!mcp=${SECRET}` }],
    [
      "the whole token alone",
      { PROXMOX_TOKEN_VALUE: `admin@pve!mcp=${SECRET}`, PROXMOX_USER: "", PROXMOX_TOKEN_NAME: "" },
    ],
    ["as it stands in the header", { PROXMOX_TOKEN_VALUE: `PVEAPIToken=admin@pve!mcp=${SECRET}` }],
    ["the user in the token's name", { PROXMOX_TOKEN_NAME: "admin@pve!mcp", PROXMOX_USER: "" }],
    ["a file", { PROXMOX_TOKEN_VALUE: "", PROXMOX_TOKEN_VALUE_FILE: file("token", `${SECRET}\n`) }],
  ])("takes a token given as %s", async (_, env) => {
    const { connection } = (await settingsOf({ ...token, ...env })).settings;
    expect(connection?.token).toBe(`admin@pve!mcp=${SECRET}`);
  });

  it("takes user, password and second factor", async () => {
    const env = {
      PROXMOX_HOST: "pve1",
      PROXMOX_USER: "root@pam",
      PROXMOX_PASSWORD: " spaces count ",
      PROXMOX_OTP: "JBSWY3DPEHPK3PXP",
    };
    expect((await settingsOf(env)).settings.connection).toMatchObject({
      user: "root@pam",
      password: " spaces count ",
      otp: "JBSWY3DPEHPK3PXP",
    });
  });

  it("takes several hosts, each with its own port or the common one", async () => {
    const env = {
      ...token,
      PROXMOX_HOST: "pve1, https://[fd00::2]:443/, 10.0.0.3 pve1",
      PROXMOX_PORT: "9006",
    };
    expect((await settingsOf(env)).settings.connection?.host).toEqual([
      "pve1:9006",
      "[fd00::2]:443",
      "10.0.0.3:9006",
    ]);
  });

  it("says everything that is wrong at once, and shows no secret", async () => {
    const problems = await problemsOf({
      PROXMOX_HOST: "http://root:hunter2@pve1",
      PROXMOX_PORT: "80x",
      PROXMOX_USER: "root",
      PROXMOX_TOKEN_NAME: "1st",
      PROXMOX_TOKEN_VALUE: `${SECRET} oops`,
      PROXMOX_OTP: "hunter2!",
      PROXMOX_SSL_MODE: "verfiy",
      PROXMOX_SSL_CA_CERT: "/nowhere/ca.pem",
      PROXMOX_SSL_FINGERPRINT: "AA:BB",
      PROXMOX_ACCESS: "write",
      PROXMOX_ALLOW_ELEVATED: "maybe",
      PROXMOX_TIMEOUT: "-1",
      PROXMOX_LOG_LEVEL: "loud",
      PROXMOX_UPLOAD_DIR: "/nowhere",
    });
    expect(problems).toMatchInlineSnapshot(`
      [
        "PROXMOX_UPLOAD_DIR is "/nowhere", but should be an existing folder",
        "PROXMOX_HOST is [hidden], which uses http://, but Proxmox VE answers over https:// only; it should be a node's name, IP address or https:// URL",
        "PROXMOX_PORT is "80x", but should be a port, 1 to 65535",
        "PROXMOX_OTP is neither a code of 6 to 8 digits nor a base32 secret nor an otpauth:// URI",
        "PROXMOX_USER is "root", but should be a user with realm, as in root@pam",
        "PROXMOX_TOKEN_VALUE holds something else than a token; it should be the secret that was shown when the token was made, or user@realm!name=secret",
        "PROXMOX_TOKEN_NAME is "1st", but should be a token's name: two or more letters, digits, ".", "-" or "_", a letter first",
        "PROXMOX_SSL_MODE is "verfiy", but should be one of strict, verify, insecure",
        "PROXMOX_SSL_CA_CERT names "/nowhere/ca.pem", which doesn't exist",
        "PROXMOX_SSL_FINGERPRINT is "AA:BB", but should be a SHA-256 fingerprint: 32 pairs of hex digits, as in AA:BB:…",
        "PROXMOX_TIMEOUT is "-1", but should be a number of seconds, above 0 and at most 86400",
        "PROXMOX_ACCESS is "write", but should be one of read, operate, elevated",
        "PROXMOX_ALLOW_ELEVATED is "maybe", but should be true or false",
        "PROXMOX_LOG_LEVEL is "loud", but should be one of trace, debug, info, warn, error, fatal, silent",
      ]
    `);
    expect(problems.join()).not.toMatch(/hunter2|5bd3a6d4/);
  });

  it.each<[string, Record<string, string>]>([
    ["nothing at all", {}],
    ["token and password", { ...token, PROXMOX_PASSWORD: "x" }],
    ["a token without user and name", { PROXMOX_HOST: "pve1", PROXMOX_TOKEN_VALUE: SECRET }],
    ["a token of another user", { ...token, PROXMOX_TOKEN_VALUE: `root@pam!mcp=${SECRET}` }],
    ["a token of another name", { ...token, PROXMOX_TOKEN_VALUE: `admin@pve!other=${SECRET}` }],
    ["the token's name in the user", { ...token, PROXMOX_USER: "admin@pve!mcp" }],
    ["two access tiers", { ...token, PROXMOX_ACCESS: "operate", PROXMOX_ALLOW_ELEVATED: "true" }],
    [
      "access and its opposite",
      { ...token, PROXMOX_ACCESS: "elevated", PROXMOX_ALLOW_ELEVATED: "false" },
    ],
    ["a pin that nothing looks at", { ...token, PROXMOX_SSL_FINGERPRINT: "ab".repeat(32) }],
    ["a secret twice", { ...token, PROXMOX_TOKEN_VALUE_FILE: "/x" }],
    [
      "a secret's file that is missing",
      { ...token, PROXMOX_TOKEN_VALUE: "", PROXMOX_TOKEN_VALUE_FILE: "/nowhere/token" },
    ],
    [
      "a secret's file that is empty",
      { ...token, PROXMOX_TOKEN_VALUE: "", PROXMOX_TOKEN_VALUE_FILE: file("empty", "\n") },
    ],
    ["plain http", { ...token, PROXMOX_HOST: "http://pve1:8006" }],
    ["a host with a path", { ...token, PROXMOX_HOST: "https://pve1/proxy" }],
    ["a CA file without certificate", { ...token, PROXMOX_SSL_CA_CERT: file("ca.txt", "nothing") }],
    [
      "a pin where any certificate is taken",
      {
        ...token,
        PROXMOX_SSL_MODE: "insecure",
        PROXMOX_SSL_FINGERPRINT: Array.from({ length: 32 }, () => "AA").join(":"),
      },
    ],
    ["a list of nothing", { ...token, PROXMOX_TOOLS: " , " }],
  ])("refuses %s", async (name, env) => {
    expect({ [name]: await problemsOf(env) }).toMatchSnapshot();
  });

  it.each([
    ["PROXMOX_ACCESS=operate", { PROXMOX_ACCESS: "operate" }, "operate"],
    ["PROXMOX_ALLOW_ELEVATED=true", { PROXMOX_ALLOW_ELEVATED: "true" }, "elevated"],
    ["PROXMOX_ALLOW_ELEVATED=false", { PROXMOX_ALLOW_ELEVATED: "false" }, "read"],
    ["both, agreeing", { PROXMOX_ACCESS: "elevated", PROXMOX_ALLOW_ELEVATED: "1" }, "elevated"],
  ])("understands %s", async (_, env, access) => {
    expect((await settingsOf({ ...token, ...env })).settings.access).toBe(access);
  });

  it("reads a scope", async () => {
    const env = {
      PROXMOX_GUESTS: "100-199,tag:lab,!110",
      PROXMOX_NODES: "pve1, pve2",
      PROXMOX_SCOPE_READ: "true",
    };
    expect((await settingsOf({ ...token, ...env })).settings.scope).toEqual({
      guests: {
        text: "100-199,tag:lab,!110",
        allowed: [{ from: 100, to: 199 }, { tag: "lab" }],
        excluded: [{ from: 110, to: 110 }],
      },
      nodes: ["pve1", "pve2"],
      read: true,
    });
    expect((await settingsOf(token)).settings.scope).toBeUndefined();
  });

  it.each([
    [{ PROXMOX_GUESTS: "web" }, /^PROXMOX_GUESTS has "web", but an entry is a vmid/],
    [{ PROXMOX_GUESTS: "100,!100" }, /^PROXMOX_GUESTS names 100 and !100/],
    [{ PROXMOX_SCOPE_READ: "true" }, /^PROXMOX_SCOPE_READ is true, but there is no scope/],
  ])("refuses the scope %j", async (env, message) => {
    expect(await problemsOf({ ...token, ...env })).toEqual([expect.stringMatching(message)]);
  });

  it("warns at an insecure connection", async () => {
    const { warnings } = await settingsOf({ ...token, PROXMOX_SSL_MODE: "insecure" });
    expect(warnings).toEqual([expect.stringMatching(/^PROXMOX_SSL_MODE is insecure: /)]);
  });

  it("needs no connection where there is nothing to connect to", async () => {
    const result = await readSettings({ PROXMOX_ACCESS: "operate" }, { needs: "nothing" });
    expect(result).toMatchObject({ settings: { access: "operate" } });
    expect("settings" in result && result.settings.connection).toBeUndefined();
  });
});

describe("PROXMOX_CONFIG", () => {
  const toml = `default = "home"

[clusters.home]
host = ["pve1", "pve2:8007"]
user = "admin@pve"
token_name = "mcp"
token_value = "${SECRET}"
access = "operate"

[clusters.work]
host = "10.0.0.1"
user = "root@pam"
password_file = "PASSWORD"
ssl_mode = "verify"
port = 8007
timeout = 5.5
`.replace("PASSWORD", file("password", "correct horse\n"));

  it("reads several clusters, each with what it shares with the others", async () => {
    const env = { PROXMOX_CONFIG: file("clusters.toml", toml), PROXMOX_TOOLSETS: "guests" };
    const { settings, clusters, warnings } = await settingsOf(env);
    expect(warnings).toEqual([]);
    expect([...clusters.keys()]).toEqual(["home", "work"]);
    expect(settings).toBe(clusters.get("home"));
    expect([...clusters.values()]).toMatchInlineSnapshot(`
      [
        {
          "access": "operate",
          "cluster": "home",
          "confirm": {
            "fallback": "allow",
            "mode": "destructive",
          },
          "connection": {
            "host": [
              "pve1:8006",
              "pve2:8007",
            ],
            "timeouts": {
              "call": 60000,
              "connect": 10000,
              "response": 60000,
            },
            "tls": {
              "mode": "strict",
            },
            "token": "admin@pve!mcp=5bd3a6d4-1111-2222-3333-444455556666",
          },
          "learn": true,
          "logLevel": "info",
          "toolsets": [
            "guests",
          ],
        },
        {
          "access": "read",
          "cluster": "work",
          "confirm": {
            "fallback": "allow",
            "mode": "destructive",
          },
          "connection": {
            "host": [
              "10.0.0.1:8007",
            ],
            "password": "correct horse",
            "timeouts": {
              "call": 5500,
              "connect": 10000,
              "response": 5500,
            },
            "tls": {
              "mode": "verify",
            },
            "user": "root@pam",
          },
          "learn": true,
          "logLevel": "info",
          "toolsets": [
            "guests",
          ],
        },
      ]
    `);
  });

  it("reads JSON as well, and lets PROXMOX_CLUSTER choose", async () => {
    const json = {
      clusters: {
        a: { host: "a", token_value: `root@pam!xy=${SECRET}`, learn: true },
        b: { host: "b", token_value: `root@pam!xy=${SECRET}` },
      },
    };
    const env = { PROXMOX_CONFIG: file("clusters.json", JSON.stringify(json)) };
    expect((await settingsOf(env)).settings.connection).toBeUndefined();
    expect((await settingsOf(env)).clusters.get("a")?.learn).toBe(true);
    expect((await settingsOf({ ...env, PROXMOX_CLUSTER: "b" })).settings.cluster).toBe("b");
    expect(await problemsOf({ ...env, PROXMOX_CLUSTER: "c" })).toEqual([
      'PROXMOX_CLUSTER is "c", but should be one of a, b',
    ]);
  });

  it("warns when others may read the secrets in it", async () => {
    const { warnings } = await settingsOf({ PROXMOX_CONFIG: file("open.toml", toml, 0o644) });
    expect(readable(warnings)).toEqual([
      "<folder>/open.toml holds secrets, and others may read it (mode 0644); chmod 600 it",
    ]);
  });

  it("doesn't warn when the secrets are elsewhere", async () => {
    const text = `[clusters.a]
host = "a"
token_name = "root@pam!xy"
token_value_file = "${file("secret", SECRET)}"
`;
    expect(
      (await settingsOf({ PROXMOX_CONFIG: file("plain.toml", text, 0o644) })).warnings,
    ).toEqual([]);
  });

  it("says everything that is wrong with it, and shows no secret", async () => {
    const text = `default = "nothome"
colour = "red"
[clusters.home]
hots = "pve1"
token_value = "${SECRET}"
timeout = "soon"
tools = { a = 1 }
[clusters.work]
host = "http://b"
password = "hunter2"
`;
    const problems = await problemsOf({
      PROXMOX_CONFIG: file("wrong.toml", text),
      PROXMOX_HOST: "pve1",
    });
    expect(problems).toMatchInlineSnapshot(`
      [
        "PROXMOX_HOST and PROXMOX_CONFIG are both set; with the file, which server and account are used stands there",
        "colour in <folder>/wrong.toml is not known; at the top are default and clusters",
        "clusters.home.hots in <folder>/wrong.toml is not known; there are host, port, user, token_name, token_value, act_token, password, otp, ssl_mode, ssl_ca_cert, ssl_fingerprint, access, allow_elevated, toolsets, tools, exclude_tools, exclude_endpoints, guests, nodes, storages, scope_read, audit_log, timeout, connect_timeout, response_timeout, max_answer, confirm, confirm_fallback, log_level, learn, upload_dir, exec_ssh, exec_console, exec_node, exec_allow, ssh_user, ssh_port, ssh_key, ssh_known_hosts, ssh_jump, ssh_nodes, ssh_prefix",
        "clusters.home.tools in <folder>/wrong.toml should be text, a number, true, false or a list of texts",
        "default in <folder>/wrong.toml is "nothome", but should be one of home, work",
        "clusters.home.host in <folder>/wrong.toml is not set; it should be the name, address or https:// URL of a node",
        "clusters.home.user in <folder>/wrong.toml is not set; it should be the token's user, as in root@pam",
        "clusters.home.token_name in <folder>/wrong.toml is not set; it should be the token's name (what follows the ! in user@realm!name)",
        "clusters.home.timeout in <folder>/wrong.toml is "soon", but should be a number of seconds, above 0 and at most 86400",
        "clusters.work.host in <folder>/wrong.toml is "http://b", which uses http://, but Proxmox VE answers over https:// only; it should be a node's name, IP address or https:// URL",
        "clusters.work.user in <folder>/wrong.toml is not set; it should be a user with realm, as in root@pam",
      ]
    `);
    expect(problems.join()).not.toMatch(/hunter2|5bd3a6d4/);
  });

  it.each([
    ["missing", "/nowhere/clusters.toml", undefined],
    ["not TOML", "broken.toml", `[clusters.a]\ntoken_value = "${SECRET}`],
    ["not JSON", "broken.json", `{"token_value": "${SECRET}"`],
    ["empty", "empty.toml", ""],
  ])("refuses a file that is %s", async (name, path, text) => {
    const config = text === undefined ? path : file(path, text);
    const problems = await problemsOf({ PROXMOX_CONFIG: config });
    expect({ [name]: problems }).toMatchSnapshot();
    expect(problems.join()).not.toContain("5bd3a6d4");
  });
});

describe("the table", () => {
  it("names each variable once and gives it words", async () => {
    const names = SETTINGS.map(({ variable }) => variable);
    expect(new Set(names).size).toBe(names.length);
    for (const { words } of SETTINGS) expect(words).toMatch(/^[A-Za-z].*\.$/);
  });
});
