import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../../codegen/root.js";
import { ConnectionError } from "../../src/pve/errors/errors.js";
import { nameOptions } from "../../src/pve/option-names.js";
import { VARIABLE_OF_OPTION } from "../../src/settings/table.js";

describe("options in texts", () => {
  it.each([
    ["Check «host» and «port».", "Check <host> and <port>."],
    ["«tls.mode»=verify", "<tls.mode>=verify"],
    ["«no such» and «bogus» stay", "«no such» and «bogus» stay"],
  ])("%s", (text, named) => expect(nameOptions(text, (option) => `<${option}>`)).toBe(named));

  it("are a library's own names, and an operator's variables", () => {
    const error = new ConnectionError("no way to «host»", { hint: "Check «port»." });
    expect([error.message, error.hint]).toEqual(["no way to host", "Check port."]);
    expect(error.describe((option) => VARIABLE_OF_OPTION[option])).toEqual({
      message: "no way to PROXMOX_HOST",
      hint: "Check PROXMOX_PORT.",
    });
  });

  it("leave the client without a word of the environment", () => {
    const folder = join(ROOT, "src/pve");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const naming = files
      .filter((name) => name.endsWith(".ts"))
      .filter((name) => readFileSync(join(folder, name), "utf8").includes("PROXMOX_"));
    expect(naming).toEqual([]);
  });
});
