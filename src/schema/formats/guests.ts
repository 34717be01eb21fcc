import type { Schema } from "../model.js";
import { findProperty, parseMember } from "../numbered-parameters.js";
import { byPattern, byTest, byWords, type Formats } from "./format.js";

const HOTPLUG = ["network", "disk", "cpu", "memory", "usb", "cloudinit"];

/** Families that a VM can boot from, and those whose members hold disks. */
const DISKS = ["ide", "sata", "scsi", "virtio"];
const BOOTABLE = [...DISKS, "net", "usb", "hostpci"];

const BOOT_SCHEMA: Schema = {
  properties: Object.fromEntries(BOOTABLE.map((family) => [`${family}[n]`, {}])),
};

/** Virtual machines and containers. */
export const GUESTS: Formats = {
  "pve-vmid": byPattern(
    "[1-9][0-9]{2,8}",
    "value does not look like a valid VM ID",
    "a guest id from 100 to 999999999",
    "100",
  ),
  "pve-tag": byPattern(
    "[A-Za-z0-9_][A-Za-z0-9_\\-+.]*",
    "invalid characters in tag",
    "letters, digits, _ - + . and not one of - + . at the start",
    "production",
  ),
  "pve-startup-order": byTest(
    isStartupOrder,
    "unable to parse startup options",
    "order=N,up=SECONDS,down=SECONDS, each optional",
    "order=1,up=30",
  ),
  "pve-cpuset": byTest(
    isCpuSet,
    "unable to parse cpuset option",
    "CPU numbers and ranges such as 0,5,8-11",
    "0,2-3",
  ),
  "pve-hotplug-features": {
    check: (value) => {
      const unknown = value
        .split(/[,;\s]+/)
        .find((feature) => feature !== "" && !HOTPLUG.includes(feature));
      return value === "0" || value === "1" || unknown === undefined
        ? undefined
        : `invalid hotplug feature '${unknown}'`;
    },
    allowed: `0, 1, or a list of ${HOTPLUG.join(", ")}`,
    example: "network,disk,usb",
  },
  "pve-qm-bootdisk": byTest(
    (value) => isDevice(value, DISKS) || value === "efidisk0" || value === "tpmstate0",
    (value) => `invalid boot disk '${value}'`,
    "a disk such as scsi0",
    "scsi0",
  ),
  "pve-qm-bootdev": byTest(
    (value) => isDevice(value, BOOTABLE),
    (value) => `invalid boot device '${value}'`,
    "a disk, net, usb or hostpci device such as scsi0",
    "scsi0",
  ),
  "pve-qm-usb-device": byPattern(
    "(?:0x)?[0-9A-Fa-f]{4}:(?:0x)?[0-9A-Fa-f]{4}|[0-9]+-[0-9]+(?:\\.[0-9]+)*|[sS][pP][iI][cC][eE]",
    "unable to parse usb device",
    "vendor:product, bus-port or spice",
    "1d6b:0002",
  ),
  "pve-phys-bits": byPattern(
    "host|0?[89]|[1-5][0-9]|6[0-4]",
    "value must be an integer between 8 and 64 or 'host'",
    "a number from 8 to 64, or host",
    "host",
  ),
  // Proxmox looks the zone up in the node's own list
  "pve-ct-timezone": byPattern(
    "host|UTC|[A-Za-z_]+(?:/[A-Za-z0-9_+\\-]+){1,2}",
    (value) => `invalid time zone '${value}'`,
    "host, UTC or an area/place",
    "Europe/Vienna",
  ),
  "pve-replication-job-id": byTest(
    (value) => /^\d+-\d+$/.test(value) && Number.parseInt(value, 10) >= 100,
    (value) =>
      `invalid replication job id '${value}'` +
      (/^\d+-\d+$/.test(value) ? " (guest IDs < 100 are reserved)" : ""),
    "vmid-number",
    "100-0",
  ),
  "pve-day-of-week": byWords(
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
    (value) => `invalid day '${value}'`,
  ),
  // any characters that percent-encoding may leave behind
  urlencoded: byPattern(
    "[\\-%a-zA-Z0-9_.!~*'()]*",
    (value) => `invalid urlencoded string: ${value}`,
    "percent-encoded text",
    "ssh-ed25519%20AAAA",
  ),
};

/** An empty value and a lone 0 count as no value at all, as Perl has it. */
function isStartupOrder(value: string): boolean {
  if (value === "" || value === "0") return false;
  return value
    .split(",")
    .every((part) => /^\s*$/.test(part) || /^(?:(?:order=)?|up=|down=)\d+$/.test(part));
}

function isCpuSet(value: string): boolean {
  return value.split(",").every((part) => {
    const match = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(part);
    return match !== null && Number(match[1]) <= Number(match[2] ?? match[1]);
  });
}

function isDevice(value: string, families: string[]): boolean {
  const member = parseMember(value);
  return (
    member !== undefined &&
    families.includes(member.family) &&
    findProperty(BOOT_SCHEMA, value) !== undefined
  );
}
