import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEnvFile, withEnvFile } from "../../src/settings/env-file.js";

describe("parseEnvFile", () => {
  it("reads what shells write", () => {
    const text = `\uFEFF# comment
PLAIN=value
export EXPORTED = spaced
EMPTY=
HASH=a#b # comment
SINGLE='raw $x \\n # here' # comment
DOUBLE="line\\nquote \\" dollar \\$" # comment

`;
    expect(parseEnvFile(text)).toEqual({
      problems: [],
      values: {
        PLAIN: "value",
        EXPORTED: "spaced",
        EMPTY: "",
        HASH: "a#b",
        SINGLE: "raw $x \\n # here",
        DOUBLE: 'line\nquote " dollar $',
      },
    });
  });

  it("names the lines that it can't read, and nothing of what they hold", () => {
    expect(parseEnvFile("A=1\nhunter2\nB='open\n2C=x").problems).toEqual([
      "line 2 should be NAME=value",
      "line 3 should be NAME=value",
      "line 4 should be NAME=value",
    ]);
  });

  it("reads back any value that is written in double quotes", () => {
    const value = fc.string().filter((text) => !text.includes("\r"));
    fc.assert(
      fc.property(value, (text) => {
        const quoted = text.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n");
        expect(parseEnvFile(`A="${quoted}"`).values["A"]).toBe(text);
      }),
    );
  });
});

describe("withEnvFile", () => {
  const folder = mkdtempSync(join(tmpdir(), "env-file-"));
  const path = join(folder, "env");

  it("fills in what isn't set", () => {
    writeFileSync(path, "PROXMOX_HOST=file\nPROXMOX_PORT=1\n");
    expect(withEnvFile({ PROXMOX_HOST: "set" }, path)).toEqual({
      env: { PROXMOX_HOST: "set", PROXMOX_PORT: "1" },
      warnings: [],
    });
  });

  it("warns when others may read the secrets in it", () => {
    writeFileSync(path, "PROXMOX_PASSWORD=hunter2\n");
    chmodSync(path, 0o644);
    expect(withEnvFile({}, path)).toMatchObject({
      warnings: [`${path} holds secrets, and others may read it (mode 0644); chmod 600 it`],
    });
  });

  it("says what is wrong", () => {
    expect(withEnvFile({}, join(folder, "none"))).toEqual({
      problems: [`--env-file names "${join(folder, "none")}", which doesn't exist`],
    });
    writeFileSync(path, "what");
    expect(withEnvFile({}, path)).toEqual({ problems: [`${path}: line 1 should be NAME=value`] });
  });
});
