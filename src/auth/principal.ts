import type { Scope } from "../policy/scope/scope.js";
import type { Tier } from "../schema/catalogue.js";

/**
 * Who sends requests over HTTP, and what they may do at most. What the operator's settings forbid
 * stays forbidden for everyone: a principal can only narrow it.
 */
export interface Principal {
  /** For the audit file and the log, such as `token:laptop`. */
  name: string;
  /** Absent: as the settings say. */
  access?: Tier;
  /** Holds besides the scope of the settings. */
  scope?: Scope;
  /** What is listed; absent: as the settings say. */
  toolsets?: readonly string[];
  tools?: readonly string[];
  /** Left out besides those of the settings. */
  excludeTools?: readonly string[];
  /** Names of clusters; absent: all. */
  clusters?: readonly string[];
  /** Calls a minute; absent: as the settings say. */
  rate?: number;
  /** Their own logins at Proxmox; present: the server's own are not used. */
  logins?: ProxmoxLogins;
}

/** Whole API tokens, `user@realm!name=secret`. */
export interface ProxmoxLogins {
  /** For the clusters that `byCluster` doesn't name. */
  any?: string;
  byCluster: Readonly<Record<string, string>>;
}

/** Everyone, where nobody is asked who they are. */
export const ANYONE: Principal = { name: "anyone" };
