import { describe, expect, it } from "vitest";
import { endpointFilter, isEndpointPattern } from "../../src/schema/endpoint-filter.js";

describe("a pattern of endpoints", () => {
  it.each([
    ["DELETE /nodes/{node}/qemu/{vmid}", true],
    ["* /access/*", true],
    ["POST /nodes/*/execute", true],
    ["DELETE", false],
    ["delete /nodes", false],
    ["PATCH /nodes", false],
    ["POST nodes", false],
    ["POST /a b", false],
    ["", false],
  ])("%j is one: %s", (text, is) => expect(isEndpointPattern(text)).toBe(is));

  it.each([
    ["DELETE /nodes/{node}/qemu/{vmid}", "DELETE /nodes/{node}/qemu/{vmid}", true],
    [
      "DELETE /nodes/{node}/qemu/{vmid}",
      "DELETE /nodes/{node}/qemu/{vmid}/snapshot/{snapname}",
      false,
    ],
    ["DELETE /nodes/*/qemu/*", "DELETE /nodes/{node}/qemu/{vmid}/snapshot/{snapname}", true],
    ["* /access/*", "PUT /access/acl", true],
    ["* /access/*", "GET /access", false],
    ["GET /a.c", "GET /abc", false],
  ] as const)("%s fits %s: %s", (pattern, endpoint, fits) => {
    expect(endpointFilter([pattern])(endpoint)).toBe(fits);
  });
});
