import { releases } from "../../data/releases.js";
import { isObject } from "../../kit/objects.js";
import { ProxmoxError } from "../../pve/errors/errors.js";
import type { OptionName } from "../../pve/option-names.js";
import type { Client, Version } from "../../pve/wire/client.js";
import { minorRelease } from "../../schema/releases.js";
import { type Finding, failed, ok, warning } from "./finding.js";

const ABOUT: Readonly<Record<string, string>> = {
  tls: "trust",
  authentication: "login",
  permission: "login",
  connection: "port",
  timeout: "port",
};

const SOON = 30 * 86_400;

export interface LoginResult {
  findings: Finding[];
  /** Absent: the login failed. */
  version?: Version;
}

/** Trust, login, token and release, by the connection that the server would use. */
export async function checkLogin(
  client: Client,
  nameOption: (option: OptionName) => string,
  now: () => number,
): Promise<LoginResult> {
  try {
    const version = await client.version();
    const findings = [
      ok("trust", "the certificate is trusted by the settings"),
      ok("login", `as ${client.identity}`),
      ...(await checkToken(client, now)),
      checkRelease(version),
    ];
    return { findings, version };
  } catch (error) {
    if (!(error instanceof ProxmoxError)) throw error;
    const { message, hint } = error.describe(nameOption);
    return { findings: [failed(ABOUT[error.code] ?? "login", message, hint)] };
  }
}

async function checkToken(client: Client, now: () => number): Promise<Finding[]> {
  const [userid, tokenid] = client.identity.split("!");
  if (userid === undefined || tokenid === undefined) return [];
  const endpoint = "GET /access/users/{userid}/token/{tokenid}";
  const token = await client.call(endpoint, { userid, tokenid }).catch(() => undefined);
  if (!isObject(token)) {
    return [ok("token", "whether it has privileges of its own, and expires, can't be seen by it")];
  }
  const separation = Number(token["privsep"] ?? 1)
    ? "it has only what both it and its user are granted"
    : "without privilege separation: it has all that its user has";
  const expire = Number(token["expire"] ?? 0);
  if (expire === 0) return [ok("token", `${separation}; it doesn't expire`)];
  const date = new Date(expire * 1000).toISOString().slice(0, 10);
  const isSoon = expire - now() / 1000 < SOON;
  return [
    isSoon
      ? warning("token", `${separation}; it expires on ${date}`, "Make a new one in time.")
      : ok("token", `${separation}; it expires on ${date}`),
  ];
}

function checkRelease({ version }: Version): Finding {
  const release = minorRelease(version);
  if (release !== undefined && releases().includes(release)) {
    return ok("release", `Proxmox VE ${version}, whose API is known`);
  }
  return warning(
    "release",
    `Proxmox VE ${version}; the API of ${releases().at(-1)} is the newest that is known`,
    "PROXMOX_LEARN=true reads the API from the node itself.",
  );
}
