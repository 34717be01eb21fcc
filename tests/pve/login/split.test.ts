import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../../simulator/index.js";
import { loadRelease, newestRelease } from "../../../src/data/releases.js";
import { openConnection } from "../../../src/pve/connect.js";

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ api: loadRelease(newestRelease()), unauthorizedDelay: 0 });
});

afterAll(() => simulator.close());

describe("two logins for one cluster", () => {
  const wrong = "root@pam!none=00000000-0000-0000-0000-000000000000";
  const connectionWith = (token: string, actToken: string) =>
    openConnection({
      host: `${simulator.host}:${simulator.port}`,
      token,
      actToken,
      tls: { ca: simulator.certificate },
    });
  const change = ["PUT /pools/{poolid}", { poolid: "k8s", comment: "changed" }] as const;

  it("read with the one alone", async () => {
    const connection = connectionWith(simulator.token, wrong);
    await expect(connection.call("GET /nodes", {})).resolves.toHaveLength(3);
    await expect(connection.call(...change)).rejects.toMatchObject({
      code: "authentication",
    });
    await connection.close();
  });

  it("change with the other alone", async () => {
    const connection = connectionWith(wrong, simulator.token);
    await expect(connection.call("GET /nodes", {})).rejects.toMatchObject({
      code: "authentication",
    });
    await connection.call(...change);
    await connection.close();
    const reader = connectionWith(simulator.token, wrong);
    const pool = await reader.call("GET /pools/{poolid}", { poolid: "k8s" });
    expect(pool).toMatchObject({ comment: "changed" });
    await reader.close();
  });

  it("shows neither secret", () => {
    const connection = connectionWith(simulator.token, wrong);
    const text = `${simulator.token} ${wrong}`;
    const shown = connection.redact(text);
    expect(shown).not.toContain("00000000-0000");
    expect(shown).not.toContain(simulator.token.split("=")[1]);
  });
});
