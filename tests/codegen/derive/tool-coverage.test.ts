import { describe, expect, it } from "vitest";
import { coverageOf } from "../../../codegen/derive/tool-coverage.js";
import { TOOLSET_OF_AREA } from "../../../codegen/derive/toolset-of-area.js";
import { loadApis } from "../../../codegen/load.js";
import { tools } from "../../../overrides/tools/index.js";
import { areaOf } from "../../../src/schema/area.js";
import type { Endpoint } from "../../../src/schema/model.js";
import { compareReleases } from "../../../src/schema/releases.js";
import { defineTool, TOOLSETS } from "../../../src/tools/define.js";

const endpoint = (method: Endpoint["method"], path: Endpoint["path"]): Endpoint => ({
  method,
  path,
  name: "x",
  parameters: { type: "object", properties: {} },
});

const startGuest = defineTool({
  name: "proxmox_test",
  title: "",
  summary: "",
  toolset: "backup",
  actions: {
    start: "POST /nodes/{node}/{kind}/{vmid}/status/start",
    many: {
      endpoint: ["GET /nodes", "POST /nodes/{node}/qemu/{vmid}/status/start"],
      run: () => Promise.resolve({ data: {} }),
    },
  },
});

describe("coverage", () => {
  it("names the tools of an endpoint, those with the fewest endpoints first", () => {
    const endpoints = [
      endpoint("POST", "/nodes/{node}/qemu/{vmid}/status/start"),
      endpoint("GET", "/version"),
      endpoint("GET", "/nodes"),
    ];
    expect(coverageOf([startGuest], endpoints)).toEqual([
      { key: "GET /nodes", toolset: "backup", uses: ["`proxmox_test` many"] },
      {
        key: "POST /nodes/{node}/qemu/{vmid}/status/start",
        toolset: "backup",
        uses: ["`proxmox_test` start", "`proxmox_test` many"],
      },
      { key: "GET /version", toolset: "nodes", uses: [] },
    ]);
  });

  it("asks for a toolset where an area has none", () => {
    expect(() => coverageOf([], [endpoint("GET", "/moons/{moon}")])).toThrow(
      "areas without a toolset: moons; say one in codegen/derive/toolset-of-area.ts",
    );
  });
});

