import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, simulate } from "./helpers.js";

let client: Client;

beforeAll(async () => {
  client = await simulate();
});

afterAll(async () => {
  expect(client.simulator.crashes).toEqual([]);
  await client.close();
});

type Entry = Record<string, unknown>;

const refusal = async (what: string, parameters: Entry = {}) => {
  const { status, reason, errors } = await client.call(what, parameters);
  return errors ?? `${status} ${reason}`;
};
const list = (path: string, parameters: Entry = {}) =>
  client.get(path, parameters) as Promise<Entry[]>;

describe("the firewall", () => {
  const rules = "/cluster/firewall/rules";

  it("puts new rules in front, off, and moves them", async () => {
    for (const dport of [22, 80, 443]) {
      await client.call(`POST ${rules}`, {
        type: "in",
        action: "ACCEPT",
        proto: "tcp",
        dport,
        pos: 9,
      });
    }
    const ports = async () =>
      (await list(rules)).map(({ dport, pos, enable }) => [dport, pos, enable]);
    expect(await ports()).toEqual([
      ["443", 0, 0],
      ["80", 1, 0],
      ["22", 2, 0],
    ]);
    await client.call(`PUT ${rules}/0`, { moveto: 3 });
    expect((await ports()).map(([port]) => port)).toEqual(["80", "22", "443"]);
    await client.call(`PUT ${rules}/2`, { moveto: 0 });
    expect((await ports()).map(([port]) => port)).toEqual(["443", "80", "22"]);
    await client.call(`PUT ${rules}/1`, { enable: 1, comment: "web", delete: "dport" });
    expect(await client.get(`${rules}/1`)).toMatchObject({ pos: "1", enable: 1, comment: "web" });
    const { digest } = (await client.get(`${rules}/1`)) as Entry;
    await client.call(`DELETE ${rules}/0`);
    expect(await refusal(`DELETE ${rules}/0`, { digest })).toContain(
      "detected modified configuration",
    );
    expect(await refusal(`GET ${rules}/7`)).toBe("500 no rule at position 7");
  });

  it.each(["/cluster/firewall", "/nodes/pve1/qemu/100/firewall", "/nodes/pve1/lxc/200/firewall"])(
    "keeps aliases and sets of %s apart",
    async (base) => {
      await client.call(`POST ${base}/aliases`, { name: "Lan", cidr: "10.0.0.0/8" });
      expect(await refusal(`POST ${base}/aliases`, { name: "lan", cidr: "10.0.0.0/8" })).toEqual({
        name: "alias 'lan' already exists",
      });
      await client.call(`PUT ${base}/aliases/lan`, { cidr: "fd00::/8", rename: "lan6" });
      expect(await client.get(`${base}/aliases/lan6`)).toEqual({
        name: "lan6",
        cidr: "fd00::/8",
        ipversion: 6,
      });
      await client.call(`POST ${base}/ipset`, { name: "ours" });
      await client.call(`POST ${base}/ipset/ours`, { cidr: "192.168.0.0/24", nomatch: 1 });
      expect(await refusal(`DELETE ${base}/ipset/ours`)).toBe("500 IPSet 'ours' is not empty");
      expect(await client.get(`${base}/ipset/ours/192.168.0.0/24`)).toMatchObject({
        cidr: "192.168.0.0/24",
        nomatch: 1,
      });
      expect((await list(`${base}/refs`)).map(({ ref }) => ref)).toContain("+ours");
      expect(await refusal(`DELETE ${base}/ipset/ours?force=1`)).toBe("200 OK");
      expect(await refusal(`DELETE ${base}/aliases/lan`)).toEqual({ name: "no such alias" });
    },
  );
});

