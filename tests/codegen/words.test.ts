import { describe, expect, it } from "vitest";
import { checkCoverage } from "../../codegen/coverage.js";
import { describedNames } from "../../codegen/described.js";
import { loadApis } from "../../codegen/load.js";
import { createLookup, loadWords, type WordsFile } from "../../codegen/words.js";
import { factLine } from "../../src/schema/fact-line.js";
import type { Api, Endpoint } from "../../src/schema/model.js";

const config: Endpoint = {
  path: "/nodes/{node}/qemu/{vmid}/config",
  method: "PUT",
  name: "update_vm",
  parameters: {
    type: "object",
    properties: {
      cores: { type: "integer" },
      "net[n]": {
        type: "string",
        format: {
          model: { type: "string", default_key: true },
          virtio: { alias: "macaddr", keyAlias: "model" },
          tag: { type: "integer", optional: true },
        },
      },
      map: { type: "array", items: { type: "string", format: { id: { type: "string" } } } },
    },
  },
};
const start: Endpoint = {
  path: "/nodes/{node}/qemu/{vmid}/status/start",
  method: "POST",
  name: "vm_start",
  parameters: { type: "object", properties: { cores: { type: "integer" } } },
};
const api = (release: string, ...endpoints: Endpoint[]): Api => ({
  product: "pve",
  release,
  endpoints,
});
const file = (
  name: string,
  endpoints: Record<string, string>,
  parameters: Record<string, Record<string, string>> = {},
): WordsFile => ({ file: name, words: { endpoints, parameters } });

describe("describedNames", () => {
  it("names parameters and keys of property strings, aliases left out", () => {
    expect(describedNames(config)).toEqual([
      "cores",
      "net[n]",
      "net[n].model",
      "net[n].tag",
      "map",
      "map.id",
    ]);
  });
});

describe("createLookup", () => {
  const lookup = createLookup([
    file(
      "a.ts",
      { "PUT /nodes/{node}/qemu/{vmid}/config": "Change a VM" },
      {
        "*": { cores: "anywhere", "net[n]": "anywhere" },
        "/nodes": { cores: "on nodes", "net[n]": "on nodes" },
        "/nodes/{node}/qemu": { cores: "on VMs" },
        "PUT /nodes/{node}/qemu/{vmid}/config": { cores: "here" },
      },
    ),
  ]);

  it("prefers the endpoint, then the longest path", () => {
    expect(lookup.parameter(config, "cores")).toBe("here");
    expect(lookup.parameter(start, "cores")).toBe("on VMs");
    expect(lookup.parameter(config, "net[n]")).toBe("on nodes");
    expect(lookup.parameter({ ...start, path: "/pools" }, "cores")).toBe("anywhere");
  });

  it("doesn't take half a segment for a scope", () => {
    expect(lookup.parameter({ ...start, path: "/nodes-too" }, "cores")).toBe("anywhere");
  });

  it("knows what nobody wrote", () => {
    expect(lookup.parameter(config, "net[n].tag")).toBeUndefined();
    expect(lookup.endpoint(config)).toBe("Change a VM");
    expect(lookup.endpoint(start)).toBe(factLine(start));
    expect(factLine(start)).toBe("Posts to /nodes/{node}/qemu/{vmid}/status/start (vm_start)");
  });
});

describe("checkCoverage", () => {
  it("lists what the newest release has and nobody described, by area", () => {
    const files = [
      file(
        "a.ts",
        { "POST /nodes/{node}/qemu/{vmid}/status/start": "Start it" },
        {
          "/nodes/{node}/qemu": { map: "a map", "net[n].tag": "VLAN" },
        },
      ),
    ];
    const { missing } = checkCoverage(files, [api("8.4"), api("9.1", config, start)]);
    expect([...missing]).toEqual([
      [
        "nodes-qemu",
        {
          endpoints: ["PUT /nodes/{node}/qemu/{vmid}/config"],
          parameters: new Map([
            [
              "cores",
              [
                "PUT /nodes/{node}/qemu/{vmid}/config",
                "POST /nodes/{node}/qemu/{vmid}/status/start",
              ],
            ],
            ["net[n]", ["PUT /nodes/{node}/qemu/{vmid}/config"]],
            ["net[n].model", ["PUT /nodes/{node}/qemu/{vmid}/config"]],
            ["map.id", ["PUT /nodes/{node}/qemu/{vmid}/config"]],
          ]),
        },
      ],
    ]);
  });

  it("lets words stay for what an older release has", () => {
    const files = [file("a.ts", { "PUT /nodes/{node}/qemu/{vmid}/config": "Change it" })];
    expect(checkCoverage(files, [api("8.4", config), api("9.1", start)]).unknown).toEqual([]);
  });

  it("finds words for what no release has", () => {
    const files = [
      file(
        "a.ts",
        { "PUT /nowhere": "x", "GET /nodes/{node}/qemu/{vmid}/config": "wrong verb" },
        {
          "*": { core: "misspelt", "net[n].virtio": "an alias" },
          "/nodes/{node}/lxc": { cores: "not under this path" },
          "POST /nodes/{node}/qemu/{vmid}/status/start": { cores: "fine", map: "elsewhere" },
        },
      ),
    ];
    expect(checkCoverage(files, [api("9.1", config, start)]).unknown).toEqual([
      "a.ts: PUT /nowhere",
      "a.ts: GET /nodes/{node}/qemu/{vmid}/config",
      "a.ts: core in *",
      "a.ts: net[n].virtio in *",
      "a.ts: cores in /nodes/{node}/lxc",
      "a.ts: map in POST /nodes/{node}/qemu/{vmid}/status/start",
    ]);
  });

  it("finds lines that are given twice or repeat a wider one", () => {
    const files = [
      file(
        "a.ts",
        { "PUT /nodes/{node}/qemu/{vmid}/config": "Change it" },
        {
          "*": { cores: "CPU cores", map: "one" },
        },
      ),
      file(
        "b.ts",
        { "PUT /nodes/{node}/qemu/{vmid}/config": "Alter it" },
        {
          "*": { map: "two" },
          "/nodes/{node}/qemu": { cores: "CPU cores" },
        },
      ),
    ];
    expect(checkCoverage(files, [api("9.1", config)]).duplicate).toEqual([
      "b.ts: PUT /nodes/{node}/qemu/{vmid}/config: also in a.ts",
      "b.ts: map in *: also in a.ts",
      "b.ts: cores in /nodes/{node}/qemu: the same as in *",
    ]);
  });

  it("finds lines that aren't one short line", () => {
    const files = [
      file("a.ts", {}, { "*": { cores: "two\nlines", map: "", "net[n]": "x".repeat(161) } }),
    ];
    expect(checkCoverage(files, [api("9.1", config)]).malformed).toEqual([
      "a.ts: cores in *",
      "a.ts: map in *",
      "a.ts: net[n] in *",
    ]);
  });
});

describe("overrides/words", () => {
  it("describes everything in the newest release, and nothing else", async () => {
    expect(checkCoverage(await loadWords(), loadApis())).toEqual({
      missing: new Map(),
      unknown: [],
      duplicate: [],
      malformed: [],
    });
  });
});
