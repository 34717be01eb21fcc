import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, openToolbox } from "../../../tools/harness.js";
import { steady } from "./steady.js";

/** Whole answers, as a model sees them; in this order, on one cluster. */
describe("Answers about nodes and their settings", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox();
  });
  afterAll(() => harness.close());

  const answer = async (tool: string, args: Record<string, unknown>) =>
    steady((await harness.result(tool, args)).structuredContent);

  it("proxmox_node", async () => {
    expect(await answer("proxmox_node", { action: "network", node: "pve1" })).toMatchInlineSnapshot(
      `"{"data":[{"iface":"eno1","type":"eth","method":"manual","priority":3,"exists":true,"method6":"manual","families":["inet"],"active":true},{"iface":"vmbr0","type":"bridge","method":"static","address":"192.0.2.11","netmask":"24","cidr":"192.0.2.11/24","gateway":"192.0.2.1","bridge_ports":"eno1","bridge_stp":"off","bridge_fd":"0","autostart":true,"priority":4,"method6":"manual","families":["inet"],"active":true}],"total":2}"`,
    );
  });

  it("proxmox_node_task", async () => {
    expect(await answer("proxmox_node_task", { action: "list" })).toMatchInlineSnapshot(
      `"{"data":[],"total":0}"`,
    );
  });

  it("proxmox_node_log", async () => {
    expect(
      await answer("proxmox_node_log", { action: "syslog", node: "pve1", limit: 1, fields: ["n"] }),
    ).toMatchInlineSnapshot(`"{"data":[{"n":1}],"total":1}"`);
  });

  it("proxmox_node_info", async () => {
    expect(
      await answer("proxmox_node_info", { action: "aplinfo", node: "pve1", limit: 1 }),
    ).toMatchInlineSnapshot(
      `"{"data":[{"template":"debian-13-standard_13.1-2_amd64.tar.zst","package":"debian-13-standard","version":"13.1-2","os":"debian-13","type":"lxc","section":"system","architecture":"amd64","headline":"debian-13-standard container","description":"A small debian-13 system.","infopage":"https://example.test/templates","location":"http://download.proxmox.com/images/system/debian-13-standard_13.1-2_amd64.tar.zst","maintainer":"Proxmox Support Team <support@proxmox.com>","source":"http://download.proxmox.com/images","manageurl":"","sha512sum":"00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"}],"total":5,"returned":1,"cursor":"1"}"`,
    );
  });

  it("proxmox_node_service", async () => {
    expect(
      await answer("proxmox_node_service", {
        action: "control",
        node: "pve1",
        service: "cron",
        command: "restart",
      }),
    ).toMatchInlineSnapshot(`"{"data":{"upid":"UPID","state":"ok","seconds":"N"}}"`);
  });

  it("proxmox_node_power", async () => {
    expect(
      await answer("proxmox_node_power", { action: "reboot", node: "pve3" }),
    ).toMatchInlineSnapshot(`"{"data":{"done":true}}"`);
  });

  it("proxmox_node_bulk", async () => {
    expect(
      await answer("proxmox_node_bulk", { action: "start_all", node: "pve1", vms: "9000" }),
    ).toMatchInlineSnapshot(`"{"data":{"upid":"UPID","state":"ok","seconds":"N"}}"`);
  });

  it("proxmox_node_console", async () => {
    expect(
      await answer("proxmox_node_console", { action: "term", node: "pve1" }),
    ).toMatchInlineSnapshot(
      `"{"data":{"user":"admin@pve!demo","ticket":"TICKET","port":5900,"upid":"UPID"}}"`,
    );
  });

  it("proxmox_node_config", async () => {
    expect(
      await answer("proxmox_node_config", { action: "get_hosts", node: "pve1" }),
    ).toMatchInlineSnapshot(
      `"{"data":{"data":"127.0.0.1 localhost.localdomain localhost\\n192.0.2.11 pve1.example.test pve1\\n","digest":"DIGEST"}}"`,
    );
  });

  it("proxmox_node_subscription", async () => {
    expect(
      await answer("proxmox_node_subscription", { action: "get", node: "pve1" }),
    ).toMatchInlineSnapshot(
      `"{"data":{"status":"notfound","message":"There is no subscription key"}}"`,
    );
  });

  it("proxmox_apt", async () => {
    expect(await answer("proxmox_apt", { action: "list", node: "pve1" })).toMatchInlineSnapshot(
      `"{"data":[{"Package":"openssl","Title":"openssl","Description":"Update of openssl","Arch":"amd64","Section":"admin","Priority":"optional","OldVersion":"3.5.1-1","Version":"3.5.4-1","Origin":"Debian"},{"Package":"pve-manager","Title":"pve-manager","Description":"Update of pve-manager","Arch":"amd64","Section":"admin","Priority":"optional","OldVersion":"9.1.7","Version":"9.1.9","Origin":"Proxmox"}],"total":2}"`,
    );
  });

  it("proxmox_cluster_replication_job", async () => {
    expect(
      await answer("proxmox_cluster_replication_job", {
        action: "create",
        id: "100-0",
        target: "pve2",
      }),
    ).toMatchInlineSnapshot(`"{"data":{"done":true}}"`);
  });

  it("proxmox_node_replication", async () => {
    expect(
      await answer("proxmox_node_replication", {
        action: "list",
        node: "pve1",
        fields: ["id", "target", "source"],
      }),
    ).toMatchInlineSnapshot(
      `"{"data":[{"id":"100-0","target":"pve2","source":"pve1"}],"total":1}"`,
    );
  });

  it("proxmox_certificate", async () => {
    expect(
      await answer("proxmox_certificate", {
        action: "list",
        node: "pve1",
        fields: ["filename", "subject", "notafter"],
      }),
    ).toMatchInlineSnapshot(
      `"{"data":[{"filename":"pve-root-ca.pem","subject":"/CN=Proxmox Virtual Environment/O=PVE Cluster Manager CA","notafter":"TIME"},{"filename":"pve-ssl.pem","subject":"/OU=PVE Cluster Node/O=Proxmox Virtual Environment/CN=pve1","notafter":"TIME"}],"total":2}"`,
    );
  });

  it("proxmox_acme_cert", async () => {
    expect(
      await answer("proxmox_acme_cert", { action: "config", node: "pve1" }),
    ).toMatchInlineSnapshot(
      `"{"data":{},"notes":["No ACME account or domain is set; proxmox_node_config set takes acme and acmedomain0."]}"`,
    );
  });

  it("proxmox_acme_account", async () => {
    expect(await answer("proxmox_acme_account", { action: "list" })).toMatchInlineSnapshot(
      `"{"data":[],"total":0}"`,
    );
  });

  it("proxmox_acme_info", async () => {
    expect(await answer("proxmox_acme_info", { action: "directories" })).toMatchInlineSnapshot(
      `"{"data":[{"name":"Let's Encrypt V2","url":"https://acme-v02.api.letsencrypt.org/directory"},{"name":"Let's Encrypt V2 Staging","url":"https://acme-staging-v02.api.letsencrypt.org/directory"}],"total":2}"`,
    );
  });

  it("proxmox_hardware", async () => {
    expect(await answer("proxmox_hardware", { action: "usb", node: "pve1" })).toMatchInlineSnapshot(
      `"{"data":[{"busnum":1,"devnum":3,"level":1,"port":2,"class":0,"vendid":"0951","prodid":"1666","manufacturer":"Kingston","product":"DataTraveler 3.0","serial":"60A44C3FACC9B1A0","speed":"5000","usbpath":"1-3"}],"total":1}"`,
    );
  });

  it("proxmox_capabilities", async () => {
    expect(
      await answer("proxmox_capabilities", { action: "migration", node: "pve1" }),
    ).toMatchInlineSnapshot(`"{"data":{"has-dbus-vmstate":true}}"`);
  });

  it("proxmox_mapping", async () => {
    expect(
      await answer("proxmox_mapping", {
        action: "create",
        kind: "usb",
        id: "key",
        map: ["node=pve1,id=1050:0407"],
      }),
    ).toMatchInlineSnapshot(`"{"data":{"done":true}}"`);
  });

  it("proxmox_node_disk", async () => {
    expect(
      await answer("proxmox_node_disk", { action: "list", node: "pve1", limit: 1 }),
    ).toMatchInlineSnapshot(
      `"{"data":[{"devpath":"/dev/nvme0n1","by_id_link":"/dev/disk/by-id/nvme-S64FNT0T100001","model":"SAMSUNG MZQL2960HCJR-00A07","serial":"S64FNT0T100001","vendor":"unknown","size":960000000000,"type":"nvme","rpm":0,"health":"PASSED","wearout":98,"gpt":true,"wwn":"0x5000c5000000000e","osdid":-1,"used":"LVM"}],"total":3,"returned":1,"cursor":"1"}"`,
    );
  });

  it("proxmox_node_disk_admin", async () => {
    expect(
      await answer("proxmox_node_disk_admin", {
        action: "init_gpt",
        node: "pve1",
        disk: "/dev/sdb",
      }),
    ).toMatchInlineSnapshot(`"{"data":{"upid":"UPID","state":"ok","seconds":"N"}}"`);
  });
});
