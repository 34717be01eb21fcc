import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, simulate } from "../helpers.js";

let client: Client;

beforeAll(async () => {
  client = await simulate();
});

afterAll(() => client.close());

describe("bulk actions", () => {
  it("work through a node's guests in tasks of their own", async () => {
    const upid = String((await client.call("POST /nodes/pve2/stopall", { vms: "104,204" })).data);
    client.simulator.manual?.settle();
    const { log, exitstatus } = client.simulator.state.tasks.get(upid) ?? { log: [] };
    expect([exitstatus, log]).toEqual(["OK", ["Stopping CT 204", "Stopping VM 104", "TASK OK"]]);
    expect(await client.run("POST /cluster/bulk-action/guest/start", { vms: [104, 204] })).toBe(
      "OK",
    );
    const { guests } = client.simulator.state;
    expect([guests.get(104)?.running, guests.get(204)?.running]).toEqual([true, true]);
  });
});
