import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, openToolbox } from "../../../tools/harness.js";
import { steady } from "./steady.js";

/** Whole answers, as a model sees them; in this order, on one cluster. */
describe("Answers about Ceph, access and notifications", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox();
  });
  afterAll(() => harness.close());

  const answer = async (tool: string, args: Record<string, unknown>) =>
    steady((await harness.result(tool, args)).structuredContent);

  it("proxmox_ceph", async () => {
    expect(await answer("proxmox_ceph", { action: "rules", node: "pve1" })).toMatchInlineSnapshot(
      `"{"data":[{"name":"replicated_rule"}],"total":1}"`,
    );
  });

  it("proxmox_ceph_config", async () => {
    expect(
      await answer("proxmox_ceph_config", { action: "set_flags", noout: true }),
    ).toMatchInlineSnapshot(`"{"data":{"upid":"UPID","state":"ok","seconds":"N"}}"`);
  });

  it("proxmox_ceph_osd", async () => {
    expect(
      await answer("proxmox_ceph_osd", { action: "out", node: "pve1", osdid: 0 }),
    ).toMatchInlineSnapshot(`"{"data":{"done":true}}"`);
  });

  it("proxmox_ceph_mon", async () => {
    expect(
      await answer("proxmox_ceph_mon", {
        action: "list",
        node: "pve1",
        fields: ["name", "quorum"],
      }),
    ).toMatchInlineSnapshot(
      `"{"data":[{"name":"pve1","quorum":true},{"name":"pve2","quorum":true},{"name":"pve3","quorum":true}],"total":3}"`,
    );
  });

  it("proxmox_ceph_mgr", async () => {
    expect(
      await answer("proxmox_ceph_mgr", { action: "list", node: "pve1", fields: ["name", "state"] }),
    ).toMatchInlineSnapshot(
      `"{"data":[{"name":"pve1","state":"active"},{"name":"pve2","state":"standby"},{"name":"pve3","state":"standby"}],"total":3}"`,
    );
  });

  it("proxmox_ceph_mds", async () => {
    expect(
      await answer("proxmox_ceph_mds", { action: "list", node: "pve1" }),
    ).toMatchInlineSnapshot(`"{"data":[],"total":0}"`);
  });

  it("proxmox_ceph_pool", async () => {
    expect(
      await answer("proxmox_ceph_pool", {
        action: "list",
        node: "pve1",
        fields: ["pool_name", "size", "min_size"],
      }),
    ).toMatchInlineSnapshot(
      `"{"data":[{"pool_name":".mgr","size":3,"min_size":2},{"pool_name":"vm","size":3,"min_size":2}],"total":2}"`,
    );
  });

  it("proxmox_ceph_fs", async () => {
    expect(await answer("proxmox_ceph_fs", { action: "list", node: "pve1" })).toMatchInlineSnapshot(
      `"{"data":[],"total":0}"`,
    );
  });

  it("proxmox_user", async () => {
    expect(
      await answer("proxmox_user", { action: "get", userid: "operator@pve" }),
    ).toMatchInlineSnapshot(
      `"{"data":{"enable":true,"expire":0,"comment":"runs production","groups":["operators"]}}"`,
    );
  });

  it("proxmox_user_group", async () => {
    expect(await answer("proxmox_user_group", { action: "list" })).toMatchInlineSnapshot(
      `"{"data":[{"groupid":"operators","comment":"on call","users":"operator@pve"}],"total":1}"`,
    );
  });

  it("proxmox_role", async () => {
    expect(
      await answer("proxmox_role", { action: "get", roleid: "PVEVMUser" }),
    ).toMatchInlineSnapshot(
      `"{"data":{"VM.Config.CDROM":true,"VM.Config.Cloudinit":true,"VM.Console":true,"VM.Backup":true,"VM.PowerMgmt":true,"VM.Audit":true,"VM.GuestAgent.FileRead":true,"VM.GuestAgent.FileSystemMgmt":true,"VM.GuestAgent.FileWrite":true,"VM.GuestAgent.Audit":true}}"`,
    );
  });

  it("proxmox_acl", async () => {
    expect(await answer("proxmox_acl", { action: "get" })).toMatchInlineSnapshot(
      `"{"data":[{"path":"/","type":"user","ugid":"admin@pve","roleid":"Administrator","propagate":true},{"path":"/","type":"user","ugid":"auditor@pve","roleid":"PVEAuditor","propagate":true},{"path":"/pool/production","type":"group","ugid":"operators","roleid":"PVEVMAdmin","propagate":true}],"total":3}"`,
    );
  });

  it("proxmox_permissions", async () => {
    expect(
      await answer("proxmox_permissions", { path: "/vms/100", userid: "operator@pve" }),
    ).toMatchInlineSnapshot(
      `"{"data":{"/vms/100":{"privileges":["VM.Allocate","VM.Audit","VM.Backup","VM.Clone","VM.Config.CDROM","VM.Config.CPU","VM.Config.Cloudinit","VM.Config.Disk","VM.Config.HWType","VM.Config.Memory","VM.Config.Network","VM.Config.Options","VM.Console","VM.GuestAgent.Audit","VM.GuestAgent.FileRead","VM.GuestAgent.FileSystemMgmt","VM.GuestAgent.FileWrite","VM.GuestAgent.Unrestricted","VM.Migrate","VM.PowerMgmt","VM.Replicate","VM.Snapshot","VM.Snapshot.Rollback"]}}}"`,
    );
  });

  it("proxmox_user_token", async () => {
    expect(
      await answer("proxmox_user_token", {
        action: "create",
        userid: "operator@pve",
        tokenid: "ci",
      }),
    ).toMatchInlineSnapshot(
      `"{"data":{"full-tokenid":"operator@pve!ci","info":{"privsep":true},"value":"UUID"}}"`,
    );
  });

  it("proxmox_tfa", async () => {
    expect(await answer("proxmox_tfa", { action: "list" })).toMatchInlineSnapshot(
      `"{"data":[],"total":0}"`,
    );
  });

  it("proxmox_realm", async () => {
    expect(await answer("proxmox_realm", { action: "list" })).toMatchInlineSnapshot(
      `"{"data":[{"realm":"pam","type":"pam","comment":"Linux PAM standard authentication"},{"realm":"pve","type":"pve","comment":"Proxmox VE authentication server"}],"total":2}"`,
    );
  });

  it("proxmox_realm_sync_job", async () => {
    expect(await answer("proxmox_realm_sync_job", { action: "list" })).toMatchInlineSnapshot(
      `"{"data":[],"total":0}"`,
    );
  });

  it("proxmox_pool", async () => {
    expect(await answer("proxmox_pool", { action: "get", poolid: "k8s" })).toMatchInlineSnapshot(
      `"{"data":{"poolid":"k8s","members":[{"id":"qemu/105","vmid":105,"node":"pve3","type":"qemu","name":"k8s-cp1","status":"running","template":0,"maxcpu":4,"cpu":"N","maxmem":8589934592,"mem":"N","maxdisk":64424509440,"disk":0,"netin":"N","netout":"N","diskread":"N","diskwrite":"N","uptime":"N","memhost":"N","tags":"k8s"},{"id":"qemu/106","vmid":106,"node":"pve1","type":"qemu","name":"k8s-worker1","status":"running","template":0,"maxcpu":8,"cpu":"N","maxmem":17179869184,"mem":"N","maxdisk":128849018880,"disk":0,"netin":"N","netout":"N","diskread":"N","diskwrite":"N","uptime":"N","memhost":"N","tags":"k8s"},{"id":"qemu/107","vmid":107,"node":"pve2","type":"qemu","name":"k8s-worker2","status":"running","template":0,"maxcpu":8,"cpu":"N","maxmem":17179869184,"mem":"N","maxdisk":128849018880,"disk":0,"netin":"N","netout":"N","diskread":"N","diskwrite":"N","uptime":"N","memhost":"N","tags":"k8s"}]}}"`,
    );
  });

  it("proxmox_notification_target", async () => {
    expect(await answer("proxmox_notification_target", { action: "list" })).toMatchInlineSnapshot(
      `"{"data":[{"name":"mail-to-root","type":"sendmail","origin":"builtin","comment":"Mail to root@pam"}],"total":1}"`,
    );
  });

  it("proxmox_notification_matcher", async () => {
    expect(await answer("proxmox_notification_matcher", { action: "list" })).toMatchInlineSnapshot(
      `"{"data":[{"name":"default-matcher","mode":"all","target":["mail-to-root"],"origin":"builtin","comment":"Everything to mail-to-root"}],"total":1}"`,
    );
  });
});
