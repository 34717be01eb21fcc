import type { Section, Sections } from "../state/section.js";

export interface Service {
  description: string;
  running: boolean;
  enabled: boolean;
}

export interface Disk {
  device: string;
  model: string;
  serial: string;
  /** Bytes. */
  size: number;
  type: "ssd" | "hdd" | "nvme";
  vendor: string;
  /** What sits on it; absent: free. */
  used?: "LVM" | "ZFS" | "BIOS boot" | "partitions" | "ext4" | "xfs" | "Device Mapper";
  wearout: number;
  gpt: boolean;
}

export interface VolumeGroup {
  devices: string[];
  size: number;
  free: number;
}

export interface ThinPool {
  group: string;
  size: number;
  used: number;
}

export interface ZfsPool {
  devices: string[];
  raid: string;
  size: number;
  used: number;
}

export interface MountedDirectory {
  device: string;
  type: string;
}

export interface Repository {
  file: string;
  handle?: string;
  enabled: boolean;
  types: string[];
  uris: string[];
  suites: string[];
  components: string[];
}

export interface NodeState {
  name: string;
  /** Corosync's number; 0 on a single node. */
  id: number;
  online: boolean;
  address: string;
  /** Milliseconds since 1970. */
  bootedAt: number;
  processors: { cores: number; sockets: number; model: string };
  /** Bytes. */
  memory: number;
  rootfs: number;
  /** Share of its processors that the node itself keeps busy. */
  load: number;
  fingerprint: string;
  config: Section;
  dns: Section;
  hosts: string;
  timezone: string;
  network: { active: Sections; staged?: Sections };
  services: Map<string, Service>;
  subscription: Section;
  updates: Section[];
  repositories: Repository[];
  disks: Disk[];
  volumeGroups: Map<string, VolumeGroup>;
  thinPools: Map<string, ThinPool>;
  zfsPools: Map<string, ZfsPool>;
  directories: Map<string, MountedDirectory>;
  certificates: { custom?: { subject: string; notAfter: number; pem: string }; acme?: boolean };
  /** Lines of the system journal: seconds since 1970 and text. */
  journal: { time: number; text: string }[];
}
