import { requirePrivileges } from "../access/check-permissions.js";
import { fault, parameterFault, permissionFault } from "../http/api-error.js";
import { type Context, splitList } from "../http/context.js";
import { readProperties } from "../support/properties.js";
import { isDriveKey, parseDrive } from "./guest.js";
import type { Config, Kind } from "./guest-state.js";

/** Which privileges on `/vms/{vmid}` an option of a virtual machine needs; all of them, or any. */
interface Rule {
  keys: RegExp;
  privileges: string[];
  any?: true;
}

const QEMU_RULES: Rule[] = [
  {
    keys: /^(?:cores|cpu|cpulimit|cpuunits|affinity|numa\d*|smp|sockets|vcpus)$/,
    privileges: ["VM.Config.CPU"],
  },
  {
    keys: /^(?:memory|balloon|shares|allow-ksm|hugepages|keephugepages)$/,
    privileges: ["VM.Config.Memory"],
  },
  {
    keys: /^(?:acpi|hotplug|kvm|machine|scsihw|smbios1|tablet|vga|watchdog|audio0|rng0|vmgenid|efidisk0|iothreads)$/,
    privileges: ["VM.Config.HWType"],
  },
  {
    keys: /^(?:agent|autostart|bios|description|keyboard|localtime|migrate_downtime|migrate_speed|name|onboot|ostype|protection|reboot|startdate|startup|tdf|template|tags)$/,
    privileges: ["VM.Config.Options"],
  },
  { keys: /^freeze$/, privileges: ["VM.PowerMgmt"] },
  { keys: /^(?:boot|bootdisk|vmstatestorage)$/, privileges: ["VM.Config.Disk"] },
  { keys: /^net\d+$/, privileges: ["VM.Config.Network"] },
  {
    keys: /^(?:cicustom|cipassword|citype|ciuser|ciupgrade|nameserver|searchdomain|sshkeys|ipconfig\d+)$/,
    privileges: ["VM.Config.Cloudinit", "VM.Config.Network"],
    any: true,
  },
];

const LXC_RULES: Rule[] = [
  { keys: /^(?:cores|cpuunits|cpulimit)$/, privileges: ["VM.Config.CPU"] },
  { keys: /^(?:memory|swap)$/, privileges: ["VM.Config.Memory"] },
  { keys: /^(?:net\d+|nameserver|searchdomain|hostname)$/, privileges: ["VM.Config.Network"] },
  { keys: /^(?:rootfs|mp\d+|unused\d+)$/, privileges: ["VM.Config.Disk"] },
];

/** A change to a guest's configuration, new ones included. */
export interface ConfigChange {
  kind: Kind;
  vmid: number;
  /** The pool that a new guest will be in: its privileges count too. */
  pool?: string | undefined;
  values: Config;
  deleted: readonly string[];
  current: Config;
  /** Of the container, once the change is made. */
  unprivileged?: boolean;
}

/** @throws ApiFault 403, or 500 for what only root@pam may set */
export function checkConfigPermissions(context: Context, change: ConfigChange): void {
  if (context.isRoot) return;
  const keys = [...Object.keys(change.values), ...change.deleted];
  for (const key of keys) {
    if (change.kind === "qemu") checkMachineKey(context, change, key);
    else checkContainerKey(context, change, key);
  }
  checkStorages(context, change);
  checkBridges(context, change);
}

/** Privileges on the guest or on its pool. */
export function requireOnGuest(
  { access }: Context,
  { vmid, pool }: Pick<ConfigChange, "vmid" | "pool">,
  privileges: readonly string[],
  any = false,
): void {
  const holds = (path: string) =>
    any ? access.hasAny(path, privileges) : privileges.every((name) => access.has(path, name));
  if (pool !== undefined && holds(`/pool/${pool}`)) return;
  requirePrivileges(access, `/vms/${vmid}`, privileges, any);
}

function configured({ values, current }: ConfigChange, key: string): string {
  return String(values[key] ?? current[key] ?? "");
}

function checkMachineKey(context: Context, change: ConfigChange, key: string): void {
  if (isDriveKey("qemu", key)) {
    requireOnGuest(context, change, drivePrivileges(key, configured(change, key)));
    return;
  }
  const device = DEVICES.find(({ keys }) => keys.test(key));
  if (device) {
    device.check(context, change, key);
    return;
  }
  const rule = QEMU_RULES.find(({ keys }) => keys.test(key));
  if (!rule) throw fault(`only root can set '${key}' config`);
  requireOnGuest(context, change, rule.privileges, rule.any);
  if (key === "startup") context.require("/", "Sys.Modify");
}

function drivePrivileges(key: string, value: string): string[] {
  const drive = parseDrive("qemu", key, value);
  if (drive.volid.includes("cloudinit")) return ["VM.Config.Cloudinit", "VM.Config.CDROM"];
  return [drive.isCdrom ? "VM.Config.CDROM" : "VM.Config.Disk"];
}

