import type { OptionName } from "../pve/option-names.js";
import { TLS_MODES } from "../pve/wire/certificates.js";
import { TIERS } from "../schema/catalogue.js";

/**
 * Every setting, once: reading, validation, README and `--help` come from this table.
 *
 * A kind says what a value looks like; `values.ts` has a reader for each.
 */
export type SettingKind =
  | "address-list"
  | "port"
  | "user"
  | "text"
  | "otp"
  | "choice"
  | "choice-list"
  | "boolean"
  | "name-list"
  | "endpoint-list"
  | "guest-list"
  | "command-list"
  | "address-table"
  | "claim-table"
  | "url"
  | "words"
  | "seconds"
  | "megabytes"
  | "fingerprint-list"
  | "pem"
  | "file"
  | "number"
  | "folder";

export interface SettingDefinition {
  /** The environment variable; a cluster's own setting in PROXMOX_CONFIG is the lower-case rest. */
  variable: `PROXMOX_${string}`;
  kind: SettingKind;
  /** As it would be written; absent: unset. */
  default?: string;
  /** For the kinds `choice` and `choice-list`. */
  choices?: readonly string[];
  /** Its value is never shown, and `…_FILE` may name a file that holds it. */
  secret?: true;
  /**
   * Says to which server and as whom: with PROXMOX_CONFIG each cluster has all of its own, and none
   * is handed on to another server.
   */
  connection?: true;
  /** It is about the program as a whole, so it can't stand in a cluster of PROXMOX_CONFIG. */
  program?: true;
  /** What it is for, in one line. */
  words: string;
}

/** What a user is asked about before it is sent, and what becomes of it where the client can't ask. */
export const CONFIRM_MODES = ["off", "destructive", "changes"] as const;
export const CONFIRM_FALLBACKS = ["allow", "deny"] as const;

/** How callers over HTTP say who they are. */
export const AUTH_METHODS = ["none", "token", "oauth", "proxmox"] as const;

export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

