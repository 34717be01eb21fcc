import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { matchToken } from "../../src/auth/tokens/token.js";
import { openTokenFile } from "../../src/auth/tokens/token-file.js";
import { main } from "../../src/cli/main.js";

const folder = mkdtempSync(join(tmpdir(), "token-"));
let made = 0;
let file = "";

beforeEach(() => {
  made += 1;
  file = join(folder, `tokens-${made}.json`);
  vi.useFakeTimers({ now: new Date("2026-06-01T12:00:00Z"), toFake: ["Date"] });
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

afterAll(() => rmSync(folder, { recursive: true }));

async function token(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((one) => out.push(String(one)) > 0);
  vi.spyOn(process.stderr, "write").mockImplementation((one) => err.push(String(one)) > 0);
  const code = await main(["token", ...args], { PROXMOX_TOKENS: file });
  vi.restoreAllMocks();
  return { code, out: out.join(""), err: err.join("").replaceAll(folder, "FOLDER") };
}

const find = (id: string) =>
  openTokenFile(file)
    .list()
    .find((one) => one.id === id);

describe("proxmox-mcp token", () => {
  it("shows a new token once, and keeps what can't be turned back into it", async () => {
    const rights = ["--access", "operate", "--guests", "tag:lab,!110", "--cluster", "prod"];
    const { code, out, err } = await token("add", "laptop", ...rights, "--rate", "60");
    expect(code).toBe(0);
    expect(out).toMatch(/^pmx_\w{12}_[\w-]{43}\n$/);
    expect(err).toMatchInlineSnapshot(`
      "laptop: access operate, guests tag:lab,!110; clusters prod; 60 a minute, expires 2026-08-30; kept as a hash in FOLDER/tokens-1.json. The token is shown this once:
      "
    `);
    expect(readFileSync(file, "utf8")).not.toContain(out.trim().slice(-43));
    expect(matchToken(out.trim(), find)).toMatchObject({
      name: "laptop",
      access: "operate",
      guests: "tag:lab,!110",
      clusters: ["prod"],
      rate: 60,
      created: "2026-06-01T12:00:00.000Z",
      expires: "2026-08-30T12:00:00.000Z",
    });
  });

  it("lists them without secrets", async () => {
    expect((await token()).out).toContain("no tokens in");
    await token("add", "laptop", "--guests", "100-199", "--nodes", "pve1", "--expires", "never");
    await token(
      "add",
      "ci",
      "--access",
      "elevated",
      "--exclude-tools",
      "proxmox_bulk",
      "--expires",
      "2h",
    );
    vi.setSystemTime(new Date("2026-06-02T00:00:00Z"));
    expect((await token("list")).out).toMatchInlineSnapshot(`
      "name    access    limits                      created     expires
      laptop  read      guests 100-199; nodes pve1  2026-06-01  never
      ci      elevated  without proxmox_bulk        2026-06-01  2026-06-01 (over)
      "
    `);
  });

  it("rotates one for as long again, with the same rights", async () => {
    const { out: first } = await token("add", "laptop", "--access", "operate", "--expires", "10d");
    vi.setSystemTime(new Date("2026-06-09T12:00:00Z"));
    const { out: second } = await token("rotate", "laptop");
    expect(matchToken(first.trim(), find)).toBeUndefined();
    expect(matchToken(second.trim(), find)).toMatchObject({
      access: "operate",
      expires: "2026-06-19T12:00:00.000Z",
    });
  });

  it("removes one", async () => {
    const { out } = await token("add", "laptop");
    expect((await token("remove", "laptop")).code).toBe(0);
    expect(matchToken(out.trim(), find)).toBeUndefined();
  });

  it.each([
    [["add"], "needs a name"],
    [["add", "a b"], "needs a name"],
    [["add", "a", "b"], "takes one name"],
    [["give", "a"], 'there is no "give"; there are add, list, rotate, remove'],
    [["remove", "a"], 'there is no token "a"; there are none'],
    [["add", "a", "--access", "root"], "--access must be one of read, operate, elevated"],
    [["add", "a", "--guests", "12"], "--guests has 12, but the lowest vmid is 100"],
    [["add", "a", "--toolsets", "guest"], '--toolsets: "guest" is no toolset; did you mean'],
    [["add", "a", "--expires", "soon"], "--expires must be a span"],
    [["add", "a", "--expires", "2020-01-01"], "--expires must be a span"],
    [["add", "a", "--rate", "0"], "--rate must be requests a minute"],
    [["add", "a", "--scope-read"], "--scope-read needs --guests"],
  ])("refuses %j and writes nothing", async (args, message) => {
    const { code, err } = await token(...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(openTokenFile(file).list()).toEqual([]);
  });

  it("makes no second one of the same name", async () => {
    await token("add", "laptop");
    expect((await token("add", "laptop")).err).toContain("rotate it, or remove it first");
  });
});
