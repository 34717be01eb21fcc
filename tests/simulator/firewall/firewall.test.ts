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

describe("the firewall", () => {
  const rules = "/cluster/firewall/rules";

  it("puts new rules in front, off, and moves them", async () => {
    for (const dport of [22, 80, 443]) {
      await client.call(`POST ${rules}`, {
        type: "in",
        action: "ACCEPT",
        proto: "tcp",
        dport,
        pos: 9,
      });
    }
    const ports = async () =>
      (await list(rules)).map(({ dport, pos, enable }) => [dport, pos, enable]);
    expect(await ports()).toEqual([
      ["443", 0, 0],
      ["80", 1, 0],
      ["22", 2, 0],
    ]);
    await client.call(`PUT ${rules}/0`, { moveto: 3 });
    expect((await ports()).map(([port]) => port)).toEqual(["80", "22", "443"]);
    await client.call(`PUT ${rules}/2`, { moveto: 0 });
    expect((await ports()).map(([port]) => port)).toEqual(["443", "80", "22"]);
    await client.call(`PUT ${rules}/1`, { enable: 1, comment: "web", delete: "dport" });
    expect(await client.get(`${rules}/1`)).toMatchObject({ pos: "1", enable: 1, comment: "web" });
    const { digest } = (await client.get(`${rules}/1`)) as Entry;
    await client.call(`DELETE ${rules}/0`);
    expect(await client.refusal(`DELETE ${rules}/0`, { digest })).toContain(
      "detected modified configuration",
    );
    expect(await client.refusal(`GET ${rules}/7`)).toBe("500 no rule at position 7");
  });

  it.each(["/cluster/firewall", "/nodes/pve1/qemu/100/firewall", "/nodes/pve1/lxc/200/firewall"])(
    "keeps aliases and sets of %s apart",
    async (base) => {
      await client.call(`POST ${base}/aliases`, { name: "Lan", cidr: "10.0.0.0/8" });
      expect(
        await client.refusal(`POST ${base}/aliases`, { name: "lan", cidr: "10.0.0.0/8" }),
      ).toEqual({
        name: "alias 'lan' already exists",
      });
      await client.call(`PUT ${base}/aliases/lan`, { cidr: "fd00::/8", rename: "lan6" });
      expect(await client.get(`${base}/aliases/lan6`)).toEqual({
        name: "lan6",
        cidr: "fd00::/8",
        ipversion: 6,
      });
      await client.call(`POST ${base}/ipset`, { name: "ours" });
      await client.call(`POST ${base}/ipset/ours`, { cidr: "192.168.0.0/24", nomatch: 1 });
      expect(await client.refusal(`DELETE ${base}/ipset/ours`)).toBe(
        "500 IPSet 'ours' is not empty",
      );
      expect(await client.get(`${base}/ipset/ours/192.168.0.0/24`)).toMatchObject({
        cidr: "192.168.0.0/24",
        nomatch: 1,
      });
      expect((await list(`${base}/refs`)).map(({ ref }) => ref)).toContain("+ours");
      expect(await client.refusal(`DELETE ${base}/ipset/ours?force=1`)).toBe("200 OK");
      expect(await client.refusal(`DELETE ${base}/aliases/lan`)).toEqual({ name: "no such alias" });
    },
  );
});
