import { defined } from "../kit/defined.js";
import { get, type Reading } from "./reading.js";
import type { ClaimNames, OAuthSettings } from "./settings.js";
import { CLAIM_SUBJECTS, type Variable } from "./table.js";
import { readUrl, shouldBe, splitList } from "./values.js";

/** Reads whose tokens are taken. @returns undefined where something is missing, which is noted */
export function readOAuth(
  reading: Reading,
  publicUrl: string | undefined,
): OAuthSettings | undefined {
  const issuer = get(reading, "PROXMOX_OAUTH_ISSUER", readUrl);
  const url = get(reading, "PROXMOX_OAUTH_INTROSPECTION", readUrl);
  const clientId = get(reading, "PROXMOX_OAUTH_CLIENT_ID", trim);
  const clientSecret = get(reading, "PROXMOX_OAUTH_CLIENT_SECRET", trim);
  const needed: Variable[] = ["PROXMOX_PUBLIC_URL", "PROXMOX_OAUTH_ISSUER"];
  if (url !== undefined) needed.push("PROXMOX_OAUTH_CLIENT_ID", "PROXMOX_OAUTH_CLIENT_SECRET");
  const why = url === undefined ? "PROXMOX_AUTH has oauth" : "tokens are looked up";
  for (const variable of needed) {
    if (!reading.raw.has(variable)) {
      reading.problems.push(`${reading.nameOf(variable)} is not set, but is needed: ${why}`);
    }
  }
  const claims = get(reading, "PROXMOX_OAUTH_CLAIMS", readClaims) ?? usualClaims();
  if (issuer === undefined || publicUrl === undefined) return undefined;
  const introspection =
    url !== undefined && clientId !== undefined && clientSecret !== undefined
      ? { url, clientId, clientSecret }
      : undefined;
  return {
    publicUrl,
    issuer,
    audience: get(reading, "PROXMOX_OAUTH_AUDIENCE", trim) ?? `${publicUrl}/mcp`,
    ...defined({ introspection }),
    claims,
  };
}

function trim(value: string): string {
  return value.trim();
}

function usualClaims(): ClaimNames {
  return Object.fromEntries(CLAIM_SUBJECTS.map((subject) => [subject, `proxmox_${subject}`]));
}

/** `guests=CLAIM` pairs; a claim may be named by a URL. */
function readClaims(value: string): ClaimNames {
  const pairs = splitList(value).map((pair) => {
    const [, about, claim] = /^([a-z]+)=(\S+)$/.exec(pair) ?? [];
    const subject = CLAIM_SUBJECTS.find((one) => one === about);
    if (subject !== undefined && claim !== undefined) return [subject, claim] as const;
    throw shouldBe(pair, `one of ${CLAIM_SUBJECTS.join(", ")} and a claim, as in guests=my_guests`);
  });
  return Object.fromEntries(pairs);
}
