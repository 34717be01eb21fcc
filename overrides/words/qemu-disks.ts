import { propertyKeys } from "../property-keys.js";
import type { Words } from "./types.js";

const BUSES = ["ide[n]", "sata[n]", "scsi[n]", "virtio[n]"];

const volume = {
  file: "Volid, <storage>:<GiB> to allocate a new disk, none or cdrom; required",
  format: "Image format on file storage: raw, qcow2 or vmdk; default that of the storage",
  "import-from": "Volid or absolute path to copy the new disk from; set file to <storage>:0",
  size: "Informational; to grow a disk use PUT .../resize",
};

const { file: _, ...device } = volume;

const behaviour = {
  aio: "I/O engine: io_uring (default), native or threads",
  backup: "0 leaves the disk out of backups, so that a restore loses it; default 1",
  cache:
    "none (default), writeback (fast), writethrough, directsync, unsafe (loses data on a crash)",
  detect_zeroes: "0 stops turning written zeroes into holes; default on",
  discard: "on passes TRIM to the storage, so that thin disks shrink; default ignore",
  media: "disk (default) or cdrom",
  replicate: "0 leaves the disk out of storage replication; default 1",
  rerror: "On a read error: report (default) to the guest, ignore or stop the VM",
  serial: "Serial number shown to the guest, percent-encoded, up to 20 bytes",
  shared: "1 claims that the volume exists on all nodes; doesn't copy it",
  snapshot: "1 throws away all writes at shutdown; default 0",
  werror: "On a write error: enospc (default, pause if full), report, ignore or stop",
};

const limits = {
  bps: "Cap on reads plus writes in bytes per second",
  bps_max_length: "Longest burst of reads and writes in seconds",
  bps_rd: "Cap on reads in bytes per second",
  bps_rd_max_length: "Longest read burst in seconds",
  bps_wr: "Cap on writes in bytes per second",
  bps_wr_max_length: "Longest write burst in seconds",
  iops: "Cap on reads plus writes in operations per second",
  iops_max: "Operations per second allowed in a burst",
  iops_max_length: "Longest burst of operations in seconds",
  iops_rd: "Cap on read operations per second",
  iops_rd_max: "Read operations per second allowed in a burst",
  iops_rd_max_length: "Longest burst of read operations in seconds",
  iops_wr: "Cap on write operations per second",
  iops_wr_max: "Write operations per second allowed in a burst",
  iops_wr_max_length: "Longest burst of write operations in seconds",
  mbps: "Cap on reads plus writes in MiB/s",
  mbps_max: "MiB/s of reads plus writes allowed in a burst",
  mbps_rd: "Cap on reads in MiB/s",
  mbps_rd_max: "MiB/s of reads allowed in a burst",
  mbps_wr: "Cap on writes in MiB/s",
  mbps_wr_max: "MiB/s of writes allowed in a burst",
};

/** Gone with 9.0. */
const geometry = {
  cyls: "Forced geometry: cylinders; for antique systems only",
  heads: "Forced geometry: heads; for antique systems only",
  secs: "Forced geometry: sectors; for antique systems only",
  trans: "Forced BIOS translation of the geometry: none, lba or auto",
};

const ssd = { ssd: "1 shows the disk as SSD; default 0" };
const wwn = { wwn: "World wide name: 0x and 16 hex digits" };
const iothread = {
  iothread: "1 gives the disk its own I/O thread; with SCSI needs scsihw=virtio-scsi-single",
};
const readOnly = { ro: "1 makes the disk read-only; default 0" };

export default {
  endpoints: {},
  parameters: {
    "/nodes/{node}/qemu": {
      "ide[n]":
        "IDE disk or CD drive, n 0 to 3; new: <storage>:<GiB>; ISO: <volid>,media=cdrom; live only another ISO",
      "sata[n]":
        "SATA disk or CD drive, n 0 to 5; new: <storage>:<GiB>; a new one is pending while it runs",
      "scsi[n]":
        "SCSI disk or CD drive, n 0 to 30; new: <storage>:<GiB>,discard=on,iothread=1; hot-plugged",
      "virtio[n]": "VirtIO block disk, n 0 to 15; new: <storage>:<GiB>; hot-plugged",
      cdrom: "Alias of ide2",
      efidisk0: "Disk for UEFI variables: <storage>:1,efitype=4m,pre-enrolled-keys=1",
      "efidisk0.efitype": "4m (needed for Secure Boot) or 2m (default, old)",
      "efidisk0.ms-cert": "Informational: generation of the enrolled Microsoft certificates",
      "efidisk0.pre-enrolled-keys":
        "1 starts from Microsoft's and distributions' keys, which turns Secure Boot on; default 0",
      scsihw:
        "SCSI controller: virtio-scsi-single (best, with iothread), virtio-scsi-pci, lsi (default)",
      tpmstate0: "Disk for the TPM: <storage>:1,version=v2.0",
      "tpmstate0.version": "v2.0 (Windows 11) or v1.2 (default); can't be changed later",
      "scsi[n].product": "Product name shown to the guest, up to 16 characters",
      "scsi[n].queues": "Number of request queues, from 2; default automatic",
      "scsi[n].scsiblock":
        "1 passes a whole host disk through with all SCSI commands; risk of I/O errors",
      "scsi[n].vendor": "Vendor name shown to the guest, up to 8 characters",
      "ide[n].model": "Model name shown to the guest, percent-encoded, up to 40 bytes",
      "efidisk0.file": "Volid, or <storage>:1 for a new one; its size is fixed",
      "tpmstate0.file": "Volid, or <storage>:1 for a new one; its size is fixed",
      "unused[n].file": "Volid of the detached volume",
      ...propertyKeys(BUSES, volume),
      ...propertyKeys(["efidisk0", "tpmstate0"], device),
      ...propertyKeys(BUSES, { ...behaviour, ...limits, ...geometry }),
      ...propertyKeys(["ide[n]", "sata[n]", "scsi[n]"], { ...ssd, ...wwn }),
      ...propertyKeys(["scsi[n]", "virtio[n]"], { ...iothread, ...readOnly }),
    },
  },
} satisfies Words;
