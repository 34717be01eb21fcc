import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { ROOT } from "../../codegen/root.js";
import { runCommand } from "../../codegen/run-command.js";

it("names its commands, and is what the command line runs", () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "codegen/main.ts", "regenerate"],
    { cwd: ROOT, encoding: "utf8" },
  );
  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: "",
    stderr:
      "regenerate: unknown command; there are import, generate, release, words, mock, proxy\n",
  });
});

it("refuses an option that it doesn't know, in one line", async () => {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  expect(await runCommand(["generate", "--relaese", "9.1"], { print: say, warn: say })).toBe(1);
  expect(said).toEqual([expect.stringMatching(/^generate: [^\n]*--relaese[^\n]*$/)]);
});

it.each([
  [["generate", "--openapi", "6.4"], "generate: release 6.4 isn't in schema/: there are 7.4, "],
  [["mock", "--pve", "6.4"], "mock: release 6.4 isn't in schema/: there are 7.4, "],
  [["proxy"], "proxy: expected one https:// URL: proxy https://node:8006 "],
  [["proxy", "http://pve1:8006"], "proxy: expected one https:// URL: proxy https://node:8006 "],
])("refuses %j", async (given, message) => {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  expect(await runCommand(given, { print: say, warn: say })).toBe(1);
  expect(said).toEqual([expect.stringContaining(message)]);
});

it.each(["import", "generate", "release", "words", "mock", "proxy"])(
  "%s --help says what it does",
  async (name) => {
    const said: string[] = [];
    const say = (line: string) => void said.push(line);
    expect(await runCommand([name, "--help"], { print: say, warn: say })).toBe(0);
    expect(said).toEqual([expect.stringMatching(new RegExp(`^${name} .*\\n\\n[\\s\\S]{40,}$`))]);
  },
);
