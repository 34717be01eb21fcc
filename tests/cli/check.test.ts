import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { main } from "../../src/cli/main.js";

const FINGERPRINT = /([0-9A-F]{2}:){31}[0-9A-F]{2}/g;
const SECRET = "4f7a9c31-0000-4000-8000-0123456789ab";

let simulator: Simulator;
let home: string;
let silent: Server;

beforeAll(async () => {
  simulator = await startSimulator({ unauthorizedDelay: 0 });
  home = mkdtempSync(join(tmpdir(), "check-"));
  silent = createServer((socket) =>
    socket.on("error", () => {}).end("HTTP/1.1 200 OK\r\n\r\n"),
  ).listen(0, "127.0.0.1");
  await once(silent, "listening");
});

afterAll(async () => {
  await simulator.close();
  silent.close();
  rmSync(home, { recursive: true });
});

afterEach(() => {
  vi.restoreAllMocks();
});

async function check(env: Record<string, string>, ...args: string[]) {
  const texts: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => texts.push(String(text)) > 0);
  const code = await main(["check", ...args], { HOME: home, XDG_STATE_HOME: home, ...env });
  return { code, out: texts.join("") };
}

const host = () => `${simulator.host}:${simulator.port}`;
const good = () => ({
  PROXMOX_HOST: host(),
  PROXMOX_TOKEN_VALUE: simulator.token,
  PROXMOX_SSL_CA_CERT: simulator.certificate,
});
const asUser = (user: string) => ({
  PROXMOX_HOST: host(),
  PROXMOX_SSL_CA_CERT: simulator.certificate,
  PROXMOX_USER: user,
  PROXMOX_PASSWORD: "proxmox",
});
const portOf = (server: Server) => (server.address() as AddressInfo).port;

it("finds nothing wrong with a good set-up, line by line", async () => {
  const { code, out } = await check(good());
  const steady = out
    .replaceAll(FINGERPRINT, "FINGERPRINT")
    .replaceAll(host(), "HOST")
    .replace(/valid until .*/, "valid until END")
    .replace(/clock is \d+ s \w+( of)?/, "clock is N s off")
    .replace(/Proxmox VE [\d.]+/, "Proxmox VE V");
  expect({ code, steady }).toMatchInlineSnapshot(`
    {
      "code": 0,
      "steady": "ok       settings     read; PROXMOX_ACCESS is read
    ok       port         HOST accepts connections
    ok       certificate  presented: pve1, SHA-256 FINGERPRINT, valid until END
    ok       clock        the node's clock is N s off this machine's
    ok       trust        the certificate is trusted by the settings
    ok       login        as admin@pve!demo
    ok       token        without privilege separation: it has all that its user has; it doesn't expire
    ok       release      Proxmox VE V, whose API is known
    ok       privileges   enough for each of 16 listed tools
    ",
    }
  `);
});

