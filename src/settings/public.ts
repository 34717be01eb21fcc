import { defined } from "../kit/defined.js";
import { isLoopback } from "../kit/loopback.js";
import { hideSecrets } from "./hide-secrets.js";
import { type Environment, readEnvironment, secretsOf } from "./raw.js";
import { get, type Reading } from "./reading.js";
import type { ServerSettings } from "./settings.js";
import type { Variable } from "./table.js";
import { shouldBe, splitList } from "./values.js";

/** Where the server is found, and whose tokens it takes. */
export interface PublicSettings {
  /** By which clients reach it; without a slash at its end. */
  publicUrl?: string;
  /** Present where PROXMOX_AUTH has it. */
  oauth?: OAuthSettings;
}

/** Whose tokens are taken, and how they are read. */
export interface OAuthSettings {
  publicUrl: string;
  issuer: string;
  audience: string;
  /** Absent: a token holds until it expires. */
  introspection?: { url: string; clientId: string; clientSecret: string };
  claims: ClaimNames;
}

/** What a claim can be about. */
const CLAIM_SUBJECTS = ["guests", "nodes", "storages", "clusters"] as const;

/** The claim for each; what has none isn't narrowed by tokens. */
export type ClaimNames = Partial<Record<(typeof CLAIM_SUBJECTS)[number], string>>;

/**
 * Reads what only a server over HTTP needs, apart from the rest, so that no other start loads it.
 *
 * @param auth how callers say who they are
 */
export function readPublic(
  env: Environment,
  { auth }: Pick<ServerSettings, "auth">,
): PublicSettings | { problems: string[] } {
  const problems: string[] = [];
  // what is wrong with files of secrets was said with all other settings
  const raw = readEnvironment(env, [], []);
  const reading = { raw, problems, warnings: [], nameOf: (variable: Variable) => variable };
  const publicUrl = get(reading, "PROXMOX_PUBLIC_URL", readUrl)?.replace(/\/+$/, "");
  const oauth = auth.includes("oauth") ? readOAuth(reading, publicUrl) : undefined;
  if (problems.length === 0) return defined({ publicUrl, oauth });
  return { problems: problems.map((line) => hideSecrets(line, secretsOf(raw))) };
}

function readOAuth(reading: Reading, publicUrl: string | undefined): OAuthSettings | undefined {
  const issuer = get(reading, "PROXMOX_OAUTH_ISSUER", readUrl);
  const url = get(reading, "PROXMOX_OAUTH_INTROSPECTION", readUrl);
  const clientId = get(reading, "PROXMOX_OAUTH_CLIENT_ID", trim);
  const clientSecret = get(reading, "PROXMOX_OAUTH_CLIENT_SECRET", trim);
  const needed: Variable[] = ["PROXMOX_PUBLIC_URL", "PROXMOX_OAUTH_ISSUER"];
  if (url !== undefined) needed.push("PROXMOX_OAUTH_CLIENT_ID", "PROXMOX_OAUTH_CLIENT_SECRET");
  const why = url === undefined ? "PROXMOX_AUTH has oauth" : "tokens are looked up";
  for (const variable of needed) {
    if (reading.raw.has(variable)) continue;
    reading.problems.push(`${variable} is not set, but is needed: ${why}`);
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

/** Plain HTTP is for this machine alone. @returns as it was written */
function readUrl(value: string): string {
  const text = value.trim();
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe =
    url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname));
  const isPlain = url && !url.username && !url.password && !url.search && !url.hash;
  if (isSafe && isPlain) return text;
  const shown = url?.username || url?.password ? "[hidden]" : value;
  throw shouldBe(shown, "an https:// URL, or an http:// one of this machine");
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
