import { fault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { addVolume, contentOf, isShared, requireStorage } from "../storage/storage.js";
import { MIB } from "../support/sizes.js";
import { nodeOf } from "./nodes.js";

/** What other servers on the network would offer; names under `.invalid` answer nothing. */
function reachable(context: Context, parameter: string): void {
  const server = context.text(parameter);
  if (/\.invalid$/.test(server)) {
    throw fault(`${server}: getaddrinfo failed: Name or service not known`);
  }
}

const CPU_MODELS: [name: string, vendor: string][] = [
  ["host", "default"],
  ["kvm64", "default"],
  ["qemu64", "default"],
  ["max", "default"],
  ["x86-64-v2", "default"],
  ["x86-64-v2-AES", "default"],
  ["x86-64-v3", "default"],
  ["x86-64-v4", "default"],
  ["EPYC", "AuthenticAMD"],
  ["EPYC-Rome", "AuthenticAMD"],
  ["EPYC-Milan", "AuthenticAMD"],
  ["EPYC-Genoa", "AuthenticAMD"],
  ["Skylake-Server", "GenuineIntel"],
  ["Cascadelake-Server", "GenuineIntel"],
  ["Icelake-Server", "GenuineIntel"],
  ["SapphireRapids", "GenuineIntel"],
];

const CPU_FLAGS: [name: string, description: string][] = [
  ["nested-virt", "Nested virtualisation for the guest"],
  ["md-clear", "Needed to clear buffers against MDS"],
  ["pcid", "Cheaper mitigation of Meltdown"],
  ["spec-ctrl", "Mitigation of Spectre variants on Intel"],
  ["ssbd", "Protection against Speculative Store Bypass on Intel"],
  ["ibpb", "Mitigation of Spectre variants on AMD"],
  ["virt-ssbd", "Protection against Speculative Store Bypass on AMD"],
  ["aes", "Hardware encryption"],
];

function machines(): unknown[] {
  const versions = ["10.1", "10.0", "9.2", "9.0", "8.2", "8.1", "8.0"];
  return versions.flatMap((version) => [
    { id: `pc-i440fx-${version}`, type: "i440fx", version },
    { id: `pc-q35-${version}`, type: "q35", version },
  ]);
}

/** Templates of the appliance index that a node keeps. */
const TEMPLATES = [
  ["debian-13-standard", "13.1-2", "debian-13", "tar.zst"],
  ["debian-12-standard", "12.12-1", "debian-12", "tar.zst"],
  ["ubuntu-24.04-standard", "24.04-2", "ubuntu-24.04", "tar.zst"],
  ["alpine-3.22-default", "20250617", "alpine", "tar.xz"],
  ["fedora-42-default", "20250428", "fedora", "tar.xz"],
] as const;

function templateName([name, version, , ending]: (typeof TEMPLATES)[number]): string {
  return `${name}_${version}_amd64.${ending}`;
}

function appliances(): unknown[] {
  return TEMPLATES.map((template) => ({
    template: templateName(template),
    package: template[0],
    version: template[1],
    os: template[2],
    type: "lxc",
    section: "system",
    architecture: "amd64",
    headline: `${template[0]} container`,
    description: `A small ${template[2]} system.`,
    infopage: "https://example.test/templates",
    location: `http://download.proxmox.com/images/system/${templateName(template)}`,
    maintainer: "Proxmox Support Team <support@proxmox.com>",
    source: "http://download.proxmox.com/images",
    manageurl: "",
    sha512sum: "0".repeat(128),
  }));
}

function downloadAppliance(context: Context): string {
  const { state, node, text } = context;
  const storage = text("storage");
  const template = text("template");
  const found = requireStorage(state, storage, node);
  if (!TEMPLATES.some((one) => templateName(one) === template)) {
    throw fault("no such template");
  }
  if (!contentOf(found).includes("vztmpl")) {
    throw fault(`cannot download to storage '${storage}' (not configured for vztmpl)`);
  }
  return context.task("download", template, function* (task) {
    task.log(`downloading ${template}`);
    for (const percent of [25, 50, 75, 100]) {
      yield 700;
      task.log(`${percent}%`);
    }
    const size = 120 * MIB;
    addVolume(state, {
      volid: `${storage}:vztmpl/${template}`,
      storage,
      content: "vztmpl",
      format: template.endsWith("zst") ? "tzst" : "txz",
      size,
      used: size,
      ctime: Math.floor(context.clock.now() / 1000),
      ...(!isShared(found) && { node }),
    });
    task.log("download finished");
  });
}

function urlMetadata(context: Context): unknown {
  const url = context.text("url");
  const name = url.replace(/[?#].*$/, "").replace(/^.*\//, "");
  if (/[./]invalid(?:[/:]|$)/.test(url))
    throw fault("invalid server response: '500 Can't connect'");
  const mimetype = name.endsWith(".iso")
    ? "application/x-iso9660-image"
    : "application/octet-stream";
  return { filename: name === "" ? "index.html" : name, size: 300 * MIB, mimetype };
}

export const nodeLookupHandlers: Handlers = {
  "GET /nodes/{node}/capabilities/qemu/cpu": () =>
    CPU_MODELS.map(([name, vendor]) => ({ name, vendor, custom: 0 })),
  "GET /nodes/{node}/capabilities/qemu/cpu-flags": () =>
    CPU_FLAGS.map(([name, description]) => ({ name, description })),
  "GET /nodes/{node}/capabilities/qemu/machines": machines,
  "GET /nodes/{node}/capabilities/qemu/migration": () => ({ "has-dbus-vmstate": 1 }),
  "GET /nodes/{node}/aplinfo": appliances,
  "POST /nodes/{node}/aplinfo": downloadAppliance,
  "GET /nodes/{node}/query-url-metadata": urlMetadata,
  "GET /nodes/{node}/query-oci-repo-tags": () => ["latest", "13", "13.1", "12"],
  "GET /nodes/{node}/scan/lvm": (context) =>
    [...nodeOf(context).volumeGroups.keys()].map((vg) => ({ vg })),
  "GET /nodes/{node}/scan/lvmthin": (context) =>
    [...nodeOf(context).thinPools]
      .filter(([, pool]) => pool.group === context.text("vg"))
      .map(([lv]) => ({ lv })),
  "GET /nodes/{node}/scan/zfs": (context) =>
    [...nodeOf(context).zfsPools.keys()].map((pool) => ({ pool })),
  "GET /nodes/{node}/scan/nfs": (context) => {
    reachable(context, "server");
    return [{ path: "/srv/backup", options: "192.0.2.0/24" }];
  },
  "GET /nodes/{node}/scan/cifs": (context) => {
    reachable(context, "server");
    return [{ share: "backup", description: "Backups" }];
  },
  "GET /nodes/{node}/scan/iscsi": (context) => {
    reachable(context, "portal");
    return [
      { target: "iqn.2003-01.test.example:storage", portal: `${context.text("portal")}:3260` },
    ];
  },
  "GET /nodes/{node}/scan/pbs": (context) => {
    reachable(context, "server");
    return [{ store: "main", comment: "Backups" }];
  },
};
