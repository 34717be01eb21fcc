import { afterEach, beforeEach, expect, it } from "vitest";
import { type Harness, openToolbox } from "./harness.js";

let harness: Harness;

beforeEach(async () => {
  harness = await openToolbox();
});

afterEach(() => harness.close());

const RESOURCES = "GET /cluster/resources";
const statusOn = (node: string) => `GET /nodes/${node}/qemu/100/status/current`;

it("looks a guest up again and asks its new node when it has moved", async () => {
  await harness.call("proxmox_guest_status", { vmid: 100 });
  expect(harness.sent()).toEqual([RESOURCES, statusOn("pve1")]);
  const guest = harness.simulator.state.guests.get(100);
  if (!guest) throw new Error("no guest 100");
  guest.node = "pve3";
  expect(await harness.call("proxmox_guest_status", { vmid: 100 })).toHaveProperty("data");
  expect(harness.sent()).toEqual([statusOn("pve1"), RESOURCES, statusOn("pve3")]);
});

it("does nothing twice after any other error", async () => {
  await harness.call("proxmox_guest_status", { vmid: 100 });
  harness.sent();
  harness.simulator.faults.add({ path: "/status/current$", status: 403, times: 1 });
  const { code } = await harness.refused("proxmox_guest_status", { vmid: 100 });
  // a request that a fault answers isn't recorded; a second one would be, and would succeed
  expect([code, harness.sent()]).toEqual(["permission", []]);
});
