import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadCatalogue } from "../../../src/data/catalogue.js";
import { loadRelease, newestRelease } from "../../../src/data/releases.js";
import { parseGuestRules } from "../../../src/policy/scope/guest-rules.js";
import { outOfScope } from "../../../src/policy/scope/scope.js";
import { exampleParameters } from "../../../src/schema/example.js";
import { type Endpoint, keyOf, pathParameters } from "../../../src/schema/model.js";
import { type Harness, openToolbox } from "../../tools/harness.js";

const { endpoints } = loadRelease(newestRelease());
const isWriting = (endpoint: Endpoint) =>
  endpoint.method !== "GET" && loadCatalogue().endpoints[keyOf(endpoint)]?.tier !== "read";
const writing = endpoints.filter(isWriting);

const scope = { guests: parseGuestRules("100-109") };
const facts = {
  guest: (vmid: number) => (vmid === 150 ? undefined : { vmid, tags: [], node: "pve1" }),
  disks: [],
};
const judge = (endpoint: Endpoint, parameters: object) =>
  outOfScope(
    scope,
    { endpoint: keyOf(endpoint), parameters: { ...parameters }, changes: true },
    facts,
  );

/** The ways in which a parameter can name guest 110. */
function namesOf(name: string): string[] {
  if (/^(vmid|newid|target-vmid|vms)$/.test(name)) return ["110", "100,110", " 110"];
  if (name === "sid") return ["vm:110", "ct:110", "110"];
  if (name === "resources") return ["vm:110", "vm:100,ct:110"];
  if (
    /^(scsi|virtio|sata|ide|efidisk|tpmstate|mp|unused)\[n\]$|^(rootfs|efidisk0|tpmstate0|cdrom)$/.test(
      name,
    )
  ) {
    return [
      "local-lvm:vm-110-disk-0",
      "file=local-lvm:vm-110-disk-0,size=8G",
      "volume=local-lvm:subvol-110-disk-0,mp=/x",
      "local:110/vm-110-disk-0.qcow2",
      "local-lvm:0,import-from=local-lvm:vm-110-disk-0",
    ];
  }
  if (/^(volume|volid|archive|ostemplate|disk)$/.test(name)) {
    return [
      "local-lvm:vm-110-disk-0",
      "nas:backup/vzdump-qemu-110-2026_01_05-02_00_00.vma.zst",
      "pbs:backup/vm/110/2026-01-05T02:00:00Z",
    ];
  }
  return [];
}

const mine = (endpoint: Endpoint): Record<string, unknown> => ({
  ...exampleParameters(endpoint, { all: false }),
  ...(pathParameters(endpoint.path).includes("vmid") && { vmid: "100" }),
});

describe("every writing endpoint, with a guest out of scope", () => {
  const attacks = writing.flatMap((endpoint) =>
    Object.keys(endpoint.parameters.properties ?? {}).flatMap((name) =>
      namesOf(name).map((value) => ({ endpoint, name: name.replace("[n]", "1"), value })),
    ),
  );
  const readsSource = (key: string, name: string) => key.endsWith("/clone") && name === "vmid";

  it("is refused, whichever parameter names it", () => {
    const passed = attacks
      .filter(({ endpoint, name }) => !readsSource(keyOf(endpoint), name))
      .filter(({ endpoint, name, value }) => !judge(endpoint, { ...mine(endpoint), [name]: value }))
      .map(({ endpoint, name, value }) => `${keyOf(endpoint)} ${name}=${value}`);
    expect(passed).toEqual([]);
    expect(attacks.length).toBeGreaterThan(250);
  });

  it("is refused where it names none and isn't about files to install from or an own task", () => {
    const passed = writing.filter((endpoint) => {
      const names = /^(?:vmid|vms|newid|sid|id|resources)$/;
      const rest = Object.entries(mine(endpoint)).filter(([name]) => !names.test(name));
      return !judge(endpoint, Object.fromEntries(rest));
    });
    expect(passed.map(keyOf)).toMatchInlineSnapshot(`
      [
        "POST /nodes/{node}/aplinfo",
        "POST /nodes/{node}/storage/{storage}/download-url",
        "POST /nodes/{node}/storage/{storage}/oci-registry-pull",
        "POST /nodes/{node}/storage/{storage}/upload",
        "DELETE /nodes/{node}/tasks/{upid}",
      ]
    `);
  });
});

describe("in scope", () => {
  it("passes every writing endpoint of a guest", () => {
    const own = writing.filter(({ path }) => path.includes("/{vmid}"));
    const refused = own.flatMap((endpoint) => {
      const reason = judge(endpoint, { ...mine(endpoint), newid: 101, "target-vmid": 102 });
      return reason === undefined ? [] : [`${keyOf(endpoint)}: ${reason}`];
    });
    expect(refused).toEqual([]);
    expect(own.length).toBeGreaterThan(80);
  });
});

