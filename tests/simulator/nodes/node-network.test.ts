import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, simulate } from "../helpers.js";

let client: Client;

beforeAll(async () => {
  client = await simulate();
});

afterAll(() => client.close());

type Entry = Record<string, unknown>;

describe("a node's network", () => {
  const path = "/nodes/pve1/network";

  it("is edited in a copy that waits to be applied", async () => {
    const bridge = {
      iface: "vmbr1",
      type: "bridge",
      cidr: "10.5.0.1/24",
      autostart: 1,
      comments: "lab",
    };
    expect(await client.refusal(`POST ${path}`, bridge)).toBe("200 OK");
    expect(await client.refusal(`POST ${path}`, bridge)).toEqual({
      iface: "interface already exists",
    });
    const listed = await client.call(`GET ${path}`);
    expect(listed.json?.["changes"]).toContain("+iface vmbr1 inet static");
    await client.call("PUT /nodes/pve1/qemu/9000/config", { net0: "virtio,bridge=vmbr0" });
    await client.call("POST /nodes/pve1/qemu/9000/clone", { newid: 910 });
    client.simulator.manual?.settle();
    await client.call("PUT /nodes/pve1/qemu/910/config", { net0: "virtio,bridge=vmbr1" });
    expect(await client.run("POST /nodes/pve1/qemu/910/status/start")).toBe(
      "bridge 'vmbr1' does not exist",
    );
    expect(await client.run(`PUT ${path}`)).toBe("OK");
    expect((await client.call(`GET ${path}`)).json?.["changes"]).toBeUndefined();
    expect(await client.run("POST /nodes/pve1/qemu/910/status/start")).toBe("OK");
  });

  it("forgets on an update what it isn't told again, and everything on a revert", async () => {
    await client.call(`PUT ${path}/vmbr1`, { type: "bridge", comments: "new" });
    const staged = (await client.get(`${path}/vmbr1`)) as Entry;
    expect([staged["comments"], staged["cidr"], staged["autostart"]]).toEqual([
      "new",
      undefined,
      undefined,
    ]);
    await client.call(`DELETE ${path}`);
    expect(((await client.get(`${path}/vmbr1`)) as Entry)["cidr"]).toBe("10.5.0.1/24");
    expect(await client.refusal(`DELETE ${path}/nosuch`)).toEqual({
      iface: "interface does not exist",
    });
  });
});
