import type { Sections } from "../state/section.js";
import type { Role } from "./roles.js";

export interface Token {
  /** Absent once only its hash would be known; tests and the demo keep it readable. */
  secret: string;
  privsep: boolean;
  /** Seconds since 1970; 0 never. */
  expire: number;
  comment?: string;
}

export interface SecondFactor {
  type: "totp" | "recovery" | "webauthn" | "u2f" | "yubico";
  description: string;
  /** Seconds since 1970. */
  created: number;
  enable: boolean;
  /** Base32, for TOTP. */
  secret?: string;
  /** Unused recovery codes by their number. */
  codes?: Map<number, string>;
}

export interface User {
  password?: string;
  enable: boolean;
  /** Seconds since 1970; 0 never. */
  expire: number;
  firstname?: string;
  lastname?: string;
  email?: string;
  comment?: string;
  keys?: string;
  tokens: Map<string, Token>;
  factors: Map<string, SecondFactor>;
  /** Seconds since 1970, after too many wrong second factors. */
  tfaLockedUntil?: number;
  totpLocked?: boolean;
}

export interface Group {
  comment?: string;
  members: Set<string>;
}

export interface AclEntry {
  path: string;
  type: "user" | "group" | "token";
  /** `admin@pve`, `ops`, `admin@pve!mcp` */
  subject: string;
  role: string;
  propagate: boolean;
}

export interface AccessState {
  users: Map<string, User>;
  groups: Map<string, Group>;
  roles: Map<string, Role>;
  acl: AclEntry[];
  realms: Sections;
}
