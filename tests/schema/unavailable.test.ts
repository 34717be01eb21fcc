import { describe, expect, test } from "vitest";
import { availability, readReleases, releasesWith } from "../../src/schema/availability.js";
import { exampleParameters } from "../../src/schema/example.js";
import type { EndpointKey, Schema } from "../../src/schema/model.js";
import { keyOf } from "../../src/schema/model.js";
import { unavailable } from "../../src/schema/unavailable.js";
import { RELEASES, readRelease } from "./releases.js";

const all = availability(RELEASES.map(readRelease));

const CREATE_CT = "POST /nodes/{node}/lxc";
const CREATE_VM = "POST /nodes/{node}/qemu";

/** The releases from this one on. */
const from = (release: string) => RELEASES.slice(RELEASES.indexOf(release)).join(" ");

test("only what some release lacks is kept", () => {
  expect(all.releases).toEqual(RELEASES);
  expect(all.endpoints[CREATE_CT]).toMatchObject({
    parameters: {
      "dev[n]": { in: "8.1-" },
      "dev[n].deny-write": { in: "8.3-" },
      "mp[n].keepattrs": { in: "9.1-" },
      "rootfs.idmap": { in: "9.2-" },
    },
  });
  expect(all.endpoints[CREATE_CT]?.parameters).not.toHaveProperty("net[n].name");
  expect(all.endpoints["GET /nodes"]).toBeUndefined();
  expect(all.endpoints["POST /cluster/ha/rules"]).toEqual({ in: "9.0-" });
  expect(JSON.stringify(all).length).toBeLessThan(30_000);
});

test.each<[EndpointKey, string | undefined, string | undefined, string]>([
  ["POST /cluster/ha/rules", undefined, undefined, from("9.0")],
  ["POST /cluster/ha/rules", "resources", undefined, from("9.0")],
  ["GET /nodes/{node}/scan/glusterfs", undefined, undefined, "7.4 8.0 8.1 8.2 8.3 8.4"],
  [CREATE_CT, "net[n].host-managed", undefined, from("9.1")],
  [CREATE_CT, "net[n].name", undefined, RELEASES.join(" ")],
  [CREATE_CT, "dev[n].deny-write", undefined, from("8.3")],
  [CREATE_VM, "efidisk0.ms-cert", undefined, `8.4 ${from("9.1")}`],
  [CREATE_VM, "virtiofs[n].direct-io", undefined, from("8.4")],
  [CREATE_VM, "hostpci[n].driver", undefined, from("9.1")],
  [CREATE_VM, "amd-sev.type", "snp", from("8.4")],
  [CREATE_VM, "ide[n].format", "cow", "7.4 8.0 8.1 8.2 8.3"],
  [CREATE_VM, "ide[n].format", "raw", RELEASES.join(" ")],
  ["POST /storage", "type", "glusterfs", "7.4 8.0 8.1 8.2 8.3 8.4"],
])("%s %s %s is in %s", (key, path, value, releases) => {
  expect(releasesWith(all, key, path, value).join(" ")).toBe(releases);
});

test("agrees with each release's own schema about every parameter", () => {
  const seen = new Map<string, [EndpointKey, string]>();
  for (const release of RELEASES) {
    for (const endpoint of readRelease(release).endpoints) {
      for (const name of Object.keys(endpoint.parameters.properties ?? {})) {
        seen.set(`${keyOf(endpoint)} ${name}`, [keyOf(endpoint), name]);
      }
    }
  }
  const wrong: string[] = [];
  const endpoints = new Map(
    RELEASES.map((release) => {
      const { endpoints: list } = readRelease(release);
      return [release, new Map(list.map((endpoint) => [keyOf(endpoint), endpoint]))];
    }),
  );
  for (const [what, [key, name]] of seen) {
    const truth = RELEASES.filter((release) => {
      const properties: Record<string, Schema> =
        endpoints.get(release)?.get(key)?.parameters.properties ?? {};
      return Object.hasOwn(properties, name);
    });
    if (releasesWith(all, key, name).join() !== truth.join()) wrong.push(what);
  }
  expect(seen.size).toBeGreaterThan(2900);
  expect(wrong).toEqual([]);
});

