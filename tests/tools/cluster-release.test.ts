import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { printApidoc } from "../../simulator/http/apidoc.js";
import { createLearning } from "../../src/cli/learn.js";
import { loadRelease, newestRelease } from "../../src/data/releases.js";
import type { Api } from "../../src/schema/model.js";
import { weatherEndpoint } from "../support/weather.js";
import { type Harness, openToolbox } from "./harness.js";

const newest = loadRelease(newestRelease());
const tomorrow: Api = {
  ...newest,
  release: "99.1",
  endpoints: [...newest.endpoints, weatherEndpoint],
};

let folder: string;
let harness: Harness;
let fetched: number;
let notices: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "proxmox-mcp-learn-"));
  fetched = 0;
  notices = [];
});

afterEach(async () => {
  await harness.close();
  await rm(folder, { recursive: true, force: true });
});

interface Cluster {
  api?: Api;
  host?: string;
  /** What the node gives instead of its description. */
  document?: () => Promise<string>;
}

async function open(
  learns: boolean,
  { api = tomorrow, host = "pve1.example", document }: Cluster = {},
) {
  harness = await openToolbox({
    api,
    access: "read",
    onNotice: (notice) => notices.push(notice),
    ...(learns && {
      learn: async (client) => {
        const counted = {
          document: (path: `/${string}`) => {
            fetched += 1;
            return document ? document() : client.document(path);
          },
        };
        return createLearning(counted, folder, host);
      },
    }),
  });
}

const weather = { endpoint: "GET /cluster/weather", params: { days: 3 } };
const read = () => harness.call("proxmox_api_read", weather);
const refused = () => harness.refused("proxmox_api_read", weather);

describe("with learning off", () => {
  it("takes an unknown release for the nearest one, and says so wherever something is unknown", async () => {
    await open(false);
    await harness.call("proxmox_node", { action: "list" });
    await harness.call("proxmox_node", { action: "list" });
    expect(notices).toEqual([
      `this cluster runs Proxmox VE 99.1.1, which isn't known here: its API is taken for that of ${newest.release}; PROXMOX_LEARN=true reads the cluster's own`,
    ]);
    const caveat = `This cluster runs Proxmox VE 99.1.1; the description of ${newest.release} is used (PROXMOX_LEARN=true reads the cluster's own).`;
    expect(await refused()).toMatchObject({
      code: "endpoint",
      hint: expect.stringContaining(caveat) as string,
    });
    const unknown = { endpoint: "GET /cluster/status", params: { colour: "red" } };
    expect(await harness.refused("proxmox_api_read", unknown)).toMatchObject({
      code: "parameters",
      hint: `Nothing was sent. ${caveat}`,
    });
  });

  it("doesn't say so of what every release refuses alike", async () => {
    await open(false);
    const tooLow = { endpoint: "GET /nodes/{node}/tasks", params: { node: "pve1", limit: -1 } };
    expect(await harness.refused("proxmox_api_read", tooLow)).toMatchObject({
      code: "parameters",
      hint: "Nothing was sent.",
    });
  });
});

