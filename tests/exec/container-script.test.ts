import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { killLine, readLeft, runLine } from "../../src/exec/container-script.js";

const folder = mkdtempSync(join(tmpdir(), "container-script-"));
writeFileSync(
  join(folder, "pct"),
  '#!/bin/sh\n[ "$1 $2 $3" = "exec 101 --" ] || exit 9\nshift 3\nexec "$@"\n',
);
chmodSync(join(folder, "pct"), 0o755);
const PATH = `${folder}:${process.env["PATH"]}`;

/** What a login shell makes of a line. */
const shell = (line: string) =>
  execFileSync("sh", ["-c", line], {
    env: { PATH },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });

const text = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom("'", '"', "\\", "$", "`", "\n", " ", "*", "!", "%", "="),
      fc.string({ minLength: 1, maxLength: 1 }),
    ),
    maxLength: 15,
  })
  .filter((word) => !word.includes("\0"));

describe("runLine", () => {
  it("hands words, environment and folder over through every shell on the way", () => {
    const place = fc.constantFrom({ vmid: 101 }, {});
    fc.assert(
      fc.property(
        place,
        fc.array(text, { maxLength: 6 }),
        text,
        text,
        (where, words, value, name) => {
          const cwd = join(folder, `x${name.replaceAll("/", "_")}`);
          mkdirSync(cwd, { recursive: true });
          const print = 'printf "%s\\0" "$VALUE" "$PWD" "$@"';
          const program = {
            ...where,
            prefix: ["env"],
            cwd,
            env: { VALUE: value },
            words: ["sh", "-c", print, "sh", ...words],
          };
          expect(shell(runLine(program, "m4rk"))).toBe(
            [value, cwd, ...words].map((part) => `${part}\0`).join(""),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it("gives no other environment than its own", () => {
    const line = runLine({ words: ["env"], prefix: [], env: { A: "1" } }, "m4rk");
    const names = shell(line)
      .trim()
      .split("\n")
      .map((entry) => entry.split("=")[0]);
    const ofShells = ["PWD", "OLDPWD", "SHLVL", "_"];
    expect(names.filter((name) => !ofShells.includes(name ?? "")).sort()).toEqual([
      "A",
      "HOME",
      "LANG",
      "PATH",
      "PROXMOX_MCP_RUN",
      "TERM",
    ]);
  });

  it.each<[string, string[], Record<string, string>, string]>([
    ["no program", [], {}, "begin with a program"],
    ["an option for a program", ["-a"], {}, "begin with a program"],
    ["a variable that is none", ["true"], { "A;B": "" }, "name of a variable"],
    ["a NUL", ["a\0"], {}, "NUL"],
  ])("refuses %s", (_, words, env, message) => {
    expect(() => runLine({ words, prefix: [], env }, "m4rk")).toThrow(message);
  });
});

describe("killLine", () => {
  it("finds nothing where nothing runs", () => {
    expect(readLeft(shell(killLine({ words: [], prefix: [], env: {} }, "nobodysmark", 1)))).toBe(0);
  });

  it("is answered by a number, or by nothing that counts", () => {
    expect(readLeft("noise\nleft:12\n")).toBe(12);
    expect(readLeft("pct: not found")).toBeUndefined();
  });
});
