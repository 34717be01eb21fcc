import type { Sections } from "../state/section.js";

/** What a change to SDN can concern. */
export const SDN_KINDS = ["zones", "vnets", "subnets", "controllers"] as const;

export type SdnKind = (typeof SDN_KINDS)[number];

export type SdnConfig = Record<SdnKind, Sections>;

export interface SdnState {
  /** As edited. */
  edited: SdnConfig;
  /** As applied last; undefined before the first time. */
  applied?: SdnConfig;
  ipams: Sections;
  dns: Sections;
  fabrics: Sections;
  /** By `fabric/node`. */
  fabricNodes: Sections;
  /** Addresses that the built-in IPAM handed out. */
  addresses: {
    zone: string;
    vnet: string;
    subnet: string;
    ip: string;
    mac?: string;
    vmid?: number;
  }[];
  lock?: string;
}
