import { describe, expect, it } from "vitest";
import { hideSecrets } from "../../src/settings/hide-secrets.js";
import { readSettings } from "../../src/settings/read.js";

const SECRET = "5bd3a6d4-1111-2222-3333-444455556666";
const TOKEN = `root@pam!mcp=${SECRET}`;

describe("hideSecrets", () => {
  it.each([
    [`PROXMOX_USER is "${TOKEN}", but …`, 'PROXMOX_USER is "root@pam!mcp=[hidden]", but …'],
    [`it is ${SECRET.toUpperCase()}.`, "it is [hidden]."],
    ['is "https://pve1/?token=abc" …', 'is "https://pve1/?[hidden]" …'],
    ["nothing secret: pve1:8006", "nothing secret: pve1:8006"],
  ])("%s", (line, shown) => expect(hideSecrets(line, [])).toBe(shown));

  it("knows the secrets that were given, wherever they stand", () => {
    expect(hideSecrets('PROXMOX_HOST is "correct horse"', ["correct horse"])).toBe(
      'PROXMOX_HOST is "[hidden]"',
    );
  });
});

describe("a secret in the wrong variable", () => {
  const variables = [
    "PROXMOX_HOST",
    "PROXMOX_PORT",
    "PROXMOX_USER",
    "PROXMOX_TOKEN_NAME",
    "PROXMOX_TOKEN_VALUE_FILE",
    "PROXMOX_PASSWORD_FILE",
    "PROXMOX_SSL_MODE",
    "PROXMOX_SSL_CA_CERT",
    "PROXMOX_SSL_FINGERPRINT",
    "PROXMOX_ACCESS",
    "PROXMOX_TIMEOUT",
    "PROXMOX_LOG_LEVEL",
    "PROXMOX_UPLOAD_DIR",
    "PROXMOX_CONFIG",
    "PROXMOX_EXCLUDE_ENDPOINTS",
  ];
  const wrong = variables.flatMap((variable) =>
    [SECRET, TOKEN, `https://pve1/?token=${SECRET}`].map((value) => [variable, value] as const),
  );

  it.each(wrong)("%s holding %s is never shown", async (variable, value) => {
    const result = await readSettings({ PROXMOX_HOST: "pve1", [variable]: value });
    expect(JSON.stringify("problems" in result ? result.problems : result.warnings)).not.toContain(
      SECRET,
    );
  });
});
