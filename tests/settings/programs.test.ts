import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSettings } from "../../src/settings/read.js";

const connection = {
  PROXMOX_HOST: "pve1",
  PROXMOX_TOKEN_VALUE: "admin@pve!mcp=5bd3a6d4-1111-2222-3333-444455556666",
};

async function programsOf(env: Record<string, string>): Promise<unknown> {
  const result = await readSettings({ ...connection, ...env });
  return "problems" in result ? result.problems : result.settings.programs;
}

const key = join(mkdtempSync(join(tmpdir(), "programs-")), "key");
writeFileSync(key, "");

describe("what programs may run", () => {
  it.each<[string, Record<string, string>, unknown]>([
    ["nothing unless asked for", { PROXMOX_SSH_USER: "root" }, undefined],
    ["consoles alone", { PROXMOX_EXEC_CONSOLE: "true" }, { console: true, node: false }],
    [
      "ssh alone",
      { PROXMOX_EXEC_SSH: "true" },
      { console: false, node: false, ssh: { addresses: {}, prefix: [] } },
    ],
    [
      "all of it",
      {
        PROXMOX_EXEC_SSH: "true",
        PROXMOX_EXEC_NODE: "yes",
        PROXMOX_EXEC_ALLOW: " zpool  status , pveperf,",
        PROXMOX_SSH_USER: "ops",
        PROXMOX_SSH_PORT: "2222",
        PROXMOX_SSH_KEY: key,
        PROXMOX_SSH_KNOWN_HOSTS: key,
        PROXMOX_SSH_JUMP: "me@gate:2200",
        PROXMOX_SSH_NODES: "pve1=192.0.2.11,pve2=2001:db8::2",
        PROXMOX_SSH_PREFIX: "sudo -n",
      },
      {
        console: false,
        node: true,
        allow: ["zpool status", "pveperf"],
        ssh: {
          user: "ops",
          port: 2222,
          identityFile: key,
          knownHostsFile: key,
          jumpHost: "me@gate:2200",
          addresses: { pve1: "192.0.2.11", pve2: "2001:db8::2" },
          prefix: ["sudo", "-n"],
        },
      },
    ],
    [
      "nodes without ssh",
      { PROXMOX_EXEC_NODE: "true" },
      ["PROXMOX_EXEC_NODE is true, but PROXMOX_EXEC_SSH is not; programs on nodes go over ssh"],
    ],
    [
      "an option for a user",
      { PROXMOX_SSH_USER: "-oProxyCommand=id" },
      [expect.stringContaining("one word that begins with a letter")],
    ],
    [
      "no pairs",
      { PROXMOX_SSH_NODES: "pve1" },
      [expect.stringContaining("a node and its address")],
    ],
    [
      "a key that isn't there",
      { PROXMOX_SSH_KEY: "/nowhere" },
      [expect.stringContaining("an existing file")],
    ],
    ["no commands", { PROXMOX_EXEC_ALLOW: ", ," }, [expect.stringContaining("a list of commands")]],
  ])("reads %s", async (_, env, expected) => {
    expect(await programsOf(env)).toEqual(expected);
  });
});