it("only warns of a host that is down where another serves", async () => {
  const { code, out } = await check({ ...good(), PROXMOX_HOST: `127.0.0.1:1,${host()}` });
  expect(out).toMatch(/warning {2}port {9}127\.0\.0\.1:1 doesn't accept connections/);
  expect(code).toBe(0);
});

it("tells programs the same as JSON", async () => {
  const { code, out } = await check(good(), "--json");
  const { ok, findings } = JSON.parse(out) as { ok: boolean; findings: { about: string }[] };
  expect([code, ok]).toEqual([0, true]);
  expect(findings.map(({ about }) => about)).toEqual([
    "settings",
    "port",
    "certificate",
    "clock",
    "trust",
    "login",
    "token",
    "release",
    "privileges",
  ]);
});

describe("names what is wrong, and what would correct it", () => {
  it.each<[string, () => Record<string, string>, number, RegExp]>([
    ["nothing is set", () => ({}), 78, /^failed {3}settings {5}PROXMOX_HOST is not set/m],
    [
      "an access tier that there isn't",
      () => ({ ...good(), PROXMOX_ACCESS: "root" }),
      78,
      /failed {3}settings {5}PROXMOX_ACCESS is "root"/,
    ],
    [
      "a name that nobody knows",
      () => ({ ...good(), PROXMOX_HOST: "no-such-node.invalid" }),
      1,
      /failed {3}name {9}no-such-node\.invalid can't be resolved[\s\S]*Use the node's IP address/,
    ],
    [
      "a closed port",
      () => ({ ...good(), PROXMOX_HOST: "127.0.0.1:1" }),
      1,
      /failed {3}port {9}127\.0\.0\.1:1 doesn't accept connections \(ECONNREFUSED\)/,
    ],
    [
      "a port without TLS",
      () => ({ ...good(), PROXMOX_HOST: `127.0.0.1:${portOf(silent)}` }),
      1,
      /failed {3}certificate {2}no TLS connection[\s\S]*is another program at this port\?/,
    ],
    [
      "a certificate that no CA signed",
      () => ({ PROXMOX_HOST: host(), PROXMOX_TOKEN_VALUE: simulator.token }),
      1,
      /failed {3}trust[\s\S]*PROXMOX_SSL_FINGERPRINT=([0-9A-F]{2}:){31}/,
    ],
    [
      "another certificate than the pinned one",
      () => ({
        PROXMOX_HOST: host(),
        PROXMOX_TOKEN_VALUE: simulator.token,
        PROXMOX_SSL_MODE: "verify",
        PROXMOX_SSL_FINGERPRINT: "AB".repeat(32),
      }),
      1,
      /failed {3}trust[\s\S]*pinned/,
    ],
    [
      "a wrong secret",
      () => ({ ...good(), PROXMOX_TOKEN_VALUE: `admin@pve!demo=${SECRET}` }),
      1,
      /failed {3}login {8}.*Authentication failed!\n.*token name and secret/,
    ],
    [
      "a login without privileges for what is listed",
      () => ({ ...asUser("auditor@pve"), PROXMOX_ACCESS: "operate" }),
      0,
      /warning {2}privileges {3}\d+ of \d+ listed tools .*proxmox_guest_start \(VM\.PowerMgmt\)/,
    ],
    [
      "a connection that anybody can read",
      () => ({
        PROXMOX_HOST: host(),
        PROXMOX_TOKEN_VALUE: simulator.token,
        PROXMOX_SSL_MODE: "insecure",
      }),
      0,
      /warning {2}settings {5}PROXMOX_SSL_MODE is insecure/,
    ],
    [
      "a folder that isn't there",
      () => ({ ...good(), PROXMOX_UPLOAD_DIR: "/no/such/folder" }),
      78,
      /failed {3}settings {5}PROXMOX_UPLOAD_DIR is "\/no\/such\/folder"/,
    ],
    [
      "a scope that can't be read",
      () => ({ ...good(), PROXMOX_GUESTS: "web" }),
      78,
      /PROXMOX_GUESTS has "web"/,
    ],
  ])("%s", async (_, env, expected, text) => {
    const { code, out } = await check(env());
    expect(out).toMatch(text);
    expect(code).toBe(expected);
    expect(out).not.toContain(SECRET);
    expect(out).not.toContain(simulator.token.split("=")[1]);
  });

  it.each<[string, () => object, number, RegExp]>([
    [
      "a token that expires soon",
      () => ({ expire: Math.floor(simulator.clock.now() / 1000) + 5 * 86_400 }),
      0,
      /warning {2}token {8}without privilege separation: .*; it expires on \d{4}-/,
    ],
    [
      "a token that was granted nothing",
      () => ({ privsep: 1 }),
      1,
      /failed {3}privileges {3}this login has none at all/,
    ],
    [
      "a token that has expired",
      () => ({ expire: Math.floor(simulator.clock.now() / 1000) - 60 }),
      1,
      /failed {3}login /,
    ],
  ])("%s", async (_, change, expected, text) => {
    const token = simulator.state.access.users.get("admin@pve")?.tokens.get("demo");
    if (!token) throw new Error("the demo's token is gone");
    const before = { ...token };
    Object.assign(token, change());
    const { code, out } = await check(good());
    Object.assign(token, before);
    expect(out).toMatch(text);
    expect(code).toBe(expected);
  });
});

it("knows a release that is newer than the newest", async () => {
  const newer = await startSimulator({ unauthorizedDelay: 0 });
  newer.state.version = "99.1.1";
  newer.state.release = "99.1";
  const { out } = await check({
    PROXMOX_HOST: `${newer.host}:${newer.port}`,
    PROXMOX_TOKEN_VALUE: newer.token,
    PROXMOX_SSL_CA_CERT: newer.certificate,
  });
  await newer.close();
  expect(out).toMatch(/warning {2}release {6}Proxmox VE 99\.1\.1; .*\n.*PROXMOX_LEARN=true/);
});
