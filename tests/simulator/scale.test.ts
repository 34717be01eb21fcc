import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, simulate } from "./helpers.js";

// How fast it is, bench/simulator.ts measures; here only what it answers.
describe("a cluster of 32 nodes and 10000 guests", () => {
  let client: Client;

  beforeAll(async () => {
    client = await simulate({ state: "large", nodes: 32, guests: 10_000 });
  });

  afterAll(() => client.close());

  it("lists them all", async () => {
    const resources = (await client.get("/cluster/resources")) as {
      type: string;
      status: string;
    }[];
    const counts: Record<string, number> = {};
    for (const { type } of resources) counts[type] = (counts[type] ?? 0) + 1;
    expect(counts).toEqual({ lxc: 2500, qemu: 7500, node: 32, storage: 64, network: 32 });
    expect(resources.filter(({ status }) => status === "running").length).toBe(8000);
    expect(await client.get("/cluster/nextid")).toBe("10100");
  });

  it("shows each user their own few", async () => {
    await client.call("POST /access/users", { userid: "few@pve" });
    await client.call("PUT /access/acl", {
      path: "/vms/777",
      users: "few@pve",
      roles: "PVEVMUser",
    });
    const made = await client.call("POST /access/users/few@pve/token/tok", { privsep: 0 });
    const token = `few@pve!tok=${(made.data as { value: string }).value}`;
    const answer = await client.call("GET /cluster/resources", { type: "vm" }, { token });
    expect((answer.data as { vmid: number }[]).map(({ vmid }) => vmid)).toEqual([777]);
  });
});
