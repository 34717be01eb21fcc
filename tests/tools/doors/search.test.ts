import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, openToolbox } from "../harness.js";

let harness: Harness;
beforeAll(async () => {
  harness = await openToolbox({ toolsets: ["core"] });
});
afterAll(() => harness.close());

const notesOf = async (query: string) =>
  String((await harness.call("proxmox_api_search", { query }))["notes"] ?? "");

describe("search", () => {
  it.each([
    ["unlock a guest", "qm unlock VMID"],
    ["VM is locked (backup)", "qm unlock VMID"],
    ["shrink a disk", "No endpoint shrinks"],
    ["make the rootfs smaller: reduce a disk", "No endpoint shrinks"],
    ["upgrade packages on pve1", "apt full-upgrade"],
    ["change the vmid of a guest", "No endpoint changes a vmid"],
  ])("says of %j what does it instead", async (query, way) => {
    expect(await notesOf(query)).toContain(way);
  });

  it.each([
    "unlock a user after wrong second factors",
    "lock SDN configuration",
    "grow a disk",
    "list package updates",
    "install the guest agent",
    "clone a guest to a vmid",
  ])("says nothing of the kind of %j", async (query) => {
    expect(await notesOf(query)).toBe("");
  });

  it("lists no more than it is asked for", async () => {
    const { data } = await harness.call("proxmox_api_search", { query: "disk", limit: 3 });
    expect(data).toHaveLength(3);
  });
});