export const SETTINGS = [
  {
    variable: "PROXMOX_HOST",
    kind: "address-list",
    connection: true,
    words:
      "Name, address or https:// URL of a node; several nodes of one cluster, separated by commas, are tried in order.",
  },
  {
    variable: "PROXMOX_PORT",
    kind: "port",
    default: "8006",
    connection: true,
    words: "Port of the API, for hosts that don't name one themselves.",
  },
  {
    variable: "PROXMOX_USER",
    kind: "user",
    connection: true,
    words: "User with realm, as in root@pam.",
  },
  {
    variable: "PROXMOX_TOKEN_NAME",
    kind: "text",
    connection: true,
    words: "Name of the user's API token.",
  },
  {
    variable: "PROXMOX_TOKEN_VALUE",
    kind: "text",
    secret: true,
    connection: true,
    words: "Secret of the API token, or the whole token as user@realm!name=secret.",
  },
  {
    variable: "PROXMOX_ACT_TOKEN",
    kind: "text",
    secret: true,
    connection: true,
    words:
      "Another API token, as user@realm!name=secret, for what changes something; the login above then only reads.",
  },
  {
    variable: "PROXMOX_PASSWORD",
    kind: "text",
    secret: true,
    connection: true,
    words: "Password, where there is no token.",
  },
  {
    variable: "PROXMOX_OTP",
    kind: "otp",
    secret: true,
    connection: true,
    words:
      "Second factor beside the password: the TOTP secret (base32 or otpauth:// URI), or a code of the moment.",
  },
  {
    variable: "PROXMOX_SSL_MODE",
    kind: "choice",
    choices: TLS_MODES,
    default: "strict",
    connection: true,
    words:
      "strict: signed by a trusted CA. verify: or pinned, or stored at the first connection. insecure: any; others can read your token.",
  },
  {
    variable: "PROXMOX_SSL_CA_CERT",
    kind: "pem",
    connection: true,
    words: "File with the CA certificate to trust instead of the system's, or its PEM text.",
  },
  {
    variable: "PROXMOX_SSL_FINGERPRINT",
    kind: "fingerprint-list",
    connection: true,
    words:
      "SHA-256 fingerprint of the node's certificate, several separated by commas; with mode verify no other is accepted.",
  },
  {
    variable: "PROXMOX_ACCESS",
    kind: "choice",
    choices: TIERS,
    default: "read",
    words:
      "What may be done: read changes nothing, operate does day-to-day work that can be undone, elevated does everything.",
  },
  {
    variable: "PROXMOX_ALLOW_ELEVATED",
    kind: "boolean",
    words: "The older way to say PROXMOX_ACCESS=elevated.",
  },
  {
    variable: "PROXMOX_TOOLSETS",
    kind: "name-list",
    words: "Toolsets to list, separated by commas; all lists every one.",
  },
  {
    variable: "PROXMOX_TOOLS",
    kind: "name-list",
    words: "Single tools to list besides, separated by commas.",
  },
  {
    variable: "PROXMOX_EXCLUDE_TOOLS",
    kind: "name-list",
    words: "Tools to leave out, separated by commas; wins over everything else.",
  },
  {
    variable: "PROXMOX_EXCLUDE_ENDPOINTS",
    kind: "endpoint-list",
    words:
      "Endpoints to close for every tool, as method and path with * for anything, separated by commas: DELETE /nodes/*/qemu/*.",
  },
  {
    variable: "PROXMOX_GUESTS",
    kind: "guest-list",
    words:
      "Only these guests may be changed, and nothing that isn't a guest's: 100-199,tag:lab,pool:dev,!110; an entry with ! keeps guests out.",
  },
  {
    variable: "PROXMOX_NODES",
    kind: "name-list",
    words: "Only what lies on these nodes may be changed, separated by commas.",
  },
  {
    variable: "PROXMOX_STORAGES",
    kind: "name-list",
    words: "Only what lies on these storages may be changed, where a change is about one.",
  },
  {
    variable: "PROXMOX_SCOPE_READ",
    kind: "boolean",
    default: "false",
    words: "true hides what is out of scope from lists and refuses to read it.",
  },
  {
    variable: "PROXMOX_AUDIT_LOG",
    kind: "text",
    words:
      "File that gets a JSON line before and after each request that changes something or reveals a secret; where it can't be written, nothing is changed.",
  },
  {
    variable: "PROXMOX_TIMEOUT",
    kind: "seconds",
    default: "60",
    words: "Seconds for a whole request, its retries included.",
  },
  {
    variable: "PROXMOX_CONNECT_TIMEOUT",
    kind: "seconds",
    default: "10",
    words: "Seconds for a connection to be made.",
  },
  {
    variable: "PROXMOX_RESPONSE_TIMEOUT",
    kind: "seconds",
    words: "Seconds for an answer to begin; as PROXMOX_TIMEOUT unless set.",
  },
  {
    variable: "PROXMOX_MAX_ANSWER",
    kind: "megabytes",
    words: "Megabytes that one answer may have; default 8, and 16 where it is a file.",
  },
  {
    variable: "PROXMOX_CONFIRM",
    kind: "choice",
    choices: CONFIRM_MODES,
    default: "destructive",
    words:
      "What the user is asked about before it is sent, by clients that can ask: what destroys, replaces, revokes or hands out something, or every change.",
  },
  {
    variable: "PROXMOX_CONFIRM_FALLBACK",
    kind: "choice",
    choices: CONFIRM_FALLBACKS,
    default: "allow",
    words: "What becomes of it where the client can't ask.",
  },
  {
    variable: "PROXMOX_LOG_LEVEL",
    kind: "choice",
    choices: LOG_LEVELS,
    default: "info",
    words: "What is logged to stderr; debug shows every request, without secrets.",
  },
  {
    variable: "PROXMOX_LEARN",
    kind: "boolean",
    default: "true",
    words: "Read the API as the cluster itself describes it, once for each build of Proxmox VE.",
  },
  {
    variable: "PROXMOX_UPLOAD_DIR",
    kind: "folder",
    words: "Folder from which files may be uploaded; unset, none are.",
  },
  {
    variable: "PROXMOX_EXEC_SSH",
    kind: "boolean",
    default: "false",
    words: "Run programs in containers over ssh to their nodes; needs PROXMOX_ACCESS=elevated.",
  },
  {
    variable: "PROXMOX_EXEC_CONSOLE",
    kind: "boolean",
    default: "false",
    words:
      "Run programs in containers through their console where that is a shell (cmode) and ssh is off.",
  },
  {
    variable: "PROXMOX_EXEC_NODE",
    kind: "boolean",
    default: "false",
    words: "Run programs on nodes too, over ssh: those of PROXMOX_EXEC_ALLOW.",
  },
  {
    variable: "PROXMOX_EXEC_ALLOW",
    kind: "command-list",
    words:
      "First words of the commands that may run, as in zpool status,pveperf; * is any text within a word. Unset, nodes run none and containers any.",
  },
  {
    variable: "PROXMOX_SSH_USER",
    kind: "text",
    words: "User on the nodes; ssh's own configuration decides unless set.",
  },
  {
    variable: "PROXMOX_SSH_PORT",
    kind: "port",
    words: "Port of the nodes' ssh servers.",
  },
  {
    variable: "PROXMOX_SSH_KEY",
    kind: "file",
    words: "File with the private key for ssh.",
  },
  {
    variable: "PROXMOX_SSH_KNOWN_HOSTS",
    kind: "file",
    words:
      "File with the nodes' host keys; ~/.ssh/known_hosts unless set. Unknown hosts are refused.",
  },
  {
    variable: "PROXMOX_SSH_JUMP",
    kind: "text",
    words: "Host between here and the nodes, as user@host:port.",
  },
  {
    variable: "PROXMOX_SSH_NODES",
    kind: "address-table",
    words: "Addresses of nodes whose name leads nowhere, as in pve1=192.0.2.11,pve2=192.0.2.12.",
  },
  {
    variable: "PROXMOX_SSH_PREFIX",
    kind: "words",
    words: "Words before each command on a node, as in sudo -n.",
  },
  {
    variable: "PROXMOX_CONFIG",
    kind: "file",
    program: true,
    words: "TOML or JSON file with several named clusters.",
  },
  {
    variable: "PROXMOX_CLUSTER",
    kind: "text",
    program: true,
    words: "Which cluster of PROXMOX_CONFIG is used when a request names none.",
  },
  {
    variable: "PROXMOX_AUTH",
    kind: "choice-list",
    choices: AUTH_METHODS,
    default: "none",
    program: true,
    words:
      "How callers over HTTP say who they are, one or several of them: token is a token of `proxmox-mcp token add`, oauth one of an authorisation server, proxmox is their own API token of Proxmox.",
  },
  {
    variable: "PROXMOX_TOKENS",
    kind: "text",
    program: true,
    words: "File with the callers' tokens; tokens.json in the state folder unless set.",
  },
  {
    variable: "PROXMOX_PUBLIC_URL",
    kind: "url",
    program: true,
    words: "URL by which clients reach the server over HTTP, without /mcp; needed for oauth.",
  },
  {
    variable: "PROXMOX_OAUTH_ISSUER",
    kind: "url",
    program: true,
    words: "The authorisation server, as its tokens name it; its keys are found from there.",
  },
  {
    variable: "PROXMOX_OAUTH_AUDIENCE",
    kind: "text",
    program: true,
    words: "For whom tokens must be meant; PROXMOX_PUBLIC_URL with /mcp unless set.",
  },
  {
    variable: "PROXMOX_OAUTH_INTROSPECTION",
    kind: "url",
    program: true,
    words:
      "Where the authorisation server says whether a token still holds. It is asked at each request, so that a revoked token is refused at once.",
  },
  {
    variable: "PROXMOX_OAUTH_CLIENT_ID",
    kind: "text",
    program: true,
    words: "The server's own name there.",
  },
  {
    variable: "PROXMOX_OAUTH_CLIENT_SECRET",
    kind: "text",
    program: true,
    secret: true,
    words: "Its secret there.",
  },
  {
    variable: "PROXMOX_OAUTH_CLAIMS",
    kind: "claim-table",
    program: true,
    words:
      "Claims that narrow what a token's bearer may change, and name their clusters, as in guests=vms,nodes=hosts; unset, proxmox_* for guests, nodes, storages and clusters.",
  },
  {
    variable: "PROXMOX_ALLOWED_HOSTS",
    kind: "name-list",
    program: true,
    words:
      "Names in the URL by which clients reach the server over HTTP, besides localhost and the address it listens on.",
  },
  {
    variable: "PROXMOX_ALLOWED_ORIGINS",
    kind: "name-list",
    program: true,
    words: "Host names of web pages that may call the server, besides localhost.",
  },
  {
    variable: "PROXMOX_RATE",
    kind: "number",
    program: true,
    words: "Requests a minute that each caller over HTTP may send; unset, as many as it likes.",
  },
  {
    variable: "PROXMOX_TRUSTED_PROXIES",
    kind: "name-list",
    program: true,
    words:
      "Addresses of reverse proxies, whose X-Forwarded-For header tells where a request comes from.",
  },
] as const satisfies readonly SettingDefinition[];

export type Variable = (typeof SETTINGS)[number]["variable"];

/** The variable by which an operator sets an option of the connection. */
export const VARIABLE_OF_OPTION: Readonly<Record<OptionName, Variable>> = {
  host: "PROXMOX_HOST",
  port: "PROXMOX_PORT",
  token: "PROXMOX_TOKEN_VALUE",
  actToken: "PROXMOX_ACT_TOKEN",
  user: "PROXMOX_USER",
  password: "PROXMOX_PASSWORD",
  otp: "PROXMOX_OTP",
  "tls.mode": "PROXMOX_SSL_MODE",
  "tls.ca": "PROXMOX_SSL_CA_CERT",
  "tls.fingerprint": "PROXMOX_SSL_FINGERPRINT",
  "timeouts.call": "PROXMOX_TIMEOUT",
  uploadFolder: "PROXMOX_UPLOAD_DIR",
};
