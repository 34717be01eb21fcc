import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { loadRelease, newestRelease } from "../../src/data/releases.js";
import type { Api, Schema } from "../../src/schema/model.js";
import { weatherEndpoint } from "../support/weather.js";
import { type Built, buildForTest, cleanEnvironment } from "./built.js";

/** A release with an endpoint more, and a parameter more of one that there was. */
function withMore(api: Api, release: string): Api {
  const shade: Schema = { type: "boolean", optional: true };
  const endpoints = api.endpoints.map((endpoint) =>
    endpoint.path === "/cluster/resources"
      ? {
          ...endpoint,
          parameters: {
            ...endpoint.parameters,
            properties: { ...endpoint.parameters.properties, shade },
          },
        }
      : endpoint,
  );
  return { ...api, release, endpoints: [...endpoints, weatherEndpoint] };
}

/** `user@realm!name=secret`, as settings have it. */
function tokenSettings(token: string): Record<string, string> {
  const [, user = "", name = "", secret = ""] = /^([^!]+)!([^=]+)=(.+)$/.exec(token) ?? [];
  return { PROXMOX_USER: user, PROXMOX_TOKEN_NAME: name, PROXMOX_TOKEN_VALUE: secret };
}

/** The shipped program against nodes that serve more than it was made for. */
describe.each([
  ["a patch release of one that ships", withMore(loadRelease("9.1"), "9.1"), "9.1.9"],
  ["a release of tomorrow", withMore(loadRelease(newestRelease()), "99.3"), "99.3.4"],
])("%s", (_, api, version) => {
  let built: Built;
  let simulator: Simulator;
  let state: string;
  let client: Client;

  beforeAll(async () => {
    built = await buildForTest();
    simulator = await startSimulator({ api, unauthorizedDelay: 0 });
    simulator.state.version = version;
    state = await mkdtemp(join(built.folder, "state-"));
  }, 60_000);
  afterEach(() => client.close());
  afterAll(async () => {
    await simulator.close();
    await built.remove();
  });

  async function start(settings: Record<string, string> = {}): Promise<void> {
    client = new Client({ name: "test", version: "1" });
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [built.program],
        env: cleanEnvironment({
          PROXMOX_HOST: `${simulator.host}:${simulator.port}`,
          ...tokenSettings(simulator.token),
          PROXMOX_SSL_MODE: "insecure",
          XDG_STATE_HOME: state,
          ...settings,
        }),
        stderr: "ignore",
      }),
    );
  }

  async function call(name: string, args: Record<string, unknown>) {
    const { structuredContent, isError } = await client.callTool({ name, arguments: args });
    return { isError, content: structuredContent as Record<string, unknown> };
  }

  const weather = { endpoint: "GET /cluster/weather", params: { days: 2 } };
  const shaded = { endpoint: "GET /cluster/resources", params: { shade: true } };
  const filesOf = () => readdir(join(state, "proxmox-mcp", "apidoc")).catch(() => []);

  it("is served as its node describes it, and kept for the next start", async () => {
    await start();
    expect(await call("proxmox_api_read", shaded)).not.toHaveProperty("isError", true);
    expect(await call("proxmox_api_read", weather)).not.toHaveProperty("isError", true);
    const { content } = await call("proxmox_api_search", { query: "weather" });
    expect(content["data"]).toContainEqual(
      expect.objectContaining({ endpoint: "GET /cluster/weather", tier: "read" }),
    );
    const [file = "", ...others] = await filesOf();
    expect(file.startsWith(`pve-${version}-`)).toBe(true);
    expect(others).toEqual([]);
    await client.close();

    const kept = await readFile(join(state, "proxmox-mcp", "apidoc", file), "utf8");
    await start();
    const { content: again } = await call("proxmox_api_search", { query: "weather" });
    expect(again["data"]).toEqual(content["data"]);
    expect(await readFile(join(state, "proxmox-mcp", "apidoc", file), "utf8")).toBe(kept);
  });

  it("is refused with the release and the setting where learning is off", async () => {
    await start({ PROXMOX_LEARN: "false" });
    for (const args of [weather, shaded]) {
      const { isError, content } = await call("proxmox_api_read", args);
      expect(isError).toBe(true);
      const hint = (content["error"] as { hint: string }).hint;
      expect(hint).toContain(`This cluster runs Proxmox VE ${version}`);
      expect(hint).toContain("PROXMOX_LEARN=true");
    }
  });
});
