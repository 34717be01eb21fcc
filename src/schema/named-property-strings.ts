import type { Schema } from "./model.js";
import { compareReleases } from "./releases.js";

type Format = Record<string, Schema>;

/** A rule over the whole of a property string; returns Proxmox's text. */
type Rule = (values: Record<string, unknown>) => string | undefined;

interface NamedPropertyString {
  format: Format;
  rule?: Rule;
}

const text: Schema = { type: "string", optional: true };
const flag: Schema = { type: "boolean", optional: true };
const whole: Schema = { type: "integer", optional: true };
const real: Schema = { type: "number", optional: true };
const natural: Schema = { ...whole, minimum: 0 };
const positive: Schema = { ...whole, minimum: 1 };
const off: Schema = { ...flag, default: false };

const formatted = (format: string): Schema => ({ ...text, format });
const matching = (pattern: string): Schema => ({ ...text, pattern });
const oneOf = (...words: string[]): Schema => ({ ...text, enum: words });
const required = ({ optional: _, ...schema }: Schema): Schema => schema;
const bare = (schema: Schema): Schema => ({ ...schema, default_key: true });

const UUID = "[a-fA-F0-9]{8}(?:-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}";
const PCI = "(?:[a-f0-9]{4,}:)?[a-f0-9]{2}:[a-f0-9]{2}(?:\\.[a-f0-9])?";
const HEX_ID = matching("^0x[0-9a-fA-F]{4}$");
const BASE64 = matching("[A-Za-z0-9+\\/]+={0,2}");

/** The limits and bursts of a disk: one set for all, one for reads, one for writes. */
const throttles: Format = Object.fromEntries(
  ["", "_rd", "_wr"].flatMap((way) => [
    [`bps${way}`, whole],
    [`bps${way}_max_length`, positive],
    [`iops${way}`, whole],
    [`iops${way}_max`, whole],
    [`iops${way}_max_length`, positive],
    [`mbps${way}`, real],
    [`mbps${way}_max`, real],
  ]),
);

const olderThrottles: Format = Object.fromEntries(
  ["bps_rd", "bps_wr", "iops_rd", "iops_wr"].map((name) => [
    `${name}_length`,
    { alias: `${name}_max_length` },
  ]),
);

const VM_FLAGS = [
  "aes",
  "amd-no-ssb",
  "amd-ssbd",
  "hv-evmcs",
  "hv-tlbflush",
  "ibpb",
  "md-clear",
  "nested-virt",
  "pcid",
  "pdpe1gb",
  "spec-ctrl",
  "ssbd",
  "virt-ssbd",
];

const KEEP = ["last", "hourly", "daily", "weekly", "monthly", "yearly"].map(
  (each) => `keep-${each}`,
);

/**
 * Formats that apidoc.js mentions by name only and that stand for property strings. The keys are
 * those of Proxmox's modules.
 */