interface DeviceRule {
  keys: RegExp;
  check(context: Context, change: ConfigChange, key: string): void;
}

/** Devices of the host: real ones are for root@pam, mapped ones need the mapping's privilege. */
const DEVICES: DeviceRule[] = [
  {
    keys: /^serial\d+$/,
    check(context, change, key) {
      if (configured(change, key) !== "socket") {
        throw fault(`only root can set '${key}' config for real devices`);
      }
      requireOnGuest(context, change, ["VM.Config.HWType"]);
    },
  },
  {
    keys: /^usb\d+$/,
    check(context, change, key) {
      requireOnGuest(context, change, ["VM.Config.HWType"]);
      const { host, mapping } = readProperties(configured(change, key), "host");
      if (mapping !== undefined) context.require(`/mapping/usb/${mapping}`, "Mapping.Use");
      else if (host !== undefined && host.toLowerCase() !== "spice") {
        throw fault(`only root can set '${key}' config for real devices`);
      }
    },
  },
  {
    keys: /^hostpci\d+$/,
    check(context, change, key) {
      const { host, mapping, romfile } = readProperties(configured(change, key), "host");
      if (host !== undefined || mapping === undefined) {
        throw fault(`only root can set '${key}' config for non-mapped devices`);
      }
      context.require(`/mapping/pci/${mapping}`, "Mapping.Use");
      requireOnGuest(context, change, ["VM.Config.HWType"]);
      if (romfile !== undefined) {
        throw parameterFault({ [key]: "only root@pam can set 'romfile' option" });
      }
    },
  },
  {
    keys: /^virtiofs\d$/,
    check(context, change, key) {
      requireOnGuest(context, change, ["VM.Config.Disk"]);
      const { dirid } = readProperties(configured(change, key), "dirid");
      context.require(`/mapping/dir/${dirid}`, "Mapping.Use");
    },
  },
];

function checkContainerKey(context: Context, change: ConfigChange, key: string): void {
  if (/^dev\d+$/.test(key)) {
    throw permissionFault("configuring device passthrough is only allowed for root@pam");
  }
  if (key === "hookscript") {
    throw permissionFault("changing the hookscript is only allowed for root@pam");
  }
  if (key === "features") {
    checkFeatures(context, change);
    return;
  }
  if (/^(?:rootfs|mp\d+)$/.test(key) && change.values[key] !== undefined) {
    const { volid } = parseDrive("lxc", key, String(change.values[key]));
    if (volid.startsWith("/")) {
      const type = volid.startsWith("/dev/") ? "device" : "bind";
      throw permissionFault(`mount point type ${type} is only allowed for root@pam`);
    }
  }
  const rule = LXC_RULES.find(({ keys }) => keys.test(key));
  requireOnGuest(context, change, rule?.privileges ?? ["VM.Config.Options"], rule?.any);
}

function checkFeatures(context: Context, change: ConfigChange): void {
  if (!change.unprivileged) {
    throw permissionFault(
      "changing feature flags for privileged container is only allowed for root@pam",
    );
  }
  const before = readProperties(String(change.current["features"] ?? ""));
  const after = readProperties(String(change.values["features"] ?? ""));
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => before[name] !== after[name],
  );
  if (changed.some((name) => name !== "nesting")) {
    throw permissionFault("changing feature flags (except nesting) is only allowed for root@pam");
  }
  if (changed.length > 0) requireOnGuest(context, change, ["VM.Allocate"]);
}

/** New disks need room on their storage. */
function checkStorages({ access }: Context, { kind, values }: ConfigChange): void {
  for (const [key, value] of Object.entries(values)) {
    if (!isDriveKey(kind, key)) continue;
    const storage = /^([^:/,=]+):(?:\d+(?:\.\d+)?|cloudinit)(?:,|$)/.exec(
      String(value).replace(/^(?:file|volume)=/, ""),
    )?.[1];
    if (storage === undefined) continue;
    requirePrivileges(access, `/storage/${storage}`, ["Datastore.AllocateSpace"], false);
  }
}

/** Since 8.0 a bridge needs SDN.Use, on the zone that it belongs to. */
function checkBridges({ access, state }: Context, { values }: ConfigChange): void {
  if (state.release.startsWith("7.")) return;
  for (const [key, value] of Object.entries(values)) {
    if (!/^net\d+$/.test(key)) continue;
    const { bridge, tag } = readProperties(String(value), "model");
    if (bridge === undefined) continue;
    const zone = String(state.sdn.applied?.vnets.get(bridge)?.["zone"] ?? "localnetwork");
    const path = `/sdn/zones/${zone}/${bridge}`;
    requirePrivileges(access, tag === undefined ? path : `${path}/${tag}`, ["SDN.Use"], false);
  }
}

/** Keys that a `delete` or `revert` list names. */
export function listedKeys({ values }: Context, name: "delete" | "revert"): string[] {
  return splitList(values[name]);
}