describe("every release", () => {
  it.each(loadApis().map((api) => [api.release, api] as const))("%s", (_, api) => {
    const rows = coverageOf(tools, api.endpoints);
    expect(rows).toHaveLength(api.endpoints.length);
    expect(new Set(rows.map(({ toolset }) => toolset)).size).toBeGreaterThan(8);
  });

  it("knows no area that isn't there, and only toolsets that are", () => {
    const areas = new Set(
      loadApis().flatMap((api) => api.endpoints.map(({ path }) => areaOf(path))),
    );
    expect(Object.keys(TOOLSET_OF_AREA).filter((area) => !areas.has(area))).toEqual([]);
    expect(Object.values(TOOLSET_OF_AREA).filter((name) => !TOOLSETS.includes(name))).toEqual([]);
  });

  it("has a curated tool for all that isn't an index, a console or somebody else's business", () => {
    // of releases to come, the release command lists what has no tool
    const endpoints = loadApis()
      .filter(({ release }) => compareReleases(release, "9.2") <= 0)
      .at(-1)?.endpoints;
    const left = coverageOf(tools, endpoints ?? [])
      .filter(({ uses }) => uses.length === 0)
      .map(({ key }) => key);
    expect(left).toMatchInlineSnapshot(`
      [
        "GET /access",
        "GET /access/openid",
        "POST /access/openid/auth-url",
        "POST /access/openid/login",
        "GET /access/ticket",
        "POST /access/ticket",
        "GET /access/users/{userid}/tfa",
        "POST /access/vncticket",
        "GET /cluster",
        "GET /cluster/acme",
        "GET /cluster/backup-info",
        "GET /cluster/bulk-action",
        "GET /cluster/bulk-action/guest",
        "POST /cluster/bulk-action/guest/migrate",
        "POST /cluster/bulk-action/guest/shutdown",
        "POST /cluster/bulk-action/guest/start",
        "POST /cluster/bulk-action/guest/suspend",
        "GET /cluster/ceph",
        "GET /cluster/ceph/flags/{flag}",
        "PUT /cluster/ceph/flags/{flag}",
        "GET /cluster/config",
        "GET /cluster/config/apiversion",
        "GET /cluster/firewall",
        "GET /cluster/ha",
        "GET /cluster/ha/status",
        "GET /cluster/jobs",
        "GET /cluster/mapping",
        "GET /cluster/metrics",
        "GET /cluster/notifications",
        "GET /cluster/notifications/endpoints",
        "GET /cluster/notifications/endpoints/gotify",
        "GET /cluster/notifications/endpoints/sendmail",
        "GET /cluster/notifications/endpoints/smtp",
        "GET /cluster/notifications/endpoints/webhook",
        "GET /cluster/qemu",
        "GET /cluster/sdn",
        "GET /cluster/sdn/fabrics",
        "GET /cluster/sdn/fabrics/fabric",
        "GET /cluster/sdn/fabrics/node",
        "PUT /cluster/sdn/prefix-lists/{id}",
        "GET /cluster/sdn/prefix-lists/{id}/entries",
        "GET /cluster/sdn/prefix-lists/{id}/entries/{url_seq}",
        "GET /cluster/sdn/route-maps",
        "GET /cluster/sdn/route-maps/entries/{route-map-id}",
        "GET /cluster/sdn/vnets/{vnet}/firewall",
        "GET /cluster/sdn/vnets/{vnet}/subnets/{subnet}",
        "GET /nodes/{node}",
        "GET /nodes/{node}/apt",
        "GET /nodes/{node}/capabilities",
        "GET /nodes/{node}/capabilities/qemu",
        "GET /nodes/{node}/ceph",
        "GET /nodes/{node}/ceph/cfg",
        "GET /nodes/{node}/ceph/osd/{osdid}",
        "GET /nodes/{node}/ceph/pool/{name}",
        "POST /nodes/{node}/ceph/restart-bulk",
        "GET /nodes/{node}/certificates",
        "GET /nodes/{node}/certificates/acme",
        "GET /nodes/{node}/disks",
        "POST /nodes/{node}/execute",
        "GET /nodes/{node}/firewall",
        "GET /nodes/{node}/hardware",
        "GET /nodes/{node}/hardware/pci/{pci-id-or-mapping}",
        "GET /nodes/{node}/lxc",
        "GET /nodes/{node}/lxc/{vmid}",
        "GET /nodes/{node}/lxc/{vmid}/firewall",
        "GET /nodes/{node}/lxc/{vmid}/firewall/ipset/{name}/{cidr}",
        "POST /nodes/{node}/lxc/{vmid}/mtunnel",
        "GET /nodes/{node}/lxc/{vmid}/mtunnelwebsocket",
        "POST /nodes/{node}/lxc/{vmid}/remote_migrate",
        "GET /nodes/{node}/lxc/{vmid}/rrd",
        "GET /nodes/{node}/lxc/{vmid}/snapshot/{snapname}",
        "GET /nodes/{node}/lxc/{vmid}/snapshot/{snapname}/config",
        "GET /nodes/{node}/lxc/{vmid}/status",
        "GET /nodes/{node}/qemu",
        "GET /nodes/{node}/qemu/{vmid}",
        "GET /nodes/{node}/qemu/{vmid}/agent",
        "POST /nodes/{node}/qemu/{vmid}/agent",
        "POST /nodes/{node}/qemu/{vmid}/dbus-vmstate",
        "GET /nodes/{node}/qemu/{vmid}/firewall",
        "GET /nodes/{node}/qemu/{vmid}/firewall/ipset/{name}/{cidr}",
        "POST /nodes/{node}/qemu/{vmid}/mtunnel",
        "GET /nodes/{node}/qemu/{vmid}/mtunnelwebsocket",
        "POST /nodes/{node}/qemu/{vmid}/remote_migrate",
        "GET /nodes/{node}/qemu/{vmid}/rrd",
        "GET /nodes/{node}/qemu/{vmid}/snapshot/{snapname}",
        "GET /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/config",
        "GET /nodes/{node}/qemu/{vmid}/status",
        "GET /nodes/{node}/replication/{id}",
        "GET /nodes/{node}/rrd",
        "GET /nodes/{node}/scan",
        "GET /nodes/{node}/sdn",
        "GET /nodes/{node}/sdn/fabrics/{fabric}",
        "GET /nodes/{node}/sdn/vnets/{vnet}",
        "GET /nodes/{node}/sdn/zones/{zone}",
        "GET /nodes/{node}/services/{service}",
        "GET /nodes/{node}/storage/{storage}",
        "POST /nodes/{node}/storage/{storage}/content/{volume}",
        "GET /nodes/{node}/storage/{storage}/identity",
        "GET /nodes/{node}/storage/{storage}/import-metadata",
        "GET /nodes/{node}/storage/{storage}/rrd",
        "GET /nodes/{node}/tasks/{upid}",
        "GET /nodes/{node}/vncwebsocket",
      ]
    `);
  });
});
