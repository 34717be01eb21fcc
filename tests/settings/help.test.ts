import { describe, expect, it } from "vitest";
import { settingsHelp } from "../../src/settings/help.js";
import { SETTINGS } from "../../src/settings/table.js";

describe("settingsHelp", () => {
  it("has every setting, on lines that a terminal holds", () => {
    const help = settingsHelp();
    for (const { variable } of SETTINGS) expect(help).toContain(`  ${variable}`);
    for (const line of help.split("\n")) expect(line.length).toBeLessThanOrEqual(96);
    expect(help.split("\n").slice(0, 6).join("\n")).toMatchInlineSnapshot(`
      "  PROXMOX_HOST
            Name, address or https:// URL of a node; several nodes of one cluster, separated by
            commas, are tried in order.
        PROXMOX_PORT (8006)
            Port of the API, for hosts that don't name one themselves.
        PROXMOX_USER"
    `);
  });
});
