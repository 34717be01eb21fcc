import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadCatalogue } from "../../../src/data/catalogue.js";
import { loadToolList } from "../../../src/data/tool-list.js";
import { decide } from "../../../src/policy/decide.js";
import type { Tier } from "../../../src/schema/catalogue.js";
import type { EndpointKey } from "../../../src/schema/model.js";
import { selectTools } from "../../../src/tools/registry.js";
import { readResource } from "../../../src/tools/resources.js";
import { type Harness, openToolbox } from "../harness.js";

const VZDUMP = "POST /nodes/{node}/vzdump";

describe.each<[Tier, [string, Record<string, unknown>][]]>([
  [
    "read",
    [
      ["proxmox_api_read", { endpoint: VZDUMP, params: { node: "pve1", vmid: 100 } }],
      ["proxmox_api_write", { endpoint: VZDUMP, params: { node: "pve1", vmid: 100 } }],
      ["proxmox_api_read", { endpoint: "GET /cluster/config/join" }],
      ["proxmox_guest_start", { vmid: 100 }],
      ["proxmox_bulk", { action: "start", vmids: [100] }],
      ["proxmox_backup", { action: "create", vmid: 100, storage: "local" }],
      ["proxmox_backup", { action: "config", volume: "local:backup/vzdump-qemu-100-x.vma" }],
      ["proxmox_agent_file", { operation: "read", vmid: 100, file: "/etc/shadow" }],
      ["proxmox_agent_info", { operation: "exec", vmid: 100, command: ["id"] }],
      ["proxmox_node_task", { action: "stop", upid: "UPID:pve1:1:1:1:a:1:root@pam:" }],
      ["proxmox_node_info", { action: "report", node: "pve1" }],
    ],
  ],
  [
    "operate",
    [
      ...["remove", "script", "tmpdir", "dumpdir", "stop", "mailto"].flatMap(
        (name): [string, Record<string, unknown>][] => [
          ["proxmox_backup", { action: "create", vmid: 100, storage: "local", [name]: "1" }],
          [
            "proxmox_backup",
            { action: "create", vmid: 100, storage: "local", options: { [name]: "1" } },
          ],
          [
            "proxmox_api_write",
            { endpoint: VZDUMP, params: { node: "pve1", vmid: 100, [name]: ["1"] } },
          ],
        ],
      ),
      ["proxmox_guest_start", { vmid: 101, options: { skiplock: true } }],
      ["proxmox_guest_start", { vmid: 101, skiplock: 1 }],
      ["proxmox_guest_stop", { vmid: 100, options: { skiplock: "1" } }],
      ["proxmox_bulk", { action: "stop", vmids: [100], skiplock: true }],
      ["proxmox_bulk", { action: "delete", vmids: [100] }],
      ["proxmox_bulk", { action: "update", vmids: [100], options: { cores: 8 } }],
      ["proxmox_guest_migrate", { vmid: 100, target: "pve2", migration_type: "insecure" }],
      ["proxmox_guest_snapshot", { action: "delete", vmid: 100, snapname: "before" }],
      ["proxmox_guest_snapshot", { action: "rollback", vmid: 100, snapname: "before" }],
      ["proxmox_guest_exec", { vmid: 100, command: "id" }],
      ["proxmox_guest_config_update", { vmid: 100, config: { cores: 8 } }],
      [
        "proxmox_api_write",
        { endpoint: "delete /nodes/{node}/qemu/{vmid}/", params: { node: "pve1", vmid: 100 } },
      ],
    ],
  ],
])("with access %s", (access, calls) => {
  let harness: Harness;

  beforeAll(async () => {
    harness = await openToolbox({ access });
  });

  afterAll(() => harness?.close());

  it.each(calls)("%s %j changes nothing and reveals nothing", async (name, args) => {
    harness.sent();
    const result = await harness.result(name, args);
    const sent = harness.sent();
    // a bulk action tells the failure of each guest
    const text = JSON.stringify(result.structuredContent);
    expect(text).toMatch(/PROXMOX_ACCESS=|needs access tier|"code":"(access|arguments|door)"/);
    expect(sent.filter((request) => !/^GET \/cluster\/resources/.test(request))).toEqual([]);
  });
});

