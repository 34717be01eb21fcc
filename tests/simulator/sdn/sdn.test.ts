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

describe("software-defined networks", () => {
  it("stay pending until they're applied", async () => {
    await client.call("POST /cluster/sdn/zones", { zone: "z1", type: "simple" });
    await client.call("POST /cluster/sdn/vnets", { vnet: "v1", zone: "z1" });
    await client.call("POST /cluster/sdn/vnets/v1/subnets", {
      subnet: "10.9.0.0/24",
      type: "subnet",
      gateway: "10.9.0.1",
    });
    const states = async () =>
      (await list("/cluster/sdn/zones", { pending: 1 })).map(({ zone, state }) => [zone, state]);
    expect(await states()).toEqual([["z1", "new"]]);
    expect(await list("/cluster/sdn/zones", { running: 1 })).toEqual([]);
    expect(await list("/nodes/pve1/sdn/zones")).toEqual([{ zone: "z1", status: "pending" }]);
    expect(await client.run("PUT /cluster/sdn")).toBe("OK");
    expect(await states()).toEqual([["z1", undefined]]);
    await client.call("PUT /cluster/sdn/vnets/v1", { alias: "office" });
    const [vnet] = await list("/cluster/sdn/vnets", { pending: 1 });
    expect(vnet).toMatchObject({ vnet: "v1", state: "changed", pending: { alias: "office" } });
    await client.call("POST /cluster/sdn/rollback");
    expect((await list("/cluster/sdn/vnets"))[0]?.["alias"]).toBeUndefined();
    expect(await client.refusal("DELETE /cluster/sdn/zones/z1")).toBe(
      "500 delete sdn zone object failed: zone z1 is used by vnet v1",
    );
  });

  it("give their vnets to guests, and addresses by the built-in IPAM", async () => {
    await client.call("PUT /nodes/pve3/qemu/120/config", {
      net0: "virtio,bridge=v1",
      delete: "ide2",
    });
    expect(await client.run("POST /nodes/pve3/qemu/120/status/start")).toBe("OK");
    expect(
      await client.refusal("POST /cluster/sdn/vnets/v1/ips", { zone: "z1", ip: "10.9.0.7" }),
    ).toBe("200 OK");
    expect(
      await client.refusal("POST /cluster/sdn/vnets/v1/ips", { zone: "z1", ip: "10.9.0.7" }),
    ).toBe("500 IP 10.9.0.7 is already in use");
    expect(await list("/cluster/sdn/ipams/pve/status")).toEqual([
      { zone: "z1", vnet: "v1", subnet: "z1-10.9.0.0-24", ip: "10.9.0.7" },
    ]);
  });

  it("are changed by nobody but the holder of the lock", async () => {
    const { data: token } = await client.call("POST /cluster/sdn/lock");
    const change = { zone: "z2", type: "simple" };
    expect(await client.refusal("POST /cluster/sdn/zones", change)).toBe(
      "500 could not acquire sdn lock: provided token does not match",
    );
    expect(
      await client.refusal("POST /cluster/sdn/zones", { ...change, "lock-token": token }),
    ).toBe("200 OK");
    expect(await client.refusal("DELETE /cluster/sdn/lock", { "lock-token": token })).toBe(
      "200 OK",
    );
  });
});
