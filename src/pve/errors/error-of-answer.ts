import { defined } from "../../kit/defined.js";
import type { EndpointKey } from "../../schema/model.js";
import { fateHint, isHarmless } from "./error-of-failure.js";
import {
  AuthenticationError,
  ConflictError,
  type ErrorFacts,
  LockedError,
  NodeUnreachableError,
  NotFoundError,
  PermissionError,
  type ProxmoxError,
  ServerError,
  UnsupportedError,
  ValidationError,
} from "./errors.js";
import { grantCommand } from "./privileges.js";

/** An answer of status 400 or above, as the server gave it. */
export interface Refusal {
  status: number;
  reason: string;
  /** `message` of the JSON body, where there is one. */
  message?: string;
  /** `errors` of the JSON body. */
  errors?: Readonly<Record<string, string>>;
}

export interface Context {
  endpoint: EndpointKey;
  /** `user@realm` or `user@realm!token`. */
  identity: string;
  /** Removes our credentials from the server's text. */
  redact(text: string): string;
}

type Make = (message: string, facts: ErrorFacts) => ProxmoxError;

interface Rule {
  pattern: RegExp;
  make: Make;
  hint: string;
  retryable?: true;
}

const locked: Make = (message, facts) => new LockedError(message, facts);
const conflict: Make = (message, facts) => new ConflictError(message, facts);
const notFound: Make = (message, facts) => new NotFoundError(message, facts);
const permission: Make = (message, facts) => new PermissionError(message, facts);
const server: Make = (message, facts) => new ServerError(message, facts);

/**
 * What Proxmox means by its 500s (and by some 400s), which is nearly everything that isn't a
 * permission. The first match counts.
 */
