import { describe, expect, it } from "vitest";
import { loadApis } from "../../codegen/load.js";
import { createModel } from "../../codegen/model.js";
import type { Api, Endpoint } from "../../src/schema/model.js";
import { accepted, type Judge, refused } from "./judge.js";
import { jsonSchemaJudge } from "./judges/json-schema.js";
import { prismJudge } from "./judges/prism.js";
import { zodJudge } from "./judges/zod.js";
import { objectForm, objectsIn } from "./object-form.js";
import { verify } from "./verify.js";

const endpoint: Endpoint = {
  path: "/nodes/{node}/qemu",
  method: "POST",
  name: "create_vm",
  permissions: { user: "all" },
  parameters: {
    type: "object",
    additionalProperties: false,
    properties: {
      node: { type: "string", format: "pve-node" },
      cores: { type: "integer", minimum: 1, maximum: 8 },
      bios: { type: "string", enum: ["seabios", "ovmf"], optional: true },
      "net[n]": {
        type: "string",
        optional: true,
        format: {
          model: { type: "string", enum: ["e1000", "virtio"], default_key: true },
          tag: { type: "integer", minimum: 1, maximum: 4094, optional: true },
        },
      },
    },
  },
  returns: { type: "string" },
};

const always = (name: string, verdict: ReturnType<typeof refused>): Judge => ({
  name,
  judge: async () => verdict,
});
const blind = always("blind", accepted);
const grim = always("grim", refused("no"));

describe("verify", () => {
  it("notices a judge who takes everything", async () => {
    const tally = await verify([endpoint], [blind], [blind]);
    const seen = tally.failures.map((failure) => failure.replace(/ in \{.*/, ""));
    expect(tally.refusedByAll).toBe(0);
    expect(seen).toContain("POST /nodes/{node}/qemu: cores breaks minimum");
    expect(seen).toContain("POST /nodes/{node}/qemu: cores breaks missing");
    expect(seen).toContain("POST /nodes/{node}/qemu: bios breaks enum");
    expect(seen).toContain("POST /nodes/{node}/qemu: net32 breaks unknown");
    expect(seen).toContain("POST /nodes/{node}/qemu: net0.tag breaks maximum");
  });

  it("notices a judge who refuses what is valid", async () => {
    const { failures } = await verify([endpoint], [grim], []);
    expect(failures).toHaveLength(2);
    expect(failures[0]).toMatch(/^POST \/nodes\/\{node\}\/qemu: grim refuses valid \{.*: "no"$/);
  });

  it("notices an example that our own validator refuses", async () => {
    const impossible: Endpoint = {
      ...endpoint,
      parameters: {
        type: "object",
        properties: { size: { type: "integer", minimum: 5, maximum: 4 } },
      },
    };
    const { failures } = await verify([impossible], [], []);
    expect(failures.some((failure) => failure.includes("validate refuses valid"))).toBe(true);
  });
});

describe("objectForm", () => {
  it("moves a fault into an object", () => {
    const mutation = {
      parameters: { node: "pve1", cores: 1, net0: "model=virtio,tag=0" },
      parameter: "net0",
      path: "net0.tag",
      rule: "minimum" as const,
      inJsonSchema: false,
    };
    expect(objectForm(endpoint, mutation)).toEqual({
      node: "pve1",
      cores: 1,
      net0: { model: "virtio", tag: 0 },
    });
    expect(objectForm(endpoint, { ...mutation, path: "net0" })).toBeUndefined();
  });

  it("reads valid property strings", () => {
    expect(objectsIn(endpoint, { cores: 1, net0: "virtio,tag=7" })).toEqual({
      cores: 1,
      net0: { model: "virtio", tag: 7 },
    });
  });
});

// `npm run verify:surface` judges everything; here every twentieth endpoint keeps the tests short.
describe("the surface of the newest release", () => {
  it("satisfies all three judges, sampled", async () => {
    const apis = loadApis();
    const newest = apis.at(-1) as Api;
    const endpoints = newest.endpoints.filter((_, index) => index % 20 === 0);
    const model = createModel({ ...newest, endpoints }, apis, []);
    const zod = await zodJudge(model);
    try {
      const judges = [zod, jsonSchemaJudge(), await prismJudge(model.api)];
      const tally = await verify(endpoints, judges, [zod, jsonSchemaJudge(true)]);
      expect(tally.failures).toEqual([]);
      expect(tally.refusedByAll).toBeGreaterThan(100);
      expect(tally.mutated).toBe(
        tally.refusedByAll + [...tally.skipped.values()].reduce((sum, count) => sum + count, 0),
      );
    } finally {
      zod.close();
    }
  });
});
