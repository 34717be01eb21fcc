import { describe, expect, it } from "vitest";
import { loadApis } from "../../codegen/load.js";
import { endpointName, pascalCase } from "../../src/schema/endpoint-name.js";
import { keyOf } from "../../src/schema/model.js";

describe("endpointName", () => {
  it.each([
    ["GET", "/version", "version.get"],
    ["GET", "/nodes", "nodes.get"],
    ["GET", "/nodes/{node}", "nodes.item.get"],
    ["GET", "/nodes/{node}/qemu", "nodes.qemu.get"],
    ["DELETE", "/nodes/{node}/qemu/{vmid}", "nodes.qemu.item.delete"],
    ["GET", "/nodes/{node}/qemu/{vmid}/config", "nodes.qemu.config.get"],
    ["POST", "/cluster/bulk-action/guest/start", "cluster.bulkAction.guest.start.post"],
    ["POST", "/nodes/{node}/qemu/{vmid}/move_disk", "nodes.qemu.moveDisk.post"],
    ["PUT", "/cluster/firewall/groups/{group}/{pos}", "cluster.firewall.groups.item.item.put"],
  ] as const)("%s %s is %s", (method, path, name) => {
    expect(endpointName({ method, path }).join(".")).toBe(name);
  });

  it("gives every endpoint of a release a name of its own", () => {
    for (const { release, endpoints } of loadApis()) {
      const names = endpoints.map((endpoint) => endpointName(endpoint).join("."));
      expect(new Set(names).size, release).toBe(endpoints.length);
      for (const name of names) expect(name).toMatch(/^([a-z]\w*\.)+(get|post|put|delete)$/);
    }
  });

  it("keeps the name where a release renames a path's parameter", () => {
    const keys = new Map<string, Set<string>>();
    for (const endpoint of loadApis().flatMap((api) => api.endpoints)) {
      const name = endpointName(endpoint).join(".");
      keys.set(name, (keys.get(name) ?? new Set()).add(keyOf(endpoint)));
    }
    const several = [...keys].filter(([, known]) => known.size > 1).map(([name]) => name);
    expect(several).toEqual(["nodes.hardware.pci.item.get", "nodes.hardware.pci.mdev.get"]);
  });
});

describe("pascalCase", () => {
  it.each([
    ["bulk-action", "BulkAction"],
    ["pbs-change_detection", "PbsChangeDetection"],
    ["mp0", "Mp0"],
  ])("%s is %s", (text, name) => {
    expect(pascalCase(text)).toBe(name);
  });
});
