import type { Section } from "../state/section.js";

export interface IpSet {
  comment?: string;
  /** By CIDR, in the order in which they were added. */
  entries: Map<string, { comment?: string; nomatch?: 1 }>;
}

/** The firewall of one guest, node, vnet or of the cluster. */
export interface FirewallScope {
  options: Section;
  rules: Section[];
  aliases: Map<string, { cidr: string; comment?: string }>;
  sets: Map<string, IpSet>;
}

export interface FirewallState {
  cluster: FirewallScope;
  groups: Map<string, { comment?: string; rules: Section[] }>;
  nodes: Map<string, FirewallScope>;
  vnets: Map<string, FirewallScope>;
}

export function emptyFirewall(): FirewallScope {
  return { options: {}, rules: [], aliases: new Map(), sets: new Map() };
}
