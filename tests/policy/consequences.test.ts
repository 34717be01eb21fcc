import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadCatalogue } from "../../src/data/catalogue.js";
import { consequenceOf, inViewOf } from "../../src/policy/consequences.js";
import type { EndpointKey } from "../../src/schema/model.js";

const { endpoints } = loadCatalogue();
const vm = { node: "pve1", vmid: 100 };

function lossOf(endpoint: string, parameters: Record<string, unknown>) {
  const key = endpoint as EndpointKey;
  const entry = endpoints[key];
  if (!entry) throw new Error(`no ${endpoint}`);
  return consequenceOf(key, entry, parameters);
}

describe("what is lost", () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ["DELETE /nodes/{node}/qemu/{vmid}", vm, ["deletes guest 100 with all its disks"]],
    [
      "DELETE /nodes/{node}/lxc/{vmid}",
      { ...vm, purge: 1, "destroy-unreferenced-disks": true },
      [
        "deletes guest 100 with all its disks",
        "takes it out of backup jobs, replication and HA",
        "deletes disks of this vmid that its configuration doesn't name",
      ],
    ],
    [
      "DELETE /nodes/{node}/qemu/{vmid}/snapshot/{snapname}",
      { ...vm, snapname: "clean" },
      ["deletes snapshot clean of guest 100"],
    ],
    [
      "POST /nodes/{node}/qemu/{vmid}/status/shutdown",
      { ...vm, forceStop: "1" },
      ["cuts guest 100 off hard if it doesn't shut down in time"],
    ],
    [
      "POST /nodes/{node}/qemu/{vmid}/move_disk",
      { ...vm, disk: "scsi0", storage: "ceph", delete: 1 },
      ["deletes the original after the copy"],
    ],
    [
      "PUT /nodes/{node}/qemu/{vmid}/config",
      { ...vm, delete: "unused0,scsi1,net1" },
      [
        "destroys the data of unused0",
        "detaches scsi1, which is kept as an unused disk",
        "removes net1",
      ],
    ],
    [
      "PUT /nodes/{node}/qemu/{vmid}/config",
      { ...vm, delete: "unused0;scsi1", force: 1 },
      ["destroys the data of unused0, scsi1"],
    ],
    [
      "POST /nodes/{node}/vzdump",
      { node: "pve1", vmid: "100", remove: true },
      ["deletes older backups that the retention doesn't keep"],
    ],
    [
      "POST /nodes/{node}/vzdump",
      { node: "pve1", vmid: "100", "prune-backups": "keep-last=2" },
      ["deletes older backups beyond keep-last=2"],
    ],
    [
      "PUT /access/acl",
      { path: "/", roles: "Administrator", users: "joe@pve" },
      ["hands out Administrator on / to joe@pve"],
    ],
    [
      "PUT /access/acl",
      { path: "/vms", roles: "PVEVMUser", groups: "ops", delete: 1 },
      ["revokes PVEVMUser on /vms from ops"],
    ],
    [
      "POST /nodes/{node}/lxc",
      { ...vm, force: 1, ostemplate: "x" },
      ["replaces guest 100, if there is one, with all its disks"],
    ],
    [
      "POST /nodes/{node}/qemu/{vmid}/agent/exec",
      { ...vm, command: ["rm", "-rf", "/"] },
      ["runs rm -rf / in guest 100"],
    ],
    ["DELETE /cluster/backup/{id}", { id: "nightly" }, ["deletes /cluster/backup/nightly"]],
    [
      "PUT /nodes/{node}/network/{iface}",
      { node: "pve1", iface: "vmbr0", type: "bridge" },
      ["replaces all settings of vmbr0 on pve1: what isn't given is dropped"],
    ],
    ["PUT /access/roles/{roleid}", { roleid: "Ops" }, ["takes all privileges from role Ops"]],
    [
      "POST /nodes/{node}/qemu/{vmid}/move_disk",
      { ...vm, disk: "scsi1", "target-vmid": 101 },
      ["takes scsi1 from guest 100 and gives it to guest 101"],
    ],
    [
      "POST /nodes/{node}/vzdump",
      { node: "pve1", vmid: "100", stop: 1 },
      ["breaks off backups that run on pve1"],
    ],
    [
      "POST /nodes/{node}/stopall",
      { node: "pve1" },
      ["cuts guests off hard that don't shut down in time"],
    ],
  ])("%s %j", (endpoint, parameters, losses) => {
    expect(lossOf(endpoint, parameters)?.losses).toEqual(losses);
  });

  it.each<[string, Record<string, unknown>]>([
    ["POST /nodes/{node}/qemu/{vmid}/status/shutdown", vm],
    ["POST /nodes/{node}/qemu/{vmid}/status/shutdown", { ...vm, forceStop: 0 }],
    ["POST /nodes/{node}/qemu/{vmid}/status/start", vm],
    ["POST /nodes/{node}/qemu/{vmid}/clone", { ...vm, newid: 101 }],
    ["POST /nodes/{node}/qemu/{vmid}/migrate", { ...vm, target: "pve2" }],
    ["POST /nodes/{node}/qemu/{vmid}/move_disk", { ...vm, disk: "scsi0", storage: "ceph" }],
    ["POST /nodes/{node}/vzdump", { node: "pve1", vmid: "100" }],
    [
      "POST /nodes/{node}/vzdump",
      { node: "pve1", vmid: "100", "prune-backups": "keep-last=2", remove: 0 },
    ],
    ["POST /nodes/{node}/lxc", { ...vm, ostemplate: "x" }],
    ["POST /nodes/{node}/stopall", { node: "pve1", "force-stop": false }],
    ["PUT /nodes/{node}/qemu/{vmid}/resize", { ...vm, disk: "scsi0", size: "+8G" }],
    ["PUT /nodes/{node}/qemu/{vmid}/config", { ...vm, digest: "0" }],
    ["POST /nodes/{node}/firewall/rules", { node: "pve1", type: "in", action: "DROP", enable: 1 }],
  ])("nothing by %s %j", (endpoint, parameters) => {
    expect(lossOf(endpoint, parameters)).toBeUndefined();
  });

  it("nothing by what only reads", () => {
    const reading = Object.entries(endpoints).filter(([, { tier }]) => tier === "read");
    expect(reading.filter(([, { losses }]) => losses)).toEqual([]);
  });

  it("by its verb where an endpoint was learnt", () => {
    const of = (key: string, parameters = {}) =>
      consequenceOf(key as EndpointKey, undefined, parameters);
    expect(of("DELETE /new/{id}", { id: "a" })?.losses).toEqual(["deletes /new/a"]);
    expect(of("PUT /new/{id}", { id: "a", size: 1 })?.replaces).toEqual(["size"]);
    expect(of("POST /new")?.losses).toEqual(["calls /new, of which this server knows nothing"]);
    expect(of("GET /new")).toBeUndefined();
  });
});

