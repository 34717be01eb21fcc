import { describe, expect, it, vi } from "vitest";
import { createValidatedCaller } from "../../src/library/validated.js";
import type { EndpointKey } from "../../src/schema/model.js";

/** A caller whose every call answers `data`. */
function answering(data: unknown) {
  const call = vi.fn(async () => data);
  return { call, checked: createValidatedCaller({ call }) };
}

describe("createValidatedCaller", () => {
  it("hands on what is right, and the answer as it came", async () => {
    const data = [{ node: "pve1", undeclared: 1 }];
    const { call, checked } = answering(data);
    expect(await checked.call("GET /nodes", {})).toBe(data);
    expect(call).toHaveBeenCalledWith("GET /nodes", {}, undefined);
  });

  it("sends nothing where parameters are wrong, and names each", async () => {
    const { call, checked } = answering(null);
    const given = { node: "pve1", vmid: "x", forec: true };
    const error = await checked
      .call("DELETE /nodes/{node}/qemu/{vmid}", given)
      .catch((thrown: Error) => thrown);
    expect(call).not.toHaveBeenCalled();
    expect({ ...(error as Error), message: (error as Error).message }).toMatchInlineSnapshot(`
      {
        "code": "validation",
        "endpoint": "DELETE /nodes/{node}/qemu/{vmid}",
        "errors": {
          "forec": "Not a parameter of this endpoint",
          "vmid": "Invalid input: expected number, received string",
        },
        "hint": "Nothing was sent.",
        "mayHaveRun": false,
        "message": "DELETE /nodes/{node}/qemu/{vmid}: vmid: Invalid input: expected number, received string; forec: Not a parameter of this endpoint",
        "name": "ValidationError",
        "reason": undefined,
        "retryable": false,
        "status": undefined,
      }
    `);
  });

  it("refuses an answer of another shape", async () => {
    const { checked } = answering("pve1");
    await expect(checked.call("GET /nodes", {})).rejects.toMatchObject({
      name: "UnexpectedAnswerError",
      code: "unexpected_answer",
      endpoint: "GET /nodes",
      mayHaveRun: false,
      message: expect.stringMatching(/^GET \/nodes: the answer isn't as declared: /),
    });
  });

  it.each<EndpointKey>(["GET /nodes/{node}/novelty", "GET /__proto__", "POST /nodes"])(
    "doesn't check %s, which the newest release hasn't",
    async (key) => {
      const { checked } = answering(7);
      expect(await checked.call(key, { any: 1 })).toBe(7);
    },
  );
});
