import { transformSync } from "esbuild";
import { describe, expect, it } from "vitest";
import { loadApis } from "../../codegen/load.js";
import { createModel } from "../../codegen/model.js";
import { emitSurface } from "../../codegen/pipeline.js";
import { parseApidoc } from "../../src/schema/apidoc.js";
import { type Api, type Endpoint, keyOf } from "../../src/schema/model.js";
import { normalise } from "../../src/schema/normalise.js";

const apis = loadApis();

const endpoint: Endpoint = {
  path: "/nodes/{node}/qemu/{vmid}/config",
  method: "PUT",
  name: "update_vm",
  allowtoken: false,
  permissions: { check: ["perm", "/vms/{vmid}", ["VM.Config.Disk", "VM.Config.CPU"], "any", 1] },
  parameters: {
    type: "object",
    additionalProperties: false,
    properties: {
      node: { type: "string", format: "pve-node" },
      vmid: { type: "integer", minimum: 100, maximum: 999999999 },
      cores: { type: "integer", minimum: 1, optional: true, default: 1 },
      bios: { type: "string", enum: ["seabios", "ovmf"], optional: true, default: "seabios" },
      onboot: { type: "boolean", optional: true },
      delete: { type: "string", format: "pve-configid-list", optional: true },
      "serial[n]": { type: "string", pattern: "(/dev/.+|socket)", optional: true },
      "net[n]": {
        type: "string",
        optional: true,
        format: {
          model: { type: "string", enum: ["e1000", "virtio"], default_key: true },
          e1000: { alias: "macaddr", keyAlias: "model" },
          "link-down": { type: "boolean", optional: true },
        },
      },
      tags: { type: "array", items: { type: "string", enum: ["a", "b"] }, optional: true },
    },
  },
  returns: { type: "null" },
};
const list: Endpoint = {
  path: "/nodes/{node}/qemu",
  method: "GET",
  name: "vmlist",
  permissions: { user: "all" },
  parameters: { type: "object", properties: { node: { type: "string" } } },
  returns: {
    type: "array",
    items: {
      type: "object",
      properties: {
        vmid: { type: "integer" },
        status: { type: "string", enum: ["stopped", "running"] },
        template: { type: "boolean", optional: true },
        "net[n]": { type: "string", optional: true },
        pressure: {
          type: "object",
          optional: true,
          additionalProperties: false,
          properties: { "cpu-some": { type: "number" } },
        },
      },
    },
  },
};
const api = (release: string, ...endpoints: Endpoint[]): Api => ({
  product: "pve",
  release,
  endpoints,
});
const words = {
  file: "words.ts",
  words: {
    endpoints: { "GET /nodes/{node}/qemu": "List the VMs of a node */ and more" },
    parameters: { "*": { vmid: "Guest id", "net[n].link-down": "1 pulls the cable" } },
  },
};

function surface(target: Api, ...older: Api[]): Map<string, string> {
  const files = emitSurface(createModel(target, [...older, target], [words]));
  return new Map(files.map(({ path, text }) => [path.replace("generated/surface/", ""), text]));
}

describe("the surface of a small API", () => {
  const files = surface(api("9.1", endpoint, list), api("8.4", list));

  it.each([
    "types/formats.ts",
    "types/nodes-qemu.ts",
    "keys.ts",
    "endpoint-tree.ts",
    "zod/nodes-qemu.ts",
    "zod/shared.ts",
  ])("has %s", (path) => {
    expect(files.get(path)).toMatchSnapshot();
  });

  it("says in every file what made it", () => {
    for (const [path, text] of files) {
      if (path.endsWith(".md")) continue;
      expect(text.slice(0, 400), path).toContain("Made again by: npm run generate");
    }
  });
});

describe("two endpoints with one name", () => {
  it.each(["/nodes/qemu", "/nodes/{node}/qemu/get"] as const)("%s", (path) => {
    const twin: Endpoint = { ...list, path };
    expect(() => surface(api("9.1", list, twin))).toThrow(/are both nodes\.qemu\.get/i);
  });
});

describe("a release that brings news", () => {
  const source = `const apiSchema = ${JSON.stringify([
    {
      path: "/novelty/{id}",
      info: {
        PUT: {
          method: "PUT",
          name: "renew",
          novelty: { deep: [1] },
          parameters: {
            additionalProperties: 0,
            properties: {
              id: { type: "string", format: "pve-novelty-id" },
              "gpu[n]": {
                type: "string",
                optional: 1,
                format: { kind: { enum: ["a"], type: "string" } },
              },
              odd: { type: "bignum", optional: 1, "no-such-keyword": 1 },
            },
          },
          returns: { type: "object", properties: { odd: { type: "bignum" } } },
        },
      },
    },
  ])};`;
  const { api: newer, unknown } = normalise(parseApidoc(source).tree, { release: "9.2" });
  const files = surface(newer, ...apis);

  it("is imported, its news kept and told", () => {
    expect([...unknown.keys()].sort()).toEqual(["no-such-keyword", "novelty", 'type "bignum"']);
  });

  it("is generated without a change of the generator", () => {
    expect(files.get("types/novelty.ts")).toMatch(
      /\[name: `gpu\$\{number\}`\]: string \| NoveltyGpu;/,
    );
    expect(files.get("types/novelty.ts")).toContain("odd?: string;");
    expect(files.get("endpoint-tree.ts")).toContain('put: Call<"PUT /novelty/{id}">;');
    expect(files.get("types/novelty.ts")).toContain('"PUT /novelty/{id}": {');
    expect(files.get("keys.ts")).toContain("interface Endpoints extends NoveltyEndpoints");
    expect(files.get("zod/novelty.ts")).toContain('"^gpu');
  });
});

// The oldest and the newest differ most; `npm run verify:surface -- --all` builds every release.
describe.each([apis[0], apis.at(-1)].filter((api) => api !== undefined))(
  "the surface of $release",
  (target) => {
    const files = emitSurface(createModel(target, apis, []));

    it("is made of valid TypeScript", () => {
      for (const { path, text } of files.filter((file) => file.path.endsWith(".ts"))) {
        const { warnings } = transformSync(text, { loader: "ts", sourcefile: path });
        expect(warnings, path).toEqual([]);
      }
    });

    it("has a function for every endpoint, once", () => {
      const tree = files.find(({ path }) => path.endsWith("/endpoint-tree.ts"))?.text ?? "";
      const typed = [...tree.matchAll(/^ *(get|post|put|delete): (?:Optional)?Call<"(.+)">;$/gm)];
      expect(typed.map(([, , key]) => key).sort()).toEqual(target.endpoints.map(keyOf).sort());
      for (const [, method, key] of typed) expect(key?.toLowerCase()).toMatch(`${method} `);
    });

    it("is the same each time", () => {
      const again = emitSurface(createModel(target, apis, []));
      expect(again).toEqual(files);
    });
  },
);