/** Files to install from, and own tasks: the test above says which these are. */
const servesAll = /aplinfo$|download-url$|oci-registry-pull$|\/upload$|\/tasks\/\{upid\}$/;

describe("a server with a scope", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox({
      scope: {
        guests: parseGuestRules("100-109,tag:lab,!104"),
        storages: ["local-lvm", "local"],
      },
      confirm: { mode: "off", fallback: "allow" },
    });
  });
  afterAll(() => harness.close());

  const writes = () => harness.sent().filter((request) => !request.startsWith("GET "));

  it("refuses each writing endpoint on guest 200 through the door, and sends nothing", async () => {
    let refused = 0;
    for (const endpoint of writing.filter((one) => !servesAll.test(keyOf(one)))) {
      const parameters = {
        ...exampleParameters(endpoint),
        vmid: 200,
        newid: 201,
        sid: "ct:200",
        resources: "ct:200",
        ...(endpoint.path.includes("/replication") && { id: "200-0" }),
      };
      const known = Object.keys(endpoint.parameters.properties ?? {});
      const params = Object.fromEntries(
        Object.entries(parameters).filter(([name]) => known.includes(name)),
      );
      const { code } = await harness.refused("proxmox_api_write", {
        endpoint: keyOf(endpoint),
        params,
      });
      if (code === "scope") refused += 1;
      expect(
        harness.sent().filter((one) => !one.startsWith("GET ")),
        keyOf(endpoint),
      ).toEqual([]);
      expect(["scope", "login", "unsupported", "parameters", "kind", "node", "upload"]).toContain(
        code,
      );
    }
    expect(writes()).toEqual([]);
    expect(refused).toBeGreaterThan(250);
  }, 60_000);

  it.each<[string, Record<string, unknown>, string]>([
    [
      "proxmox_guest_stop",
      { vmid: 104 },
      "guest 104: only guests 100-109,tag:lab,!104 are in scope",
    ],
    ["proxmox_guest_delete", { vmid: 200 }, "guest 200"],
    ["proxmox_guest_clone", { vmid: 9000, newid: 400 }, "guest 400"],
    ["proxmox_bulk", { action: "start", vmids: [200] }, "guest 200"],
    ["proxmox_backup", { action: "create", all: true, storage: "local" }, "name them in vmid"],
    ["proxmox_node_bulk", { action: "stop_all", node: "pve1" }, "name them in vms"],
    [
      "proxmox_acl",
      { action: "update", path: "/", roles: "Administrator", users: "a@pve" },
      "isn't about a guest",
    ],
    ["proxmox_guest_exec", { vmid: 104, command: ["id"] }, "guest 104"],
    ["proxmox_guest_config_update", { vmid: 100, config: { scsi5: "nfs-vm:8" } }, "storage nfs-vm"],
  ])("%s %j: %s", async (tool, args, message) => {
    harness.simulator.clearRequests();
    const { structuredContent } = await harness.result(tool, args);
    expect(JSON.stringify(structuredContent)).toContain(message);
    expect(writes()).toEqual([]);
  });

  it("does to guests in scope what is asked", async () => {
    await harness.call("proxmox_guest_stop", { vmid: 100 });
    expect(harness.simulator.state.guests.get(100)?.running).toBeFalsy();
    await harness.call("proxmox_create_vm", { node: "pve1", vmid: 500, options: { tags: "lab" } });
    expect(harness.simulator.state.guests.has(500)).toBe(true);
  });

  it("tells a model what is in scope", () => {
    expect(harness.toolbox.instructions).toContain(
      "In scope: guests 100-109,tag:lab,!104; storages local-lvm, local; others can only be read.",
    );
  });

  it("reads the others", async () => {
    expect(await harness.call("proxmox_guest_config", { vmid: 200 })).toHaveProperty("data");
  });
});

describe("a server that hides what is out of scope", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox({
      scope: { guests: parseGuestRules("100-101"), nodes: ["pve1"], read: true },
    });
  });
  afterAll(() => harness.close());

  it("lists only what is in it", async () => {
    const { data } = (await harness.call("proxmox_guest_list")) as { data: { vmid: number }[] };
    expect(data.map(({ vmid }) => vmid)).toEqual([100]);
  });

  it.each([
    ["proxmox_guest_config", { vmid: 200 }, "guest 200"],
    ["proxmox_node", { action: "status", node: "pve2" }, "node pve2"],
  ])("refuses to read %s %j", async (tool, args, message) => {
    expect((await harness.refused(tool, args)).message).toContain(message);
  });
});
