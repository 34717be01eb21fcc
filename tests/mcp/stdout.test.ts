import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { initialize } from "../support/initialize.js";
import { type Built, buildForTest, cleanEnvironment } from "./built.js";

let built: Built;

beforeAll(async () => {
  built = await buildForTest();
}, 60_000);

afterAll(() => built.remove());

const call = (id: number, name: string, args: unknown) => ({
  jsonrpc: "2.0",
  id,
  method: "tools/call",
  params: { name, arguments: args },
});

it("writes nothing but protocol to stdout, whatever it is sent", async () => {
  const messages = [
    initialize("2025-06-18"),
    { jsonrpc: "2.0", method: "notifications/initialized" },
    { jsonrpc: "2.0", id: 2, method: "tools/list" },
    call(3, "proxmox_guest_list", {}),
    call(4, "proxmox_guest_status", { vmid: "../100" }),
    call(5, "no_such_tool", null),
    call(6, "proxmox_api_read", {
      endpoint: "GET /nodes/{node}/syslog",
      params: { node: "nonode" },
    }),
    { jsonrpc: "2.0", id: 7, method: "no/such/method" },
  ];
  const lines = [...messages.map((message) => JSON.stringify(message)), "not json", "[]"];
  const child = spawn(process.execPath, [built.program, "--demo"], {
    env: cleanEnvironment({ PROXMOX_LOG_LEVEL: "trace" }),
    stdio: ["pipe", "pipe", "pipe"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stdin.write(`${lines.join("\n")}\n`);
  const answered = () => Buffer.concat(chunks).toString("utf8").split("\n").length > 7;
  while (!answered()) await once(child.stdout, "data");
  child.stdin.end();
  const [code] = (await once(child, "exit")) as [number];

  const text = Buffer.concat(chunks).toString("utf8");
  expect(text.endsWith("\n")).toBe(true);
  const answers = text
    .slice(0, -1)
    .split("\n")
    .map((line) => JSON.parse(line) as { jsonrpc: string; id?: number });
  expect(answers.every(({ jsonrpc }) => jsonrpc === "2.0")).toBe(true);
  expect(
    answers
      .map(({ id }) => id)
      .filter((id) => id !== undefined)
      .sort(),
  ).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(code).toBe(0);
});

it("names every bad setting at once on stderr, without its secrets, and exits with 78", async () => {
  const child = spawn(process.execPath, [built.program], {
    env: cleanEnvironment({
      PROXMOX_HOST: "http://pve.example.com",
      PROXMOX_USER: "nobody",
      PROXMOX_TOKEN_NAME: "mcp",
      PROXMOX_TOKEN_VALUE: "hunter2-not-a-uuid",
      PROXMOX_PORT: "a8006",
      PROXMOX_ACCESS: "root",
      PROXMOX_SSL_MODE: "off",
      PROXMOX_TOOLSETS: "guest",
    }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  let output = "";
  child.stderr.on("data", (chunk) => (errors += chunk));
  child.stdout.on("data", (chunk) => (output += chunk));
  const [code] = (await once(child, "close")) as [number];
  expect(code).toBe(78);
  expect(output).toBe("");
  expect(errors).not.toContain("hunter2");
  const lines = errors.trimEnd().split("\n");
  for (const name of ["HOST", "USER", "PORT", "ACCESS", "SSL_MODE", "TOOLSETS"]) {
    expect(lines.filter((line) => line.includes(`PROXMOX_${name}`)).length, name).toBe(1);
  }
});