describe("high availability", () => {
  it("only asks the manager, which acts later and as root", async () => {
    await client.call("POST /cluster/ha/resources", { sid: "vm:111", state: "stopped" });
    client.simulator.manual?.settle();
    const { data } = await client.call("POST /nodes/pve2/qemu/111/status/start");
    client.simulator.manual?.advance(1000);
    const running = () => client.simulator.state.guests.get(111)?.running;
    expect(client.simulator.state.tasks.get(String(data))).toMatchObject({
      type: "hastart",
      exitstatus: "OK",
    });
    expect(running()).toBe(false);
    client.simulator.manual?.settle();
    expect(running()).toBe(true);
    const [last] = await list("/nodes/pve2/tasks", { vmid: 111, typefilter: "qmstart" });
    expect([last?.["user"], last?.["status"]]).toEqual(["root@pam", "OK"]);
    await client.call("PUT /cluster/ha/resources/vm:111", { state: "stopped" });
    client.simulator.manual?.settle();
    expect(running()).toBe(false);
    const service = (await list("/cluster/ha/status/current")).find(({ sid }) => sid === "vm:111");
    expect(service).toMatchObject({ node: "pve2", state: "stopped", request_state: "stopped" });
  });

  it("has rules in place of groups", async () => {
    expect(await refusal("GET /cluster/ha/groups")).toBe(
      "500 cannot index groups: ha groups have been migrated to rules",
    );
    const rule = { rule: "near", type: "node-affinity", resources: "vm:111", nodes: "pve1,pve9" };
    expect(await refusal("POST /cluster/ha/rules", rule)).toBe(
      "500 create ha rule failed: cannot use non-existent node(s) pve9.",
    );
    expect(await refusal("POST /cluster/ha/rules", { ...rule, nodes: "pve1" })).toBe("200 OK");
    expect(await client.get("/cluster/ha/rules/near")).toMatchObject({
      resources: "vm:111",
      nodes: "pve1",
      order: 1,
    });
    expect(
      await client.call("POST /cluster/ha/resources/111/migrate", { node: "pve1" }),
    ).toMatchObject({
      data: { sid: "vm:111", "requested-node": "pve1" },
    });
    client.simulator.manual?.settle();
    expect(await refusal("DELETE /cluster/ha/rules/near")).toBe("200 OK");
  });
});

describe("software-defined networks", () => {
  it("stay pending until they're applied", async () => {
    await client.call("POST /cluster/sdn/zones", { zone: "z1", type: "simple" });
    await client.call("POST /cluster/sdn/vnets", { vnet: "v1", zone: "z1" });
    await client.call("POST /cluster/sdn/vnets/v1/subnets", {
      subnet: "10.9.0.0/24",
      type: "subnet",
      gateway: "10.9.0.1",
    });
    const states = async () =>
      (await list("/cluster/sdn/zones", { pending: 1 })).map(({ zone, state }) => [zone, state]);
    expect(await states()).toEqual([["z1", "new"]]);
    expect(await list("/cluster/sdn/zones", { running: 1 })).toEqual([]);
    expect(await list("/nodes/pve1/sdn/zones")).toEqual([{ zone: "z1", status: "pending" }]);
    expect(await client.run("PUT /cluster/sdn")).toBe("OK");
    expect(await states()).toEqual([["z1", undefined]]);
    await client.call("PUT /cluster/sdn/vnets/v1", { alias: "office" });
    const [vnet] = await list("/cluster/sdn/vnets", { pending: 1 });
    expect(vnet).toMatchObject({ vnet: "v1", state: "changed", pending: { alias: "office" } });
    await client.call("POST /cluster/sdn/rollback");
    expect((await list("/cluster/sdn/vnets"))[0]?.["alias"]).toBeUndefined();
    expect(await refusal("DELETE /cluster/sdn/zones/z1")).toBe(
      "500 delete sdn zone object failed: zone z1 is used by vnet v1",
    );
  });

  it("give their vnets to guests, and addresses by the built-in IPAM", async () => {
    await client.call("PUT /nodes/pve3/qemu/120/config", {
      net0: "virtio,bridge=v1",
      delete: "ide2",
    });
    expect(await client.run("POST /nodes/pve3/qemu/120/status/start")).toBe("OK");
    expect(await refusal("POST /cluster/sdn/vnets/v1/ips", { zone: "z1", ip: "10.9.0.7" })).toBe(
      "200 OK",
    );
    expect(await refusal("POST /cluster/sdn/vnets/v1/ips", { zone: "z1", ip: "10.9.0.7" })).toBe(
      "500 IP 10.9.0.7 is already in use",
    );
    expect(await list("/cluster/sdn/ipams/pve/status")).toEqual([
      { zone: "z1", vnet: "v1", subnet: "z1-10.9.0.0-24", ip: "10.9.0.7" },
    ]);
  });

  it("are changed by nobody but the holder of the lock", async () => {
    const { data: token } = await client.call("POST /cluster/sdn/lock");
    const change = { zone: "z2", type: "simple" };
    expect(await refusal("POST /cluster/sdn/zones", change)).toBe(
      "500 could not acquire sdn lock: provided token does not match",
    );
    expect(await refusal("POST /cluster/sdn/zones", { ...change, "lock-token": token })).toBe(
      "200 OK",
    );
    expect(await refusal("DELETE /cluster/sdn/lock", { "lock-token": token })).toBe("200 OK");
  });
});

