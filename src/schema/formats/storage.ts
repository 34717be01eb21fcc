import { byPattern, byTest, byWords, type Formats } from "./format.js";

const STORAGE_ID = "[A-Za-z][A-Za-z0-9\\-_.]*[A-Za-z0-9]";
export const VOLUME_ID = `${STORAGE_ID}:[^\\n]+`;
const CONTENT = ["images", "rootdir", "vztmpl", "iso", "backup", "snippets", "import", "none"];

const parseError = (value: string) => `unable to parse volume ID '${value}'`;

/** Proxmox's check of ids of two characters or more; `kind` opens its message. */
function identifier(kind: string, example: string): Formats[string] {
  return byPattern(
    STORAGE_ID,
    (value) =>
      [...value].length < 2
        ? `${kind} ID '${value}' cannot be shorter than 2 characters`
        : `${kind} ID '${value}' contains illegal characters`,
    "a letter, then letters, digits, hyphens, underscores and dots, ending in a letter or digit",
    example,
  );
}

/** Storages, volumes and disks. */
export const STORAGE: Formats = {
  "pve-storage-id": identifier("storage", "local"),
  "acme-plugin-id": identifier("ACME plugin", "standalone"),
  "pve-storage-content": byWords(CONTENT, (value) => `invalid content type '${value}'`),
  "pve-storage-format": byWords(
    ["raw", "qcow2", "vmdk", "subvol"],
    (value) => `invalid format '${value}'`,
  ),
  "pve-storage-options": byPattern(
    "\\S+",
    (value) => `invalid options '${value}'`,
    "mount options without spaces",
    "vers=4.2",
  ),
  "pve-storage-zfs-blocksize": byTest(
    (value) => {
      const size = Number(/^(\d+)[kKmM]?$/.exec(value)?.[1] ?? 0);
      return size > 0 && Number.isInteger(Math.log2(size));
    },
    "value does not look like a valid ZFS block size",
    "a power of 2, optionally with k or M",
    "16k",
  ),
  "pve-storage-path": byPattern(
    // only the first character behind the slash is looked at
    "/[^;()][\\s\\S]*",
    "value does not look like a valid absolute path",
    "an absolute path",
    "/mnt/data",
  ),
  "pve-storage-path-in-property-string": byPattern(
    "/[^;,=()][\\s\\S]*",
    "Value does not look like a valid absolute path." +
      " These symbols are currently not allowed in path: ;,=()",
    "an absolute path without ; , = ( )",
    "/mnt/data",
  ),
  "pve-storage-vgname": byPattern(
    "[A-Za-z0-9][A-Za-z0-9\\-_.]*[A-Za-z0-9]",
    (value) => `lvm name '${value}' contains illegal characters`,
    "letters, digits, inner hyphens, underscores and dots",
    "pve",
  ),
  "pve-volume-id": byPattern(VOLUME_ID, parseError, "storage:volume", "local:iso/debian.iso"),
  "pve-volume-id-or-absolute-path": byPattern(
    `/[\\s\\S]*|${VOLUME_ID}`,
    parseError,
    "storage:volume or an absolute path",
    "local:100/vm-100-disk-0.qcow2",
  ),
  "pve-volume-id-or-qm-path": byPattern(
    `none|cdrom|/[\\s\\S]*|${VOLUME_ID}`,
    parseError,
    "storage:volume (storage:GiB makes a new one), an absolute path, cdrom or none",
    "local-lvm:32",
  ),
  "pve-dir-override": byTest(
    isDirOverride,
    (value) => `invalid override '${value}'`,
    `content=relative/path, content one of ${CONTENT.join(", ")}`,
    "iso=images/iso",
  ),
  "disk-size": byPattern(
    "[0-9]+(?:\\.[0-9]+)?(?:[KMGT](?:iB)?)?",
    (value) => `value does not look like a valid disk size: ${value}`,
    "bytes, or a number with K, M, G or T",
    "32G",
  ),
  "storage-pair": byTest(
    (value) => value === "1" || isStoragePair(value),
    (value) => `entry '${value}' contains invalid ID - ${storageProblem(value)}\n\n`,
    "a storage, source:target, or 1 for the same names",
    "local:local-lvm",
  ),
  "pve-lxc-mp-string": byTest(
    (value) => !/\/\.\.?\/|\/\.\.?$|^\.\.\//.test(value),
    (value) => `${value} contains illegal character sequences`,
    "a path without . and .. as parts",
    "/srv/data",
  ),
  "pve-lxc-dev-string": byTest(
    (value) => value.startsWith("/dev/") && !/\/\.\.?(?:\/|$)/.test(value),
    (value) => `${value} is not a valid device path`,
    "a path under /dev/ without . and .. as parts",
    "/dev/dri/renderD128",
  ),
};

/** A path without `..` that doesn't end in a dot, its parts within the limits of Linux. */
function isDirOverride(value: string): boolean {
  const match = /^([a-z]+)=([^\n]+)$/.exec(value);
  if (!match || !CONTENT.includes(match[1] as string)) return false;
  const path = match[2] as string;
  if (path.includes("..") || path.endsWith(".")) return false;
  return path.length < 1023 && path.split("/").every((part) => part.length < 255);
}

function isStoragePair(value: string): boolean {
  return new RegExp(`^${STORAGE_ID}(?::${STORAGE_ID})?$`).test(value);
}

function storageProblem(value: string): string | undefined {
  const ids = /^([^:]+):([^:]+)$/.exec(value)?.slice(1) ?? [value];
  const check = identifier("storage", "").check;
  return ids.map(check).find((problem) => problem !== undefined);
}
