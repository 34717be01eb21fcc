import { afterEach, describe, expect, it } from "vitest";
import { tools } from "../../overrides/tools/index.js";
import { loadCatalogue } from "../../src/data/catalogue.js";
import { loadToolList } from "../../src/data/tool-list.js";
import { actionsOf, endpointsOf } from "../../src/tools/define.js";
import { variantFor } from "../../src/tools/registry.js";
import { type Harness, openToolbox } from "./harness.js";

const { endpoints } = loadCatalogue();

const starting = tools.filter((tool) =>
  actionsOf(tool).some(([, action]) => endpointsOf(action).some((key) => endpoints[key]?.task)),
);

it.each(Object.entries(endpoints))("%s: its words and its mark agree on a task", (key, entry) => {
  if (key.startsWith("GET ")) expect(entry.task).toBeUndefined();
  else expect(entry.task === true).toBe(/returns (a|one) task|a task/.test(entry.line));
});

it.each(starting)("$name lists `wait` with its default", ({ name }) => {
  const record = loadToolList().tools[name];
  const wait = record && variantFor(record, "elevated")?.inputSchema.properties["wait"];
  expect(wait?.description).toMatch(/^Seconds to wait\b.*; default \d+$/);
});

describe("wait: 0", () => {
  let harness: Harness;
  afterEach(() => harness.close());

  it.each([
    ["proxmox_guest_shutdown", { vmid: 100 }],
    ["proxmox_guest_snapshot", { action: "create", vmid: 100, snapname: "now" }],
    ["proxmox_guest_migrate", { vmid: 100, target: "pve2" }],
    ["proxmox_guest_clone", { vmid: 100 }],
    ["proxmox_create_vm", { node: "pve1", storage: "local-lvm", disk_size: "8" }],
    ["proxmox_backup", { action: "create", vmid: 100, storage: "local" }],
    ["proxmox_bulk", { action: "shutdown", vmids: [100, 101] }],
    ["proxmox_node_bulk", { action: "stop_all", node: "pve1" }],
    ["proxmox_api_write", { endpoint: "POST /nodes/pve1/qemu/100/status/shutdown" }],
  ])("of %s says how to go on", async (name, args) => {
    harness = await openToolbox();
    const { notes } = await harness.call(name, { ...args, wait: 0 });
    expect(String(notes)).toContain("proxmox_node_task with action wait");
  });
});
