import { describe, expect, it } from "vitest";
import { grantCommand } from "../../../src/pve/errors/privileges.js";

describe("grantCommand", () => {
  it.each([
    ["/vms/100", "VM.PowerMgmt", "admin@pve!mcp"],
    ["/", "Sys.Modify", "admin@pve"],
    ["/storage/local", "Datastore.AllocateSpace", "admin@pve"],
  ])("grants %s %s to %s", (path, privilege, identity) => {
    expect(grantCommand(path, privilege, identity)).toMatchSnapshot();
  });

  it("makes no command of what a shell could trip over", () => {
    expect(grantCommand("/vms/100; rm", "VM.Audit", "admin@pve")).toBeUndefined();
    expect(grantCommand("/vms/100", "$(id)", "admin@pve")).toBeUndefined();
    expect(grantCommand("/vms/100", "VM.Audit", "o'neil@pve")).toBeUndefined();
  });
});
