import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withEntry } from "../../../../overrides/tools/nodes/support/node-hosts.js";
import { encodePath } from "../../../../overrides/tools/storage/support/file-restore.js";
import { type Harness, openToolbox } from "../../../tools/harness.js";

const NODE = { node: "pve1" };

describe("an entry of the hosts file", () => {
  const file = "127.0.0.1 localhost\n# nodes\n192.0.2.11 pve1\n";

  it.each([
    ["is appended", "192.0.2.12", "192.0.2.12 pve2", `${file}192.0.2.12 pve2\n`],
    [
      "takes the place of the address's line",
      "192.0.2.11",
      "192.0.2.11 pve1.example.test pve1",
      "127.0.0.1 localhost\n# nodes\n192.0.2.11 pve1.example.test pve1\n",
    ],
  ])("%s", (_, ip, entry, expected) => {
    expect(withEntry(file, ip, entry)).toBe(expected);
  });

  it("starts an empty file", () => {
    expect(withEntry("", "::1", "::1 localhost")).toBe("::1 localhost\n");
  });

  it("leaves all other lines as they are, and is found again", () => {
    const line = fc.stringMatching(/^[a-z0-9.# ]{1,30}$/).filter((text) => text.trim() !== "");
    fc.assert(
      fc.property(fc.array(line), fc.ipV4(), (lines, ip) => {
        const others = lines.filter((text) => text.trim().split(/\s+/)[0] !== ip);
        const result = withEntry(others.join("\n"), ip, `${ip} host`);
        expect(result.split("\n").slice(0, -1)).toEqual([...others, `${ip} host`]);
        expect(withEntry(result, ip, `${ip} host`)).toBe(result);
      }),
    );
  });
});

describe("a path in a backup", () => {
  it("goes out in base64, but for the root and what is base64 already", () => {
    expect(["/", "/etc/höst", "L2V0Yw=="].map(encodePath)).toEqual([
      "/",
      "L2V0Yy9ow7ZzdA==",
      "L2V0Yw==",
    ]);
  });

  it("comes back from base64", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (name) => {
        const path = `/${name}`;
        if (path === "/") return;
        expect(Buffer.from(encodePath(path), "base64").toString("utf8")).toBe(path);
      }),
    );
  });
});

describe("settings of a node", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox();
  });
  afterAll(() => harness.close());

  const hosts = async () =>
    (await harness.call("proxmox_node_config", { action: "get_hosts", ...NODE }))["data"] as {
      data: string;
      digest: string;
    };

  it("changes one entry of the hosts file only as long as nobody else changes it", async () => {
    const { digest } = await hosts();
    const entry = { action: "set_hosts", ...NODE, ip: "192.0.2.99", name: "nas" };
    await harness.call("proxmox_node_config", entry);
    expect((await hosts()).data).toMatch(/^192\.0\.2\.99 nas$/m);
    const { code } = await harness.refused("proxmox_node_config", { ...entry, name: "x", digest });
    expect(code).toBe("conflict");
    expect((await hosts()).data).toMatch(/^192\.0\.2\.99 nas$/m);
  });

  it.each([
    [{ data: "x", ip: "192.0.2.1" }, "not both"],
    [{ ip: "192.0.2.1" }, "needs ip and name"],
    [{ ip: "192.0.2.1", name: "a\nb" }, "on one line"],
    [{ ip: "192.0.2.1", name: "a", comment: "b\nc" }, "on one line"],
  ])("refuses %j for the hosts file", async (args, says) => {
    harness.sent();
    const error = await harness.refused("proxmox_node_config", {
      action: "set_hosts",
      ...NODE,
      ...args,
    });
    expect(error.message).toContain(says);
    expect(harness.sent()).toEqual([]);
  });

  it("keeps an interface's addresses when something else of it changes", async () => {
    const iface = { ...NODE, iface: "vmbr5", type: "bridge" };
    await harness.call("proxmox_node_network_iface", {
      action: "create",
      ...iface,
      cidr: "198.51.100.2/24",
      autostart: true,
      comment: "storage",
    });
    await harness.call("proxmox_node_network_iface", { action: "update", ...iface, mtu: 9000 });
    const read = async () =>
      (
        await harness.call("proxmox_node_network_iface", { action: "get", ...NODE, iface: "vmbr5" })
      )["data"];
    expect(await read()).toMatchObject({ cidr: "198.51.100.2/24", method: "static", autostart: 1 });
    await harness.call("proxmox_node_network_iface", {
      action: "update",
      ...iface,
      address: "198.51.100.3",
      netmask: "255.255.255.128",
    });
    expect(await read()).toMatchObject({ address: "198.51.100.3", netmask: "255.255.255.128" });
    await harness.call("proxmox_node_network_iface", {
      action: "update",
      ...iface,
      delete: "cidr",
    });
    expect(await read()).not.toHaveProperty("address");
  });

  it("says that a change of the network is only staged", async () => {
    const { notes } = await harness.call("proxmox_node_network_iface", {
      action: "delete",
      ...NODE,
      iface: "vmbr5",
    });
    expect(notes).toEqual(["Staged only: the action apply puts it into effect, revert drops it."]);
  });

  it("shows a journal's lines, and where to read on", async () => {
    await harness.call("proxmox_node_service", {
      action: "control",
      ...NODE,
      service: "cron",
      command: "restart",
    });
    const { data } = await harness.call("proxmox_node_log", { action: "journal", ...NODE });
    const { lines, newer_than } = data as { lines: string[]; newer_than: string };
    expect(lines.some((line) => line.includes("srvrestart:cron"))).toBe(true);
    expect(lines.filter((line) => line.startsWith("s="))).toEqual([]);
    expect(newer_than).toMatch(/^s=/);
  });

  it("filters the cluster's tasks itself, and refuses filters that it can't", async () => {
    const list = async (args: object) =>
      (await harness.call("proxmox_node_task", { action: "list", ...args }))["data"] as object[];
    expect(await list({ typefilter: "srvrestart" })).toMatchObject([{ type: "srvrestart" }]);
    expect(await list({ typefilter: "qmstart" })).toEqual([]);
    expect(await list({ errors: true })).toEqual([]);
    expect(await list({ since: 4_000_000_000 })).toEqual([]);
    const error = await harness.refused("proxmox_node_task", { action: "list", source: "active" });
    expect(error.message).toBe("source needs a node: the cluster's own list can't tell.");
  });
});
