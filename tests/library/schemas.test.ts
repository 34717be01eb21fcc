import { describe, expect, it } from "vitest";
import type { EndpointKey } from "../../generated/surface/keys.js";
import { loadRelease, newestRelease } from "../../src/data/releases.js";
import { parameters, result } from "../../src/library/schemas.js";
import { keyOf } from "../../src/schema/model.js";

describe("parameters", () => {
  it("judges what an endpoint takes, families and property strings as objects included", async () => {
    const schema = await parameters("POST /nodes/{node}/qemu");
    const vm = { node: "pve1", vmid: 100, net0: { model: "virtio", bridge: "vmbr0" } };
    expect(schema.parse(vm)).toEqual(vm);
    const verdict = schema.safeParse({ node: "pve1", vmid: 7, coers: 4, net0: { model: "x" } });
    if (verdict.success) throw new Error("accepted");
    expect(
      verdict.error.issues.map(({ path, message }) => [path.join("."), message]).sort(),
    ).toMatchInlineSnapshot(`
      [
        [
          "",
          "Unrecognized key: "coers"",
        ],
        [
          "net0",
          "Invalid input",
        ],
        [
          "vmid",
          "Too small: expected number to be >=100",
        ],
      ]
    `);
  });

  it("is built once", async () => {
    expect(await parameters("GET /version")).toBe(await parameters("GET /version"));
  });

  it("knows no other endpoint", async () => {
    await expect(parameters("GET /nosuch" as EndpointKey)).rejects.toThrow(
      "GET /nosuch isn't an endpoint of the newest release",
    );
  });
});

describe("result", () => {
  it("allows every spelling of a scalar and further properties, and no other shape", async () => {
    const schema = await result("GET /nodes");
    expect(schema.safeParse([{ node: "pve1", maxcpu: "4", more: {} }]).success).toBe(true);
    expect(schema.safeParse({ node: "pve1" }).success).toBe(false);
  });
});

describe("every endpoint of the newest release", () => {
  it("has both", async () => {
    for (const endpoint of loadRelease(newestRelease()).endpoints) {
      const key = keyOf(endpoint) as EndpointKey;
      expect((await parameters(key)).safeParse(7).success, key).toBe(false);
      expect(await result(key), key).toHaveProperty("safeParse");
    }
  });
});
