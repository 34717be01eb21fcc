import { describe, expect, it } from "vitest";
import { loadApis } from "../../codegen/load.js";
import { functionName, pascalCase } from "../../src/schema/function-name.js";
import { keyOf } from "../../src/schema/model.js";

describe("functionName", () => {
  it.each([
    ["GET", "/version", "getVersion"],
    ["GET", "/nodes/{node}/qemu/{vmid}/config", "getNodesByNodeQemuByVmidConfig"],
    ["POST", "/cluster/bulk-action/guest/start", "postClusterBulkActionGuestStart"],
    ["POST", "/nodes/{node}/qemu/{vmid}/move_disk", "postNodesByNodeQemuByVmidMoveDisk"],
    ["DELETE", "/cluster/sdn/vnets/{vnet}/ips", "deleteClusterSdnVnetsByVnetIps"],
  ] as const)("%s %s is %s", (method, path, name) => {
    expect(functionName({ method, path })).toBe(name);
  });

  it("gives every endpoint of every release a name of its own", () => {
    const names = new Map<string, string>();
    for (const endpoint of loadApis().flatMap((api) => api.endpoints)) {
      const name = functionName(endpoint);
      expect(names.get(name) ?? keyOf(endpoint)).toBe(keyOf(endpoint));
      expect(name).toMatch(/^(get|post|put|delete)[A-Z]\w+$/);
      names.set(name, keyOf(endpoint));
    }
    expect(names.size).toBeGreaterThan(650);
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
