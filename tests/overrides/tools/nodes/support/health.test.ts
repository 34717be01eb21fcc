import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, openToolbox } from "../../../../tools/harness.js";

interface Finding {
  severity: string;
  about: string;
  what?: string[];
  text: string;
}

interface Report {
  verdict: string;
  findings: Finding[];
  unchecked?: { what: string; why: string }[];
}

describe("proxmox_health", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox({ access: "read" });
  });
  afterAll(() => harness.close());

  const check = async (args = {}): Promise<Report> =>
    (await harness.call("proxmox_health", args))["data"] as Report;
  const about = (report: Report, topic: string) =>
    report.findings.filter((finding) => finding.about === topic);

  it("tells in one answer what an operator should look at", async () => {
    const { checked_at, ...report } = (await check()) as Report & { checked_at: string };
    expect(Math.abs(Date.parse(checked_at) - harness.simulator.clock.now())).toBeLessThan(600_000);
    expect(report).toMatchInlineSnapshot(`
      {
        "findings": [
          {
            "about": "no-backup",
            "severity": "warning",
            "text": "19 guests have no backup of the last 7 days.",
            "what": [
              "100",
              "101",
              "102",
              "103",
              "104",
              "105",
              "106",
              "107",
              "110",
              "111",
              "120",
              "130",
              "200",
              "201",
              "202",
              "203",
              "204",
              "205",
              "206",
            ],
          },
          {
            "about": "updates",
            "severity": "info",
            "text": "Packages wait for an upgrade.",
            "what": [
              "pve1: 2",
              "pve2: 2",
              "pve3: 2",
            ],
          },
        ],
        "guests": 20,
        "nodes": 3,
        "running": 16,
        "verdict": "warning",
      }
    `);
  });

  it("counts a backup as recent up to the limit given", async () => {
    const elevated = await openToolbox();
    const withoutBackup = async (args = {}) => {
      const { data } = await elevated.call("proxmox_health", args);
      const [found] = (data as Report).findings.filter(({ about }) => about === "no-backup");
      return found?.what ?? [];
    };
    await elevated.call("proxmox_backup", {
      action: "create",
      vmid: 100,
      storage: "nfs-backup",
      mode: "stop",
    });
    expect(await withoutBackup()).not.toContain("100");
    expect(await withoutBackup()).toContain("101");
    const [backup] = [...elevated.simulator.state.volumes.values()].filter(
      ({ vmid, content }) => vmid === 100 && content === "backup",
    );
    if (backup) backup.ctime -= 3 * 86_400;
    expect(await withoutBackup({ backup_days: 2 })).toContain("100");
    expect(await withoutBackup({ backup_days: 4 })).not.toContain("100");
    await elevated.close();
  });

  it("finds full storages by the limit given, a shared one once", async () => {
    expect(about(await check({ storage_percent: 5 }), "storage")).toMatchInlineSnapshot(`
      [
        {
          "about": "storage",
          "severity": "warning",
          "text": "22 % full.",
          "what": [
            "local on pve1",
          ],
        },
        {
          "about": "storage",
          "severity": "warning",
          "text": "8 % full.",
          "what": [
            "local-lvm on pve1",
          ],
        },
        {
          "about": "storage",
          "severity": "warning",
          "text": "8 % full.",
          "what": [
            "ceph-vm",
          ],
        },
        {
          "about": "storage",
          "severity": "warning",
          "text": "20 % full.",
          "what": [
            "nfs-backup",
          ],
        },
        {
          "about": "storage",
          "severity": "warning",
          "text": "11 % full.",
          "what": [
            "local on pve2",
          ],
        },
        {
          "about": "storage",
          "severity": "warning",
          "text": "14 % full.",
          "what": [
            "local-lvm on pve2",
          ],
        },
        {
          "about": "storage",
          "severity": "warning",
          "text": "11 % full.",
          "what": [
            "local on pve3",
          ],
        },
      ]
    `);
    expect(about(await check({ storage_percent: 100 }), "storage")).toEqual([]);
  });

  it("finds failed tasks by kind, backups for themselves", async () => {
    const elevated = await openToolbox();
    const { faults } = elevated.simulator;
    faults.failTasks({ type: "qmsnapshot", message: "no space left" });
    faults.failTasks({ type: "vzdump", message: "job errors" });
    await elevated.result("proxmox_guest_snapshot", {
      action: "create",
      vmid: 100,
      snapname: "before",
    });
    await elevated.result("proxmox_backup", {
      action: "create",
      vmid: 100,
      storage: "nfs-backup",
      mode: "stop",
    });
    const { data } = await elevated.call("proxmox_health");
    const tasks = (data as Report).findings.filter(({ about }) => /task|^backup/.test(about));
    expect(
      tasks.map(({ about, what, text }) => [about, what, text.replace(/UPID.*/, "…")]),
    ).toEqual([
      ["task", ["100 on pve1"], "1 failed qmsnapshot in 24 h; the newest is …"],
      ["backup", ["100 on pve1"], "1 failed vzdump in 24 h; the newest is …"],
    ]);
    await elevated.close();
  });

  it("finds silent nodes and a lost quorum, and goes on with the others", async () => {
    const broken = await openToolbox({ access: "read" });
    for (const name of ["pve2", "pve3"]) {
      const node = broken.simulator.state.nodes.get(name);
      if (node) node.online = false;
    }
    const { data } = await broken.call("proxmox_health");
    const { verdict, findings } = data as Report;
    expect(verdict).toBe("critical");
    expect(findings.filter(({ severity }) => severity === "critical")).toEqual([
      {
        severity: "critical",
        about: "quorum",
        text: "The cluster has no quorum: nothing can be started or changed.",
      },
      {
        severity: "critical",
        about: "node",
        what: ["pve2", "pve3"],
        text: "2 of 3 nodes don't answer.",
      },
    ]);
    expect(findings.filter(({ about }) => about === "updates")).toHaveLength(1);
    await broken.close();
  });

  it("says what it couldn't read, and checks the rest", async () => {
    harness.simulator.faults.add({ path: "^/nodes/pve2/apt/update", status: 595 });
    harness.simulator.faults.add({ path: "^/cluster/ha/status/current", status: 596 });
    const report = await check();
    harness.simulator.faults.clear();
    expect(report.unchecked?.map(({ what }) => what)).toEqual(["HA", "updates of pve2"]);
    expect(about(report, "updates")[0]?.what).toEqual(["pve1: 2", "pve3: 2"]);
  });

  it("goes as far as a login may look", async () => {
    const auditor = await openToolbox({
      access: "read",
      credentials: { kind: "password", user: "auditor@pve", password: "proxmox" },
    });
    const { data } = await auditor.call("proxmox_health");
    const { findings, unchecked } = data as Report;
    // it can't see backups, so it can't tell which guests have none
    expect(findings.map(({ about }) => about)).not.toContain("no-backup");
    expect(unchecked?.map(({ what }) => what).sort()).toEqual([
      "backups",
      "updates of pve1",
      "updates of pve2",
      "updates of pve3",
    ]);
    const whyOf = (name: string) => unchecked?.find(({ what }) => what === name)?.why;
    expect(whyOf("updates of pve1")).toContain("Sys.Modify");
    expect(whyOf("backups")).toContain("VM.Backup on /vms");
    await auditor.close();
  });

  it("says nothing of backups to a login that sees no storage", async () => {
    const root = await openToolbox({ confirm: { mode: "off", fallback: "allow" } });
    const { call, simulator } = root;
    await call("proxmox_backup", { action: "create", vmid: "100", storage: "nfs-backup" });
    await call("proxmox_role", { action: "create", roleid: "Few", privs: "VM.Audit,Sys.Audit" });
    const few = { userid: "few@pve", password: "correct horse" };
    await call("proxmox_user", { action: "create", ...few });
    await call("proxmox_acl", { action: "update", path: "/", users: few.userid, roles: "Few" });
    const login = await openToolbox({
      simulator,
      access: "read",
      credentials: { kind: "password", user: few.userid, password: few.password },
    });
    const { findings, unchecked } = (await login.call("proxmox_health"))["data"] as Report;
    expect(findings.map(({ about }) => about)).not.toContain("no-backup");
    expect(unchecked?.map(({ what }) => what)).toContain("backups");
    await login.close();
    await root.close();
  });

  it("fails where not even the cluster's own list can be read", async () => {
    harness.simulator.faults.add({ path: "^/cluster/resources", status: 596 });
    const error = await harness.refused("proxmox_health");
    harness.simulator.faults.clear();
    expect(error.message).toContain("/cluster/resources");
  });

  it("sends nothing but reads, and no more than one round for each node", async () => {
    harness.sent();
    await check();
    const sent = harness.sent();
    expect(sent.every((request) => request.startsWith("GET "))).toBe(true);
    expect(sent.length).toBeLessThan(20);
  });
});
