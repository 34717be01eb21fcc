import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ProxmoxError } from "../../src/pve/errors/errors.js";
import { clientOf, data, type Stub, startStub } from "../pve/stub.js";

let stub: Stub;

beforeEach(async () => {
  stub = await startStub(() => data(null));
});

afterEach(() => stub.close());

async function errorOf(promise: Promise<unknown>): Promise<ProxmoxError> {
  const error = await promise.catch((reason: unknown) => reason);
  if (error instanceof ProxmoxError) return error;
  throw new Error("no error");
}

describe("answers under way", () => {
  const large = "x".repeat(6_000_000);

  it("are forgotten when they have been read, or failed", async () => {
    const client = clientOf(stub, { maxAnswer: 7_000_000 });
    stub.handle = () => data(large);
    for (let round = 0; round < 12; round += 1) {
      expect(await client.call("GET /version", {})).toHaveLength(large.length);
    }
    stub.handle = () => data(`${large}${large}`);
    for (let round = 0; round < 12; round += 1) {
      expect((await errorOf(client.call("GET /version", {}))).code).toBe("too_large");
    }
    stub.handle = () => data(large);
    expect(await client.call("GET /version", {})).toHaveLength(large.length);
    await client.close();
  });

  it("are bounded together", async () => {
    const client = clientOf(stub, { maxAnswer: 7_000_000 });
    stub.handle = () => data(large);
    const all = await Promise.allSettled(
      Array.from({ length: 24 }, () => client.call("GET /version", {})),
    );
    const codes = all.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
    expect(new Set(codes).size).toBeLessThanOrEqual(1);
    expect(await client.call("GET /version", {})).toHaveLength(large.length);
    await client.close();
  });
});
