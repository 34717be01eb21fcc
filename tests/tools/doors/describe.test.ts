import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, openToolbox } from "../harness.js";

let harness: Harness;

beforeAll(async () => {
  harness = await openToolbox({ toolsets: ["api"] });
});

afterAll(() => harness?.close());

const data = async (endpoint: string, parameter?: string) =>
  (
    await harness.call("proxmox_api_describe", {
      endpoint,
      ...(parameter !== undefined && { parameter }),
    })
  )["data"] as Record<string, unknown>;

const CONFIG = "PUT /nodes/{node}/qemu/{vmid}/config";

describe("since when, and until when", () => {
  it("there is an endpoint", async () => {
    expect(await data("GET /cluster/ha/rules")).toMatchObject({ since: "9.0" });
  });

  it.each([
    [CONFIG, "allow-ksm", /^boolean, default true, since 9\.1: /],
    ["POST /storage", "type", /, esxi since 8\.1, glusterfs until 8\.4: Kind of storage/],
    [
      "GET /nodes/{node}/network",
      "type",
      /, any_local_bridge since 8\.0, fabric\|include_sdn since 9\.0, vnet since 8\.4: /,
    ],
    ["POST /cluster/backup", "notification-policy", /, since 8\.1, until 8\.4: /],
    ["POST /storage", "maxfiles", /^integer 0\.\., .*until 8\.4: /],
  ])("%s has %s", async (endpoint, parameter, facts) => {
    expect((await data(endpoint, parameter))["facts"]).toMatch(facts);
  });

  it("property strings have keys and values of keys", async () => {
    const { keys } = await data(CONFIG, "amd-sev");
    expect(keys).toMatchObject({
      "type (may stand bare)": expect.stringContaining("since 8.3, snp since 8.4: "),
      "allow-smt": expect.stringContaining(", since 8.4: "),
    });
    expect((await data(CONFIG, "scsi0"))["keys"]).toMatchObject({
      cyls: expect.stringMatching(/^integer, until 8\.4: /),
    });
  });

  it("parameters were there that the newest release hasn't", async () => {
    const { parameters, gone } = await data("POST /cluster/backup");
    expect(Object.keys(gone as object)).toEqual(expect.arrayContaining(["notification-policy"]));
    expect(parameters).not.toHaveProperty("notification-policy");
    expect(await data(CONFIG)).not.toHaveProperty("gone");
  });
});

describe("a family of parameters", () => {
  it.each(["net[n]", "net0", "net31"])("is told with its range for %s", async (parameter) => {
    const { parameter: name, facts } = await data(CONFIG, parameter);
    expect({ name, facts }).toMatchObject({
      name: "net[n]",
      facts: expect.stringMatching(/^net0 to net31, string, property string: /),
    });
  });

  it.each(["net32", "net01", "net"])("has no %s", async (parameter) => {
    const { message } = await harness.refused("proxmox_api_describe", {
      endpoint: CONFIG,
      parameter,
    });
    expect(message).toContain(`has no "${parameter}"`);
  });
});
