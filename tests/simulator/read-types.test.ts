import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recorded } from "../support/recorded.js";
import { type Client, simulate } from "./helpers.js";
import { READ_TYPES } from "./read-types.js";

/** What stands in the paths, by the part of the path before the parameter. */
const PARAMETERS: [prefix: RegExp, name: string, value: string][] = [
  [/\/lxc\//, "vmid", "400"],
  [/\/qemu\/\{vmid\}\/(?:agent|status\/current)/, "vmid", "110"],
  [/\/qemu\//, "vmid", "300"],
  [/^\/access\/tfa|\/users\//, "userid", "admin@pve"],
  [/\/token\//, "tokenid", "mcp"],
  [/\/ipset\//, "name", "set1"],
  [/\/aliases\//, "name", "al1"],
  [/\/endpoints\/sendmail\//, "name", "mail-to-root"],
  [/\/matchers\//, "name", "default-matcher"],
  [/\/ipams\//, "ipam", "pve"],
  [/\/bridges$/, "zone", "localnetwork"],
  [/\/backup\//, "id", "backup-x1"],
];

const COMMON: Record<string, string> = {
  cidr: "10.0.0.5",
  fabric: "x1",
  fabric_id: "x1",
  group: "sg1",
  groupid: "ops",
  iface: "vmbr0",
  name: "x1",
  node: "pve1",
  poolid: "prod",
  pos: "0",
  realm: "pve",
  roleid: "PVEAdmin",
  service: "pveproxy",
  sid: "vm:100",
  snapname: "s1",
  storage: "local",
  subnet: "x1-10.9.0.0-24",
  volume: "local:iso/tiny.iso",
};

/** A life that leaves the objects behind which the recorded server had. */
const LIFE: [what: string, parameters?: Record<string, unknown>][] = [
  ["POST /nodes/pve1/network", { iface: "vmbr5", type: "bridge", autostart: 1 }],
  ["PUT /nodes/pve1/config", { description: "hi" }],
  ["PUT /cluster/options", { "tag-style": "shape=full", keyboard: "de" }],
  [
    "POST /nodes/pve1/qemu",
    {
      vmid: 300,
      name: "t300",
      memory: 128,
      net0: "virtio,bridge=vmbr0",
      scsi0: "local:1,format=qcow2",
    },
  ],
  ["POST /nodes/pve1/qemu/300/snapshot", { snapname: "s1" }],
  ["POST /nodes/pve1/qemu/300/clone", { newid: 301, full: 1 }],
  ["POST /nodes/pve1/qemu/110/status/start"],
  [
    "POST /nodes/pve1/lxc",
    {
      vmid: 400,
      ostemplate: "local:vztmpl/mini-debian_12.5_amd64.tar.gz",
      rootfs: "local:1",
      net0: "name=eth0,bridge=vmbr0,ip=10.10.10.40/24",
      start: 1,
    },
  ],
  [
    "POST /cluster/backup",
    { id: "backup-x1", schedule: "daily", storage: "local", vmid: "100,300", mode: "snapshot" },
  ],
  ["POST /cluster/backup", { schedule: "mon..fri 22:30", storage: "local", all: 1 }],
  ["PUT /nodes/pve1/qemu/300/firewall/options", { enable: 1 }],
  ["POST /cluster/ha/resources", { sid: "vm:100", state: "stopped" }],
  [
    "POST /cluster/ha/rules",
    { rule: "x1", type: "node-affinity", resources: "vm:100", nodes: "pve1" },
  ],
  [
    "POST /cluster/metrics/server/x1",
    { type: "graphite", server: "127.0.0.1", port: 2003, disable: 1 },
  ],
  ["POST /cluster/mapping/dir", { id: "x1", map: "node=pve1,path=/var/lib/vz" }],
  ["POST /cluster/mapping/usb", { id: "x1", map: "node=pve1,id=1234:5678" }],
  [
    "POST /cluster/sdn/controllers",
    { controller: "x1", type: "evpn", asn: 65000, peers: "10.0.0.1" },
  ],
  ["POST /cluster/sdn/zones", { zone: "x1", type: "simple" }],
  ["POST /cluster/sdn/vnets", { vnet: "x1", zone: "x1" }],
  [
    "POST /cluster/sdn/vnets/x1/subnets",
    { subnet: "10.9.0.0/24", type: "subnet", gateway: "10.9.0.1" },
  ],
  ["POST /cluster/firewall/aliases", { name: "al1", cidr: "10.0.0.0/24" }],
  ["POST /cluster/firewall/groups", { group: "sg1", comment: "x" }],
  [
    "POST /cluster/firewall/groups/sg1",
    { type: "in", action: "ACCEPT", proto: "tcp", dport: 22, enable: 1 },
  ],
  ["POST /cluster/firewall/ipset", { name: "set1" }],
  ["POST /cluster/firewall/ipset/set1", { cidr: "10.0.0.5", nomatch: 1 }],
  [
    "POST /cluster/firewall/rules",
    { type: "in", action: "DROP", source: "10.0.0.0/24", comment: "t" },
  ],
  ["PUT /cluster/firewall/options", { policy_in: "DROP" }],
  ["POST /nodes/pve1/firewall/rules", { type: "in", action: "ACCEPT" }],
  ...["qemu/300", "lxc/400"].flatMap((guest): [string, Record<string, unknown>][] => [
    [`POST /nodes/pve1/${guest}/firewall/aliases`, { name: "al1", cidr: "10.0.0.1" }],
    [`POST /nodes/pve1/${guest}/firewall/ipset`, { name: "set1" }],
    [`POST /nodes/pve1/${guest}/firewall/ipset/set1`, { cidr: "10.0.0.5" }],
    [`POST /nodes/pve1/${guest}/firewall/rules`, { type: "in", action: "ACCEPT", macro: "SSH" }],
    [`POST /nodes/pve1/${guest}/firewall/rules`, { type: "in", action: "ACCEPT" }],
  ]),
  ["POST /access/roles", { roleid: "MyRole", privs: "VM.Audit" }],
];

const LETTERS: Record<string, string> = { string: "s", number: "n", boolean: "b" };

function letter(value: unknown): string {
  if (value === null) return "0";
  if (Array.isArray(value)) return "a";
  return LETTERS[typeof value] ?? "o";
}

type Types = Map<string, string>;

function parseTypes(text: string): Types {
  return new Map(
    text.split(" ").map((field) => {
      const colon = field.lastIndexOf(":");
      return [field.slice(0, colon), field.slice(colon + 1)];
    }),
  );
}

/** Every place where the answer has another type than the recorded one. */
function differences(value: unknown, types: Types, place = ""): string[] {
  const known = types.get(place === "" ? "." : place);
  const own = letter(value);
  const found =
    known !== undefined && !known.includes(own) ? [`${place}: ${own}, not ${known}`] : [];
  if (Array.isArray(value)) {
    return [...found, ...value.flatMap((entry) => differences(entry, types, `${place}[]`))];
  }
  if (typeof value !== "object" || value === null) return found;
  const base = place === "" ? "" : `${place}/`;
  const inside = Object.entries(value).flatMap(([key, entry]) => {
    const next = types.has(`${base}${key}`) ? `${base}${key}` : `${base}*`;
    return types.has(next) ? differences(entry, types, next) : [];
  });
  return [...found, ...inside];
}

/** Fields of the recorded answer that none of ours has. */
function missing(value: unknown, types: Types): string[] {
  const places = new Set<string>();
  const visit = (entry: unknown, place: string): void => {
    places.add(place === "" ? "." : place);
    if (Array.isArray(entry)) for (const one of entry) visit(one, `${place}[]`);
    else if (typeof entry === "object" && entry !== null) {
      const base = place === "" ? "" : `${place}/`;
      for (const [key, one] of Object.entries(entry)) {
        visit(one, types.has(`${base}${key}`) ? `${base}${key}` : `${base}*`);
      }
    }
  };
  visit(value, "");
  return [...types.keys()].filter((place) => !places.has(place));
}

/** Fields that our answers lack, with the reason. */
const LACKING: Record<string, { places: RegExp; reason: string }> = {
  "/cluster/sdn/fabrics/all": {
    places: /^fabrics\[\]/,
    reason: "the recorded server's fabrics weren't genuine: it lists two empty ones",
  },
};

describe("types of answers", () => {
  let client: Client;

  beforeAll(async () => {
    client = await simulate({ state: "recorded" });
    for (const [what, parameters] of LIFE) {
      const answer = await client.call(what, parameters);
      expect([what, answer.status, answer.reason, answer.errors]).toEqual([
        what,
        200,
        "OK",
        undefined,
      ]);
      client.simulator.manual?.settle();
    }
    client.simulator.manual?.advance(60_000);
  });

  afterAll(() => client.close());

  it.each(Object.entries(READ_TYPES))("GET %s", async (path, text) => {
    const upid = [...client.simulator.state.tasks.values()].find(
      ({ type }) => type === "qmclone",
    )?.upid;
    const filled = path.replace(/\{([^}]+)\}/g, (whole, name: string) => {
      const special = PARAMETERS.find(([prefix, own]) => own === name && prefix.test(path))?.[2];
      const value = name === "upid" ? upid : (special ?? COMMON[name] ?? "x1");
      return value === undefined ? whole : encodeURIComponent(value);
    });
    const query = QUERIES[path] ?? {};
    const answer = await client.call(`GET ${filled}`, query);
    expect([answer.status, answer.reason]).toEqual([200, "OK"]);
    const types = parseTypes(text);
    expect(differences(answer.data, types)).toEqual([]);
    const lacking = LACKING[path];
    expect(missing(answer.data, types).filter((place) => !lacking?.places.test(place))).toEqual([]);
  });
});

const QUERIES: Record<string, Record<string, unknown>> = {
  "/cluster/jobs/schedule-analyze": { schedule: "daily" },
};

describe("the table of types", () => {
  it("says what the recorded answers say", () => {
    const wrong: string[] = [];
    for (const { as, path, status, json } of recorded("reads")) {
      if (as !== "admin" || status !== 200) continue;
      const types = parseTypes(READ_TYPES[path] ?? "");
      wrong.push(...differences(json?.data, types).map((text) => `${path} ${text}`));
    }
    expect(wrong).toEqual([]);
  });
});
