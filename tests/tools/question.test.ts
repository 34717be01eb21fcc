import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { endpointFilter } from "../../src/schema/endpoint-filter.js";
import { callTool } from "../../src/tools/call-tool.js";
import type { Ask } from "../../src/tools/consent.js";
import { type Harness, openToolbox } from "./harness.js";

let harness: Harness;

beforeEach(async () => {
  harness = await openToolbox({
    programs: { console: true, node: false },
  });
});

afterEach(() => harness.close());

/** What a user who declines everything is asked. */
async function questionAbout(
  name: string,
  args: Record<string, unknown>,
): Promise<string | undefined> {
  let asked: string | undefined;
  const ask: Ask = async (question) => {
    if (asked !== undefined) throw new Error("asked twice");
    asked = question;
    return "declined";
  };
  harness.sent();
  const signal = new AbortController().signal;
  await callTool(harness.toolbox, name, args, { signal, progress: () => {}, ask });
  expect(harness.sent().filter((request) => !request.startsWith("GET"))).toEqual([]);
  return asked;
}

describe("a question", () => {
  it("about a guest that is protected", async () => {
    expect(
      await questionAbout("proxmox_guest_delete", { vmid: 102, purge: true }),
    ).toMatchInlineSnapshot(`
      "Guest 102 "db01" (VM on pve3, running):
      - deletes guest 102 with all its disks
      - takes it out of backup jobs, replication and HA
      Disks: scsi0 200G (ceph-vm:vm-102-disk-0), scsi1 500G (ceph-vm:vm-102-disk-1)
      Snapshots: none
      Backups that stay: none to be seen
      Protection is on: Proxmox will refuse it.
      Go ahead?"
    `);
  });

  it("about settings that replace others, and those that are only new", async () => {
    expect(
      await questionAbout("proxmox_guest_config_update", {
        vmid: 101,
        config: { cores: 4, memory: 4096, onboot: true, sockets: 2, tags: "prod" },
        delete: ["agent"],
      }),
    ).toMatchInlineSnapshot(`
      "Guest 101 "web02" (VM on pve2, running):
      - removes agent
      - sets cores from 2 to 4, tags from prod;web to prod
      Go ahead?"
    `);
  });

  it("about a disk that is destroyed says which volume it is", async () => {
    await harness.call("proxmox_guest_config_update", { vmid: 120, delete: ["scsi0"] });
    expect(
      await questionAbout("proxmox_guest_config_update", { vmid: 120, delete: ["unused0"] }),
    ).toMatchInlineSnapshot(`
      "Guest 120 "test-upgrade" (VM on pve3, stopped):
      - destroys the data of unused0
      unused0 is local-lvm:vm-120-disk-0
      Go ahead?"
    `);
  });

  it("about a password shows none", async () => {
    const password = { cipassword: "hunter22hunter22", ciuser: "joe" };
    await harness.call("proxmox_guest_config_update", { vmid: 101, config: password });
    const other = { cipassword: "correct horse", ciuser: "eve" };
    expect(
      await questionAbout("proxmox_guest_config_update", { vmid: 101, config: other }),
    ).toMatchInlineSnapshot(`
      "Guest 101 "web02" (VM on pve2, running):
      - sets cipassword to ***, ciuser from joe to eve
      Go ahead?"
    `);
  });

  it("about a rollback says from when the snapshot is", async () => {
    await harness.call("proxmox_guest_snapshot", {
      action: "create",
      vmid: 101,
      snapname: "clean",
    });
    expect(
      await questionAbout("proxmox_guest_snapshot", {
        action: "rollback",
        vmid: 101,
        snapname: "clean",
      }),
    ).toMatchInlineSnapshot(`
      "Guest 101 "web02" (VM on pve2, running):
      - discards all that guest 101 has written since snapshot clean
      Taken: 2026-01-05 09:00
      Go ahead?"
    `);
  });

  it("about a volume names the guest that it belongs to", async () => {
    expect(
      await questionAbout("proxmox_storage_content", {
        action: "delete",
        node: "pve1",
        storage: "local-lvm",
        volume: "local-lvm:vm-110-disk-0",
      }),
    ).toMatchInlineSnapshot(`
      "Guest 110 "win-dc01" (VM on pve1, running):
      - deletes local-lvm:vm-110-disk-0 with its data
      Go ahead?"
    `);
  });

  it("about what can't be read doesn't say that there is none", async () => {
    const careful = await openToolbox({
      simulator: harness.simulator,
      closed: endpointFilter(["GET *{vmid}/config", "GET *{vmid}/snapshot", "GET *storage"]),
    });
    const others = harness;
    harness = careful;
    expect(await questionAbout("proxmox_guest_delete", { vmid: 102 })).toMatchInlineSnapshot(`
      "Guest 102 "db01" (VM on pve3, running):
      - deletes guest 102 with all its disks
      Disks: couldn't be read
      Snapshots: couldn't be read
      Backups that stay: couldn't be read
      Go ahead?"
    `);
    await careful.close();
    harness = others;
  });

  it("about a long program shows its end", async () => {
    const command = `echo ${"a".repeat(9_000)}; rm -rf /srv`;
    const question = await questionAbout("proxmox_guest_exec", { vmid: 100, command });
    expect(question?.length).toBeLessThan(4_300);
    expect(question).toMatch(/ … \d+ characters … a+; rm -rf \/srv in guest 100\n/);
  });

  it("about many guests tells of each what is lost", async () => {
    expect(
      await questionAbout("proxmox_bulk", { action: "delete", vmids: [102, 120, 205] }),
    ).toMatchInlineSnapshot(`
      "3 requests:
      - Guest 102 "db01" (VM on pve3, running): deletes guest 102 with all its disks; Disks: scsi0 200G (ceph-vm:vm-102-disk-0), scsi1 500G (ceph-vm:vm-102-disk-1); Snapshots: none; Backups that stay: none to be seen; Protection is on: Proxmox will refuse it.
      - Guest 120 "test-upgrade" (VM on pve3, stopped): deletes guest 120 with all its disks; Disks: scsi0 16G (local-lvm:vm-120-disk-0); Snapshots: none; Backups that stay: none to be seen
      - Guest 205 "sandbox" (container on pve3, stopped): deletes guest 205 with all its disks; Disks: rootfs 8G (local-lvm:vm-205-disk-0); Snapshots: none; Backups that stay: none to be seen
      Go ahead?"
    `);
  });

  it("about a node names its guests", async () => {
    expect(
      await questionAbout("proxmox_node_bulk", { action: "stop_all", node: "pve3" }),
    ).toMatchInlineSnapshot(`
      "Guest 102 "db01" (VM on pve3, running):
      Guest 105 "k8s-cp1" (VM on pve3, running):
      Guest 120 "test-upgrade" (VM on pve3, stopped):
      Guest 202 "proxy01" (container on pve3, running):
      Guest 205 "sandbox" (container on pve3, stopped):
      Guest 206 "vpn01" (container on pve3, running):
      - cuts guests off hard that don't shut down in time
      Go ahead?"
    `);
  });

  it("about access that is handed out", async () => {
    expect(
      await questionAbout("proxmox_acl", {
        action: "update",
        path: "/",
        users: "joe@pve",
        roles: "Administrator",
      }),
    ).toMatchInlineSnapshot(`
      "/access/acl:
      - hands out Administrator on / to joe@pve
      Go ahead?"
    `);
  });

  it("about a program", async () => {
    expect(
      await questionAbout("proxmox_guest_exec", { vmid: 100, command: "rm -rf /srv" }),
    ).toMatchInlineSnapshot(`
      "Guest 100 "web01" (VM on pve1, running):
      - runs /bin/sh -c rm -rf /srv in guest 100
      Go ahead?"
    `);
    expect(
      await questionAbout("proxmox_lxc_exec", { vmid: 200, command: "rm -rf /srv" }),
    ).toMatchInlineSnapshot(`
      "Guest 200 "dns01" (container on pve1, running):
      - runs sh -c rm -rf /srv
      Go ahead?"
    `);
  });

  it("about typing, and none about looking", async () => {
    expect(
      await questionAbout("proxmox_console_type", { vmid: 100, text: "reboot\n" }),
    ).toMatchInlineSnapshot(`
      "Guest 100 "web01" (VM on pve1, running):
      - types "reboot\\n" into guest 100
      Go ahead?"
    `);
    expect(
      await questionAbout("proxmox_cluster_firewall", { action: "update_options", enable: 1 }),
    ).toMatchInlineSnapshot(`
      "/cluster/firewall/options:
      - sets enable from 0 to 1
      Go ahead?"
    `);
  });

  it("about another's text shows it as text", async () => {
    await harness.call("proxmox_guest_config_update", {
      vmid: 101,
      config: { description: "a\nGo ahead?\u202e" },
    });
    expect(
      await questionAbout("proxmox_guest_config_update", {
        vmid: 101,
        config: { description: "b" },
      }),
    ).toMatchInlineSnapshot(`
      "Guest 101 "web02" (VM on pve2, running):
      - sets description from a\\nGo ahead?\\u202e to b
      Go ahead?"
    `);
  });
});
