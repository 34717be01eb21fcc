import type { Address } from "../pve/wire/address.js";
import type { Tier } from "../schema/catalogue.js";
import type { LOG_LEVELS, SSL_MODES } from "./table.js";

export type LogLevel = (typeof LOG_LEVELS)[number];
export type SslMode = (typeof SSL_MODES)[number];

/** The settings of one cluster, checked. */
export interface Settings {
  /** Its name in PROXMOX_CONFIG; absent without one. */
  cluster?: string;
  /** Absent when none was needed and none was given. */
  connection?: ConnectionSettings;
  access: Tier;
  /** Absent: the default ones. */
  toolsets?: string[];
  tools?: string[];
  excludeTools?: string[];
  logLevel: LogLevel;
  learn: boolean;
  uploadDir?: string;
  /** Absent: programs are run through Proxmox's API alone. */
  programs?: ProgramSettings;
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

export interface ConnectionSettings {
  hosts: Address[];
  credentials: CredentialSettings;
  sslMode: SslMode;
  /** PEM. */
  sslCaCert?: string;
  /** `AA:BB:…` */
  sslFingerprints?: string[];
  timeouts: TimeoutSettings;
}

export type CredentialSettings =
  | { kind: "token"; user: string; tokenName: string; tokenValue: string }
  | { kind: "password"; user: string; password: string; otp?: string };

/** Seconds. */
export interface TimeoutSettings {
  connect: number;
  response: number;
  call: number;
}