const NAMED: Record<string, NamedPropertyString> = {
  "backup-fleecing": {
    format: { enabled: bare(off), storage: formatted("pve-storage-id") },
    rule: ({ enabled, storage }) =>
      enabled && !storage ? "'storage' parameter is required when 'enabled' is set" : undefined,
  },
  "backup-performance": {
    format: {
      "max-workers": { ...positive, maximum: 256, default: 16 },
      "pbs-entries-max": { ...positive, default: 1048576 },
    },
  },
  "prune-backups": {
    format: { "keep-all": flag, ...Object.fromEntries(KEEP.map((name) => [name, natural])) },
    rule: (values) =>
      values["keep-all"] && KEEP.some((name) => Number(values[name] ?? 0) > 0)
        ? "keep-all cannot be set together with other options."
        : undefined,
  },
  "proxmox-remote": {
    format: {
      host: required(text),
      port: whole,
      apitoken: required(text),
      fingerprint: matching("([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}"),
    },
  },
  "pve-qemu-sev-fmt": {
    format: {
      type: bare({ type: "string", enum: ["std", "es", "snp"], maxLength: 3 }),
      "no-debug": off,
      "no-key-sharing": off,
      "allow-smt": { ...flag, default: true },
      "kernel-hashes": off,
    },
  },
  "pve-qemu-tdx-fmt": {
    format: {
      type: bare({ type: "string", enum: ["tdx"] }),
      attestation: { type: "boolean", default: true },
      "vsock-cid": { ...whole, minimum: 2, default: 2 },
      "vsock-port": { ...natural, default: 4050 },
    },
  },
  "pve-qm-boot": {
    format: {
      legacy: bare({ ...matching("[acdn]{1,4}"), default: "cdn" }),
      order: formatted("pve-qm-bootdev-list"),
    },
  },
  "pve-qm-cicustom": {
    format: Object.fromEntries(
      ["meta", "network", "user", "vendor"].map((name) => [name, formatted("pve-volume-id")]),
    ),
  },
  "pve-qm-hostpci": {
    format: {
      host: bare(matching(`${PCI}(;${PCI})*`)),
      mapping: formatted("pve-configid"),
      rombar: { ...flag, default: true },
      romfile: matching("[^,;]+"),
      pcie: off,
      "x-vga": off,
      "legacy-igd": off,
      mdev: matching("[^/\\.:]+"),
      "vendor-id": HEX_ID,
      "device-id": HEX_ID,
      "sub-vendor-id": HEX_ID,
      "sub-device-id": HEX_ID,
      driver: { ...oneOf("vfio", "keep"), default: "vfio" },
    },
  },
  "pve-qm-ide": {
    format: {
      file: bare({ type: "string", format: "pve-volume-id-or-qm-path" }),
      volume: { alias: "file" },
      "import-from": formatted("pve-volume-id-or-absolute-path"),
      media: { ...oneOf("cdrom", "disk"), default: "disk" },
      size: formatted("disk-size"),
      format: oneOf("raw", "qcow", "qed", "qcow2", "vmdk", "cloop"),
      cache: oneOf("none", "writethrough", "writeback", "unsafe", "directsync"),
      aio: oneOf("native", "threads", "io_uring"),
      discard: oneOf("ignore", "on"),
      detect_zeroes: flag,
      backup: flag,
      replicate: { ...flag, default: true },
      shared: off,
      snapshot: flag,
      ssd: flag,
      rerror: oneOf("ignore", "report", "stop"),
      werror: oneOf("enospc", "ignore", "report", "stop"),
      model: { ...formatted("urlencoded"), maxLength: 120 },
      serial: { ...formatted("urlencoded"), maxLength: 60 },
      wwn: matching("^(0x)[0-9a-fA-F]{16}"),
      ...throttles,
      ...olderThrottles,
    },
  },
  "pve-qm-ipconfig": {
    format: {
      ip: { ...formatted("pve-ipv4-config"), default: "dhcp" },
      gw: { ...formatted("ipv4"), requires: "ip" },
      ip6: { ...formatted("pve-ipv6-config"), default: "dhcp" },
      gw6: { ...formatted("ipv6"), requires: "ip6" },
    },
  },
  "pve-qm-rng": {
    format: {
      source: bare(required(oneOf("/dev/urandom", "/dev/random", "/dev/hwrng"))),
      max_bytes: { ...whole, default: 1024 },
      period: { ...whole, default: 1000 },
    },
  },
  "pve-qm-smbios1": {
    format: {
      uuid: matching(UUID),
      version: BASE64,
      serial: BASE64,
      manufacturer: BASE64,
      product: BASE64,
      sku: BASE64,
      family: BASE64,
      base64: flag,
    },
  },
  "pve-qm-watchdog": {
    format: {
      model: bare({ ...oneOf("i6300esb", "ib700"), default: "i6300esb" }),
      action: oneOf("reset", "shutdown", "poweroff", "pause", "debug", "none"),
    },
  },
  "pve-node-location": {
    format: {
      latitude: { type: "number", minimum: -90, maximum: 90 },
      longitude: { type: "number", minimum: -180, maximum: 180 },
      name: { ...text, maxLength: 128 },
    },
  },
  "pve-sdn-fabric-wireguard-interface": {
    format: {
      name: required(formatted("pve-sdn-wireguard-iface-name")),
      public_key: text,
      ip: formatted("CIDRv4"),
      ip6: formatted("CIDRv6"),
      listen_port: { ...real, minimum: 1, maximum: 65535 },
    },
  },
  "pve-sdn-dhcp-range": {
    // typed `ip` in Proxmox, which is no type of its schemas and so checks nothing
    format: { "start-address": {}, "end-address": {} },
  },
  "pve-tfa-config": {
    format: {
      type: required(oneOf("yubico", "oath")),
      id: text,
      key: text,
      url: text,
      digits: { ...whole, minimum: 6, maximum: 8, default: 6 },
      step: { ...whole, minimum: 10, default: 30 },
    },
  },
  "pve-vm-cpu-conf": {
    format: {
      cputype: bare({ ...text, default: "kvm64" }),
      "reported-model": text,
      hidden: off,
      "hv-vendor-id": matching("[a-zA-Z0-9]{1,12}"),
      flags: matching("[+-][a-zA-Z0-9\\-_\\.]+(;[+-][a-zA-Z0-9\\-_\\.]+)*"),
      "guest-phys-bits": { ...whole, minimum: 32, maximum: 64 },
      "phys-bits": formatted("pve-phys-bits"),
      level: { ...natural, maximum: 4294967295 },
    },
    rule: checkCpu,
  },
  "realm-sync-options": {
    format: {
      scope: oneOf("users", "groups", "both"),
      "remove-vanished": {
        ...matching("(?:(?:(?:acl|properties|entry);)*(?:acl|properties|entry))|none"),
        default: "none",
      },
      full: flag,
      "enable-new": { ...flag, default: true },
      purge: flag,
    },
  },
};

