import { describe, expect, it } from "vitest";
import { loadToolList } from "../../src/data/tool-list.js";
import type { ListedTool, ToolList, ToolRecord } from "../../src/schema/tool-list.js";
import {
  exclusionNotices,
  type Selection,
  selectionProblems,
  selectTools,
} from "../../src/tools/registry.js";
import { openToolbox } from "./harness.js";

const entry = (name: string) => ({ name, description: name }) as unknown as ListedTool;

const tool = (name: string, given: Partial<ToolRecord>): ToolRecord => ({
  toolset: "guests",
  endpoints: {},
  variants: { read: entry(name) },
  ...given,
});

const list: ToolList = {
  release: "9.1",
  renamed: { proxmox_vm_stop: "proxmox_guest_stop" },
  tools: {
    proxmox_guest_list: tool("proxmox_guest_list", {
      core: true,
      endpoints: { "GET /cluster/resources": "read" },
    }),
    proxmox_guest_stop: tool("proxmox_guest_stop", {
      endpoints: { "POST /nodes/{node}/qemu/{vmid}/status/stop": "operate" },
      variants: { operate: entry("proxmox_guest_stop") },
    }),
    proxmox_node: tool("proxmox_node", {
      toolset: "nodes",
      endpoints: { "GET /nodes": "read", "GET /cluster/resources": "read" },
      variants: { read: entry("proxmox_node"), elevated: entry("proxmox_node (all)") },
    }),
  },
};

const select = (given: Partial<Selection>) =>
  selectTools(list, { toolsets: ["core"], tools: [], excluded: [], access: "read", ...given });

describe("selectTools", () => {
  it.each<[Partial<Selection>, string[]]>([
    [{}, ["proxmox_guest_list"]],
    [{ toolsets: ["all"] }, ["proxmox_guest_list", "proxmox_node"]],
    [
      { toolsets: ["all"], access: "operate" },
      ["proxmox_guest_list", "proxmox_guest_stop", "proxmox_node"],
    ],
    [
      { toolsets: ["all"], access: "elevated" },
      ["proxmox_guest_list", "proxmox_guest_stop", "proxmox_node (all)"],
    ],
    [{ toolsets: ["nodes"] }, ["proxmox_node"]],
    [{ tools: ["proxmox_node"] }, ["proxmox_guest_list", "proxmox_node"]],
    [{ tools: ["proxmox_node"], excluded: ["proxmox_node"] }, ["proxmox_guest_list"]],
  ])("%j lists %j", (given, expected) => {
    expect(select(given).listed.map(({ description }) => description)).toEqual(expected);
  });

  it("says of a tool that was taken away that it was, whatever else would list it", async () => {
    const harness = await openToolbox({ excluded: ["proxmox_guest_delete"] });
    const error = await harness.refused("proxmox_guest_delete", { vmid: 100 });
    expect(error).toMatchObject({
      code: "tool",
      message: "proxmox_guest_delete was taken away here by PROXMOX_EXCLUDE_TOOLS.",
      see: "proxmox://help/the-tool-isnt-listed",
    });
    expect(harness.sent()).toEqual([]);
    await harness.close();
  });

  const without = (name: string) =>
    selectTools(loadToolList(), {
      toolsets: ["all"],
      tools: [],
      excluded: [name],
      access: "elevated",
    });

  it("closes all its endpoints, for bulk actions too", () => {
    const registry = without("proxmox_guest_delete");
    expect([...registry.excludedEndpoints].map(([key, tools]) => [key, [...tools]])).toEqual(
      ["lxc", "qemu"].map((kind) => [`DELETE /nodes/{node}/${kind}/{vmid}`, []]),
    );
    expect(exclusionNotices(registry)).toEqual([]);
  });

  it("says which changes stay open, and through which tool", () => {
    const registry = without("proxmox_guest_cpu_memory");
    expect(exclusionNotices(registry)).toMatchInlineSnapshot(`
      [
        "PUT /nodes/{node}/lxc/{vmid}/config stays open for proxmox_guest_config_update, proxmox_guest_network, proxmox_lxc_mountpoint, proxmox_guest_create_from_template, although a tool for it is excluded; PROXMOX_EXCLUDE_ENDPOINTS closes it for all",
        "PUT /nodes/{node}/qemu/{vmid}/config stays open for proxmox_guest_config_update, proxmox_guest_network, proxmox_guest_create_from_template, although a tool for it is excluded; PROXMOX_EXCLUDE_ENDPOINTS closes it for all",
      ]
    `);
  });
});

it("names every unknown name, with the nearest", () => {
  expect(
    selectionProblems(list, {
      toolsets: ["guest", "sd"],
      tools: ["proxmox_guest_lst"],
      excluded: ["x"],
    }),
  ).toMatchInlineSnapshot(`
    [
      "PROXMOX_TOOLSETS: "guest" is no toolset; did you mean "guests"?",
      "PROXMOX_TOOLSETS: "sd" is no toolset; there are core, all, guests, nodes",
      "PROXMOX_TOOLS: "proxmox_guest_lst" is no tool; did you mean "proxmox_guest_list"?",
      "PROXMOX_EXCLUDE_TOOLS: "x" is no tool; \`proxmox-mcp tools --toolset all\` lists them",
    ]
  `);
});
