import { describe, expect, it } from "vitest";
import { eachSchema } from "../../src/schema/each-schema.js";
import { namedPropertyString, propertyStringOf } from "../../src/schema/named-property-strings.js";
import { RELEASES, readRelease } from "./releases.js";

describe("keys of property strings whose format is only named", () => {
  it.each(RELEASES)("%s names no key without a schema of its own", (release) => {
    const unknown = new Set<string>();
    for (const { parameters } of readRelease(release).endpoints) {
      eachSchema(parameters, "", ({ format, keys = [] }) => {
        const known = typeof format === "string" ? namedPropertyString(format) : undefined;
        for (const key of known ? keys : []) if (!known?.[key]) unknown.add(`${format}: ${key}`);
      });
    }
    expect([...unknown]).toEqual([]);
  });

  const cpu = { type: "string" as const, format: "pve-vm-cpu-conf" };

  it("are those that the release names, and those that a patch of it is known to have", () => {
    const keys = Object.keys(propertyStringOf({ ...cpu, keys: ["cputype", "flags"] }, "9.0") ?? {});
    expect(keys).toEqual(["cputype", "guest-phys-bits", "flags"].sort());
  });

  it("are text where nothing is known of them", () => {
    expect(propertyStringOf({ ...cpu, keys: ["cputype", "novel"] })).toMatchObject({
      level: {},
      novel: { type: "string", optional: true },
    });
  });
});
