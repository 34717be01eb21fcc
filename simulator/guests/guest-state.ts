import type { FirewallScope } from "../firewall/firewall-state.js";

export type Kind = "qemu" | "lxc";

export const KINDS: readonly Kind[] = ["qemu", "lxc"];

/** Keys and values of a guest's configuration file. */
export type Config = Record<string, string | number>;

export interface Snapshot {
  config: Config;
  /** Seconds since 1970. */
  snaptime: number;
  description: string;
  /** The snapshot before it. */
  parent?: string;
  /** QEMU: with memory. */
  vmstate?: boolean;
  /** Sizes of its disks, by volume id. */
  volumes: Record<string, number>;
}

/** A program that the fake shell in a guest ran. */
export interface AgentProcess {
  exitcode: number;
  output: string;
  errors: string;
  /** Milliseconds: until then it's still running. */
  endsAt: number;
}

/** What the guest agent of a running virtual machine sees inside. */
export interface AgentState {
  files: Map<string, string>;
  users: Map<string, { password?: string; loggedInAt?: number }>;
  processes: Map<number, AgentProcess>;
  frozen: boolean;
}

export interface Guest {
  vmid: number;
  kind: Kind;
  node: string;
  config: Config;
  /** Changes that wait for the next start; null: the key will go. */
  pending: Map<string, string | number | null>;
  snapshots: Map<string, Snapshot>;
  running: boolean;
  /** QEMU only, while running. */
  paused?: boolean;
  /** QEMU only: its memory is on disk, and the next start wakes it. */
  hibernated?: boolean;
  /** Milliseconds since 1970. */
  startedAt: number;
  pid: number;
  agent?: AgentState;
  firewall?: FirewallScope;
  /** Share of its processors that it keeps busy, 0 to 1. */
  load: number;
  /** Share of its memory that it uses. */
  memoryShare: number;
}
