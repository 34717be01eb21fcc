import type { AuthMethod } from "../../settings/settings.js";
import type { Variable } from "../../settings/table.js";
import type { Read } from "../http/read-all.js";
import { type Finding, ok, warning } from "./finding.js";
import { checkTokens } from "./tokens.js";

/** What is about serving over HTTP alone, and the way of PROXMOX_AUTH that it belongs to. */
const SERVING: readonly (readonly [Variable, AuthMethod?])[] = [
  ["PROXMOX_AUTH"],
  ["PROXMOX_PUBLIC_URL"],
  ["PROXMOX_ALLOWED_HOSTS"],
  ["PROXMOX_ALLOWED_ORIGINS"],
  ["PROXMOX_TRUSTED_PROXIES"],
  ["PROXMOX_RATE"],
  ["PROXMOX_TOKENS", "token"],
  ["PROXMOX_OAUTH_ISSUER", "oauth"],
  ["PROXMOX_OAUTH_AUDIENCE", "oauth"],
  ["PROXMOX_OAUTH_INTROSPECTION", "oauth"],
  ["PROXMOX_OAUTH_CLIENT_ID", "oauth"],
  ["PROXMOX_OAUTH_CLIENT_SECRET", "oauth"],
  ["PROXMOX_OAUTH_CLAIMS", "oauth"],
];

/** Whether callers over HTTP can be known; nothing where no setting is about that. */
export async function checkServing(read: Read, now: number): Promise<Finding[]> {
  const { server, env, oauth } = read;
  const isSet = (variable: Variable) => Boolean((env[variable] ?? env[`${variable}_FILE`])?.trim());
  const set = SERVING.filter(([variable]) => isSet(variable));
  if (set.length === 0) return [];
  const idle = set.filter(
    ([, method]) => method && !(server.auth as AuthMethod[]).includes(method),
  );
  const findings = [checkAuth(read), ...idle.map(([variable, method]) => unused(variable, method))];
  if (server.auth.includes("token")) findings.push(checkTokens(read, now));
  if (!oauth) return findings;
  const { checkOAuth } = await import("./oauth.js");
  return [...findings, ...(await checkOAuth(oauth, isSet))];
}

function checkAuth({ server: { auth } }: Read): Finding {
  if (auth.length > 0) return ok("serving", `PROXMOX_AUTH is ${auth.join(", ")}`);
  return warning(
    "serving",
    "PROXMOX_AUTH is none: over HTTP nobody is asked who they are",
    "token, oauth and proxmox are the ways in which callers can say it.",
  );
}

function unused(variable: Variable, method: AuthMethod | undefined): Finding {
  return warning("serving", `${variable} is not used: PROXMOX_AUTH doesn't have ${method}`);
}