const RULES: readonly Rule[] = [
  {
    pattern:
      /can't lock file|got lock request timeout|unable to acquire (?:cfs )?lock|lock .* got timeout/i,
    make: locked,
    hint: "Another operation held the lock for too long. Wait for it, then send the request again.",
    retryable: true,
  },
  {
    pattern: /\bis locked(?: \(|$)/,
    make: locked,
    hint: "The guest's own task holds this lock. Look at the node's active tasks and wait for that one; don't remove the lock while it runs.",
  },
  {
    pattern: /got no worker upid/,
    make: server,
    hint: "The node couldn't start a worker, so nothing was done. Send the request again.",
    retryable: true,
  },
  {
    pattern: /only root can|only root may|user != root@pam|only root@pam/i,
    make: permission,
    hint: "Only root@pam with a password may do this; no token and no other account can. Do it on the node's shell, or connect as root@pam with «password».",
  },
  {
    pattern: /checksum mismatch|detected modified configuration/,
    make: conflict,
    hint: "The configuration changed since its digest was read. Read it again and repeat the change with the new digest.",
  },
  {
    pattern:
      /already (?:exists|defined(?! in URI)|taken|used|in use|running|belongs)|\bbelongs already\b|refusing to override existing/i,
    make: conflict,
    hint: "Look at what is there already; choose another id or name, or change the existing object.",
  },
  {
    pattern: /protection mode enabled/,
    make: conflict,
    hint: "The guest is protected on purpose. Set `protection` to 0 in its configuration first, if that is really wanted.",
  },
  {
    pattern: /guest agent configured|guest agent is not running/,
    make: conflict,
    hint: "Enable `agent` in the VM's configuration, install and start qemu-guest-agent inside it, and restart the VM once.",
  },
  {
    pattern: /\bis (?:not )?running\b|\bnot running\b/,
    make: conflict,
    hint: "The guest is in the wrong state for this. Read its status, then start or stop it first.",
  },
  {
    pattern: /is not empty|is used by|still in use|cannot be deleted/i,
    make: conflict,
    hint: "Something still depends on it. Remove or change that first.",
  },
  {
    pattern: /hostname lookup '.*' failed|no such cluster node/,
    make: notFound,
    hint: "List the nodes (GET /nodes) and use a name from there.",
  },
  {
    pattern: /Configuration file '.*' does not exist|unable to find configuration file/,
    make: notFound,
    hint: "No guest with this id and kind is on that node. Look its node up in GET /cluster/resources: it may have moved or be of the other kind.",
  },
  {
    pattern:
      /does(?: not|n't) exist|\bno such\b|not found|unrecognized pool|plugin '.*' not defined|no rule at position|volume_size_info .* failed|unknown (?:storage|volume|pool|user|group|role)/i,
    make: notFound,
    hint: "List what there is and use a name from there; it may also have been removed meanwhile.",
  },
];

const UNREACHABLE_HINT =
  "The node that was asked couldn't get an answer from the node that this is for.";

/** The error that an answer of status 400 or above stands for. */
export function classify(refusal: Refusal, context: Context): ProxmoxError {
  const text = context.redact((refusal.message ?? refusal.reason).trim() || refusal.reason);
  const facts: ErrorFacts = {
    status: refusal.status,
    reason: context.redact(refusal.reason),
    endpoint: context.endpoint,
    ...(refusal.errors && { errors: trimmed(refusal.errors, context.redact) }),
  };
  const message = `${context.endpoint}: ${describe(text, facts.errors)}`;
  switch (refusal.status) {
    case 400:
      return (
        fromRules(Object.values(facts.errors ?? {}), message, facts) ?? invalid(message, facts)
      );
    case 401:
      return new AuthenticationError(message, { ...facts, hint: authenticationHint(text) });
    case 403:
      return forbidden(text, message, facts, context.identity);
    case 404:
      return notFound(message, { ...facts, hint: "List what there is and use a name from there." });
    case 501:
      return unsupported(text, message, facts);
    case 408:
    case 502:
    case 503:
    case 504:
      return server(message, {
        ...facts,
        retryable: isHarmless(context.endpoint),
        mayHaveRun: !isHarmless(context.endpoint),
        hint: restartHint(context.endpoint),
      });
    default:
      if (refusal.status >= 595) return unreachable(message, facts, context.endpoint);
      return fromRules([text], message, facts) ?? server(message, facts);
  }
}

/** "…does not exist": the guest isn't on the node that was asked. */
export function isMissingGuest(error: unknown): boolean {
  return error instanceof NotFoundError && /Configuration file '/.test(error.message);
}

function describe(text: string, errors: Readonly<Record<string, string>> | undefined): string {
  const each = Object.entries(errors ?? {}).map(([name, problem]) => `${name}: ${problem}`);
  return each.length === 0 ? text : `${text} ${each.join("; ")}`;
}

function fromRules(
  texts: readonly string[],
  message: string,
  facts: ErrorFacts,
): ProxmoxError | undefined {
  // Proxmox's word for "fails the schema"; the sentences of the rules never stand behind it.
  const meant = texts.filter((text) => !text.startsWith("invalid format"));
  const rule = RULES.find(({ pattern }) => meant.some((text) => pattern.test(text)));
  if (!rule) return undefined;
  return rule.make(message, { ...facts, retryable: rule.retryable ?? false, hint: rule.hint });
}

function invalid(message: string, facts: ErrorFacts): ProxmoxError {
  return new ValidationError(message, {
    ...facts,
    hint: "Correct the named parameters; the endpoint's description lists what each of them takes.",
  });
}

function unsupported(text: string, message: string, facts: ErrorFacts): ProxmoxError {
  if (/not implemented|not available/.test(text)) {
    return new UnsupportedError(message, {
      ...facts,
      hint: "This server has no such endpoint: it runs another release of Proxmox VE, or the guest is of the other kind. GET /version tells the release.",
    });
  }
  return new ServerError(message, facts);
}

function restartHint(endpoint: EndpointKey): string {
  const what = "The API server, or a proxy before it, is restarting.";
  return isHarmless(endpoint)
    ? `${what} Try again in a few seconds.`
    : `${what} ${fateHint(endpoint)}`;
}

function unreachable(message: string, facts: ErrorFacts, endpoint: EndpointKey): ProxmoxError {
  // 595: the connection was never made, so nothing ran.
  const mayHaveRun = facts.status !== 595 && !isHarmless(endpoint);
  const hint =
    facts.status === 595
      ? "That node is offline or its API can't be reached from the others. Check GET /cluster/status; nothing was done."
      : mayHaveRun
        ? `${UNREACHABLE_HINT} ${fateHint(endpoint)}`
        : `${UNREACHABLE_HINT} Check GET /cluster/status, and try again.`;
  return new NodeUnreachableError(message, { ...facts, mayHaveRun, hint });
}

function forbidden(
  text: string,
  message: string,
  facts: ErrorFacts,
  identity: string,
): ProxmoxError {
  if (text.includes("not available with API token")) {
    return new PermissionError(message, {
      ...facts,
      hint: "Proxmox refuses every API token here. Connect with «user» and «password» instead.",
    });
  }
  const rooted = fromRules([text], message, facts);
  if (rooted) return rooted;
  const match = /\(([^,()]+), ([^()]+)\)/.exec(text);
  const path = match?.[1]?.trim();
  const privileges = (match?.[2] ?? "").split(/[|,\s]+/).filter((name) => name !== "");
  const grant = path && privileges[0] ? grantCommand(path, privileges[0], identity) : undefined;
  return new PermissionError(
    message,
    { ...facts, hint: permissionHint(grant, identity) },
    { privileges, ...defined({ path, grant }) },
  );
}

function permissionHint(grant: string | undefined, identity: string): string {
  if (grant) return `To grant it, run as root on a node: ${grant}.`;
  const separated = identity.includes("!")
    ? " A privilege-separated token never has more than its owner: the user needs the privilege too."
    : "";
  return `GET /access/permissions shows what this account may do; the endpoint's description names the privileges that it needs.${separated}`;
}

function authenticationHint(text: string): string {
  if (text === "No ticket")
    return "The server saw no credentials. A proxy in between may drop the Authorization header.";
  if (text.includes("csrf"))
    return "The login ticket and its CSRF token don't belong together; log in again.";
  return "Check user (with realm, as in root@pam), token name and secret or password, and whether the user or token is disabled or expired. Each refused try takes the server 3 seconds.";
}

function trimmed(
  errors: Readonly<Record<string, string>>,
  redact: (text: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).map(([name, text]) => [name, redact(text.trim())]),
  );
}
