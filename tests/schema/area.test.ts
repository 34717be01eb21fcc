import { describe, expect, it } from "vitest";
import { loadApis } from "../../codegen/load.js";
import { areaOf, areaOfKey } from "../../src/schema/area.js";

describe("areaOf", () => {
  it.each([
    ["/version", "version"],
    ["/access/users/{userid}/token/{tokenid}", "access"],
    ["/cluster", "cluster"],
    ["/cluster/resources", "cluster"],
    ["/cluster/ha/resources/{sid}", "cluster-ha"],
    ["/nodes", "nodes"],
    ["/nodes/{node}", "nodes"],
    ["/nodes/{node}/status", "nodes"],
    ["/nodes/{node}/qemu", "nodes-qemu"],
    ["/nodes/{node}/qemu/{vmid}/config", "nodes-qemu"],
    ["/nodes/{node}/qemu/{vmid}/agent/exec", "nodes-qemu-agent"],
    ["/nodes/{node}/lxc/{vmid}/firewall/rules/{pos}", "nodes-lxc-firewall"],
    ["/nodes/{node}/storage/{storage}/content/{volume}", "nodes-storage"],
    // what a later release may bring still has an area
    ["/novelty/{id}/thing", "novelty"],
    ["/nodes/{node}/novelty", "nodes"],
    ["/", "root"],
  ])("%s is %s", (path, area) => {
    expect(areaOf(path)).toBe(area);
  });

  it("takes the path out of a key", () => {
    expect(areaOfKey("PUT /nodes/{node}/qemu/{vmid}/config")).toBe("nodes-qemu");
  });

  it("makes no area huge and few tiny", () => {
    const sizes = new Map<string, number>();
    for (const { path } of loadApis().at(-1)?.endpoints ?? []) {
      sizes.set(areaOf(path), (sizes.get(areaOf(path)) ?? 0) + 1);
    }
    expect(Math.max(...sizes.values())).toBeLessThan(100);
    expect([...sizes].filter(([, size]) => size < 5).map(([area]) => area)).toEqual(["version"]);
  });
});
