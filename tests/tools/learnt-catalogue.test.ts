import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { learnApi } from "../../src/cli/learn.js";
import { loadRelease, newestRelease } from "../../src/data/releases.js";
import type { Api, Endpoint } from "../../src/schema/model.js";
import { type Harness, openToolbox } from "./harness.js";

/** A release of tomorrow: one endpoint more than the newest that ships. */
const added: Endpoint = {
  path: "/cluster/weather",
  method: "GET",
  name: "weather",
  parameters: {
    type: "object",
    properties: { days: { type: "integer", minimum: 1, optional: true } },
    additionalProperties: false,
  },
  returns: { type: "object", properties: { sunny: { type: "boolean" } } },
  permissions: { user: "all" },
};

const newest = loadRelease(newestRelease());
const tomorrow: Api = { ...newest, release: "99.1", endpoints: [...newest.endpoints, added] };

let folder: string;
let harness: Harness;
let fetched: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "proxmox-mcp-learn-"));
  fetched = 0;
});

afterEach(async () => {
  await harness.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(learns: boolean, host = "pve1.example"): Promise<string[]> {
  const notices: string[] = [];
  harness = await openToolbox({
    api: tomorrow,
    onNotice: (notice) => notices.push(notice),
    ...(learns && {
      learn: (client, version) => {
        const counted = {
          document: (path: `/${string}`) => {
            fetched += 1;
            return client.document(path);
          },
        };
        return learnApi(counted, version, folder, host);
      },
    }),
  });
  return notices;
}

const call = { endpoint: "GET /cluster/weather", params: { days: 3 } };

describe("a release that doesn't ship", () => {
  it("is taken for the nearest one, with a notice, and what is new isn't known", async () => {
    const notices = await open(false);
    await harness.call("proxmox_node", { action: "list" });
    await harness.call("proxmox_node", { action: "list" });
    expect(notices).toEqual([
      `this cluster runs Proxmox VE 99.1.1, which isn't known here: its API is taken for that of ${newest.release}; PROXMOX_LEARN=true learns it from the node`,
    ]);
    expect(await harness.refused("proxmox_api_write", call)).toMatchObject({ code: "endpoint" });
  });

  it("is taken for the nearest one also where it can't be learnt, and says why", async () => {
    const notices: string[] = [];
    harness = await openToolbox({
      api: tomorrow,
      onNotice: (notice) => notices.push(notice),
      learn: async (_client, version) =>
        learnApi(
          { document: async () => "<html>not found</html>" },
          version,
          folder,
          "pve1.example",
        ),
    });
    await harness.call("proxmox_node", { action: "list" });
    expect(notices).toEqual([
      expect.stringContaining(
        `taken for that of ${newest.release}; learning it failed: no API description found`,
      ),
    ]);
    expect(await harness.refused("proxmox_api_write", call)).toMatchObject({ code: "endpoint" });
  });

  it("is learnt from the node once, and is of tier elevated", async () => {
    const notices = await open(true);
    const { data } = await harness.call("proxmox_api_search", { query: "weather" });
    expect(data).toContainEqual(
      expect.objectContaining({ endpoint: "GET /cluster/weather", tier: "elevated" }),
    );
    const described = await harness.call("proxmox_api_describe", { endpoint: call.endpoint });
    expect(described["data"]).toMatchObject({ parameters: { days: "integer 1.." } });
    expect(await harness.call("proxmox_api_write", call)).toHaveProperty("data");
    const wrong = { ...call, params: { days: 0 } };
    expect(await harness.refused("proxmox_api_write", wrong)).toMatchObject({ code: "parameters" });
    expect(notices).toEqual([]);

    const [file = ""] = await readdir(folder);
    expect(file).toMatch(/^pve-99\.1[\w.-]*-by-[\w.-]+\.json$/);
    expect(await readFile(join(folder, file), "utf8")).toContain('"/cluster/weather"');
    await harness.close();
    await open(true);
    expect(await harness.call("proxmox_api_write", call)).toHaveProperty("data");
    expect(fetched).toBe(1);
  });

  it("is learnt from each cluster itself, also where two say the same of their version", async () => {
    await open(true, "pve1.example");
    await harness.call("proxmox_api_search", { query: "weather" });
    await harness.close();
    await open(true, "pve2.example");
    await harness.call("proxmox_api_search", { query: "weather" });
    expect(fetched).toBe(2);
    expect(await readdir(folder)).toHaveLength(2);
  });
});
