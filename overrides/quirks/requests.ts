import { splitList } from "../../src/kit/lists.js";
import type { Parameters, RequestQuirk } from "./types.js";

export const unprivilegedContainer: RequestQuirk = {
  reason:
    "Up to Proxmox VE 8 a container is privileged by default, since 9 it isn't: said each time, it is the same everywhere. A restored one keeps what it was.",
  endpoints: ["POST /nodes/{node}/lxc"],
  request: (parameters) =>
    isOn(parameters["restore"]) || parameters["unprivileged"] !== undefined
      ? parameters
      : { ...parameters, unprivileged: true },
};

export const agentCommand: RequestQuirk = {
  reason:
    "Since Proxmox VE 8 the command is a list; before, one text that is split at NUL characters, or without any at blanks and commas.",
  endpoints: ["POST /nodes/{node}/qemu/{vmid}/agent/exec"],
  request: async (parameters, { runs }) => {
    const { command } = parameters;
    if (command === undefined) return parameters;
    const words = [command].flat().map(String);
    const isList = await runs("8.0");
    return { ...parameters, command: isList ? words : words.map((word) => `${word}\0`).join("") };
  },
};

/** What the schema allows for the encoded content, in bytes. */
const MAX_ENCODED = 60 * 1024;

export const agentFileContent: RequestQuirk = {
  reason:
    "The node encodes file content by itself only where no character is above U+00FF; encoded here, anything goes. What is sent may have 60 KiB.",
  endpoints: ["POST /nodes/{node}/qemu/{vmid}/agent/file-write"],
  request: (parameters, { refuse }) => {
    const { content, encode } = parameters;
    if (typeof content !== "string") return parameters;
    const isEncoded = encode !== undefined && !isOn(encode);
    const encoded = isEncoded ? content : Buffer.from(content, "utf8").toString("base64");
    if (encoded.length > MAX_ENCODED) {
      throw refuse(
        `content: the guest agent takes at most ${(MAX_ENCODED / 4) * 3} bytes at once, got ${Buffer.byteLength(content)}`,
        "Write it in parts and join them inside with proxmox_guest_exec, or let the guest download it.",
      );
    }
    return { ...parameters, content: encoded, encode: false };
  },
};

export const maskedPassword: RequestQuirk = {
  reason:
    "A cloud-init password reads back as asterisks; written back, these would be the password.",
  endpoints: [
    "POST /nodes/{node}/qemu",
    "POST /nodes/{node}/qemu/{vmid}/config",
    "PUT /nodes/{node}/qemu/{vmid}/config",
  ],
  request: (parameters, { refuse }) => {
    const { cipassword } = parameters;
    if (typeof cipassword === "string" && /^\*+$/.test(cipassword)) {
      throw refuse(
        "cipassword: that is the mask which Proxmox shows instead of the password",
        "Leave cipassword out to keep the password that is set.",
      );
    }
    return parameters;
  },
};

export const deletedAndSet: RequestQuirk = {
  reason: "A setting that is both given and deleted is refused without saying which one.",
  endpoints: [
    "POST /nodes/{node}/qemu/{vmid}/config",
    "PUT /nodes/{node}/qemu/{vmid}/config",
    "PUT /nodes/{node}/lxc/{vmid}/config",
    "PUT /nodes/{node}/qemu/{vmid}/firewall/options",
    "PUT /nodes/{node}/lxc/{vmid}/firewall/options",
    "PUT /cluster/backup/{id}",
    "PUT /cluster/options",
  ],
  request: (parameters, { refuse }) => {
    const names = listOf(parameters["delete"]);
    const both = names.filter((name) => parameters[name] !== undefined);
    if (both.length > 0) {
      throw refuse(`delete: ${both.join(", ")} can't be set and deleted in one request`);
    }
    return parameters;
  },
};

export const reservedSnapshotName: RequestQuirk = {
  reason: "Lists of snapshots call the present state `current`, so no snapshot may.",
  endpoints: [
    "POST /nodes/{node}/qemu/{vmid}/snapshot",
    "POST /nodes/{node}/lxc/{vmid}/snapshot",
    "POST /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/rollback",
    "POST /nodes/{node}/lxc/{vmid}/snapshot/{snapname}/rollback",
    "DELETE /nodes/{node}/qemu/{vmid}/snapshot/{snapname}",
    "DELETE /nodes/{node}/lxc/{vmid}/snapshot/{snapname}",
  ],
  request: (parameters, { refuse }) => {
    if (parameters["snapname"] === "current") {
      throw refuse('snapname: "current" is the guest as it is now, not a snapshot');
    }
    return parameters;
  },
};

const BACKUPS = [
  "POST /nodes/{node}/vzdump",
  "POST /cluster/backup",
  "PUT /cluster/backup/{id}",
] as const;

export const keptBackups: RequestQuirk = {
  reason:
    "maxfiles is in schemas up to 9.1 but servers since Proxmox VE 9 refuse it; prune-backups, where a bare number is meant so, says the same.",
  endpoints: BACKUPS,
  request: ({ maxfiles, ...parameters }) => {
    const count = parameters["prune-backups"] ?? maxfiles;
    if (count === undefined || !/^\d+$/.test(String(count))) return parameters;
    const kept = Number(count) === 0 ? "keep-all=1" : `keep-last=${count}`;
    return { ...parameters, "prune-backups": kept };
  },
};

export const uncompressedBackup: RequestQuirk = {
  reason: "No compression is spelt 0.",
  endpoints: BACKUPS,
  request: (parameters) =>
    parameters["compress"] === "none" ? { ...parameters, compress: "0" } : parameters,
};

function isOn(value: unknown): boolean {
  return value === true || value === 1 || value === "1" || value === "true";
}

/** Names in a list or in a text with commas. */
function listOf(value: Parameters[string]): string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" ? splitList(value) : [];
}