describe("a node's network", () => {
  const path = "/nodes/pve1/network";

  it("is edited in a copy that waits to be applied", async () => {
    const bridge = {
      iface: "vmbr1",
      type: "bridge",
      cidr: "10.5.0.1/24",
      autostart: 1,
      comments: "lab",
    };
    expect(await refusal(`POST ${path}`, bridge)).toBe("200 OK");
    expect(await refusal(`POST ${path}`, bridge)).toEqual({ iface: "interface already exists" });
    const listed = await client.call(`GET ${path}`);
    expect(listed.json?.["changes"]).toContain("+iface vmbr1 inet static");
    await client.call("PUT /nodes/pve1/qemu/9000/config", { net0: "virtio,bridge=vmbr0" });
    await client.call("POST /nodes/pve1/qemu/9000/clone", { newid: 910 });
    client.simulator.manual?.settle();
    await client.call("PUT /nodes/pve1/qemu/910/config", { net0: "virtio,bridge=vmbr1" });
    expect(await client.run("POST /nodes/pve1/qemu/910/status/start")).toBe(
      "bridge 'vmbr1' does not exist",
    );
    expect(await client.run(`PUT ${path}`)).toBe("OK");
    expect((await client.call(`GET ${path}`)).json?.["changes"]).toBeUndefined();
    expect(await client.run("POST /nodes/pve1/qemu/910/status/start")).toBe("OK");
  });

  it("forgets on an update what it isn't told again, and everything on a revert", async () => {
    await client.call(`PUT ${path}/vmbr1`, { type: "bridge", comments: "new" });
    const staged = (await client.get(`${path}/vmbr1`)) as Entry;
    expect([staged["comments"], staged["cidr"], staged["autostart"]]).toEqual([
      "new",
      undefined,
      undefined,
    ]);
    await client.call(`DELETE ${path}`);
    expect(((await client.get(`${path}/vmbr1`)) as Entry)["cidr"]).toBe("10.5.0.1/24");
    expect(await refusal(`DELETE ${path}/nosuch`)).toEqual({ iface: "interface does not exist" });
  });
});

