import { describe, expect, it } from "vitest";
import { type SshSettings, sshArguments } from "../../src/exec/ssh-arguments.js";

const settings: SshSettings = { addresses: {}, prefix: [] };

describe("sshArguments", () => {
  it("asks nothing, forwards nothing and checks every host", () => {
    expect(sshArguments(settings, "pve1", "true").join(" ")).toMatchInlineSnapshot(
      `"-T -a -x -o BatchMode=yes -o StrictHostKeyChecking=yes -o UpdateHostKeys=no -o PermitLocalCommand=no -o LogLevel=ERROR -o ConnectTimeout=10 -o ClearAllForwardings=yes -o RemoteCommand=none -o ServerAliveInterval=10 -o ServerAliveCountMax=3 -- pve1 true"`,
    );
  });

  it("takes all that can be set", () => {
    const all: SshSettings = {
      user: "ops",
      port: 2222,
      identityFile: "/keys/a key",
      knownHostsFile: "/keys/50%",
      jumpHost: "me@gate:2200",
      addresses: { pve1: "192.0.2.7" },
      prefix: [],
    };
    expect(sshArguments(all, "pve1", "id -u")).toMatchInlineSnapshot(`
      [
        "-T",
        "-a",
        "-x",
        "-o",
        "BatchMode=yes",
        "-o",
        "StrictHostKeyChecking=yes",
        "-o",
        "UpdateHostKeys=no",
        "-o",
        "PermitLocalCommand=no",
        "-o",
        "LogLevel=ERROR",
        "-o",
        "ConnectTimeout=10",
        "-o",
        "UserKnownHostsFile=/keys/50%%",
        "-o",
        "ClearAllForwardings=yes",
        "-o",
        "RemoteCommand=none",
        "-o",
        "ServerAliveInterval=10",
        "-o",
        "ServerAliveCountMax=3",
        "-i",
        "/keys/a key",
        "-o",
        "IdentitiesOnly=yes",
        "-p",
        "2222",
        "-l",
        "ops",
        "-o",
        "ProxyCommand=ssh -a -x -o BatchMode=yes -o StrictHostKeyChecking=yes -o UpdateHostKeys=no -o PermitLocalCommand=no -o LogLevel=ERROR -o ConnectTimeout=10 -o UserKnownHostsFile=/keys/50%% -i '/keys/a key' -p 2200 -l me -W '[%h]:%p' -- gate",
        "--",
        "192.0.2.7",
        "id -u",
      ]
    `);
  });

  it.each(["-oProxyCommand=id", "a b", "a;b", "$(id)", ""])("refuses the host %j", (node) => {
    expect(() => sshArguments(settings, node, "true")).toThrow("no host name");
  });

  it("takes no node's name for a property of every object", () => {
    expect(sshArguments(settings, "constructor", "true")).toContain("constructor");
  });
});
