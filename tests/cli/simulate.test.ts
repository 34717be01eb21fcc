import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { main } from "../../src/cli/main.js";
import { loadRelease, newestRelease, releases } from "../../src/data/releases.js";
import { withEnvFile } from "../../src/settings/env-file.js";

afterEach(() => {
  vi.restoreAllMocks();
});

async function run(...args: string[]): Promise<{ code: unknown; out: string; err: string }> {
  const [out, err] = [capture(process.stdout), capture(process.stderr)];
  const code = await main(["simulate", ...args], {});
  return { code, out: out.join(""), err: err.join("") };
}

function capture(stream: NodeJS.WriteStream): string[] {
  const texts: string[] = [];
  vi.spyOn(stream, "write").mockImplementation((text) => texts.push(String(text)) > 0);
  return texts;
}

it.each([
  [["--pve", "6.9"], `--pve must be one of ${releases().join(", ")}; got "6.9"`],
  [["--state", "huge"], '--state must be one of demo, recorded, large; got "huge"'],
  [["--nodes", "65"], '--nodes must be a whole number up to 64; got "65"'],
  [
    ["--state", "demo", "--guests", "5"],
    '--nodes and --guests go with --state large only; got "demo"',
  ],
])("refuses %j", async (args, message) => {
  expect(await run(...args)).toEqual({ code: 2, out: "", err: `proxmox-mcp: ${message}\n` });
});

it("says that the port is taken", async () => {
  const holder = createServer().listen(0, "127.0.0.1");
  await once(holder, "listening");
  const { port } = holder.address() as AddressInfo;
  const { code, err } = await run("--port", String(port));
  holder.close();
  expect([code, err]).toEqual([
    2,
    `proxmox-mcp: --port ${port} can't be listened on: EADDRINUSE\n`,
  ]);
});

it("ends the coverage with the sum", async () => {
  const { code, out } = await run("--coverage");
  expect(code).toBe(0);
  const [, stateful, total] = /\n(\d+) of (\d+)\n$/.exec(out) ?? [];
  expect(Number(stateful)).toBeGreaterThanOrEqual(350);
  expect(Number(total)).toBe(loadRelease(newestRelease()).endpoints.length);
});

it("writes the settings that reach it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "simulate-"));
  const file = join(folder, "cluster.env");
  vi.spyOn(process.stdout, "write").mockImplementation(() => true);
  const running = main(["simulate", "--write-env", file], {});
  await vi.waitFor(() => statSync(file), { timeout: 10_000 });
  const loaded = withEnvFile({}, file);
  const check = await main(["check", "--env-file", file], {});
  process.emit("SIGTERM");
  await running;
  expect([statSync(file).mode & 0o777, loaded]).toMatchObject([0o600, { warnings: [] }]);
  expect(check).toBe(0);
  rmSync(folder, { recursive: true });
});

it.each(["--help", "-h"])("explains itself with %s", async (flag) => {
  const { code, out } = await run(flag);
  expect(code).toBe(0);
  expect(out).toContain("--port N  --pve RELEASE  --state NAME");
});
