import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TIERS } from "../../src/schema/catalogue.js";
import { type Harness, openToolbox } from "./harness.js";

let elevated: Harness;

beforeAll(async () => {
  elevated = await openToolbox();
});

afterAll(() => elevated.close());

describe("instructions", () => {
  it.each(TIERS)("of tier %s stay under 200 tokens", async (access) => {
    for (const excluded of [[], ["proxmox_node"]]) {
      const harness = await openToolbox({ access, toolsets: ["core"], excluded });
      const { instructions } = harness.toolbox;
      expect(Buffer.byteLength(instructions) / 4).toBeLessThan(200);
      expect(instructions).toContain(`PROXMOX_ACCESS=${access}`);
      expect(instructions).toContain("by PROXMOX_TOOLSETS");
      expect(instructions.includes("1 by PROXMOX_EXCLUDE_TOOLS")).toBe(excluded.length > 0);
      await harness.close();
    }
  });

  it("says that nothing is hidden", () => {
    expect(elevated.toolbox.instructions).toContain("none hidden");
  });
});
