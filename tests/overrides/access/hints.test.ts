import { describe, expect, it } from "vitest";
import { loadToolList } from "../../../src/data/tool-list.js";
import { TIERS, type Tier } from "../../../src/schema/catalogue.js";
import { variantFor } from "../../../src/tools/registry.js";

const { tools } = loadToolList();

function hintsOf(name: string, tier: Tier = "elevated") {
  const record = tools[name];
  const variant = record && variantFor(record, tier);
  if (!variant) throw new Error(`${name} isn't listed at tier ${tier}`);
  return variant.annotations;
}

describe("hints of tools that a host must ask about", () => {
  it.each([
    "proxmox_lxc_mountpoint",
    "proxmox_guest_config_update",
    "proxmox_guest_disk_move",
    "proxmox_acl",
    "proxmox_guest_template",
    "proxmox_guest_shutdown",
    "proxmox_guest_network",
    "proxmox_agent_user",
    "proxmox_node_config",
    "proxmox_node_service",
    "proxmox_ha_status",
    "proxmox_cluster_firewall",
    "proxmox_guest_firewall",
    "proxmox_create_lxc",
    "proxmox_create_vm",
    "proxmox_user",
    "proxmox_user_token",
    "proxmox_ceph",
    "proxmox_apt",
    "proxmox_api_write",
  ])("%s: something may be lost, replaced, revoked or handed out", (name) => {
    expect(hintsOf(name)).toMatchObject({ destructiveHint: true });
  });

  it.each(["proxmox_guest_disk_resize", "proxmox_guest_network", "proxmox_lxc_mountpoint"])(
    "%s: a repeat adds",
    (name) => expect(hintsOf(name).idempotentHint).toBeUndefined(),
  );

  it.each([
    "proxmox_storage_content",
    "proxmox_scan",
    "proxmox_apt",
    "proxmox_node_subscription",
    "proxmox_notification_target",
    "proxmox_metric_server",
    "proxmox_realm",
    "proxmox_agent_exec",
    "proxmox_guest_exec",
    "proxmox_lxc_exec",
    "proxmox_api_write",
  ])("%s: reaches out of the cluster or runs programs", (name) => {
    expect(hintsOf(name).openWorldHint).toBe(true);
  });

  it.each(["proxmox_node_info", "proxmox_scan", "proxmox_guest_list", "proxmox_api_read"])(
    "%s: only reads, whatever its tier",
    (name) => expect(hintsOf(name)).toMatchObject({ readOnlyHint: true }),
  );

  it.each(["proxmox_guest_start", "proxmox_guest_clone"])("%s: only adds", (name) => {
    expect(hintsOf(name)).toMatchObject({ destructiveHint: false });
  });
});

it("a tool says either that it only reads or whether it is destructive", () => {
  const wrong = Object.entries(tools).flatMap(([name, record]) =>
    TIERS.flatMap((tier) => {
      const hints = variantFor(record, tier)?.annotations;
      return hints && (hints.readOnlyHint === true) === (hints.destructiveHint !== undefined)
        ? [name]
        : [];
    }),
  );
  expect(wrong).toEqual([]);
});
