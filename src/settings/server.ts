import { defined } from "../kit/defined.js";
import { get, getOr, type Reading } from "./reading.js";
import type { AuthMethod, ServerSettings } from "./settings.js";
import { AUTH_METHODS } from "./table.js";
import { readChoice, readCount, splitList } from "./values.js";

/** Makes the settings of the program as a whole. */
export function readServer(reading: Reading): ServerSettings {
  const methods = getOr(reading, "PROXMOX_AUTH", (value) =>
    splitList(value).map((item) => readChoice(item, AUTH_METHODS)),
  );
  if (methods.includes("none") && methods.length > 1) {
    const name = reading.nameOf("PROXMOX_AUTH");
    reading.problems.push(`${name} has none beside others; leave it out, or have it alone`);
  }
  return {
    auth: methods.filter(isMethod),
    allowedHosts: get(reading, "PROXMOX_ALLOWED_HOSTS", splitList) ?? [],
    allowedOrigins: get(reading, "PROXMOX_ALLOWED_ORIGINS", splitList) ?? [],
    trustedProxies: get(reading, "PROXMOX_TRUSTED_PROXIES", splitList) ?? [],
    ...defined({
      tokens: get(reading, "PROXMOX_TOKENS", (value) => value.trim()),
      rate: get(reading, "PROXMOX_RATE", readCount),
    }),
  };
}

function isMethod(method: AuthMethod): method is Exclude<AuthMethod, "none"> {
  return method !== "none";
}