describe("bulk actions that lose data", () => {
  let harness: Harness;

  beforeAll(async () => {
    harness = await openToolbox();
  });

  afterAll(() => harness?.close());

  it.each<[Record<string, unknown>]>([
    [{ action: "delete", tag: "prod" }],
    [{ action: "stop", node: "pve1" }],
    [{ action: "delete_snapshot", type: "qemu", snapname: "before" }],
    [{ action: "update", tag: "prod", options: { delete: "unused0" } }],
    [{ action: "update", tag: "prod", options: { delete: "scsi1", force: 1 } }],
    [{ action: "update", tag: "prod", delete: "unused0", options: {} }],
    [{ action: "shutdown", node: "pve1", forceStop: true }],
    [{ action: "shutdown", node: "pve1", options: { forceStop: 1, timeout: 1 } }],
  ])("%j needs explicit vmids", async (args) => {
    harness.sent();
    const { message } = await harness.refused("proxmox_bulk", args);
    expect(message).toContain("vmids: missing");
    expect(harness.sent()).toEqual([]);
  });
});

describe("excluding a tool", () => {
  const select = (excluded: string[], access: Tier) =>
    selectTools(loadToolList(), { toolsets: ["all"], tools: [], excluded, access });

  it("isn't undone by a tool that the access tier doesn't list", () => {
    const { tools } = loadToolList();
    for (const access of ["read", "operate", "elevated"] as const) {
      for (const name of Object.keys(tools)) {
        const { listed, excludedEndpoints } = select([name], access);
        const keepers = (endpoint: string) =>
          listed
            .map((tool) => tool.name)
            .filter(
              (tool) => tool !== "proxmox_bulk" && endpoint in (tools[tool]?.endpoints ?? {}),
            );
        for (const endpoint of Object.keys(tools[name]?.endpoints ?? {})) {
          const kept = excludedEndpoints.get(endpoint as never);
          expect([...(kept ?? ["open"])], `${access} ${name} ${endpoint}`).toEqual(
            keepers(endpoint),
          );
        }
      }
    }
  });

  it("closes all its endpoints to doors and bulk actions, for every tool alone", () => {
    let tries = 0;
    for (const access of ["read", "operate", "elevated"] as const) {
      for (const [name, { endpoints }] of Object.entries(loadToolList().tools)) {
        const rules = { access, excluded: select([name], access).excludedEndpoints };
        for (const endpoint of Object.keys(endpoints) as EndpointKey[]) {
          for (const tool of ["proxmox_api_read", "proxmox_api_write", "proxmox_bulk", undefined]) {
            const caller = { tool, identity: "admin@pve!mcp" };
            const entry = loadCatalogue().endpoints[endpoint];
            const verdict = decide({ endpoint, parameters: {} }, entry, rules, caller);
            tries += 1;
            expect(verdict.allowed, `${access} ${name} ${endpoint} ${tool}`).toBe(false);
          }
        }
      }
    }
    expect(tries).toBeGreaterThan(5_000);
  });

  it("closes doors and resources too", async () => {
    const config = "GET /nodes/{node}/qemu/{vmid}/config";
    const excluded = Object.entries(loadToolList().tools)
      .filter(([, { endpoints }]) => config in endpoints)
      .map(([name]) => name);
    const harness = await openToolbox({ excluded });
    harness.sent();
    const params = { node: "pve1", vmid: 100 };
    const refusal = await harness.refused("proxmox_api_read", { endpoint: config, params });
    expect(refusal.code).toBe("excluded");
    const { signal } = new AbortController();
    await expect(
      readResource("proxmox://guest/100", harness.toolbox, signal),
    ).rejects.toMatchObject({ code: "excluded" });
    expect(harness.sent().filter((request) => request.endsWith("/config"))).toEqual([]);
    await harness.close();
  });
});
