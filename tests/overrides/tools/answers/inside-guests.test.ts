import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, openToolbox } from "../../../tools/harness.js";
import { steady } from "./steady.js";

/** Whole answers, as a model sees them; in this order, on one cluster. */
describe("Answers from inside guests, and of their hardware", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox();
  });
  afterAll(() => harness.close());

  const answer = async (tool: string, args: Record<string, unknown>) =>
    steady((await harness.result(tool, args)).structuredContent);

  it("proxmox_guest_exec", async () => {
    expect(
      await answer("proxmox_guest_exec", { vmid: 100, command: ["hostname"] }),
    ).toMatchInlineSnapshot(
      `"{"data":{"pid":"N","exited":true,"exitcode":0,"stdout":"web01\\n","stderr":""}}"`,
    );
  });

  it("proxmox_agent_exec exec", async () => {
    expect(
      await answer("proxmox_agent_exec", { vmid: 100, operation: "exec", command: "hostname" }),
    ).toMatchInlineSnapshot(
      `"{"data":{"pid":"N","exited":true,"exitcode":0,"stdout":"web01\\n","stderr":""}}"`,
    );
  });

  it("proxmox_lxc_exec", async () => {
    expect(
      await answer("proxmox_lxc_exec", { vmid: 200, command: "uptime -p" }),
    ).toMatchInlineSnapshot(
      `"{"error":{"code":"kind","message":"proxmox_lxc_exec can't be used on guest 200, which is a container: containers have no guest agent, and Proxmox's API has no way to run a program in one.","hint":"As root on the shell of node pve1: pct exec 200 -- sh -c 'uptime -p'; or let the operator set PROXMOX_EXEC_SSH=true","see":"proxmox://help/running-a-program-in-a-container"}}"`,
    );
  });

  it("proxmox_agent_info osinfo", async () => {
    expect(
      await answer("proxmox_agent_info", { vmid: 100, operation: "osinfo" }),
    ).toMatchInlineSnapshot(
      `"{"data":{"id":"debian","name":"Debian GNU/Linux","pretty-name":"Debian GNU/Linux 13 (trixie)","version":"13 (trixie)","version-id":"13","kernel-release":"6.12.48-amd64","kernel-version":"#1 SMP PREEMPT_DYNAMIC","machine":"x86_64"}}"`,
    );
  });

  it("proxmox_agent_hw vcpus", async () => {
    expect(
      await answer("proxmox_agent_hw", { vmid: 100, operation: "vcpus" }),
    ).toMatchInlineSnapshot(
      `"{"data":[{"logical-id":0,"online":true,"can-offline":false},{"logical-id":1,"online":true,"can-offline":true}],"total":2}"`,
    );
  });

  it("proxmox_agent_file write", async () => {
    expect(
      await answer("proxmox_agent_file", {
        vmid: 100,
        operation: "write",
        file: "/tmp/a",
        content: "text",
      }),
    ).toMatchInlineSnapshot(`"{"data":{"done":true}}"`);
  });

  it("proxmox_agent_file read", async () => {
    expect(
      await answer("proxmox_agent_file", { vmid: 100, operation: "read", file: "/tmp/a" }),
    ).toMatchInlineSnapshot(`"{"data":{"file":"/tmp/a","content":"text"}}"`);
  });

  it("proxmox_agent_freeze freeze", async () => {
    expect(
      await answer("proxmox_agent_freeze", { vmid: 100, operation: "freeze" }),
    ).toMatchInlineSnapshot(
      `"{"data":1,"notes":["All writing in the guest waits until action thaw."]}"`,
    );
  });

  it("proxmox_agent_user set_password", async () => {
    expect(
      await answer("proxmox_agent_user", {
        vmid: 100,
        operation: "set_password",
        username: "debian",
        password: "a-secret",
      }),
    ).toMatchInlineSnapshot(`"{"data":{"done":true}}"`);
  });

  it("proxmox_agent_power shutdown", async () => {
    expect(
      await answer("proxmox_agent_power", { vmid: 101, operation: "shutdown" }),
    ).toMatchInlineSnapshot(`"{"data":{"done":true}}"`);
  });

  it("proxmox_guest_network list", async () => {
    expect(
      await answer("proxmox_guest_network", { vmid: 100, action: "list" }),
    ).toMatchInlineSnapshot(
      `"{"data":{"vmid":100,"addresses":["198.51.100.102/24"],"source":"agent","interfaces":[{"net":"net0","virtio":"MAC","bridge":"vmbr0","firewall":true,"inside":"eth0","addresses":["198.51.100.102/24"]},{"net":"net1","virtio":"MAC","bridge":"vmbr0","tag":20,"firewall":true,"inside":"eth1","addresses":[]}]}}"`,
    );
  });

  it("proxmox_vm_disk add", async () => {
    expect(
      await answer("proxmox_vm_disk", { vmid: 111, action: "add", storage: "local-lvm", size: 4 }),
    ).toMatchInlineSnapshot(`"{"data":{"vmid":111,"scsi1":"local-lvm:vm-111-disk-1,size=4G"}}"`);
  });

  it("proxmox_vm_disk remove", async () => {
    expect(
      await answer("proxmox_vm_disk", { vmid: 111, action: "remove", disk: "scsi1" }),
    ).toMatchInlineSnapshot(
      `"{"data":{"vmid":111,"removed":"scsi1","volume":"local-lvm:vm-111-disk-1","kept":"unused0"},"notes":["The data is kept as unused0; action destroy deletes it."]}"`,
    );
  });

  it("proxmox_lxc_mountpoint add", async () => {
    expect(
      await answer("proxmox_lxc_mountpoint", {
        vmid: 205,
        action: "add",
        storage: "local-lvm",
        size: 4,
      }),
    ).toMatchInlineSnapshot(
      `"{"data":{"vmid":205,"mp0":"local-lvm:vm-205-disk-1,mp=/mnt/mp0,size=4G"}}"`,
    );
  });

  it("proxmox_guest_disk_resize", async () => {
    expect(
      await answer("proxmox_guest_disk_resize", { vmid: 111, disk: "scsi0", size: "+1G" }),
    ).toMatchInlineSnapshot(
      `"{"data":{"upid":"UPID","state":"ok","seconds":"N"},"notes":["The partition and file system still have to grow, from inside."]}"`,
    );
  });

  it("proxmox_guest_disk_move", async () => {
    expect(
      await answer("proxmox_guest_disk_move", { vmid: 111, disk: "scsi0", storage: "ceph-vm" }),
    ).toMatchInlineSnapshot(`"{"data":{"upid":"UPID","state":"ok","seconds":"N"}}"`);
  });

  it("proxmox_cloudinit get", async () => {
    expect(await answer("proxmox_cloudinit", { vmid: 9000, action: "get" })).toMatchInlineSnapshot(
      `"{"data":[{"key":"ciuser","value":"debian"},{"key":"ipconfig0","value":"ip=dhcp"}],"total":2}"`,
    );
  });

  it("proxmox_console_vnc", async () => {
    expect(await answer("proxmox_console_vnc", { vmid: 103 })).toMatchInlineSnapshot(
      `"{"data":{"user":"admin@pve!demo","ticket":"TICKET","port":5900,"upid":"UPID","cert":"CERTIFICATE"}}"`,
    );
  });

  it("proxmox_console_term", async () => {
    expect(await answer("proxmox_console_term", { vmid: 103 })).toMatchInlineSnapshot(
      `"{"data":{"user":"admin@pve!demo","ticket":"TICKET","port":5901,"upid":"UPID"}}"`,
    );
  });

  it("proxmox_console_spice", async () => {
    expect(await answer("proxmox_console_spice", { vmid: 103 })).toMatchInlineSnapshot(
      `"{"error":{"code":"server","message":"POST /nodes/{node}/qemu/{vmid}/spiceproxy: no spice port","see":"proxmox://help/proxmox-reports-an-error","status":500,"reason":"no spice port","endpoint":"POST /nodes/{node}/qemu/{vmid}/spiceproxy"}}"`,
    );
  });

  it("proxmox_vm_monitor monitor", async () => {
    expect(
      await answer("proxmox_vm_monitor", { vmid: 103, action: "monitor", command: "info status" }),
    ).toMatchInlineSnapshot(`"{"data":"VM status: running\\\\u000d\\n"}"`);
  });

  it("proxmox_backup create", async () => {
    expect(
      await answer("proxmox_backup", { action: "create", vmid: 130, storage: "local" }),
    ).toMatchInlineSnapshot(
      `"{"data":{"upid":"UPID","state":"ok","seconds":"N","backups":[{"archive":"vzdump-qemu-130-STAMP.vma.zst","size":"4.5 GiB"}]}}"`,
    );
  });

  it("proxmox_backup list", async () => {
    expect(await answer("proxmox_backup", { action: "list" })).toMatchInlineSnapshot(
      `"{"data":[{"volid":"local:backup/vzdump-qemu-130-STAMP.vma.zst","vmid":130,"subtype":"qemu","time":"TIME","size":4831838208,"format":"vma.zst","storage":"local","node":"pve1"}],"total":1}"`,
    );
  });

  it("proxmox_cluster_backup_job list", async () => {
    expect(await answer("proxmox_cluster_backup_job", { action: "list" })).toMatchInlineSnapshot(
      `"{"data":[{"id":"backup-nightly","type":"vzdump","schedule":"02:30","storage":"nfs-backup","mode":"snapshot","enabled":true,"all":true,"compress":"zstd","prune-backups":{"keep-daily":7,"keep-weekly":4},"next-run":"TIME"}],"total":1}"`,
    );
  });

  it("proxmox_guest_firewall_rule create", async () => {
    expect(
      await answer("proxmox_guest_firewall_rule", {
        vmid: 103,
        action: "create",
        rule_action: "ACCEPT",
        rule_type: "in",
        macro: "SSH",
      }),
    ).toMatchInlineSnapshot(
      `"{"data":{"vmid":103,"pos":0},"notes":["The rule is switched off: update it with enable=1."]}"`,
    );
  });

  it("proxmox_guest_firewall_rule list", async () => {
    expect(
      await answer("proxmox_guest_firewall_rule", { vmid: 103, action: "list" }),
    ).toMatchInlineSnapshot(
      `"{"data":[{"pos":0,"enable":0,"action":"ACCEPT","macro":"SSH","type":"in","digest":"DIGEST"}],"total":1}"`,
    );
  });

  it("proxmox_guest_firewall update_options", async () => {
    expect(
      await answer("proxmox_guest_firewall", { vmid: 103, action: "update_options", enable: true }),
    ).toMatchInlineSnapshot(`"{"data":{"done":true}}"`);
  });

  it("proxmox_guest_firewall_alias create", async () => {
    expect(
      await answer("proxmox_guest_firewall_alias", {
        vmid: 103,
        action: "create",
        name: "lan",
        cidr: "10.0.0.0/8",
      }),
    ).toMatchInlineSnapshot(`"{"data":{"done":true}}"`);
  });

  it("proxmox_guest_firewall_ipset create", async () => {
    expect(
      await answer("proxmox_guest_firewall_ipset", {
        vmid: 103,
        action: "create",
        name: "friends",
      }),
    ).toMatchInlineSnapshot(`"{"data":{"done":true}}"`);
  });
});
