import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, simulate } from "../helpers.js";

let client: Client;

beforeAll(async () => {
  client = await simulate();
});

afterAll(() => client.close());

type Entry = Record<string, unknown>;

describe("Ceph", () => {
  it("warns about flags and lost disks", async () => {
    const health = async () =>
      ((await client.get("/cluster/ceph/status")) as { health: Entry }).health["status"];
    expect(await health()).toBe("HEALTH_OK");
    await client.call("PUT /cluster/ceph/flags/noout", { value: 1 });
    expect(await client.get("/cluster/ceph/flags/noout")).toBe(1);
    expect(await health()).toBe("HEALTH_WARN");
    await client.call("PUT /cluster/ceph/flags/noout", { value: 0 });
    await client.run("POST /nodes/pve1/ceph/stop", { service: "osd.0" });
    expect(await health()).toBe("HEALTH_WARN");
    await client.run("POST /nodes/pve1/ceph/start", { service: "osd.0" });
    expect(await health()).toBe("HEALTH_OK");
    expect(await client.refusal("DELETE /nodes/pve1/ceph/pool/vm")).toBe(
      "500 ceph pool 'vm' still in use by storage 'ceph-vm'",
    );
  });
});
