import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, simulate } from "../helpers.js";

let client: Client;

beforeAll(async () => {
  client = await simulate();
});

afterAll(() => client.close());

type Entry = Record<string, unknown>;

const list = (path: string, parameters: Entry = {}) =>
  client.get(path, parameters) as Promise<Entry[]>;

describe("high availability", () => {
  it("only asks the manager, which acts later and as root", async () => {
    await client.call("POST /cluster/ha/resources", { sid: "vm:111", state: "stopped" });
    client.simulator.manual?.settle();
    const { data } = await client.call("POST /nodes/pve2/qemu/111/status/start");
    client.simulator.manual?.advance(1000);
    const running = () => client.simulator.state.guests.get(111)?.running;
    expect(client.simulator.state.tasks.get(String(data))).toMatchObject({
      type: "hastart",
      exitstatus: "OK",
    });
    expect(running()).toBe(false);
    client.simulator.manual?.settle();
    expect(running()).toBe(true);
    const [last] = await list("/nodes/pve2/tasks", { vmid: 111, typefilter: "qmstart" });
    expect([last?.["user"], last?.["status"]]).toEqual(["root@pam", "OK"]);
    await client.call("PUT /cluster/ha/resources/vm:111", { state: "stopped" });
    client.simulator.manual?.settle();
    expect(running()).toBe(false);
    const service = (await list("/cluster/ha/status/current")).find(({ sid }) => sid === "vm:111");
    expect(service).toMatchObject({ node: "pve2", state: "stopped", request_state: "stopped" });
  });

  it("has rules in place of groups", async () => {
    expect(await client.refusal("GET /cluster/ha/groups")).toBe(
      "500 cannot index groups: ha groups have been migrated to rules",
    );
    const rule = { rule: "near", type: "node-affinity", resources: "vm:111", nodes: "pve1,pve9" };
    expect(await client.refusal("POST /cluster/ha/rules", rule)).toBe(
      "500 create ha rule failed: cannot use non-existent node(s) pve9.",
    );
    expect(await client.refusal("POST /cluster/ha/rules", { ...rule, nodes: "pve1" })).toBe(
      "200 OK",
    );
    expect(await client.get("/cluster/ha/rules/near")).toMatchObject({
      resources: "vm:111",
      nodes: "pve1",
      order: 1,
    });
    expect(
      await client.call("POST /cluster/ha/resources/111/migrate", { node: "pve1" }),
    ).toMatchObject({
      data: { sid: "vm:111", "requested-node": "pve1" },
    });
    client.simulator.manual?.settle();
    expect(await client.refusal("DELETE /cluster/ha/rules/near")).toBe("200 OK");
  });
});
