import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, readApi, simulate } from "./helpers.js";

const RELEASES = ["7.4", "8.4", "9.1"];
const clients = new Map<string, Client>();

beforeAll(async () => {
  for (const release of RELEASES) clients.set(release, await simulate({ api: readApi(release) }));
});

afterAll(async () => {
  for (const client of clients.values()) await client.close();
});

function clientOf(release: string): Client {
  const client = clients.get(release);
  if (!client) throw new Error(`no cluster of release ${release}`);
  return client;
}

/** The same request on three releases. */
async function everywhere(
  what: string,
  parameters: Record<string, unknown> = {},
): Promise<Record<string, string>> {
  const outcomes: Record<string, string> = {};
  for (const release of RELEASES) {
    const answer = await clientOf(release).call(what, parameters);
    const errors = answer.errors ? ` ${Object.keys(answer.errors)}` : "";
    outcomes[release] = `${answer.status} ${answer.reason}${errors}`;
  }
  return outcomes;
}

const OK = "200 OK";

describe("releases differ", () => {
  it("in what they call themselves", async () => {
    const versions = await Promise.all(
      RELEASES.map((release) => clientOf(release).get("/version")),
    );
    expect(versions.map((version) => (version as { release: string }).release)).toEqual(RELEASES);
  });

  it.each<[what: string, parameters: Record<string, unknown>, outcomes: Record<string, string>]>([
    [
      "GET /cluster/ha/rules",
      {},
      {
        "7.4": "501 Method 'GET /cluster/ha/rules' not implemented",
        "8.4": "501 Method 'GET /cluster/ha/rules' not implemented",
        "9.1": OK,
      },
    ],
    [
      "GET /cluster/ha/groups",
      {},
      {
        "7.4": OK,
        "8.4": OK,
        "9.1": "500 cannot index groups: ha groups have been migrated to rules",
      },
    ],
    [
      "GET /cluster/notifications/matchers",
      {},
      {
        "7.4": "501 Method 'GET /cluster/notifications/matchers' not implemented",
        "8.4": OK,
        "9.1": OK,
      },
    ],
    [
      "GET /cluster/mapping/pci",
      {},
      { "7.4": "501 Method 'GET /cluster/mapping/pci' not implemented", "8.4": OK, "9.1": OK },
    ],
    [
      "POST /access/roles",
      { roleid: "Mon", privs: "VM.Monitor" },
      { "7.4": OK, "8.4": OK, "9.1": "400 Parameter verification failed. privs" },
    ],
    [
      "POST /access/roles",
      { roleid: "Agent", privs: "VM.GuestAgent.Audit" },
      {
        "7.4": "400 Parameter verification failed. privs",
        "8.4": "400 Parameter verification failed. privs",
        "9.1": OK,
      },
    ],
  ])("%s %j", async (what, parameters, outcomes) => {
    expect(await everywhere(what, parameters)).toEqual(outcomes);
  });

  it("in whether a new container is privileged", async () => {
    const unprivileged: Record<string, unknown> = {};
    for (const release of RELEASES) {
      const client = clientOf(release);
      const ostemplate = "local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst";
      await client.run("POST /nodes/pve1/lxc", { vmid: 300, ostemplate, rootfs: "local-lvm:1" });
      const config = (await client.get("/nodes/pve1/lxc/300/config")) as Record<string, unknown>;
      unprivileged[release] = config["unprivileged"];
    }
    expect(unprivileged).toEqual({ "7.4": undefined, "8.4": undefined, "9.1": 1 });
  });

  it("in how large a body may be", async () => {
    const body = `poolid=x&comment=${"y".repeat(100_000)}`;
    const statuses = await Promise.all(
      RELEASES.map(
        async (release) => (await clientOf(release).call("POST /pools", {}, { body })).reason,
      ),
    );
    expect(statuses).toEqual(["for data too large", "OK", "OK"]);
  });

  it("in the figures of guests", async () => {
    const fields = await Promise.all(
      RELEASES.map(async (release) => {
        const [guest] = (await clientOf(release).get("/nodes/pve1/qemu")) as Record<
          string,
          unknown
        >[];
        return [release, "memhost" in (guest ?? {}), "pressurecpusome" in (guest ?? {})];
      }),
    );
    expect(fields).toEqual([
      ["7.4", false, false],
      ["8.4", false, false],
      ["9.1", true, true],
    ]);
  });

  it("in the groups that resources may name", async () => {
    expect(
      await everywhere("POST /cluster/ha/groups", { group: "grp", nodes: "pve1" }),
    ).toMatchObject({ "7.4": OK, "8.4": OK });
    const outcomes = await everywhere("POST /cluster/ha/resources", {
      sid: "vm:100",
      group: "grp",
    });
    expect(outcomes).toEqual({
      "7.4": OK,
      "8.4": OK,
      "9.1": "500 invalid parameter 'group': ha groups have been migrated to rules",
    });
  });
});
