import type { Scope } from "../policy/scope/scope.js";
import type { ConnectOptions } from "../pve/options.js";
import type { Tier } from "../schema/catalogue.js";
import type { AUTH_METHODS, CONFIRM_FALLBACKS, CONFIRM_MODES, LOG_LEVELS } from "./table.js";

export type LogLevel = (typeof LOG_LEVELS)[number];

/** The settings of one cluster, checked. */
export interface Settings {
  /** Its name in PROXMOX_CONFIG; absent without one. */
  cluster?: string;
  /** Absent when none was needed and none was given. */
  connection?: ConnectOptions;
  access: Tier;
  confirm: ConfirmSettings;
  /** Absent: the default ones. */
  toolsets?: string[];
  tools?: string[];
  excludeTools?: string[];
  /** Patterns such as `DELETE /nodes/*`. */
  excludeEndpoints?: string[];
  /** Absent: everything is in scope. */
  scope?: Scope;
  /** File of the audit log. */
  auditLog?: string;
  logLevel: LogLevel;
  learn: boolean;
  uploadDir?: string;
  /** Absent: programs are run through Proxmox's API alone. */
  programs?: ProgramSettings;
}

/** The settings of the program as a whole, for serving over HTTP. */
export interface ServerSettings {
  /** Empty: nobody is asked who they are. */
  auth: readonly Exclude<AuthMethod, "none">[];
  /** Absent: the file in the state folder. */
  tokens?: string;
  allowedHosts: readonly string[];
  allowedOrigins: readonly string[];
  /** Requests a minute. */
  rate?: number;
  trustedProxies: readonly string[];
}

export type AuthMethod = (typeof AUTH_METHODS)[number];

export interface ConfirmSettings {
  mode: (typeof CONFIRM_MODES)[number];
  fallback: (typeof CONFIRM_FALLBACKS)[number];
}

/** How programs are run outside of Proxmox's API. */
export interface ProgramSettings {
  /** Absent: not over ssh. */
  ssh?: SshSettings;
  console: boolean;
  node: boolean;
  allow?: string[];
}

export interface SshSettings {
  user?: string;
  port?: number;
  identityFile?: string;
  knownHostsFile?: string;
  jumpHost?: string;
  /** By node name. */
  addresses: Record<string, string>;
  prefix: string[];
}
