import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, simulate } from "../helpers.js";

let client: Client;

beforeAll(async () => {
  client = await simulate();
});

afterAll(() => client.close());

describe("backups", () => {
  it("are pruned as they're told, protected ones apart", async () => {
    const { manual } = client.simulator;
    for (let day = 0; day < 4; day += 1) {
      await client.run("POST /nodes/pve1/vzdump", { vmid: 130, storage: "local", remove: 0 });
      manual?.advance(86_400_000);
    }
    const base = "/nodes/pve1/storage/local";
    const listed = (await client.get(`${base}/content`, { content: "backup", vmid: 130 })) as {
      volid: string;
    }[];
    expect(listed.length).toBe(4);
    await client.call(`PUT ${base}/content/${listed[0]?.volid}`, { protected: 1 });
    expect(await client.refusal(`GET ${base}/prunebackups`)).toBe(
      "500 no prune-backups options configured for storage 'local'",
    );
    const marks = (await client.get(`${base}/prunebackups`, {
      "prune-backups": "keep-last=1",
      vmid: 130,
    })) as { mark: string }[];
    expect(marks.map(({ mark }) => mark).sort()).toEqual(["keep", "protected", "remove", "remove"]);
    expect(
      await client.run(`DELETE ${base}/prunebackups?prune-backups=keep-last%3D1&vmid=130`),
    ).toBe("OK");
    const left = (await client.get(`${base}/content`, {
      content: "backup",
      vmid: 130,
    })) as unknown[];
    expect(left.length).toBe(2);
    const kept = encodeURIComponent(listed[0]?.volid ?? "");
    expect(await client.run(`DELETE ${base}/content/${kept}`)).toMatch(
      /^cannot remove protected volume/,
    );
  });

  it("of several guests fail one by one, and the job in the end", async () => {
    await client.call("POST /nodes/pve1/qemu/106/migrate", { target: "pve2", online: 1 });
    const upid = String(
      (await client.call("POST /nodes/pve1/vzdump", { vmid: "106,130", storage: "local" })).data,
    );
    client.simulator.manual?.settle();
    const task = client.simulator.state.tasks.get(upid);
    expect(task?.exitstatus).toMatch(/^(?:OK|job errors)$/);
    expect(task?.log.some((line) => line.includes("Finished Backup of VM 130"))).toBe(true);
  });

  it("restore a virtual machine over itself when forced", async () => {
    const [backup] = (await client.get("/nodes/pve1/storage/local/content", {
      content: "backup",
      vmid: 130,
    })) as { volid: string }[];
    await client.run("POST /nodes/pve1/qemu/130/status/stop");
    await client.call("PUT /nodes/pve1/qemu/130/config", { name: "broken" });
    const parameters = { vmid: 130, archive: backup?.volid };
    expect(await client.refusal("POST /nodes/pve1/qemu", parameters)).toBe(
      "500 unable to restore VM 130 - VM 130 already exists on node 'pve1'",
    );
    expect(await client.run("POST /nodes/pve1/qemu", { ...parameters, force: 1 })).toBe("OK");
    expect(
      ((await client.get("/nodes/pve1/qemu/130/config")) as Record<string, unknown>)["name"],
    ).toBe("legacy-app");
  });
});
