import { describe, expect, it } from "vitest";
import { loadCatalogue } from "../../src/data/catalogue.js";
import { loadRelease } from "../../src/data/releases.js";
import { type ConnectedRelease, endpointOf } from "../../src/tools/cluster-release.js";
import { validWire } from "../../src/tools/valid-wire.js";

function running(release: string, version: string): ConnectedRelease {
  return { release, version, api: loadRelease(release), exact: true, catalogue: loadCatalogue() };
}

function refusal(connected: ConnectedRelease, name: string, value: string): string {
  const endpoint = endpointOf(connected, "POST /nodes/{node}/qemu/{vmid}/config");
  try {
    validWire(connected, endpoint, { node: "pve1", vmid: 100, [name]: value });
    return "";
  } catch (error) {
    return (error as Error).message.replace(/^.*?: /, "");
  }
}

// what 9.2 and no earlier release has is refused by all of them, and so on
describe("keys of property strings that descriptions name only", () => {
  it.each([
    ["cpu", "host,guest-phys-bits=40", "9.0", "`guest-phys-bits` in cpu needs Proxmox VE 9.0"],
    ["cpu", "host,level=30", "9.2", "`level` in cpu needs Proxmox VE 9.2"],
    ["hostpci0", "mapping=gpu", "8.0", "`mapping` in hostpci0 needs Proxmox VE 8.0"],
    ["hostpci1", "mapping=gpu,driver=keep", "9.1", "`driver` in hostpci1 needs Proxmox VE 9.1"],
  ])("%s=%s is refused below %s and taken since", (name, value, since, told) => {
    const version = (release: string) => `${release}.3`;
    for (const release of loadCatalogue().releases) {
      const isThere = Number(release) >= Number(since);
      const message = refusal(running(release, version(release)), name, value);
      if (isThere) expect(message).toBe("");
      else expect(message).toContain(`${told}; this node runs ${version(release)}`);
    }
  });

  it("names the node's own release also where that is older than all that is known", () => {
    expect(refusal(running("7.4", "6.4-15"), "hostpci0", "mapping=gpu")).toBe(
      "`mapping` in hostpci0 needs Proxmox VE 8.0; this node runs 6.4-15",
    );
  });
});
