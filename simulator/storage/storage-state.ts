/** A section of `storage.cfg`, by its own keys. */
export type StorageConfig = Record<string, string | number>;

export interface Storage {
  config: StorageConfig;
  /** Bytes on each node, or of the one shared place. */
  total: number;
  /** Bytes in use beside the volumes that are known. */
  base: number;
}

export type Content = "images" | "rootdir" | "iso" | "vztmpl" | "backup" | "snippets" | "import";

export interface Volume {
  volid: string;
  storage: string;
  /** Absent on shared storages. */
  node?: string;
  content: Content;
  format: string;
  /** Bytes. */
  size: number;
  /** Bytes really taken. */
  used: number;
  vmid?: number;
  /** Seconds since 1970. */
  ctime: number;
  /** Volume id of the base that a linked clone builds on. */
  parent?: string;
  notes?: string;
  protected?: boolean;
  /** Backups: the guest's configuration, so that a restore brings it back. */
  config?: Record<string, string | number>;
  /** Backups: `qemu` or `lxc`. */
  subtype?: "qemu" | "lxc";
}