function checkCpu(values: Record<string, unknown>): string | undefined {
  if (!values["cputype"]) return "CPU is missing cputype";
  const flags = values["flags"] === undefined ? [] : String(values["flags"]).split(";");
  if (flags.some((entry) => !VM_FLAGS.includes(entry.slice(1)))) {
    return `VM-specific CPU flags must be a subset of: ${VM_FLAGS.join(", ")}`;
  }
  return values["reported-model"] === undefined
    ? undefined
    : "Property 'reported-model' not allowed in VM-specific CPU config.";
}

/** Since when there are keys and values (`key=value`) that the oldest release here didn't have. */
const SINCE: Record<string, Record<string, string>> = {
  "backup-performance": { "pbs-entries-max": "8.0" },
  "pve-qemu-sev-fmt": { "allow-smt": "8.4", "type=snp": "8.4" },
  "pve-qm-hostpci": { mapping: "8.0", driver: "9.1" },
  "pve-vm-cpu-conf": { "guest-phys-bits": "9.0", level: "9.2" },
};

/**
 * The keys of a property string that apidoc.js gives a name only; undefined for any other format.
 *
 * @param release leaves out what came later; without it, everything ever known is there
 */
export function namedPropertyString(name: string, release?: string): Format | undefined {
  const format = Object.hasOwn(NAMED, name) ? NAMED[name]?.format : undefined;
  const since = SINCE[name];
  return format && since && release !== undefined ? asOf(release, format, since) : format;
}

function asOf(release: string, format: Format, since: Record<string, string>): Format {
  const isThere = (what: string) => compareReleases(since[what] ?? release, release) <= 0;
  const entries = Object.entries(format).filter(([key]) => isThere(key));
  return Object.fromEntries(
    entries.map(([key, schema]) => [
      key,
      schema.enum
        ? { ...schema, enum: schema.enum.filter((value) => isThere(`${key}=${value}`)) }
        : schema,
    ]),
  );
}

/** Proxmox's text for keys that fit one by one but not together. */
export function checkNamedPropertyString(
  name: string,
  values: Record<string, unknown>,
): string | undefined {
  return Object.hasOwn(NAMED, name) ? NAMED[name]?.rule?.(values) : undefined;
}

/** The keys of a parameter that is a property string, whether the schema has them or only a name. */
export function propertyStringOf(schema: Schema, release?: string): Format | undefined {
  const { format, keys } = schema;
  if (typeof format !== "string") return format;
  const known = namedPropertyString(format, release);
  return known && keys ? withOwnKeys(known, keys, SINCE[format] ?? {}, release) : known;
}

/**
 * What is known of the keys that a release names, and text for those of which nothing is known.
 * Patches bring keys before the next minor release names them: those are dated by hand.
 */
function withOwnKeys(
  known: Format,
  own: readonly string[],
  since: Record<string, string>,
  release: string | undefined,
): Format {
  const isThere = (key: string, { alias }: Schema) =>
    release === undefined || own.includes(key) || alias !== undefined || Object.hasOwn(since, key);
  const kept = Object.entries(known).filter(([key, schema]) => isThere(key, schema));
  const added = own.filter((key) => !Object.hasOwn(known, key)).map((key) => [key, text] as const);
  return { ...Object.fromEntries(kept), ...Object.fromEntries(added) };
}
