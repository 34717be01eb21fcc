import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../codegen/root.js";
import { type Built, buildForTest, cleanEnvironment } from "../mcp/built.js";

/** The proxies of docs/deploy.md, each with the lines that stand there, on ports of this machine. */
const TEXT = readFileSync(join(ROOT, "docs/deploy.md"), "utf8");
const NAME = "mcp.example.com";

let built: Built;
let server: ChildProcess;
let upstream = "";
const children = new Set<ChildProcess>();

beforeAll(async () => {
  built = await buildForTest();
  server = spawn(process.execPath, [built.program, "serve", "--demo", "--http", "127.0.0.1:0"], {
    env: cleanEnvironment({ XDG_STATE_HOME: built.folder }),
    stdio: ["ignore", "ignore", "pipe"],
  });
  children.add(server);
  upstream = await new Promise((resolve) => {
    createInterface(server.stderr ?? process.stdin).on("line", (line) => {
      const { url } = JSON.parse(line) as { url?: string };
      if (url) resolve(new URL(url).host);
    });
  });
}, 60_000);

afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await built.remove();
});

function block(language: string): string {
  const [, text] = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(TEXT) ?? [];
  if (text === undefined) throw new Error(`docs/deploy.md has no ${language}`);
  return text.replaceAll("127.0.0.1:8765", upstream);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const has = (program: string) => spawnSync(program, ["version"]).error === undefined;

interface Proxy {
  /** Writes its configuration. @returns how it is started */
  start(folder: string, port: number): string[];
}

const PROXIES: Record<string, Proxy> = {
  caddy: {
    start: (folder, port) => {
      const file = join(folder, "Caddyfile");
      // no certificate can be had for an example's name
      const site = block("caddyfile").replace(NAME, `http://127.0.0.1:${port}`);
      writeFileSync(file, `{\n\tadmin off\n}\n${site}`);
      return ["run", "--config", file, "--adapter", "caddyfile"];
    },
  },
  nginx: {
    start: (folder, port) => {
      const file = join(folder, "nginx.conf");
      const site = block("nginx")
        .replace("listen 443 ssl;", `listen 127.0.0.1:${port};`)
        .replace(/ *ssl_.*\n/g, "");
      const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map((name) => `${name}_temp_path ${join(folder, name)};`)
        .join("\n");
      writeFileSync(
        file,
        `daemon off; pid ${join(folder, "pid")}; error_log stderr; events {}\nhttp {\naccess_log off;\n${paths}\n${site}}\n`,
      );
      return ["-c", file, "-e", "stderr"];
    },
  },
};

/** Asks until the proxy answers, or for ten seconds: it says nowhere that it listens. */
async function answering(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing answers at ${url}`);
}

describe.each(Object.entries(PROXIES))("behind %s", (name, { start }) => {
  it.skipIf(!has(name))("both eras list and call", async () => {
    const folder = join(built.folder, name);
    mkdirSync(folder);
    const port = await freePort();
    const proxy = spawn(name, start(folder, port), {
      env: cleanEnvironment({ HOME: folder, XDG_DATA_HOME: folder }),
      stdio: "ignore",
    });
    children.add(proxy);
    await answering(`http://127.0.0.1:${port}/`);
    for (const mode of ["auto", "legacy"] as const) {
      const client = new Client({ name: "test", version: "1" }, { versionNegotiation: { mode } });
      await client.connect(
        new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${port}/mcp`)),
      );
      const listed = await client.callTool({ name: "proxmox_guest_list", arguments: {} });
      expect(listed.isError).toBeFalsy();
      await client.close();
    }
  });
});