describe("with learning on", () => {
  it("reads the cluster's description once, and serves it by the rules for what ships", async () => {
    await open(true);
    expect(await read()).toHaveProperty("data");
    const { data } = await harness.call("proxmox_api_search", { query: "weather" });
    expect(data).toContainEqual(
      expect.objectContaining({ endpoint: "GET /cluster/weather", tier: "read", since: "99.1" }),
    );
    const described = await harness.call("proxmox_api_describe", { endpoint: weather.endpoint });
    expect(described["data"]).toMatchObject({ parameters: { days: "integer 1.." } });
    const wrong = { ...weather, params: { days: 0 } };
    expect(await harness.refused("proxmox_api_read", wrong)).toMatchObject({ code: "parameters" });
    expect(notices).toEqual([]);
    expect(fetched).toBe(1);

    await harness.close();
    await open(true);
    const again = await harness.call("proxmox_api_search", { query: "weather" });
    expect(again["data"]).toEqual(data);
    expect(fetched).toBe(1);
  });

  it("says what in it isn't understood, and sends nothing of that", async () => {
    const plain = printApidoc(tomorrow);
    const odd = plain.replace('"name":"weather","parameters":{', '$&"anyOf":[{}],');
    expect(odd).not.toBe(plain);
    await open(true, { document: async () => odd });
    expect(await harness.refused("proxmox_api_read", weather)).toMatchObject({
      code: "parameters",
    });
    const { data } = await harness.call("proxmox_api_describe", { endpoint: weather.endpoint });
    expect(data).toMatchObject({
      warning:
        "its description uses anyOf, which isn't understood here: only the parameters below can be sent",
    });
  });

  it("reads it too where the minor release ships", async () => {
    const patched = { ...tomorrow, release: newest.release };
    await open(true, { api: patched });
    expect(await read()).toHaveProperty("data");
    expect(fetched).toBe(1);
  });

  it("learns from each cluster itself, also where two say the same of their version", async () => {
    await open(true, { host: "pve1.example" });
    await read();
    await harness.close();
    await open(true, { host: "pve2.example" });
    await read();
    expect(fetched).toBe(2);
    expect(await readdir(folder)).toHaveLength(2);
  });

  it("delays nothing that doesn't need it", async () => {
    let arrive = (_: string) => {};
    const document = () =>
      new Promise<string>((resolve) => {
        arrive = resolve;
      });
    await open(true, { document });
    expect(await harness.call("proxmox_node", { action: "list" })).toHaveProperty("data");
    expect(fetched).toBe(1);
    const waiting = read();
    arrive(printApidoc(tomorrow));
    expect(await waiting).toHaveProperty("data");
  });

  it("takes the nearest release where there is no description, and says why", async () => {
    await open(true, { document: async () => "<html>log in</html>" });
    expect(await refused()).toMatchObject({
      code: "endpoint",
      hint: expect.stringContaining(
        `the description of ${newest.release} is used (learning it failed: `,
      ) as string,
    });
    expect(notices).toEqual([
      expect.stringContaining(
        `taken for that of ${newest.release}; learning it failed: no API description found`,
      ),
    ]);
  });
});

describe("a cluster that is upgraded under way", () => {
  const MINUTE = 60_000;
  const newer = { endpoint: "GET /cluster/qemu/cpu-flags" };

  async function openOld(learns: boolean) {
    await open(learns, { api: loadRelease("9.2") });
    harness.simulator.state.version = "9.1.9";
    harness.simulator.state.repoid = "before";
    harness.simulator.state.release = "9.1";
  }

  function upgrade(): void {
    harness.simulator.state.version = "9.2.11";
    harness.simulator.state.repoid = "after";
    harness.simulator.state.release = "9.2";
  }

  const asked = () =>
    harness.simulator.requests.filter(({ path }) => path.endsWith("/version")).length;

  it("is asked for its version again when something is unknown, at most every ten minutes", async () => {
    await openOld(false);
    const old = await harness.refused("proxmox_api_read", newer);
    expect(old.message).toBe(
      "GET /cluster/qemu/cpu-flags needs Proxmox VE 9.2 or newer; this cluster runs 9.1.9.",
    );
    upgrade();
    expect(await harness.refused("proxmox_api_read", newer)).toEqual(old);
    expect(asked()).toBe(1);
    harness.simulator.manual?.advance(10 * MINUTE);
    expect(await harness.call("proxmox_api_read", newer)).toHaveProperty("data");
    expect(asked()).toBe(2);
    harness.simulator.manual?.advance(10 * MINUTE);
    await harness.refused("proxmox_api_read", weather);
    await harness.refused("proxmox_api_read", weather);
    expect(asked()).toBe(3);
  });

  it("is asked again when a node doesn't know an endpoint that it should have", async () => {
    await open(false, { api: loadRelease("9.1") });
    upgrade();
    await harness.call("proxmox_node", { action: "list" });
    const { hint } = await harness.refused("proxmox_api_read", newer);
    harness.simulator.state.version = "9.1.9";
    harness.simulator.manual?.advance(10 * MINUTE);
    expect(await harness.refused("proxmox_api_read", newer)).toMatchObject({
      status: 501,
      hint: "The cluster runs 9.1.9 now: try again.",
    });
    expect(hint).not.toContain("try again");
    expect(await harness.refused("proxmox_api_read", newer)).toMatchObject({
      message:
        "GET /cluster/qemu/cpu-flags needs Proxmox VE 9.2 or newer; this cluster runs 9.1.9.",
    });
  });
});
