import type { AccessState } from "../access/access-state.js";
import type { FirewallState } from "../firewall/firewall-state.js";
import type { Guest } from "../guests/guest-state.js";
import type { NodeState } from "../nodes/node-state.js";
import type { SdnState } from "../sdn/sdn-state.js";
import type { Storage, Volume } from "../storage/storage-state.js";
import type { Task } from "../tasks/task-state.js";
import type { Section, Sections } from "./section.js";

export type { Section, Sections } from "./section.js";

export interface Pool {
  comment?: string;
  guests: Set<number>;
  storages: Set<string>;
}

export interface LogEntry {
  /** Seconds since 1970. */
  time: number;
  node: string;
  user: string;
  tag: string;
  /** Syslog priority: 6 info, 4 warning, 3 error. */
  priority: number;
  pid: number;
  message: string;
}

export interface HaState {
  resources: Sections;
  groups: Sections;
  rules: Sections;
  armed: boolean;
}

export interface NotificationState {
  gotify: Sections;
  sendmail: Sections;
  smtp: Sections;
  webhook: Sections;
  matchers: Sections;
}

export interface CephState {
  flags: Set<string>;
  pools: Sections;
  osds: Map<number, { node: string; in: boolean; up: boolean; device: string; size: number }>;
  monitors: Sections;
  managers: Sections;
  metadataServers: Sections;
  filesystems: Sections;
}

/** Everything that a simulated cluster knows. Handlers read and change it; nothing else holds state. */
export interface State {
  /** `9.1`; decides privileges, field names and which endpoints exist. */
  release: string;
  /** `9.1.9` */
  version: string;
  repoid: string;
  /** Absent on a single node that never joined a cluster. */
  cluster?: { name: string; expectedVotes: number };
  /** The node that answers requests. */
  local: string;
  nodes: Map<string, NodeState>;
  /** Names that resolve and lead to no member of the cluster: requests for them end in a 595. */
  unreachable: Set<string>;
  guests: Map<number, Guest>;
  storages: Map<string, Storage>;
  /** By volume id, for local storages with the node before it: `pve1/local:iso/a.iso`. */
  volumes: Map<string, Volume>;
  pools: Map<string, Pool>;
  access: AccessState;
  tasks: Map<string, Task>;
  log: LogEntry[];
  /** `datacenter.cfg` */
  options: Section;
  firewall: FirewallState;
  ha: HaState;
  sdn: SdnState;
  backupJobs: Sections;
  replicationJobs: Sections;
  realmSyncJobs: Sections;
  mappings: { dir: Sections; pci: Sections; usb: Sections };
  metrics: Sections;
  notifications: NotificationState;
  acme: { accounts: Sections; plugins: Sections };
  /** Absent: Ceph isn't installed. */
  ceph?: CephState;
  /** Counts up wherever a process id is needed. */
  lastPid: number;
  /** Feeds made-up MAC addresses, UUIDs and figures; the same cluster makes the same ones. */
  seed: number;
}
