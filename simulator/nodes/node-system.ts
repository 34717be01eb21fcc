import { X509Certificate } from "node:crypto";
import { fault, parameterFault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { digestOf } from "../support/random.js";
import { checkDigest } from "../support/sections.js";
import type { NodeState, Repository, Service } from "./node-state.js";
import { nodeOf } from "./nodes.js";

type Entry = Record<string, unknown>;

function serviceEntry(name: string, { description, running, enabled }: Service): Entry {
  return {
    service: name,
    name: name === "syslog" ? "rsyslog" : name,
    desc: description,
    state: running ? "running" : "dead",
    "active-state": running ? "active" : "inactive",
    "unit-state": enabled ? "enabled" : "not-found",
  };
}

function serviceOf(context: Context): Service {
  const service = nodeOf(context).services.get(context.text("service"));
  if (!service) {
    throw parameterFault({ service: `no such service '${context.text("service")}'` });
  }
  return service;
}

/** Without these the API itself would be gone. */
const ESSENTIAL = /^(?:pvedaemon|pveproxy|pve-cluster)$/;

function control(command: "start" | "stop" | "restart" | "reload") {
  return (context: Context): string => {
    const service = serviceOf(context);
    const name = context.text("service");
    return context.task(`srv${command}`, name, function* (task) {
      if (command === "stop" && ESSENTIAL.test(name)) {
        throw fault(`invalid service cmd '${name} stop': refusing to stop essential service!`);
      }
      task.log(`${command} service ${name}`);
      yield 800;
      service.running = command !== "stop";
    });
  };
}

function versions({ state }: Context): Entry[] {
  const packages: [string, string][] = [
    ["proxmox-ve", `${state.release}.0`],
    ["pve-manager", state.version],
    ["qemu-server", state.version],
    ["pve-container", state.version],
    ["pve-qemu-kvm", "10.1.2-1"],
    ["corosync", "3.1.9-pve2"],
  ];
  return packages.map(([name, version]) => ({
    Package: name,
    Title: name,
    Version: version,
    OldVersion: version,
    CurrentState: "Installed",
    Arch: name === "proxmox-ve" ? "all" : "amd64",
    Origin: "Proxmox",
    Priority: "optional",
    Section: "admin",
    Description: `Package ${name}`,
    ...(name === "pve-manager" && { ManagerVersion: state.version }),
  }));
}

function repositories(context: Context): Entry {
  const node = nodeOf(context);
  const files = new Map<string, Repository[]>();
  for (const one of node.repositories) files.set(one.file, [...(files.get(one.file) ?? []), one]);
  return {
    digest: digestOf(node.repositories),
    errors: [],
    infos: [],
    files: [...files].map(([path, all]) => ({
      path,
      "file-type": path.endsWith(".sources") ? "sources" : "list",
      repositories: all.map((one) => ({
        Enabled: one.enabled ? 1 : 0,
        Types: one.types,
        URIs: one.uris,
        Suites: one.suites,
        Components: one.components,
        FileType: path.endsWith(".sources") ? "sources" : "list",
      })),
      digest: [],
    })),
    "standard-repos": STANDARD.map(({ handle, name }) => ({
      handle,
      name,
      ...statusOf(node, handle),
    })),
  };
}

const STANDARD = [
  { handle: "enterprise", name: "Enterprise", component: "pve-enterprise" },
  { handle: "no-subscription", name: "No-Subscription", component: "pve-no-subscription" },
  { handle: "test", name: "Test", component: "pve-test" },
];

function statusOf(node: NodeState, handle: string): Entry {
  const found = node.repositories.find((one) => one.handle === handle);
  return found ? { status: found.enabled ? 1 : 0 } : {};
}

function changeRepository(context: Context): void {
  const node = nodeOf(context);
  checkDigest(context, digestOf(node.repositories));
  const all = node.repositories.filter((one) => one.file === context.text("path"));
  const found = all[context.number("index") ?? 0];
  if (!found) throw fault(`invalid index - ${context.number("index")}`);
  found.enabled = context.flag("enabled");
}

function addRepository(context: Context): void {
  const node = nodeOf(context);
  checkDigest(context, digestOf(node.repositories));
  const handle = context.text("handle");
  const standard = STANDARD.find((one) => one.handle === handle);
  if (!standard) throw parameterFault({ handle: `unknown repository '${handle}'` });
  const found = node.repositories.find((one) => one.handle === handle);
  if (found) {
    found.enabled = true;
    return;
  }
  const host =
    handle === "enterprise" ? "https://enterprise.proxmox.com" : "http://download.proxmox.com";
  node.repositories.push({
    file: `/etc/apt/sources.list.d/pve-${handle}.sources`,
    handle,
    enabled: true,
    types: ["deb"],
    uris: [`${host}/debian/pve`],
    suites: ["trixie"],
    components: [standard.component],
  });
}

function checkSubscription(context: Context): void {
  const { subscription } = nodeOf(context);
  if (subscription["key"] !== undefined) subscription["checktime"] = context.time;
}

function setSubscription(context: Context): void {
  const key = context.text("key").trim();
  const match = /^pve(\d+)([bcsp])-[0-9a-f]{10}$/.exec(key);
  if (!match) throw fault("Wrong subscription key format");
  nodeOf(context).subscription = {
    status: "active",
    key,
    level: match[2],
    sockets: Number(match[1]),
    serverid: digestOf(context.node).slice(0, 32).toUpperCase(),
    productname: "Proxmox VE Subscription",
    regdate: "2026-01-01 00:00:00",
    nextduedate: "2027-01-01",
    checktime: context.time,
    message: "The subscription is active",
    url: "https://www.proxmox.com/en/proxmox-virtual-environment/pricing",
  };
}

const DAY = 86_400;

function certificate(context: Context, filename: string, subject: string): Entry {
  const node = nodeOf(context);
  const start = Math.floor(node.bootedAt / 1000) - 30 * DAY;
  return {
    filename,
    fingerprint: node.fingerprint,
    subject,
    issuer: "/CN=Proxmox Virtual Environment/OU=simulated/O=PVE Cluster Manager CA",
    notbefore: start,
    notafter: start + 730 * DAY,
    "public-key-type": "id-ecPublicKey",
    "public-key-bits": 256,
    san: ["127.0.0.1", "localhost", node.address, node.name],
    pem: "-----BEGIN CERTIFICATE-----\n(simulated)\n-----END CERTIFICATE-----\n",
  };
}

function certificates(context: Context): Entry[] {
  const node = nodeOf(context);
  const { custom } = node.certificates;
  return [
    certificate(
      context,
      "pve-root-ca.pem",
      "/CN=Proxmox Virtual Environment/O=PVE Cluster Manager CA",
    ),
    certificate(
      context,
      "pve-ssl.pem",
      `/OU=PVE Cluster Node/O=Proxmox Virtual Environment/CN=${node.name}`,
    ),
    ...(custom
      ? [
          {
            ...certificate(context, "pveproxy-ssl.pem", custom.subject),
            notafter: custom.notAfter,
            pem: custom.pem,
          },
        ]
      : []),
  ];
}

function uploadCertificate(context: Context): Entry {
  const node = nodeOf(context);
  if (node.certificates.custom && !context.flag("force")) {
    throw parameterFault({
      force: "Custom certificate exists but 'force' is not set.",
    });
  }
  const pem = context.text("certificates");
  const facts = parseCertificate(pem);
  node.certificates.custom = { subject: facts.subject, notAfter: facts.notAfter, pem };
  return {
    ...certificate(context, "pveproxy-ssl.pem", facts.subject),
    fingerprint: facts.fingerprint,
    notafter: facts.notAfter,
    pem,
  };
}

function parseCertificate(pem: string): { subject: string; notAfter: number; fingerprint: string } {
  try {
    const parsed = new X509Certificate(pem);
    return {
      subject: `/${parsed.subject.replaceAll("\n", "/")}`,
      notAfter: Math.floor(Date.parse(parsed.validTo) / 1000),
      fingerprint: parsed.fingerprint256,
    };
  } catch {
    throw fault("unable to parse certificate");
  }
}

export const nodeSystemHandlers: Handlers = {
  "GET /nodes/{node}/services": (context) =>
    [...nodeOf(context).services].map(([name, service]) => serviceEntry(name, service)),
  "GET /nodes/{node}/services/{service}": () =>
    ["state", "start", "stop", "restart", "reload"].map((subdir) => ({ subdir })),
  "GET /nodes/{node}/services/{service}/state": (context) =>
    serviceEntry(context.text("service"), serviceOf(context)),
  "POST /nodes/{node}/services/{service}/start": control("start"),
  "POST /nodes/{node}/services/{service}/stop": control("stop"),
  "POST /nodes/{node}/services/{service}/restart": control("restart"),
  "POST /nodes/{node}/services/{service}/reload": control("reload"),
  "GET /nodes/{node}/apt/update": (context) => nodeOf(context).updates,
  "POST /nodes/{node}/apt/update": (context) =>
    context.task("aptupdate", "", function* (task) {
      task.log("starting apt-get update");
      for (const { uris, suites } of nodeOf(context).repositories) {
        yield 600;
        task.log(`Hit:1 ${uris[0]} ${suites[0]} InRelease`);
      }
      task.log("Reading package lists...");
    }),
  "GET /nodes/{node}/apt/versions": versions,
  "GET /nodes/{node}/apt/changelog": (context) => {
    const name = context.text("name");
    const known = nodeOf(context).updates.find((update) => update["Package"] === name);
    if (!known) throw fault(`unable to find changelog of package '${name}'`);
    return `${name} (${known["Version"]}) stable; urgency=medium\n\n  * simulated change\n`;
  },
  "GET /nodes/{node}/apt/repositories": repositories,
  "POST /nodes/{node}/apt/repositories": changeRepository,
  "PUT /nodes/{node}/apt/repositories": addRepository,
  "GET /nodes/{node}/subscription": (context) => nodeOf(context).subscription,
  "POST /nodes/{node}/subscription": checkSubscription,
  "PUT /nodes/{node}/subscription": setSubscription,
  "DELETE /nodes/{node}/subscription": (context) => {
    nodeOf(context).subscription = {
      status: "notfound",
      message: "There is no subscription key",
    };
  },
  "GET /nodes/{node}/certificates/info": certificates,
  "POST /nodes/{node}/certificates/custom": uploadCertificate,
  "DELETE /nodes/{node}/certificates/custom": (context) => {
    delete nodeOf(context).certificates.custom;
  },
};
