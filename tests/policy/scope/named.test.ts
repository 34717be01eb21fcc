import { expect, it } from "vitest";
import { namedIn } from "../../../src/policy/scope/named.js";

it.each<[object, { guests?: number[]; nodes?: string[]; storages?: string[] }]>([
  [
    { vmid: 110, node: "pve1" },
    { guests: [110], nodes: ["pve1"] },
  ],
  [{ vmid: "100,110" }, { guests: [100, 110] }],
  [
    { newid: 150, target: "pve2" },
    { guests: [150], nodes: ["pve2"] },
  ],
  [{ "target-vmid": "110" }, { guests: [110] }],
  [{ vms: ["100", 110] }, { guests: [100, 110] }],
  [{ sid: "vm:110" }, { guests: [110] }],
  [{ sid: "ct:110" }, { guests: [110] }],
  [{ sid: "110" }, { guests: [110] }],
  [{ resources: "vm:100,ct:110" }, { guests: [100, 110] }],
  [{ id: "110-0" }, { guests: [110] }],
  [{ id: "backup-nightly" }, {}],
  [{ path: "/vms/110" }, { guests: [110] }],
  [{ path: "/storage/local/x" }, { storages: ["local"] }],
  [{ path: "/nodes/pve2" }, { nodes: ["pve2"] }],
  [{ upid: "UPID:pve1:000DA3B1:0F1E2D3C:6543210F:qmstop:110:root@pam:" }, { guests: [110] }],
  [{ volume: "local-lvm:vm-110-disk-0" }, { guests: [110], storages: ["local-lvm"] }],
  [{ volume: "vm-110-disk-0" }, { guests: [110] }],
  [{ volume: "local:110/base-110-disk-0.qcow2" }, { guests: [110], storages: ["local"] }],
  [
    { archive: "nas:backup/vzdump-qemu-110-2026_01_05-02_00_00.vma.zst" },
    { guests: [110], storages: ["nas"] },
  ],
  [{ archive: "pbs:backup/vm/110/2026-01-05T02:00:00Z" }, { guests: [110], storages: ["pbs"] }],
  [
    { archive: "pbs:backup/ns/a/ct/110/2026-01-05T02:00:00Z" },
    { guests: [110], storages: ["pbs"] },
  ],
  [{ scsi1: "local-lvm:vm-110-disk-0,ssd=1" }, { guests: [110], storages: ["local-lvm"] }],
  [{ scsi1: { file: "local-lvm:vm-110-disk-0" } }, { guests: [110], storages: ["local-lvm"] }],
  [
    { virtio0: "lvm:0,import-from=ceph:vm-110-disk-1" },
    { guests: [110], storages: ["lvm", "ceph"] },
  ],
  [
    { mp0: "volume=local-lvm:subvol-110-disk-0,mp=/srv" },
    { guests: [110], storages: ["local-lvm"] },
  ],
  [{ rootfs: "local-lvm:8" }, { storages: ["local-lvm"] }],
  [{ unused0: "local-lvm:vm-110-disk-3" }, { guests: [110], storages: ["local-lvm"] }],
  [{ targetstorage: "a:b,c" }, { storages: ["b", "c"] }],
  [{ fleecing: "enabled=1,storage=fast" }, { storages: ["fast"] }],
  [{ nodes: "pve1:2,pve2" }, { nodes: ["pve1", "pve2"] }],
  [{ net0: "virtio=BC:24:11:00:00:01,bridge=vmbr0" }, {}],
  [{ description: "was vm-110-disk-0", comment: "vmid 110" }, {}],
  [{ cores: 110, memory: 2048 }, {}],
])("%j names %j", (parameters, { guests = [], nodes = [], storages = [] }) => {
  const named = namedIn(parameters as never);
  expect({
    guests: [...named.guests],
    nodes: [...named.nodes],
    storages: [...named.storages],
  }).toEqual({ guests, nodes, storages });
});
