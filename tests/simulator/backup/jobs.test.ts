import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, simulate } from "../helpers.js";

let client: Client;

beforeAll(async () => {
  client = await simulate();
});

afterAll(() => client.close());

describe("a backup job", () => {
  const create = async (parameters: Record<string, unknown>) => {
    const { status, errors } = await client.call("POST /cluster/backup", {
      schedule: "02:00",
      storage: "local",
      ...parameters,
    });
    return errors ?? status;
  };

  it.each([
    [{}, { vmid: "property is missing" }],
    [{ all: 0 }, { vmid: "property is missing" }],
    [{ vmid: "100", all: 1 }, { all: "option conflicts with option 'vmid'" }],
    [{ vmid: "100", pool: "k8s" }, { pool: "option conflicts with option 'vmid'" }],
    [{ vmid: "100" }, 200],
    [{ exclude: "100" }, 200],
  ])("with %j is answered %j", async (parameters, outcome) => {
    expect(await create(parameters)).toEqual(outcome);
  });

  it("that excludes guests takes all others", async () => {
    await create({ id: "others", exclude: "100" });
    expect(await client.get("/cluster/backup/others")).toMatchObject({ all: 1, exclude: "100" });
  });
});