describe("what is replaced", () => {
  const given = { ...vm, cores: "4", memory: "2048", onboot: "1", digest: "x" };
  const consequence = lossOf("PUT /nodes/{node}/qemu/{vmid}/config", given);

  it("is each parameter that is set", () => {
    expect(consequence).toEqual({ losses: [], replaces: ["cores", "memory", "onboot"] });
  });

  it("is what is there and differs, once that is known", () => {
    expect(consequence && inViewOf(consequence, { cores: 2, onboot: 1 }, given)).toEqual({
      losses: [],
      replaces: ["cores"],
    });
    expect(
      consequence && inViewOf(consequence, { cores: 4, memory: "2048" }, given),
    ).toBeUndefined();
  });

  it("isn't a property string that is written in another order", () => {
    const net = { ...vm, net0: "virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1" };
    const change = lossOf("PUT /nodes/{node}/qemu/{vmid}/config", net);
    const present = { net0: "virtio=BC:24:11:00:00:01,firewall=1,bridge=vmbr0" };
    expect(change && inViewOf(change, present, net)).toBeUndefined();
  });

  it("never hides a loss", () => {
    const lost = { losses: ["deletes it"], replaces: ["cores"] };
    expect(inViewOf(lost, {}, given)).toEqual({ losses: ["deletes it"], replaces: [] });
  });
});

it("never fails, and is never more than without its parameters' values", () => {
  const keys = Object.keys(endpoints) as EndpointKey[];
  fc.assert(
    fc.property(
      fc.constantFrom(...keys),
      fc.dictionary(
        fc.constantFrom("force", "delete", "remove", "vmid", "__proto__", "when"),
        fc.anything(),
      ),
      (key, parameters) => {
        const consequence = consequenceOf(key, endpoints[key], parameters);
        if (consequence)
          expect(consequence.losses.length + consequence.replaces.length).toBeGreaterThan(0);
      },
    ),
  );
});

it("takes a secret for replaced though it isn't shown", () => {
  const parameters = { realm: "corp", password: "new", comment: "x" };
  const consequence = lossOf("PUT /access/domains/{realm}", parameters);
  expect(consequence && inViewOf(consequence, { type: "ldap" }, parameters)?.replaces).toEqual([
    "password",
  ]);
  const token = { name: "push", token: "new", server: "https://a.test" };
  const target = lossOf("PUT /cluster/notifications/endpoints/gotify/{name}", token);
  expect(target && inViewOf(target, { server: "https://a.test" }, token)?.replaces).toEqual([
    "token",
  ]);
});
