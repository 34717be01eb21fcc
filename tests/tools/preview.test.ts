import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Harness, openToolbox } from "./harness.js";

let harness: Harness;

beforeEach(async () => {
  harness = await openToolbox();
});

afterEach(() => harness.close());

describe("a preview", () => {
  it("says what would be sent, who may send it, and what would be lost", async () => {
    expect(
      await harness.call("proxmox_guest_delete", { vmid: 120, purge: true, preview: true }),
    ).toMatchInlineSnapshot(`
      {
        "data": {
          "requests": [
            {
              "allowed": true,
              "changes": [
                "deletes guest 120 with all its disks",
                "takes it out of backup jobs, replication and HA",
              ],
              "endpoint": "DELETE /nodes/{node}/qemu/{vmid}",
              "guests": [
                {
                  "kind": "qemu",
                  "name": "test-upgrade",
                  "node": "pve3",
                  "status": "stopped",
                  "vmid": 120,
                },
              ],
              "login": "admin@pve!demo",
              "method": "DELETE",
              "parameters": {
                "purge": "1",
              },
              "path": "/api2/json/nodes/pve3/qemu/120",
              "privileges": "VM.Allocate on /vms/{vmid}",
              "tier": "elevated",
            },
          ],
        },
        "notes": [
          "Preview: nothing was sent. If the tool sends more after this, that depends on its answer.",
        ],
      }
    `);
  });

  it("shows a changed configuration as it would travel, secrets masked", async () => {
    const { data } = await harness.call("proxmox_guest_config_update", {
      vmid: 101,
      config: { cores: 4, cipassword: "hunter22hunter22" },
      preview: true,
    });
    const [request] = (data as { requests: Record<string, unknown>[] }).requests;
    expect(request).toMatchObject({
      method: "PUT",
      path: "/api2/json/nodes/pve2/qemu/101/config",
      parameters: { cores: "4", cipassword: "***" },
      privileges: expect.stringContaining("VM.Config.CPU"),
      changes: ["sets cores from 2 to 4, cipassword to ***"],
    });
    expect(JSON.stringify(data)).not.toContain("hunter22");
  });

  it("shows all requests where a tool knows them beforehand", async () => {
    const { data, notes } = await harness.call("proxmox_bulk", {
      action: "shutdown",
      vmids: [100, 200],
      options: { forceStop: true },
      preview: true,
    });
    const { requests } = data as { requests: { path: string; changes: string[] }[] };
    expect(requests.map(({ path, changes }) => [path, changes])).toMatchInlineSnapshot(`
      [
        [
          "/api2/json/nodes/pve1/qemu/100/status/shutdown",
          [
            "cuts guest 100 off hard if it doesn't shut down in time",
          ],
        ],
        [
          "/api2/json/nodes/pve1/lxc/200/status/shutdown",
          [
            "cuts guest 200 off hard if it doesn't shut down in time",
          ],
        ],
      ]
    `);
    expect(notes).toEqual(["Preview: nothing was sent."]);
  });

  it("of very many requests shows some, and counts the rest", async () => {
    const large = await openToolbox({ state: "large" });
    const { data, notes } = await large.call("proxmox_bulk", {
      action: "snapshot",
      status: "running",
      snapname: "all",
      preview: true,
    });
    expect((data as { requests: object[] }).requests).toHaveLength(25);
    expect(notes).toEqual([
      "Preview: nothing was sent.",
      expect.stringMatching(/^\d+ more requests of the same kind aren't shown\.$/),
    ]);
    await large.close();
  });

  it("through a door is no different", async () => {
    const { data } = await harness.call("proxmox_api_write", {
      endpoint: "PUT /access/acl",
      params: { path: "/vms/100", roles: "PVEVMUser", users: "operator@pve" },
      preview: true,
    });
    expect(data).toMatchInlineSnapshot(`
      {
        "requests": [
          {
            "allowed": true,
            "changes": [
              "hands out PVEVMUser on /vms/100 to operator@pve",
            ],
            "endpoint": "PUT /access/acl",
            "guests": [
              {
                "kind": "qemu",
                "name": "web01",
                "node": "pve1",
                "status": "running",
                "vmid": 100,
              },
            ],
            "login": "admin@pve!demo",
            "method": "PUT",
            "parameters": {
              "path": "/vms/100",
              "roles": "PVEVMUser",
              "users": "operator@pve",
            },
            "path": "/api2/json/access/acl",
            "privileges": "Permissions.Modify or its like on {path}",
            "tier": "elevated",
          },
        ],
      }
    `);
  });

  it("says what a login lacks", async () => {
    const token = { userid: "operator@pve", tokenid: "weak" };
    const { data } = await harness.call("proxmox_user_token", { action: "create", ...token });
    await harness.call("proxmox_acl", {
      action: "update",
      path: "/",
      roles: "PVEAuditor",
      tokens: "operator@pve!weak",
    });
    const tokenValue = String(Object(data)["value"]);
    const weak = await openToolbox({
      simulator: harness.simulator,
      credentials: { kind: "token", user: "operator@pve", tokenName: "weak", tokenValue },
    });
    const { data: shown } = await weak.call("proxmox_guest_delete", { vmid: 100, preview: true });
    const [request] = (shown as { requests: Record<string, unknown>[] }).requests;
    expect(request).toMatchObject({ login: "operator@pve!weak", allowed: false });
    expect(request?.["missing"]).toMatchInlineSnapshot(`
      [
        "VM.Allocate on /vms/100",
      ]
    `);
    await weak.close();
  });

  it("refuses what policy and schema refuse", async () => {
    expect(
      await harness.refused("proxmox_guest_config_update", {
        vmid: 101,
        config: { cores: "many" },
        preview: true,
      }),
    ).toMatchObject({ code: "parameters" });
    expect(
      await harness.refused("proxmox_guest_delete", { vmid: 999, preview: true }),
    ).toMatchObject({ code: "not_found" });
    expect(
      await harness.refused("proxmox_guest_delete", { vmid: 100, preview: "perhaps" }),
    ).toMatchObject({ code: "arguments" });
  });

  it("of what only reads is the answer, with a note", async () => {
    const { data, notes } = await harness.call("proxmox_guest_status", {
      vmid: 100,
      preview: true,
    });
    expect(data).toMatchObject({ vmid: 100 });
    expect(notes).toEqual(["Preview: there is nothing to send."]);
  });

  it("of a program shows its words", async () => {
    const programs = await openToolbox({
      simulator: harness.simulator,
      programs: { console: true, node: false },
    });
    const { data } = await programs.call("proxmox_lxc_exec", {
      vmid: 200,
      command: "uptime",
      preview: true,
    });
    expect(data).toMatchInlineSnapshot(`
      {
        "requests": [
          {
            "changes": [
              "runs uptime",
            ],
            "endpoint": "POST /nodes/{node}/lxc/{vmid}/exec",
            "guests": [
              {
                "kind": "lxc",
                "name": "dns01",
                "node": "pve1",
                "status": "running",
                "vmid": 200,
              },
            ],
            "privileges": "none: it goes over ssh or a console",
            "runs": [
              "uptime",
            ],
            "tier": "elevated",
          },
        ],
      }
    `);
    await programs.close();
  });
});
