import type { HiddenFields } from "./types.js";

const environment = {
  // the latter are among the lines of `lxc`, which go to LXC as they are
  fields: ["env", "lxc.environment", "lxc.environment.runtime"],
  reason: "environment variables are where images expect passwords",
} as const;

const userKeys = {
  fields: ["keys"],
  reason: "for a realm that demands one-time codes they may be the seeds of those codes",
} as const;

/** Left out of answers below `elevated`, so that the rest may be of tier `read`. */
export const hiddenFields: HiddenFields = {
  "GET /access/users": userKeys,
  "GET /access/users/{userid}": userKeys,
  "GET /cluster/options": {
    fields: ["http_proxy"],
    reason: "the proxy's URL may hold a password",
  },
  "GET /nodes/{node}/lxc/{vmid}/config": environment,
  "GET /nodes/{node}/lxc/{vmid}/pending": environment,
  "GET /nodes/{node}/lxc/{vmid}/snapshot/{snapname}/config": environment,
  "GET /nodes/{node}/subscription": {
    fields: ["key", "signature"],
    reason: "the subscription key opens the enterprise repository",
  },
};
