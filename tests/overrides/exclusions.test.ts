import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  kindExclusions,
  loginExclusions,
  parameterExclusions,
  releaseExclusions,
  rootParameters,
} from "../../overrides/exclusions.js";
import { loadCatalogue } from "../../src/data/catalogue.js";
import { newestRelease } from "../../src/data/releases.js";
import { type Endpoint, type EndpointKey, pathParameters } from "../../src/schema/model.js";
import { requestError } from "../../src/tools/exclusions.js";
import { newestForm } from "../../src/tools/find-endpoint.js";
import { type Harness, openToolbox } from "../tools/harness.js";

const { endpoints } = loadCatalogue();

describe("as data", () => {
  it("has one answer for each endpoint of a kind", () => {
    const keys = kindExclusions.flatMap((exclusion) => exclusion.endpoints);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    expect(keys.filter((key) => !/\/(qemu|lxc)\/\{vmid\}/.test(key))).toEqual([]);
  });

  it("answers for every endpoint of the guest agent", () => {
    const known = new Set<string>(kindExclusions.flatMap((exclusion) => exclusion.endpoints));
    const agent = Object.keys(endpoints).filter((key) => key.includes("/qemu/{vmid}/agent"));
    expect(agent.filter((key) => !known.has(key))).toEqual([]);
    expect(agent.length).toBeGreaterThan(20);
  });

  it("only speaks of parameters that the endpoint lacks", () => {
    const wrong = parameterExclusions.flatMap(({ endpoints: keys, parameters }) =>
      keys.flatMap((key) => {
        const own = newestForm(key)?.parameters.properties ?? {};
        return parameters.filter((name) => name in own).map((name) => `${key} ${name}`);
      }),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ["root@pam's", rootParameters],
    ["a release's", releaseExclusions],
  ])("names %s parameters as the endpoints do", (_, exclusions) => {
    const wrong = exclusions.flatMap(({ endpoints: keys, parameters = [] }) =>
      keys.flatMap((key) => {
        const own = Object.keys((newestForm(key) as Endpoint).parameters.properties ?? {});
        const isKnown = (name: string) => own.includes(name);
        return parameters.length === 0 || parameters.some(isKnown) ? [] : [key];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it("only has a way round where a login is needed", () => {
    const keys = loginExclusions.flatMap((exclusion) => exclusion.endpoints);
    expect(keys.filter((key) => endpoints[key]?.login === undefined)).toEqual([]);
  });
});

const TOKEN = "admin@pve!mcp";

const refusals: [string, EndpointKey, Record<string, unknown>, string, string?][] = [
  [
    "a root endpoint",
    "PUT /nodes/{node}/disks/wipedisk",
    { node: "pve1", disk: "/dev/sdb" },
    "root@pam!full",
  ],
  ["a ticket endpoint", "PUT /access/password", { userid: "me@pve", password: "secret" }, TOKEN],
  ["a QEMU argument", "PUT /nodes/{node}/qemu/{vmid}/config", { vmid: 100, args: "-x" }, "a@pve"],
  ["a real device", "PUT /nodes/{node}/qemu/{vmid}/config", { hostpci0: { host: "01:00" } }, TOKEN],
  ["a lock", "POST /nodes/{node}/lxc/{vmid}/status/start", { skiplock: true }, TOKEN],
  [
    "a bind mount",
    "PUT /nodes/{node}/lxc/{vmid}/config",
    { node: "pve1", vmid: 200, mp0: "/srv,mp=/srv" },
    TOKEN,
  ],
  ["a VM's word", "PUT /nodes/{node}/lxc/{vmid}/config", { scsi1: "local:1" }, TOKEN],
  ["a container's word", "POST /nodes/{node}/qemu", { hostname: "x" }, TOKEN],
  ["an HA group on 9", "GET /cluster/ha/groups", {}, TOKEN],
  ["a resource's HA group on 9", "POST /cluster/ha/resources", { sid: "vm:1", group: "g" }, TOKEN],
];

const passes: [string, EndpointKey, Record<string, unknown>, string, string?][] = [
  ["a root endpoint as root", "PUT /nodes/{node}/disks/wipedisk", {}, "root@pam"],
  ["a ticket endpoint with a ticket", "PUT /access/password", {}, "me@pve"],
  ["a QEMU argument as root", "PUT /nodes/{node}/qemu/{vmid}/config", { args: "-x" }, "root@pam"],
  ["a mapping", "POST /nodes/{node}/qemu", { hostpci0: "mapping=gpu" }, TOKEN],
  ["a USB mapping", "POST /nodes/{node}/qemu", { usb0: { mapping: "key" } }, TOKEN],
  ["SPICE's USB", "POST /nodes/{node}/qemu", { usb0: "spice" }, TOKEN],
  ["a socket", "POST /nodes/{node}/qemu", { serial0: "socket" }, TOKEN],
  ["a lock that counts", "POST /nodes/{node}/lxc/{vmid}/status/start", { skiplock: 0 }, TOKEN],
  ["a volume", "PUT /nodes/{node}/lxc/{vmid}/config", { mp0: "local:8,mp=/srv" }, TOKEN],
  ["an absent word", "PUT /nodes/{node}/lxc/{vmid}/config", { scsi1: undefined }, TOKEN],
  ["an HA group on 8", "GET /cluster/ha/groups", {}, TOKEN, "8.4"],
];

describe("a request", () => {
  const ask = (key: EndpointKey, parameters: object, identity: string, release = "9.1") =>
    requestError(key, { ...parameters }, endpoints[key], { identity, release });

  it("is refused with the reason and the way round", () => {
    const answers = refusals.map(([what, key, parameters, identity, release]) => {
      const error = ask(key, parameters, identity, release);
      return `${what}: [${error?.code}] ${error?.message} | ${error?.hint}`;
    });
    expect(answers.join("\n")).toMatchInlineSnapshot(`
      "a root endpoint: [login] PUT /nodes/{node}/disks/wipedisk: only root@pam, logged in with a password, may call it; this server is root@pam!full. | As root on the shell of node pve1: wipefs --all /dev/sdb. Or connect with PROXMOX_USER=root@pam and PROXMOX_PASSWORD.
      a ticket endpoint: [login] PUT /access/password: no API token may call it, only who logged in with a password; this server is admin@pve!mcp. | As root on the shell of a node: pveum passwd me@pve. Or connect with PROXMOX_USER and PROXMOX_PASSWORD.
      a QEMU argument: [login] PUT /nodes/{node}/qemu/{vmid}/config with args: only root@pam, logged in with a password, may set it (arguments of QEMU can reach anything on the node); this server is a@pve. | As root on the shell of node NODE: qm set 100 --args -x
      a real device: [login] PUT /nodes/{node}/qemu/{vmid}/config with hostpci0: only root@pam, logged in with a password, may set it (a device of the node is handed out); this server is admin@pve!mcp. | Make a resource mapping of the device and say mapping=<id> instead of host=<address>.
      a lock: [login] POST /nodes/{node}/lxc/{vmid}/status/start with skiplock: only root@pam, logged in with a password, may set it (it ignores that another task works on the guest); this server is admin@pve!mcp. | Wait for the task that holds the lock: proxmox_node_task lists it.
      a bind mount: [login] PUT /nodes/{node}/lxc/{vmid}/config with mp0: only root@pam, logged in with a password, may set it (a directory or device of the node is mounted); this server is admin@pve!mcp. | Use a volume of a storage, or as root on the shell of node pve1: pct set 200
      a VM's word: [kind] PUT /nodes/{node}/lxc/{vmid}/config with scsi1: a container has no disks. | It has rootfs and mount points: proxmox_lxc_mountpoint.
      a container's word: [kind] POST /nodes/{node}/qemu with hostname: a VM's name is called name; cloud-init makes it the hostname. | Set name.
      an HA group on 9: [unsupported] GET /cluster/ha/groups doesn't work on Proxmox VE 9.1: HA groups became rules in Proxmox VE 9. | proxmox_ha_rule with a rule of type node-affinity does what a group did.
      a resource's HA group on 9: [unsupported] POST /cluster/ha/resources with group doesn't work on Proxmox VE 9.1: HA groups became rules in Proxmox VE 9. | Leave group out and name the resource in a node-affinity rule: proxmox_ha_rule."
    `);
  });

  it.each(passes)("passes with %s", (_, key, parameters, identity, release) => {
    expect(ask(key, parameters, identity, release)).toBeUndefined();
  });

  it("never repeats a secret in its answer", () => {
    const secret = "7h3-p455w0rd";
    for (const key of Object.keys(endpoints) as EndpointKey[]) {
      const names = pathParameters(key);
      const place = Object.fromEntries(names.map((name) => [name, "x"]));
      const error = ask(key, { ...place, password: secret, cipassword: secret }, TOKEN);
      expect(`${error?.message} ${error?.hint}`).not.toContain(secret);
    }
  });
});

describe("over the tools", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openToolbox();
  });
  afterAll(() => harness.close());

  const tools: [string, Record<string, unknown>][] = [
    ["proxmox_guest_exec", { vmid: 200, command: ["touch", "/a b"] }],
    ["proxmox_agent_file", { vmid: 200, operation: "write", file: "/a b", content: "x" }],
    [
      "proxmox_agent_user",
      { vmid: 200, operation: "set_password", username: "me", password: "pw" },
    ],
    ["proxmox_agent_freeze", { vmid: 200, operation: "freeze" }],
    ["proxmox_guest_reset", { vmid: 200 }],
    ["proxmox_vm_monitor", { vmid: 200, action: "sendkey", key: "ret" }],
    ["proxmox_guest_pause", { vmid: 200, todisk: true }],
    ["proxmox_guest_clone", { vmid: 200, format: "raw" }],
    ["proxmox_guest_config_update", { vmid: 100, config: { swap: 512 } }],
    [
      "proxmox_api_write",
      { endpoint: "PUT /nodes/{node}/disks/wipedisk", params: { node: "pve1", disk: "/dev/sdb" } },
    ],
    ["proxmox_api_read", { endpoint: "GET /cluster/ha/groups" }],
  ];

  it("answers before anything is sent", async () => {
    const answers: string[] = [];
    for (const [tool, args] of tools) {
      harness.sent();
      const { code, message, hint } = await harness.refused(tool, args);
      answers.push(`${tool} [${code}] ${message} | ${hint}`);
      // where the guest is, which kind, and what it has must be known first
      const looks = [
        "GET /cluster/resources",
        "GET /cluster/nextid",
        "GET /nodes/pve1/qemu/100/config",
      ];
      expect(harness.sent().filter((request) => !looks.includes(request))).toEqual([]);
    }
    const text = answers.join("\n").replaceAll(newestRelease(), "<release>");
    expect(text).toMatchInlineSnapshot(`
      "proxmox_guest_exec [kind] proxmox_guest_exec can't be used on guest 200, which is a container: containers have no guest agent, and Proxmox's API has no way to run a program in one. | As root on the shell of node pve1: pct exec 200 -- touch '/a b'; or let the operator set PROXMOX_EXEC_SSH=true
      proxmox_agent_file [kind] proxmox_agent_file can't be used on guest 200, which is a container: containers have no guest agent, and Proxmox's API can't write files in one. | As root on the shell of node pve1: pct push 200 LOCAL_FILE '/a b'
      proxmox_agent_user [kind] proxmox_agent_user can't be used on guest 200, which is a container: containers have no guest agent, and Proxmox's API sets passwords in one only when it is created. | As root on the shell of node pve1: pct exec 200 -- passwd me
      proxmox_agent_freeze [kind] proxmox_agent_freeze can't be used on guest 200, which is a container: a container's file systems belong to its node, which freezes them for a snapshot. | Nothing is needed: take the snapshot or the backup.
      proxmox_guest_reset [kind] proxmox_guest_reset can't be used on guest 200, which is a container: a container has no virtual hardware to reset. | proxmox_guest_stop, then proxmox_guest_start, come to the same.
      proxmox_vm_monitor [kind] proxmox_vm_monitor can't be used on guest 200, which is a container: a container has neither QEMU monitor nor keyboard. | proxmox_console_term opens its terminal.
      proxmox_guest_pause [kind] POST /nodes/{node}/lxc/{vmid}/status/suspend with todisk: a container can't be suspended to disk. | proxmox_guest_shutdown ends it; without todisk its processes are frozen.
      proxmox_guest_clone [kind] POST /nodes/{node}/lxc/{vmid}/clone with format: a container's volumes have no choice of format. | Leave it out.
      proxmox_guest_config_update [kind] PUT /nodes/{node}/qemu/{vmid}/config with swap: a VM's swap space is its own system's affair. | Set it up inside; memory is what Proxmox limits.
      proxmox_api_write [login] PUT /nodes/{node}/disks/wipedisk: only root@pam, logged in with a password, may call it; this server is admin@pve!demo. | As root on the shell of node pve1: wipefs --all /dev/sdb. Or connect with PROXMOX_USER=root@pam and PROXMOX_PASSWORD.
      proxmox_api_read [unsupported] GET /cluster/ha/groups doesn't work on Proxmox VE <release>: HA groups became rules in Proxmox VE 9. | proxmox_ha_rule with a rule of type node-affinity does what a group did."
    `);
  });
});
