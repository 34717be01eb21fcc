import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, openToolbox } from "../../../tools/harness.js";
import { steady } from "./steady.js";

/** Whole answers, as a model sees them; in this order, on one cluster. */
describe("Answers about guests", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox();
  });
  afterAll(() => harness.close());

  const answer = async (tool: string, args: Record<string, unknown>) =>
    steady((await harness.result(tool, args)).structuredContent);

  it("proxmox_guest_list", async () => {
    expect(await answer("proxmox_guest_list", { name: "web01" })).toMatchInlineSnapshot(
      `"{"data":[{"vmid":100,"name":"web01","type":"qemu","node":"pve1","status":"running","cpu":"N","maxcpu":2,"mem":"N","maxmem":4294967296,"uptime":"N","tags":"prod;web","pool":"production","template":false}],"total":1}"`,
    );
  });

  it("proxmox_guest_find", async () => {
    expect(await answer("proxmox_guest_find", { query: "web01" })).toMatchInlineSnapshot(
      `"{"data":[{"vmid":100,"name":"web01","type":"qemu","node":"pve1","status":"running","tags":"prod;web","pool":"production","template":false,"ips":["198.51.100.102/24"]}],"total":1}"`,
    );
  });

  it("proxmox_guest_status", async () => {
    expect(await answer("proxmox_guest_status", { vmid: 100 })).toMatchInlineSnapshot(
      `"{"data":{"vmid":100,"name":"web01","status":"running","cpus":2,"cpu":"N","mem":"N","maxmem":4294967296,"disk":0,"maxdisk":34359738368,"netin":"N","netout":"N","uptime":"N","diskread":"N","diskwrite":"N","memhost":"N","pid":"N","pressurecpufull":0,"pressurecpusome":0,"pressureiofull":0,"pressureiosome":0,"pressurememoryfull":0,"pressurememorysome":0,"tags":"prod;web","ha":{"managed":0},"qmpstatus":"running","nics":{"tap100i0":{"netin":"N","netout":"N"},"tap100i1":{"netin":0,"netout":0}},"agent":true,"running-machine":"pc-i440fx-10.1+pve0","running-qemu":"10.1.2"}}"`,
    );
  });

  it("proxmox_guest_config", async () => {
    expect(await answer("proxmox_guest_config", { vmid: 100 })).toMatchInlineSnapshot(
      `"{"data":{"meta":"creation-qemu=10.1.2,ctime=N","smbios1":"uuid=UUID","vmgenid":"UUID","name":"web01","cores":2,"memory":"4096","tags":"prod;web","ostype":"l26","scsihw":"virtio-scsi-single","scsi0":"ceph-vm:vm-100-disk-0,iothread=1,size=32G","net0":"virtio=MAC,bridge=vmbr0,firewall=1","boot":"order=scsi0","agent":"1","onboot":true,"net1":"virtio=MAC,bridge=vmbr0,tag=20,firewall=1","digest":"DIGEST"}}"`,
    );
  });

  it("proxmox_guest_config_update", async () => {
    expect(
      await answer("proxmox_guest_config_update", { vmid: 111, config: { onboot: true } }),
    ).toMatchInlineSnapshot(`"{"data":{"vmid":111,"changed":["onboot"],"pending":[]}}"`);
  });

  it("proxmox_guest_pending", async () => {
    expect(await answer("proxmox_guest_pending", { vmid: 205 })).toMatchInlineSnapshot(
      `"{"data":[{"key":"arch","value":"amd64"},{"key":"hostname","value":"sandbox"},{"key":"cores","value":1},{"key":"memory","value":1024},{"key":"tags","value":"test"},{"key":"ostype","value":"debian"},{"key":"swap","value":512},{"key":"unprivileged","value":1},{"key":"rootfs","value":"local-lvm:vm-205-disk-0,size=8G"},{"key":"net0","value":"name=eth0,bridge=vmbr0,hwaddr=MAC,ip=dhcp,type=veth"},{"key":"digest","value":"DIGEST"}],"total":11}"`,
    );
  });

  it("proxmox_guest_cpu_memory", async () => {
    expect(await answer("proxmox_guest_cpu_memory", { vmid: 111, cores: 8 })).toMatchInlineSnapshot(
      `"{"data":{"vmid":111,"changed":["cores"],"pending":[]}}"`,
    );
  });

  it("proxmox_guest_feature", async () => {
    expect(
      await answer("proxmox_guest_feature", { vmid: 100, feature: "snapshot" }),
    ).toMatchInlineSnapshot(`"{"data":{"hasFeature":true,"nodes":["pve1","pve2","pve3"]}}"`);
  });

  it("proxmox_guest_rrddata", async () => {
    expect(
      await answer("proxmox_guest_rrddata", { vmid: 100, timeframe: "hour", limit: 1 }),
    ).toMatchInlineSnapshot(
      `"{"data":[{"time":"TIME","cpu":"N","mem":"N","disk":0,"netin":"N","netout":"N","diskread":"N","diskwrite":"N"}],"total":70,"returned":1,"cursor":"1"}"`,
    );
  });

  it("proxmox_get_next_vmid", async () => {
    expect(await answer("proxmox_get_next_vmid", {})).toMatchInlineSnapshot(`"{"data":108}"`);
  });

  it("proxmox_create_vm", async () => {
    expect(
      await answer("proxmox_create_vm", { node: "pve1", name: "new", vmid: 300 }),
    ).toMatchInlineSnapshot(
      `"{"data":{"vmid":300,"node":"pve1","assumed":{"ostype":"l26","scsihw":"virtio-scsi-single","agent":"enabled=1","cpu":"x86-64-v2-AES"},"task":{"upid":"UPID","state":"ok","seconds":"N"}}}"`,
    );
  });

  it("proxmox_create_lxc", async () => {
    expect(
      await answer("proxmox_create_lxc", {
        node: "pve1",
        vmid: 301,
        ostemplate: "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst",
        storage: "local-lvm",
        net0: "name=eth0,bridge=vmbr0",
      }),
    ).toMatchInlineSnapshot(
      `"{"data":{"vmid":301,"node":"pve1","task":{"upid":"UPID","state":"ok","seconds":"N"}}}"`,
    );
  });

  it("proxmox_guest_start", async () => {
    expect(await answer("proxmox_guest_start", { vmid: 111 })).toMatchInlineSnapshot(
      `"{"data":{"upid":"UPID","state":"ok","seconds":"N"}}"`,
    );
  });

  it("proxmox_guest_reboot", async () => {
    expect(await answer("proxmox_guest_reboot", { vmid: 200 })).toMatchInlineSnapshot(
      `"{"data":{"upid":"UPID","state":"ok","seconds":"N"}}"`,
    );
  });

  it("proxmox_guest_pause", async () => {
    expect(await answer("proxmox_guest_pause", { vmid: 104 })).toMatchInlineSnapshot(
      `"{"data":{"upid":"UPID","state":"ok","seconds":"N"}}"`,
    );
  });

  it("proxmox_guest_resume", async () => {
    expect(await answer("proxmox_guest_resume", { vmid: 104 })).toMatchInlineSnapshot(
      `"{"data":{"upid":"UPID","state":"ok","seconds":"N"}}"`,
    );
  });

  it("proxmox_guest_reset", async () => {
    expect(await answer("proxmox_guest_reset", { vmid: 104 })).toMatchInlineSnapshot(
      `"{"data":{"upid":"UPID","state":"ok","seconds":"N"}}"`,
    );
  });

  it("proxmox_guest_shutdown", async () => {
    expect(await answer("proxmox_guest_shutdown", { vmid: 104 })).toMatchInlineSnapshot(
      `"{"data":{"upid":"UPID","state":"ok","seconds":"N"}}"`,
    );
  });

  it("proxmox_guest_stop", async () => {
    expect(await answer("proxmox_guest_stop", { vmid: 111 })).toMatchInlineSnapshot(
      `"{"data":{"upid":"UPID","state":"ok","seconds":"N"}}"`,
    );
  });

  it("proxmox_guest_snapshot create", async () => {
    expect(
      await answer("proxmox_guest_snapshot", { vmid: 101, action: "create", snapname: "before" }),
    ).toMatchInlineSnapshot(`"{"data":{"upid":"UPID","state":"ok","seconds":"N"}}"`);
  });

  it("proxmox_guest_snapshot list", async () => {
    expect(
      await answer("proxmox_guest_snapshot", { vmid: 101, action: "list" }),
    ).toMatchInlineSnapshot(
      `"{"data":[{"name":"before","snaptime":"TIME","description":"","vmstate":false,"current":true}],"total":1}"`,
    );
  });

  it("proxmox_guest_clone", async () => {
    expect(
      await answer("proxmox_guest_clone", { vmid: 9000, newid: 302, name: "copy" }),
    ).toMatchInlineSnapshot(
      `"{"data":{"vmid":302,"node":"pve1","task":{"upid":"UPID","state":"ok","seconds":"N"}}}"`,
    );
  });

  it("proxmox_guest_create_from_template", async () => {
    expect(
      await answer("proxmox_guest_create_from_template", {
        template: 9000,
        name: "app",
        newid: 303,
      }),
    ).toMatchInlineSnapshot(
      `"{"data":{"vmid":303,"name":"app","node":"pve1","kind":"qemu","done":["clone","start"]},"notes":["It is booting: proxmox_guest_network with action list shows its addresses once it is up."]}"`,
    );
  });

  it("proxmox_guest_migrate", async () => {
    expect(
      await answer("proxmox_guest_migrate", { vmid: 101, target: "pve3" }),
    ).toMatchInlineSnapshot(`"{"data":{"upid":"UPID","state":"ok","seconds":"N"}}"`);
  });

  it("proxmox_guest_template", async () => {
    expect(await answer("proxmox_guest_template", { vmid: 300 })).toMatchInlineSnapshot(
      `"{"data":{"upid":"UPID","state":"ok","seconds":"N"}}"`,
    );
  });

  it("proxmox_guest_delete", async () => {
    expect(await answer("proxmox_guest_delete", { vmid: 301 })).toMatchInlineSnapshot(
      `"{"data":{"upid":"UPID","state":"ok","seconds":"N"}}"`,
    );
  });

  it("proxmox_bulk snapshot", async () => {
    expect(
      await answer("proxmox_bulk", { action: "snapshot", tag: "db", snapname: "before" }),
    ).toMatchInlineSnapshot(
      `"{"data":[{"vmid":102,"node":"pve3","name":"db01","result":"ok","upid":"UPID"},{"vmid":103,"node":"pve1","name":"db02","result":"ok","upid":"UPID"}],"notes":["2 of 2 done, 0 failed, 0 still running."]}"`,
    );
  });
});
