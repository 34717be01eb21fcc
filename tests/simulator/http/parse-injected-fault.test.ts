import { describe, expect, it } from "vitest";
import { parseFault } from "../../../simulator/http/parse-injected-fault.js";

describe("faults", () => {
  it("are read from their header", () => {
    expect(parseFault("latency=200, status=596, reason=gone, reset, lock-timeout")).toEqual({
      latency: 200,
      status: 596,
      reason: "gone",
      reset: true,
      lockTimeout: true,
    });
  });
});
