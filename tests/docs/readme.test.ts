import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { parse as parseToml } from "smol-toml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../codegen/root.js";
import { isObject } from "../../src/kit/objects.js";
import { readSettings } from "../../src/settings/read.js";
import { type Built, buildForTest, cleanEnvironment } from "../mcp/built.js";
import { type Harness, openToolbox } from "../tools/harness.js";
import { answerOf, toolboxOn } from "../tools/toolbox-on.js";
import { type Block, blocksOf } from "./markdown.js";

const run = promisify(execFile);
const SECRET = "01234567-89ab-cdef-0123-456789abcdef";

let built: Built;

beforeAll(async () => {
  built = await buildForTest();
}, 60_000);

afterAll(() => built.remove());

/** README, and where it leads. */
const blocks = ["README.md", "docs/guide.md", "docs/safety.md", "docs/library.md"].flatMap(
  blocksOf,
);

/** Lines of the shell examples, those that end in a backslash joined, without comments. */
const lines = blocks
  .filter(({ language }) => language === "sh")
  .flatMap(({ text }) => text.replace(/\\\n\s*/g, "").split("\n"))
  .map((line) => line.replace(/\s+#.*$/, "").trim())
  .filter((line) => line !== "");

interface Launch {
  command: string;
  args: string[];
  env: Record<string, string>;
}

const PARSERS: Record<string, (text: string) => unknown> = { json: JSON.parse, toml: parseToml };

/** Every object of a client's configuration that starts the server. */
function launchesIn(value: unknown): Launch[] {
  if (!isObject(value)) return [];
  if (typeof value["command"] === "string") return [value as unknown as Launch];
  return Object.values(value).flatMap(launchesIn);
}

const launches: [string, Launch][] = [
  ...blocks
    .filter(({ language }) => language in PARSERS)
    .flatMap((block: Block) =>
      launchesIn(PARSERS[block.language]?.(block.text)).map((launch): [string, Launch] => [
        `${block.language} with ${Object.keys(PARSERS[block.language]?.(block.text) as object).at(-1)}`,
        launch,
      ]),
    ),
];

describe("README's clients", () => {
  it("are all there", () => {
    expect(launches.length).toBe(1);
  });

  it.each(launches)("%s: settings that the server takes", async (_, { env }) => {
    const given = {
      ...env,
      PROXMOX_TOKEN_VALUE: SECRET,
      PROXMOX_SSL_FINGERPRINT: "AB".repeat(32),
    };
    expect(await readSettings(given)).not.toHaveProperty("problems");
    expect(Object.keys(env)).toEqual(
      expect.arrayContaining(["PROXMOX_TOKEN_VALUE", "PROXMOX_SSL_FINGERPRINT"]),
    );
  });

  it("all have the same command", () => {
    const commands = launches.map(([, { command, args }]) => [command, ...args].join(" "));
    expect(new Set(commands)).toEqual(new Set(["proxmox-mcp"]));
  });

  it("can try it with --demo", async () => {
    const client = new Client({ name: "test", version: "1" });
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [built.program, "--demo"],
        env: cleanEnvironment(),
      }),
    );
    const { tools } = await client.listTools();
    expect(tools.length).toBeGreaterThan(10);
    await client.close();
  });
});