describe("a node", () => {
  it("goes down and comes back with its guests", async () => {
    await client.call("POST /nodes/pve3/status", { command: "reboot" });
    client.simulator.manual?.advance(5000);
    const gone = await client.call("GET /nodes/pve3/status");
    expect([gone.status, gone.reason, gone.text]).toEqual([595, "No route to host", ""]);
    const nodes = await list("/nodes");
    expect(nodes.map(({ node, status }) => [node, status])).toEqual([
      ["pve1", "online"],
      ["pve2", "online"],
      ["pve3", "offline"],
    ]);
    const guests = await list("/cluster/resources", { type: "vm" });
    expect(guests.find(({ vmid }) => vmid === 202)).toMatchObject({
      status: "unknown",
      node: "pve3",
    });
    client.simulator.manual?.settle();
    const running = (await list("/nodes/pve3/lxc")).map(({ vmid, status }) => [vmid, status]);
    expect(running).toEqual([
      [202, "running"],
      [205, "stopped"],
      [206, "running"],
    ]);
  });

  it("isn't left by one that nobody knows", async () => {
    expect(await refusal("GET /nodes/nonode/qemu")).toContain(
      "500 hostname lookup 'nonode' failed",
    );
  });

  it("builds storages on free disks, and takes them apart again", async () => {
    expect(
      await refusal("POST /nodes/pve1/disks/zfs", {
        name: "tank",
        devices: "/dev/sda",
        raidlevel: "mirror",
      }),
    ).toBe("500 mirror needs at least 2 disks");
    const parameters = {
      name: "tank",
      devices: "/dev/sda,/dev/sdb",
      raidlevel: "mirror",
      add_storage: 1,
    };
    expect(await client.run("POST /nodes/pve1/disks/zfs", parameters)).toBe("OK");
    expect((await list("/nodes/pve1/disks/list", { type: "unused" })).length).toBe(0);
    expect((await list("/nodes/pve1/disks/zfs")).map(({ name, health }) => [name, health])).toEqual(
      [["tank", "ONLINE"]],
    );
    expect(await refusal("POST /nodes/pve1/disks/lvm", { name: "vg", device: "/dev/sda" })).toBe(
      "500 device '/dev/sda' is already in use",
    );
    expect(
      await client.run("DELETE /nodes/pve1/disks/zfs/tank?cleanup-disks=1&cleanup-config=1"),
    ).toBe("OK");
    expect((await list("/nodes/pve1/disks/list", { type: "unused" })).length).toBe(2);
    expect(await refusal("GET /storage/tank")).toBe("500 storage 'tank' does not exist");
  });

  it("won't stop what it needs to answer", async () => {
    expect(await client.run("POST /nodes/pve1/services/pveproxy/stop")).toContain(
      "refusing to stop essential service",
    );
    expect(await client.run("POST /nodes/pve1/services/cron/stop")).toBe("OK");
    expect(await client.get("/nodes/pve1/services/cron/state")).toMatchObject({ state: "dead" });
  });

  it("logs what happens, page by page", async () => {
    const page = await client.call("GET /nodes/pve1/syslog", { start: 1, limit: 2 });
    expect((page.data as Entry[]).map(({ n }) => n)).toEqual([2, 3]);
    expect(Number(page.json?.["total"])).toBeGreaterThan(3);
    const journal = (await client.get("/nodes/pve1/journal", { lastentries: 2 })) as string[];
    expect(journal.length).toBe(4);
    expect(journal[1]).toMatch(
      /^\w{3} \d\d \d\d:\d\d:\d\d pve1 pvedaemon\[\d+\]: <\S+> (?:starting|end) task UPID:/,
    );
  });
});

describe("bulk actions", () => {
  it("work through a node's guests in tasks of their own", async () => {
    const upid = String((await client.call("POST /nodes/pve2/stopall", { vms: "104,204" })).data);
    client.simulator.manual?.settle();
    const { log, exitstatus } = client.simulator.state.tasks.get(upid) ?? { log: [] };
    expect([exitstatus, log]).toEqual(["OK", ["Stopping CT 204", "Stopping VM 104", "TASK OK"]]);
    expect(await client.run("POST /cluster/bulk-action/guest/start", { vms: [104, 204] })).toBe(
      "OK",
    );
    const { guests } = client.simulator.state;
    expect([guests.get(104)?.running, guests.get(204)?.running]).toEqual([true, true]);
  });
});

describe("Ceph", () => {
  it("warns about flags and lost disks", async () => {
    const health = async () =>
      ((await client.get("/cluster/ceph/status")) as { health: Entry }).health["status"];
    expect(await health()).toBe("HEALTH_OK");
    await client.call("PUT /cluster/ceph/flags/noout", { value: 1 });
    expect(await client.get("/cluster/ceph/flags/noout")).toBe(1);
    expect(await health()).toBe("HEALTH_WARN");
    await client.call("PUT /cluster/ceph/flags/noout", { value: 0 });
    await client.run("POST /nodes/pve1/ceph/stop", { service: "osd.0" });
    expect(await health()).toBe("HEALTH_WARN");
    await client.run("POST /nodes/pve1/ceph/start", { service: "osd.0" });
    expect(await health()).toBe("HEALTH_OK");
    expect(await refusal("DELETE /nodes/pve1/ceph/pool/vm")).toBe(
      "500 ceph pool 'vm' still in use by storage 'ceph-vm'",
    );
  });
});
