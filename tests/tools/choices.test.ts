import { afterAll, beforeAll, expect, it } from "vitest";
import { type Harness, openToolbox } from "./harness.js";

let harness: Harness;

beforeAll(async () => {
  harness = await openToolbox();
});

afterAll(() => harness?.close());

it("tells all that is missing at once, with what there is", async () => {
  expect(await harness.refused("proxmox_create_lxc")).toMatchInlineSnapshot(`
    {
      "choices": {
        "node": [
          "pve1",
          "pve2",
          "pve3",
        ],
        "ostemplate": [
          "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst",
        ],
      },
      "code": "arguments",
      "hint": "Nothing was changed. choices has what there is.",
      "message": "proxmox_create_lxc: node: missing; Node name; ostemplate: missing; Volid of the template: local:vztmpl/debian-13.tar.zst",
      "see": "proxmox://help/arguments-that-dont-fit",
    }
  `);
});

it.each<[string, Record<string, unknown>, string[]]>([
  ["proxmox_guest_snapshot", { action: "create" }, ["vmid", "snapname"]],
  ["proxmox_node_disk_admin", { action: "create" }, ["node", "kind"]],
  ["proxmox_user", { action: "update" }, ["userid"]],
])("%s %j lacks %j", async (name, args, missing) => {
  const { code, message } = await harness.refused(name, args);
  expect(code).toBe("arguments");
  for (const argument of missing) expect(message).toContain(`${argument}: missing;`);
});

it("takes operation for action, and rule_type for type", async () => {
  const { data } = await harness.call("proxmox_guest_snapshot", { operation: "list", vmid: 100 });
  expect(data).toEqual([]);
  const rule = { action: "create", rule_action: "ACCEPT", rule_type: "in", preview: true };
  const preview = await harness.call("proxmox_cluster_firewall_rule", rule);
  expect(preview["data"]).toMatchObject({ requests: [{ parameters: { type: "in" } }] });
});

it("says what all missing arguments are", async () => {
  const error = await harness.refused("proxmox_cluster_firewall_rule", { action: "create" });
  expect(error.message).toBe(
    "proxmox_cluster_firewall_rule: rule_action: missing; ACCEPT, DROP or REJECT; for type group its name; rule_type: missing; one of in, out, forward, group",
  );
});

it("clears a field of a user with an empty text", async () => {
  const userid = "clear@pve";
  const set = { userid, email: "a@example.org", groups: "operators" };
  await harness.call("proxmox_user", { action: "create", ...set });
  await harness.call("proxmox_user", { action: "update", userid, email: "", groups: "" });
  const { data } = await harness.call("proxmox_user", { action: "get", userid });
  const { email = "", groups = [] } = data as { email?: string; groups?: string[] };
  expect({ email, groups }).toEqual({ email: "", groups: [] });
});

it("changes nothing", async () => {
  harness.sent();
  await harness.refused("proxmox_storage_content", { action: "upload" });
  expect(harness.sent().filter((request) => !request.startsWith("GET "))).toEqual([]);
});

it("says what is missing where nothing can be read", async () => {
  const stranger = await openToolbox({
    simulator: harness.simulator,
    credentials: { kind: "password", user: "nobody@pve", password: "wrong" },
  });
  const error = await stranger.refused("proxmox_create_vm");
  await stranger.close();
  expect(error).not.toHaveProperty("choices");
  expect(error.message).toBe("proxmox_create_vm: node: missing; Node name");
});