describe("README's settings", () => {
  it("are explained where they are wrong", async () => {
    const started = run(process.execPath, [built.program], { env: cleanEnvironment() });
    // a client that goes away
    started.child.stdin?.end();
    const failure = await started.catch((error: { code: number; stderr: string }) => error);
    expect(failure).toMatchObject({
      code: 78,
      stderr: expect.stringMatching(/\nSee docs\/troubleshooting\.md#a-setting-is-wrong\n$/),
    });
  });
});

describe("README's command lines", () => {
  const ours = lines.filter((line) => line.startsWith("node dist/proxmox-mcp.cjs "));

  it("check says what is missing", async () => {
    expect(ours).toContain("node dist/proxmox-mcp.cjs check");
    const failure = await run(process.execPath, [built.program, "check"], {
      env: cleanEnvironment(),
    }).catch((error: { code: number; stdout: string }) => error);
    expect(failure).toMatchObject({ code: 78, stdout: expect.stringContaining("PROXMOX_HOST") });
  });

  it.each(ours.filter((line) => !/ (simulate|check)$/.test(line)))("%s", async (line) => {
    const args = line.split(" ").slice(2);
    const { stdout } = await run(process.execPath, [built.program, ...args], {
      env: cleanEnvironment(),
    });
    expect(stdout.length).toBeGreaterThan(100);
  });

  it.each(ours.filter((line) => line.endsWith(" simulate")))("%s", async (line) => {
    const args = line.split(" ").slice(2);
    const child = spawn(process.execPath, [built.program, ...args, "--port", "0"], {
      env: cleanEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [text] = (await once(child.stdout, "data")) as [Buffer];
    expect(String(text)).toContain("https://127.0.0.1:");
    child.kill();
    await once(child, "close");
  });

  it("names only scripts that there are", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const named = lines.flatMap((line) =>
      [...line.matchAll(/npm (?:run )?([\w:]+)/g)].map(([, name = ""]) => name),
    );
    expect(named.length).toBeGreaterThan(3);
    for (const name of named.filter((name) => !["ci", "install"].includes(name)))
      expect(scripts).toHaveProperty(name);
  });

  it("leave none unread", () => {
    const read = /^(node dist\/proxmox-mcp\.cjs |npm |proxmox-mcp setup$|pveum |openssl x509 )/;
    expect(lines.filter((line) => !read.test(line))).toEqual([]);
  });
});

describe("README's token", () => {
  /** What the lines of `pveum` ask the API for. */
  async function pveum(line: string, { call }: Harness): Promise<unknown> {
    const words = line.split(" ").slice(1);
    const option = (name: string) => words[words.indexOf(`--${name}`) + 1];
    const [, verb, first = ""] = words;
    if (line.startsWith("pveum role add")) {
      return call("proxmox_role", { action: "create", roleid: first, privs: option("privs") });
    }
    if (line.startsWith("pveum user add")) {
      return call("proxmox_user", { action: "create", userid: first });
    }
    if (line.startsWith("pveum acl modify")) {
      const [users, roles] = [option("users"), option("roles")];
      return call("proxmox_acl", { action: "update", path: first, users, roles });
    }
    expect([verb, first]).toEqual(["token", "add"]);
    const [, , , userid, tokenid] = words;
    const privsep = option("privsep") === "1";
    return call("proxmox_user_token", { action: "create", userid, tokenid, privsep });
  }

  it("is what the command prints", async () => {
    const { stdout } = await run(process.execPath, [built.program, "role"], {
      env: cleanEnvironment(),
    });
    const commands = (text: readonly string[]) => text.filter((line) => line.startsWith("pveum "));
    expect(commands(lines)).toEqual(commands(stdout.split("\n")));
  });

  it("reads the whole cluster, and changes nothing", async () => {
    const root = await openToolbox();
    let answer: unknown;
    for (const line of lines.filter((line) => line.startsWith("pveum "))) {
      answer = await pveum(line, root);
    }
    const { data } = answer as { data: { value: string } };
    const { env } = launches[0]?.[1] ?? { env: {} as Record<string, string> };
    const toolbox = toolboxOn(root.simulator, {
      credentials: {
        kind: "token",
        user: env["PROXMOX_USER"] ?? "",
        tokenName: env["PROXMOX_TOKEN_NAME"] ?? "",
        tokenValue: data.value,
      },
    });
    const seen = await answerOf(toolbox, "proxmox_guest_list");
    expect(seen["total"]).toBe((await root.call("proxmox_guest_list"))["total"]);
    const health = await answerOf(toolbox, "proxmox_health");
    expect(health).toMatchObject({ data: { nodes: 3 } });
    const refused = await answerOf(toolbox, "proxmox_guest_start", { vmid: 111 });
    expect(refused).toMatchObject({ error: { code: "permission" } });
    await toolbox.close();
    await root.close();
  });
});
