import type { HiddenFields } from "./types.js";

const environment = {
  // the latter are among the lines of `lxc`, which go to LXC as they are
  fields: ["env", "lxc.environment", "lxc.environment.runtime"],
  reason: "environment variables are where images expect passwords",
} as const;

const userSecrets = {
  fields: ["keys", "tokens"],
  reason: "keys may be the seeds of one-time codes; listing a user's tokens is elevated by itself",
} as const;

const machineArguments = {
  fields: ["args"],
  reason: "they go to KVM as they are, with whatever password a device or a disk of it takes",
} as const;

const interfaceLines = {
  fields: ["options", "options6"],
  reason: "they are lines that Proxmox doesn't know, such as wpa-psk or commands that are run",
} as const;

const storageSecrets = {
  fields: ["options", "{secret}"],
  reason: "mount options may hold a password, and so may what a third party's plugin adds",
} as const;

/** Left out of answers below `elevated`, so that the rest may be of tier `read`. */
export const hiddenFields: HiddenFields = {
  "GET /access/users": userSecrets,
  "GET /access/users/{userid}": userSecrets,
  "GET /cluster/options": {
    fields: ["http_proxy"],
    reason: "the proxy's URL may hold a password",
  },
  "GET /nodes/{node}/lxc/{vmid}/config": environment,
  "GET /nodes/{node}/lxc/{vmid}/pending": environment,
  "GET /nodes/{node}/lxc/{vmid}/snapshot/{snapname}/config": environment,
  "GET /nodes/{node}/network": interfaceLines,
  "GET /nodes/{node}/network/{iface}": interfaceLines,
  "GET /nodes/{node}/qemu/{vmid}/config": machineArguments,
  "GET /nodes/{node}/qemu/{vmid}/pending": machineArguments,
  "GET /nodes/{node}/subscription": {
    fields: ["key", "signature"],
    reason: "the subscription key opens the enterprise repository",
  },
  "GET /storage": storageSecrets,
  "GET /storage/{storage}": storageSecrets,
};
