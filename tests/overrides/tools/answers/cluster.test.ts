import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, openToolbox } from "../../../tools/harness.js";
import { steady } from "./steady.js";

/** Whole answers, as a model sees them; in this order, on one cluster. */
describe("Answers about the cluster, its storages and networks", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox({ pve: "9.1" });
  });
  afterAll(() => harness.close());

  const answer = async (tool: string, args: Record<string, unknown>) =>
    steady((await harness.result(tool, args)).structuredContent);

  it("proxmox_cluster", async () => {
    expect(await answer("proxmox_cluster", { action: "version" })).toMatchInlineSnapshot(
      `"{"data":{"version":"9.1.9","release":"9.1","repoid":"f40095996bcb6bf7"}}"`,
    );
  });

  it("proxmox_cluster_config", async () => {
    expect(await answer("proxmox_cluster_config", { action: "get" })).toMatchInlineSnapshot(
      `"{"data":{"nodes":[{"name":"pve1","node":"pve1","nodeid":"1","quorum_votes":"1","ring0_addr":"192.0.2.11"},{"name":"pve2","node":"pve2","nodeid":"2","quorum_votes":"1","ring0_addr":"192.0.2.12"},{"name":"pve3","node":"pve3","nodeid":"3","quorum_votes":"1","ring0_addr":"192.0.2.13"}],"totem":{"cluster_name":"demo","config_version":"3","interface":{"0":{"linknumber":"0"}},"ip_version":"ipv4-6","link_mode":"passive","secauth":"on","version":"2"},"qdevice":{}}}"`,
    );
  });

  it("proxmox_metric_server", async () => {
    expect(
      await answer("proxmox_metric_server", {
        action: "create",
        id: "influx",
        type: "influxdb",
        server: "192.0.2.60",
        port: 8089,
      }),
    ).toMatchInlineSnapshot(`"{"data":{"done":true}}"`);
  });

  it("proxmox_storage_config", async () => {
    expect(
      await answer("proxmox_storage_config", { action: "get", storage: "nfs-backup" }),
    ).toMatchInlineSnapshot(
      `"{"data":{"storage":"nfs-backup","type":"nfs","server":"192.0.2.40","export":"/srv/backup","path":"/mnt/pve/nfs-backup","content":"backup,iso,vztmpl,snippets,import","shared":1,"prune-backups":"keep-daily=7,keep-weekly=4","digest":"DIGEST"}}"`,
    );
  });

  it("proxmox_storage_content", async () => {
    expect(
      await answer("proxmox_storage_content", {
        action: "list_templates",
        node: "pve1",
        storage: "local",
      }),
    ).toMatchInlineSnapshot(
      `"{"data":[{"volid":"local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst","content":"vztmpl","format":"tgz","size":130023424,"ctime":"TIME"}],"total":1}"`,
    );
  });

  it("proxmox_file_restore", async () => {
    expect(
      await answer("proxmox_file_restore", {
        action: "list",
        node: "pve1",
        storage: "nfs-backup",
        volume: "nfs-backup:backup/none",
      }),
    ).toMatchInlineSnapshot(
      `"{"error":{"code":"not_found","message":"GET /nodes/{node}/storage/{storage}/file-restore/list: volume 'nfs-backup:backup/none' does not exist","hint":"List what there is and use a name from there; it may also have been removed meanwhile.","see":"proxmox://help/something-isnt-there","status":500,"reason":"volume 'nfs-backup:backup/none' does not exist","endpoint":"GET /nodes/{node}/storage/{storage}/file-restore/list"}}"`,
    );
  });

  it("proxmox_scan", async () => {
    expect(
      await answer("proxmox_scan", { action: "nfs", node: "pve1", server: "192.0.2.40" }),
    ).toMatchInlineSnapshot(
      `"{"data":[{"path":"/srv/backup","options":"192.0.2.0/24"}],"total":1}"`,
    );
  });

  it("proxmox_node_network_iface", async () => {
    expect(
      await answer("proxmox_node_network_iface", { action: "get", node: "pve1", iface: "vmbr0" }),
    ).toMatchInlineSnapshot(
      `"{"data":{"type":"bridge","method":"static","address":"192.0.2.11","netmask":"24","cidr":"192.0.2.11/24","gateway":"192.0.2.1","bridge_ports":"eno1","bridge_stp":"off","bridge_fd":"0","autostart":1,"priority":4,"method6":"manual","families":["inet"],"active":1}}"`,
    );
  });

  it("proxmox_cluster_firewall", async () => {
    expect(
      await answer("proxmox_cluster_firewall", { action: "get_options" }),
    ).toMatchInlineSnapshot(`"{"data":{"enable":0,"digest":"DIGEST"}}"`);
  });

  it("proxmox_cluster_firewall_rule", async () => {
    expect(
      await answer("proxmox_cluster_firewall_rule", {
        action: "create",
        type: "in",
        rule_action: "ACCEPT",
        macro: "SSH",
      }),
    ).toMatchInlineSnapshot(
      `"{"data":{"pos":0},"notes":["The rule is switched off: enable=1 switches it on."]}"`,
    );
  });

  it("proxmox_cluster_firewall_group", async () => {
    expect(
      await answer("proxmox_cluster_firewall_group", { action: "create", group: "web" }),
    ).toMatchInlineSnapshot(`"{"data":{"done":true}}"`);
  });

  it("proxmox_cluster_firewall_alias", async () => {
    expect(
      await answer("proxmox_cluster_firewall_alias", {
        action: "create",
        name: "office",
        cidr: "192.0.2.0/24",
      }),
    ).toMatchInlineSnapshot(`"{"data":{"done":true}}"`);
  });

  it("proxmox_cluster_firewall_ipset", async () => {
    expect(
      await answer("proxmox_cluster_firewall_ipset", {
        action: "create",
        name: "admins",
        comment: "desk",
      }),
    ).toMatchInlineSnapshot(`"{"data":{"done":true}}"`);
  });

  it("proxmox_cluster_firewall_ipset_entry", async () => {
    expect(
      await answer("proxmox_cluster_firewall_ipset_entry", {
        action: "create",
        name: "admins",
        cidr: "192.0.2.7",
      }),
    ).toMatchInlineSnapshot(`"{"data":{"done":true}}"`);
  });

  it("proxmox_node_firewall", async () => {
    expect(
      await answer("proxmox_node_firewall", { action: "get_options", node: "pve1" }),
    ).toMatchInlineSnapshot(`"{"data":{"digest":"DIGEST"}}"`);
  });

  it("proxmox_sdn_zone", async () => {
    expect(
      await answer("proxmox_sdn_zone", { action: "create", zone: "lan", type: "simple" }),
    ).toMatchInlineSnapshot(
      `"{"data":{"done":true},"notes":["Pending: proxmox_sdn_apply with action apply puts it into effect on the nodes."]}"`,
    );
  });

  it("proxmox_sdn_vnet", async () => {
    expect(
      await answer("proxmox_sdn_vnet", { action: "create", vnet: "v1", zone: "lan" }),
    ).toMatchInlineSnapshot(
      `"{"data":{"done":true},"notes":["Pending: proxmox_sdn_apply with action apply puts it into effect on the nodes."]}"`,
    );
  });

  it("proxmox_sdn_subnet", async () => {
    expect(
      await answer("proxmox_sdn_subnet", {
        action: "create",
        vnet: "v1",
        subnet: "10.1.0.0/24",
        gateway: "10.1.0.1",
      }),
    ).toMatchInlineSnapshot(
      `"{"data":{"done":true},"notes":["Pending: proxmox_sdn_apply with action apply puts it into effect on the nodes."]}"`,
    );
  });

  it("proxmox_sdn_ip", async () => {
    expect(
      await answer("proxmox_sdn_ip", { action: "create", vnet: "v1", zone: "lan", ip: "10.1.0.9" }),
    ).toMatchInlineSnapshot(`"{"data":{"done":true}}"`);
  });

  it("proxmox_sdn_controller", async () => {
    expect(await answer("proxmox_sdn_controller", { action: "list" })).toMatchInlineSnapshot(
      `"{"data":[],"total":0}"`,
    );
  });

  it("proxmox_sdn_service", async () => {
    expect(
      await answer("proxmox_sdn_service", { action: "list", kind: "ipam" }),
    ).toMatchInlineSnapshot(`"{"data":[{"ipam":"pve","type":"pve","digest":"DIGEST"}],"total":1}"`);
  });

  it("proxmox_sdn_fabric", async () => {
    expect(await answer("proxmox_sdn_fabric", { action: "list" })).toMatchInlineSnapshot(
      `"{"data":{"fabrics":[],"nodes":[]}}"`,
    );
  });

  it("proxmox_sdn_vnet_firewall", async () => {
    expect(
      await answer("proxmox_sdn_vnet_firewall", { action: "get_options", vnet: "v1" }),
    ).toMatchInlineSnapshot(`"{"data":{"digest":"DIGEST"}}"`);
  });

  it("proxmox_sdn_apply", async () => {
    expect(await answer("proxmox_sdn_apply", { action: "apply" })).toMatchInlineSnapshot(
      `"{"data":{"upid":"UPID","state":"ok","seconds":"N"}}"`,
    );
  });

  it("proxmox_sdn_status", async () => {
    expect(
      await answer("proxmox_sdn_status", { action: "zones", node: "pve1" }),
    ).toMatchInlineSnapshot(`"{"data":[{"zone":"lan","status":"available"}],"total":1}"`);
  });

  it("proxmox_ha_resource", async () => {
    expect(
      await answer("proxmox_ha_resource", { action: "get", sid: "vm:102" }),
    ).toMatchInlineSnapshot(
      `"{"data":{"sid":"vm:102","type":"vm","state":"started","max_restart":2,"digest":"DIGEST"}}"`,
    );
  });

  it("proxmox_ha_group", async () => {
    expect(await answer("proxmox_ha_group", { action: "list" })).toMatchInlineSnapshot(
      `"{"error":{"code":"unsupported","message":"GET /cluster/ha/groups doesn't work on Proxmox VE 9.1: HA groups became rules in Proxmox VE 9.","hint":"proxmox_ha_rule with a rule of type node-affinity does what a group did.","see":"proxmox://help/the-release-doesnt-have-it"}}"`,
    );
  });

  it("proxmox_ha_rule", async () => {
    expect(
      await answer("proxmox_ha_rule", {
        action: "create",
        rule: "near",
        type: "node-affinity",
        resources: "vm:102",
        nodes: "pve1:2,pve2",
      }),
    ).toMatchInlineSnapshot(`"{"data":{"done":true}}"`);
  });

  it("proxmox_ha_status", async () => {
    expect(
      await answer("proxmox_ha_status", { action: "current", fields: ["id", "node"] }),
    ).toMatchInlineSnapshot(
      `"{"data":[{"id":"quorum","node":"pve1"},{"id":"master","node":"pve1"},{"id":"fencing","node":"pve1"},{"id":"lrm:pve1","node":"pve1"},{"id":"lrm:pve2","node":"pve2"},{"id":"lrm:pve3","node":"pve3"},{"id":"service:vm:102","node":"pve3"}],"total":7}"`,
    );
  });
});