describe("unavailable", () => {
  test.each<[EndpointKey, Record<string, unknown>, string, string[]]>([
    [
      CREATE_CT,
      { net0: "name=eth0,host-managed=1" },
      "8.4",
      ["`host-managed` in net0 needs Proxmox VE 9.1; this node runs 8.4"],
    ],
    [
      CREATE_CT,
      { net0: { name: "eth0", "host-managed": true } },
      "9.0",
      ["`host-managed` in net0 needs Proxmox VE 9.1; this node runs 9.0"],
    ],
    [CREATE_CT, { net0: "name=eth0,host-managed=1", "ha-managed": undefined }, "9.1", []],
    [CREATE_CT, { env: "A=1" }, "7.0", ["`env` needs Proxmox VE 9.1; this node runs 7.0"]],
    [CREATE_CT, { env: "A=1" }, "9.7", []],
    [
      CREATE_VM,
      { virtiofs0: "share", memory: "512" },
      "8.3",
      ["`virtiofs0` needs Proxmox VE 8.4; this node runs 8.3"],
    ],
    [
      CREATE_VM,
      { ide0: "local:1,format=cow" },
      "9.1",
      ["`cow` for ide0.format went with Proxmox VE 8.4; this node runs 9.1"],
    ],
    [
      CREATE_VM,
      { ide0: "local:1,cyls=4" },
      "9.1",
      ["`cyls` in ide0 went with Proxmox VE 9.0; this node runs 9.1"],
    ],
    [
      CREATE_VM,
      { efidisk0: "local:1,ms-cert=2023" },
      "9.0",
      ["`ms-cert` in efidisk0 needs Proxmox VE 9.1; this node runs 9.0"],
    ],
    [
      "POST /storage",
      { type: "glusterfs" },
      "9.0",
      ["`glusterfs` for type went with Proxmox VE 9.0; this node runs 9.0"],
    ],
    [
      "POST /cluster/ha/rules",
      { rule: "x" },
      "8.4",
      ["POST /cluster/ha/rules needs Proxmox VE 9.0; this node runs 8.4"],
    ],
    [
      "GET /nodes/{node}/scan/glusterfs",
      {},
      "9.1",
      ["GET /nodes/{node}/scan/glusterfs went with Proxmox VE 9.0; this node runs 9.1"],
    ],
    ["GET /nodes", {}, "7.4", []],
  ])("%s %j on %s", (key, parameters, release, messages) => {
    expect(unavailable(all, key, parameters, release).map(({ message }) => message)).toEqual(
      messages,
    );
  });

  test("a whole problem", () => {
    const endpoint = readRelease("9.1").endpoints.find((one) => keyOf(one) === CREATE_CT);
    expect(
      unavailable(all, endpoint ?? CREATE_CT, { net0: "name=eth0,host-managed=1" }, "8.4"),
    ).toMatchInlineSnapshot(`
      [
        {
          "allowed": "\`host-managed\` in net0 needs Proxmox VE 9.1; this node runs 8.4",
          "message": "\`host-managed\` in net0 needs Proxmox VE 9.1; this node runs 8.4",
          "parameter": "net0",
          "path": "net0.host-managed",
          "proxmox": "property is not defined in schema and the schema does not allow additional properties",
          "rule": "release",
        },
      ]
    `);
  });

  test.each(RELEASES)("nothing that %s has itself is refused there", (release) => {
    const refused = readRelease(release).endpoints.flatMap((endpoint) =>
      unavailable(all, endpoint, exampleParameters(endpoint, { all: true, release }), release).map(
        ({ message }) => `${keyOf(endpoint)} ${message}`,
      ),
    );
    expect(refused).toEqual([]);
  });
});

test("runs of releases", () => {
  const known = ["7.4", "8.0", "8.4", "9.0"];
  expect(readReleases("8.0-", known)).toEqual(["8.0", "8.4", "9.0"]);
  expect(readReleases("-8.0", known)).toEqual(["7.4", "8.0"]);
  expect(readReleases("7.4,8.4-9.0", known)).toEqual(["7.4", "8.4", "9.0"]);
  expect(readReleases("8.4", known)).toEqual(["8.4"]);
  expect(readReleases(undefined, known)).toEqual(known);
});
