import { describe, expect, it } from "vitest";
import { tools } from "../../overrides/tools/index.js";
import { loadToolList } from "../../src/data/tool-list.js";
import { actionsOf, endpointsOf } from "../../src/tools/define.js";
import { newestForm } from "../../src/tools/find-endpoint.js";
import { variantFor } from "../../src/tools/registry.js";
import { describeTool, type ToolDoc } from "../../src/tools/tool-doc.js";

const records = loadToolList().tools;
const byName = new Map(
  tools.flatMap((tool): [string, ToolDoc][] => {
    const record = records[tool.name];
    return record ? [[tool.name, describeTool(tool, record)]] : [];
  }),
);

/** The actions that take an argument; all of the tool's where the description names none. */
function actionsTaking(tool: string, argument: string): string[] {
  const doc = byName.get(tool);
  const parameter = doc?.parameters.find(({ name }) => name === argument);
  if (!parameter) throw new Error(`${tool} describes no ${argument}`);
  return parameter.actions ?? doc?.actions?.map(({ action }) => action) ?? [];
}

describe("describeTool", () => {
  it("has every tool, each with every argument that is listed", () => {
    const { tools: listed } = loadToolList();
    expect([...byName.keys()].sort()).toEqual(Object.keys(listed).sort());
    for (const [name, record] of Object.entries(listed)) {
      const names = byName.get(name)?.parameters.map((parameter) => parameter.name);
      const arguments_ = variantFor(record, "elevated")?.inputSchema.properties ?? {};
      expect(names, name).toEqual(expect.arrayContaining(Object.keys(arguments_)));
      expect(new Set(names).size, name).toBe(names?.length);
    }
  });

  it("has every parameter of the endpoints to which a tool passes them on", () => {
    const missing = tools.flatMap((tool) => {
      const names = new Set(
        byName.get(tool.name)?.parameters.flatMap(({ name, also = [] }) => [name, ...also]),
      );
      return actionsOf(tool)
        .filter(([, action]) => !action.run)
        .flatMap(([name, action]) => {
          const ours = Object.fromEntries(
            Object.entries(action.rename ?? {}).map(([own, theirs]) => [theirs, own]),
          );
          return endpointsOf(action)
            .flatMap((key) => Object.keys(newestForm(key)?.parameters.properties ?? {}))
            .filter((parameter) => !(parameter in (action.fixed ?? {})))
            .map((parameter) => ours[parameter] ?? parameter)
            .filter((parameter) => parameter !== "node" && !names.has(parameter))
            .map((parameter) => `${tool.name} ${name}: ${parameter}`);
        });
    });
    expect(missing).toEqual([]);
  });

  // of handlers, whose declarations name endpoints but not what they read
  it.each([
    ["proxmox_node_task", "upid", ["get", "log", "wait", "stop"]],
    ["proxmox_node_task", "limit", ["list", "log"]],
    ["proxmox_node_task", "node", ["list", "get", "log", "wait", "stop"]],
    ["proxmox_node_log", "limit", ["syslog", "journal"]],
    ["proxmox_cluster_firewall_rule", "group", ["list", "get", "create", "update", "delete"]],
    ["proxmox_cluster_firewall_rule", "pos", ["get", "create", "update", "delete"]],
    ["proxmox_sdn_subnet", "vnet", ["list", "get", "create", "update", "delete"]],
    ["proxmox_pool", "poolid", ["list", "get", "create", "update", "delete"]],
    ["proxmox_storage_config", "type", ["list", "create"]],
  ])("names the actions of %s that take %s", (tool, argument, actions) => {
    expect(actionsTaking(tool, argument)).toEqual(actions);
  });

  it("names every action of a tool whose storage is in each path", () => {
    const actions = actionsTaking("proxmox_storage_content", "storage");
    expect(actions).toEqual(byName.get("proxmox_storage_content")?.actions?.map((a) => a.action));
  });

  it("describes a tool whole", () => {
    expect(byName.get("proxmox_guest_snapshot")).toMatchInlineSnapshot(`
      {
        "access": "read",
        "actions": [
          {
            "access": "read",
            "action": "list",
            "endpoints": [
              "GET /nodes/{node}/qemu/{vmid}/snapshot",
              "GET /nodes/{node}/lxc/{vmid}/snapshot",
            ],
          },
          {
            "access": "operate",
            "action": "create",
            "endpoints": [
              "POST /nodes/{node}/qemu/{vmid}/snapshot",
              "POST /nodes/{node}/lxc/{vmid}/snapshot",
            ],
          },
          {
            "access": "operate",
            "action": "update",
            "endpoints": [
              "PUT /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/config",
              "PUT /nodes/{node}/lxc/{vmid}/snapshot/{snapname}/config",
            ],
          },
          {
            "access": "elevated",
            "action": "rollback",
            "destructive": true,
            "endpoints": [
              "POST /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/rollback",
              "POST /nodes/{node}/lxc/{vmid}/snapshot/{snapname}/rollback",
            ],
          },
          {
            "access": "elevated",
            "action": "delete",
            "destructive": true,
            "endpoints": [
              "DELETE /nodes/{node}/qemu/{vmid}/snapshot/{snapname}",
              "DELETE /nodes/{node}/lxc/{vmid}/snapshot/{snapname}",
            ],
          },
        ],
        "does": "List, take, roll back to, describe and delete snapshots of a guest.",
        "name": "proxmox_guest_snapshot",
        "parameters": [
          {
            "allowed": [
              "list",
              "create",
              "update",
              "rollback",
              "delete",
            ],
            "description": "What to do",
            "name": "action",
            "required": true,
            "type": "string",
          },
          {
            "description": "Guest id",
            "name": "vmid",
            "required": true,
            "type": "integer",
          },
          {
            "actions": [
              "create",
              "update",
            ],
            "description": "What the snapshot is for",
            "name": "description",
            "type": "string",
          },
          {
            "actions": [
              "create",
              "update",
              "rollback",
              "delete",
            ],
            "description": "Snapshot name: letter first, then letters, digits, _ or -; 2 to 40",
            "name": "snapname",
            "type": "string",
          },
          {
            "actions": [
              "create",
            ],
            "description": "true includes RAM, so that a rollback goes on running",
            "name": "vmstate",
            "type": "boolean",
          },
          {
            "description": "More, as JSON",
            "name": "options",
            "type": "string",
          },
          {
            "description": "Seconds to wait; default 30",
            "name": "wait",
            "type": "integer",
          },
          {
            "actions": [
              "rollback",
            ],
            "default": false,
            "description": "1 starts the VM afterwards; one with saved RAM runs anyway; default 0",
            "in": "options",
            "name": "start",
            "type": "boolean",
          },
          {
            "actions": [
              "delete",
            ],
            "description": "1 drops it from the config even if a disk snapshot can't be deleted",
            "in": "options",
            "name": "force",
            "type": "boolean",
          },
        ],
        "title": "Guest snapshots",
        "toolset": "guests",
      }
    `);
  });
});
