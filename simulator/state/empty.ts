import type { Token, User } from "../access/access-state.js";
import { builtInRoles } from "../access/roles.js";
import { emptyFirewall } from "../firewall/firewall-state.js";
import type { NodeState } from "../nodes/node-state.js";
import type { SdnConfig } from "../sdn/sdn-state.js";
import { GIB } from "../support/sizes.js";
import { notifications } from "./default-notifications.js";
import { nodeServices } from "./services.js";
import type { State } from "./state.js";

/** The newest patch of each release, with the commit that it reports. */
const VERSIONS: Record<string, { version: string; repoid: string }> = {
  "7.4": { version: "7.4-19", repoid: "f98bf8d4" },
  "8.0": { version: "8.0.9", repoid: "fd1a0ae1b385cdcd" },
  "8.1": { version: "8.1.11", repoid: "2278a4f1c0dc5e1a" },
  "8.2": { version: "8.2.10", repoid: "0c7ad5e2b0f4bd2e" },
  "8.3": { version: "8.3.5", repoid: "dac3aa88bac3f300" },
  "8.4": { version: "8.4.14", repoid: "b502d23c55afcba1" },
  "9.0": { version: "9.0.11", repoid: "3bf5476b8a4699e2" },
  "9.1": { version: "9.1.9", repoid: "f40095996bcb6bf7" },
};

/** A cluster of the given release with nothing in it but what an installation brings. */
export function emptyState(release: string, local: string): State {
  const { version, repoid } = VERSIONS[release] ?? {
    version: `${release}.1`,
    repoid: "0123456789abcdef",
  };
  return {
    release,
    version,
    repoid,
    local,
    nodes: new Map(),
    unreachable: new Set(),
    guests: new Map(),
    storages: new Map(),
    volumes: new Map(),
    pools: new Map(),
    access: {
      users: new Map([["root@pam", user({ email: "root@example.test" })]]),
      groups: new Map(),
      roles: builtInRoles(release),
      acl: [],
      realms: new Map([
        ["pam", { type: "pam", comment: "Linux PAM standard authentication" }],
        ["pve", { type: "pve", comment: "Proxmox VE authentication server" }],
      ]),
    },
    tasks: new Map(),
    log: [],
    options: { keyboard: "en-us" },
    firewall: {
      cluster: emptyFirewall(),
      groups: new Map(),
      nodes: new Map(),
      vnets: new Map(),
    },
    ha: { resources: new Map(), groups: new Map(), rules: new Map(), armed: true },
    sdn: {
      edited: emptySdn(),
      ipams: new Map([["pve", { type: "pve" }]]),
      dns: new Map(),
      fabrics: new Map(),
      fabricNodes: new Map(),
      addresses: [],
    },
    backupJobs: new Map(),
    replicationJobs: new Map(),
    realmSyncJobs: new Map(),
    mappings: { dir: new Map(), pci: new Map(), usb: new Map() },
    metrics: new Map(),
    notifications: notifications(),
    acme: { accounts: new Map(), plugins: new Map([["standalone", { type: "standalone" }]]) },
    lastPid: 300,
    seed: 20_260_105,
  };
}

export function emptySdn(): SdnConfig {
  return { zones: new Map(), vnets: new Map(), subnets: new Map(), controllers: new Map() };
}

export function user(facts: Partial<User> = {}): User {
  return { enable: true, expire: 0, tokens: new Map(), factors: new Map(), ...facts };
}

export function token(secret: string, facts: Partial<Token> = {}): Token {
  return { secret, privsep: false, expire: 0, ...facts };
}

/** A node with one bridge on one card, as the installer leaves it. */
export function node(
  facts: Pick<NodeState, "name" | "id" | "address" | "bootedAt"> & Partial<NodeState>,
): NodeState {
  return {
    online: true,
    processors: { cores: 16, sockets: 1, model: "AMD EPYC 7313P 16-Core Processor" },
    memory: 128 * GIB,
    rootfs: 94 * GIB,
    load: 0.03,
    fingerprint: Array.from({ length: 32 }, (_, index) =>
      ((index * 37 + facts.id * 11 + 5) % 256).toString(16).padStart(2, "0").toUpperCase(),
    ).join(":"),
    config: {},
    dns: { search: "example.test", dns1: "192.0.2.53" },
    hosts: hostsFile(facts.name, facts.address),
    timezone: "Etc/UTC",
    network: { active: network(facts.address) },
    services: nodeServices(),
    subscription: { status: "notfound", message: "There is no subscription key" },
    updates: [],
    repositories: [],
    disks: [],
    volumeGroups: new Map(),
    thinPools: new Map(),
    zfsPools: new Map(),
    directories: new Map(),
    certificates: {},
    journal: [],
    ...facts,
  };
}

function hostsFile(name: string, address: string): string {
  return `127.0.0.1 localhost.localdomain localhost\n${address} ${name}.example.test ${name}\n`;
}

function network(address: string): NodeState["network"]["active"] {
  const gateway = address.replace(/\.\d+$/, ".1");
  const common = { method6: "manual", families: ["inet"], active: 1 };
  return new Map<string, Record<string, unknown>>([
    ["eno1", { type: "eth", method: "manual", priority: 3, exists: 1, ...common }],
    [
      "vmbr0",
      {
        type: "bridge",
        method: "static",
        address,
        netmask: "24",
        cidr: `${address}/24`,
        gateway,
        bridge_ports: "eno1",
        bridge_stp: "off",
        bridge_fd: "0",
        autostart: 1,
        priority: 4,
        ...common,
      },
    ],
  ]);
}
