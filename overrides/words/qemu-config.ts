import type { Words } from "./types.js";

const identity = {
  description: "Notes in Markdown, shown in the web interface",
  name: "Name of the VM, DNS-compatible; need not be unique",
  ostype:
    "Guest system: l26 Linux, win11 (also 2022, 2025), win10 (also 2016, 2019), other; sets defaults",
  template:
    "1 marks the VM as template (default 0); use POST .../template instead, which also converts the disks",
};

const processor = {
  acpi: "1 (default) gives the guest ACPI; without it a clean shutdown can't be asked for",
  affinity: "Host CPUs that the VM may run on, such as 0,5,8-11; absent means all",
  "amd-sev":
    "AMD memory encryption: type=std, es or snp, with no-debug=1, no-key-sharing=1; no live migration",
  arch: "Guest architecture: x86_64 or aarch64; default that of the host; root@pam only",
  cores: "Cores per socket, default 1; the VM has sockets * cores; pending while it runs",
  cpu: "CPU model, such as host, x86-64-v2-AES or kvm64, then options: host,flags=+aes;-pcid; pending while it runs",
  freeze: "1 starts with the CPU halted, until a monitor command continues",
  "intel-tdx": "Intel memory encryption: type=tdx, with attestation=1; needs q35 and OVMF",
  kvm: "0 emulates the CPU in software, which is very slow; default 1",
  numa: "1 shows NUMA nodes to the guest; needed to hotplug memory; default 0",
  "numa[n]": "Guest NUMA node: cpus=<range>,memory=<MiB>,hostnodes=<range>,policy=<policy>",
  "numa[n].cpus": "Guest CPUs of this NUMA node, such as 0-3;8",
  "numa[n].hostnodes": "Host NUMA nodes to take memory from, such as 0-1",
  "numa[n].memory": "Memory of this NUMA node in MiB",
  "numa[n].policy": "Use of hostnodes: preferred, bind (only those) or interleave (spread)",
  smp: "Deprecated, use sockets",
  sockets: "Number of CPU sockets; default 1; pending while it runs",
  vcpus:
    "CPUs plugged in at start, default all of sockets * cores; the rest can be hot-plugged where hotplug has cpu",
};

const memory = {
  "allow-ksm": "0 keeps this VM's memory from being merged with that of others; default 1",
  balloon: "Least memory in MiB that ballooning may leave; 0 turns the balloon off",
  hugepages: "Back memory with huge pages: 2 or 1024 (MiB each), any picks the largest that fits",
  ivshmem: "Memory shared between VMs or with the host: size=<MiB>,name=<name>",
  "ivshmem.name": "Name of the shared memory file; default is the vmid",
  "ivshmem.size": "Size of the shared memory in MiB",
  keephugepages: "1 keeps huge pages allocated after shutdown for the next start; default 0",
  memory: "RAM in MiB, default 512; pending while it runs, unless hotplug has memory",
  "memory.current": "RAM in MiB; the upper limit if a balloon is used; default 512",
  shares: "Weight for automatic ballooning against other VMs; 0 turns it off; default 1000",
};

const boot = {
  autostart: "Has no effect",
  bios: "Firmware: seabios (default) or ovmf (UEFI, wants an efidisk0); pending while it runs",
  boot: "Boot order, such as order=scsi0;ide2;net0; pending while it runs",
  bootdisk: "Deprecated, use boot: disk to boot from",
  hotplug:
    "What may be plugged live: network, disk, usb (these by default), cpu, memory, cloudinit; 0 none",
  localtime: "1 keeps the hardware clock in local time; default 1 for Windows, else 0",
  machine:
    "Machine: pc (i440fx) or q35, or pinned such as pc-q35-9.0, then options; pending while it runs",
  "machine.aw-bits": "Address width of the vIOMMU in bits: intel 39 or 48, virtio 32 to 64",
  "machine.enable-s3":
    "1 lets the guest suspend to RAM (S3); default depends on the machine version",
  "machine.enable-s4": "1 lets the guest hibernate (S4); default depends on the machine version",
  "machine.type": "pc (i440fx) or q35, optionally pinned to a version, such as pc-i440fx-9.0",
  "machine.viommu": "IOMMU for the guest: intel (q35 only) or virtio; absent is none",
  reboot: "0 powers the VM off when the guest reboots; default 1",
  smbios1:
    "System identity: uuid, manufacturer, product, serial, sku, family; base64=1 if values are encoded",
  startdate: "Hardware clock at start: now (default), 2006-06-17 or 2006-06-17T16:01:21",
  tdf: "1 makes up for lost timer ticks; default 0",
  vmgenid: "Generation id, a UUID that tells the guest of rollbacks; 1 makes a new one, 0 none",
  vmstatestorage:
    "Storage for saved RAM of snapshots and hibernation; default chosen from the disks'",
};

const agent = {
  agent:
    "QEMU guest agent: 1 if it runs in the guest; needed for IPs, exec and frozen backups; pending while it runs",
  "agent.enabled": "1 tells Proxmox that the guest runs the agent; default 0",
  "agent.freeze-fs-on-backup": "0 skips freezing file systems for backups; default 1",
  "agent.freeze-fs": "0 skips freezing file systems for backups, snapshots and clones; default 1",
  "agent.fstrim_cloned_disks": "1 trims file systems after a disk move or migration; default 0",
  "agent.type": "Channel to the agent: virtio (default) or isa (for systems without VirtIO)",
};

const cloudInit = {
  cicustom: "Own cloud-init files, such as user=local:snippets/u.yml; also network, meta, vendor",
  cipassword: "Password that cloud-init sets; reads back masked",
  citype: "Data format: nocloud (Linux), configdrive2 (Windows) or opennebula; default by ostype",
  ciupgrade: "0 keeps cloud-init from upgrading packages on first boot; default 1",
  ciuser: "User that cloud-init sets up; default is the image's own",
  "ipconfig[n]":
    "Cloud-init IPs of netN: ip=10.0.0.5/24,gw=10.0.0.1 or ip=dhcp; ip6=auto,gw6 likewise",
  nameserver: "Cloud-init DNS servers, separated by spaces; default those of the node",
  searchdomain: "Cloud-init DNS search domain; default that of the node",
  sshkeys: "Cloud-init public SSH keys, one a line, percent-encoded beforehand (%20, %0A)",
};

const network = {
  "net[n]":
    "Network device, such as virtio,bridge=vmbr0,tag=20,firewall=1; replaces all of it, a new MAC unless given; hot-plugged",
  "net[n].host-tunnel":
    "1 offloads UDP tunnels to the host; VirtIO only; default depends on the machine version",
  "net[n].macaddr":
    "MAC address; made up if absent; on update repeat it, or the guest gets a new one",
  "net[n].model":
    "Network card: virtio is fastest; e1000, e1000e, rtl8139 for guests without driver",
  "net[n].mtu": "MTU seen by the guest, virtio only; 1 takes over that of the bridge",
  "net[n].queues": "Packet queues, at best one per vCPU; virtio only; 0 is a single queue",
  "net[n].trunks": "VLAN ids that pass tagged, such as 10;20-30; only with a VLAN-aware bridge",
};

const devices = {
  args: "Raw arguments added to the QEMU command line; root@pam only",
  audio0: "Sound card, such as device=ich9-intel-hda,driver=spice",
  "audio0.device": "Sound card model: ich9-intel-hda, intel-hda or AC97",
  "audio0.driver": "Where sound goes: spice (default) or none",
  "hostpci[n]":
    "PCI passthrough: mapping=<id> or host=<address> (root@pam only),pcie=1; ties the VM to its node",
  keyboard: "Keyboard layout of the VNC console; usually best left to the guest",
  "parallel[n]":
    "Host parallel port, such as /dev/parport0; ties the VM to its node; root@pam only",
  rng0: "Random numbers from the host: source=/dev/urandom,max_bytes=1024,period=1000",
  "rng0.max_bytes": "Most bytes per period; default 1024; 0 is unlimited, which can drain the host",
  "rng0.period": "Milliseconds until the byte quota starts anew; default 1000",
  "rng0.source": "/dev/urandom (best), /dev/random or /dev/hwrng (hardware)",
  "serial[n]":
    "Serial port: socket (for termproxy), or a host device such as /dev/ttyS0 (root@pam only)",
  spice_enhancements: "SPICE extras: foldersharing=1,videostreaming=all",
  "spice_enhancements.foldersharing": "1 shares a client folder; the guest needs spice-webdavd",
  "spice_enhancements.videostreaming":
    "Compress video: off (default), filter (detected areas) or all",
  tablet: "1 (default) adds a USB tablet, so that the VNC mouse keeps in step",
  "usb[n]": "USB passthrough: host=<vendor:product, bus-port or spice> or mapping=<id>,usb3=1",
  "usb[n].host":
    "1234:abcd (vendor:product), 2-1.4 (bus-port) or spice; a real device is root@pam only",
  "usb[n].mapping": "Id of a cluster-wide USB mapping, in place of host",
  "usb[n].usb3": "1 if the device is USB 3; no effect on modern guests; default 0",
  vga: "Display: std (default), virtio, virtio-gl, qxl (SPICE), serial0 (text), none; memory=<MiB>",
  "vga.clipboard": "vnc shares the clipboard over VNC in place of SPICE",
  "vga.memory": "Video memory in MiB; no effect on a serial display",
  "vga.type":
    "std (default), virtio, virtio-gl, qxl to qxl4 (screens), serialN, vmware, cirrus (old), none",
  "virtiofs[n]": "Host directory in the guest: <mapping id>,cache=auto",
  "virtiofs[n].cache": "Caching in the guest: auto (default), always, metadata or never",
  "virtiofs[n].direct-io": "1 honours O_DIRECT of guest programs; default 0",
  "virtiofs[n].dirid": "Id of the directory mapping; also the mount tag in the guest",
  "virtiofs[n].expose-acl": "1 supports POSIX ACLs, and with them xattrs; default 0",
  "virtiofs[n].expose-xattr": "1 supports extended attributes; default 0",
  watchdog: "Virtual watchdog, such as i6300esb,action=reset; acts when the guest stops polling it",
};

const migration = {
  "import-working-storage":
    "File storage to unpack import images on; default is the storage they come from",
  migrate_downtime: "Longest pause in seconds that live migration aims for; default 0.1",
  migrate_speed: "Cap on migration speed in MB/s; 0 (default) is none",
};

const CREATE = {
  archive: "Backup volid to restore instead of creating; overwrites the VM with force=1",
  force: "1 lets a restore overwrite an existing VM of this vmid; its data is gone",
  "live-restore": "1 starts the VM at once and restores in the background; PBS or import only",
  pool: "Pool to put the VM in",
  start: "1 starts the VM once it is created; default 0",
  storage: "Storage for restored disks; default the one recorded in the backup",
};

const CHANGE = {
  background_delay: "Seconds to wait for the task; if it ends by then, null is returned",
  force: "1 makes delete destroy a disk's data at once; default keeps it as unusedN",
};

export default {
  endpoints: {},
  parameters: {
    "/nodes/{node}/qemu": {
      ...identity,
      ...processor,
      ...memory,
      ...boot,
      ...agent,
      ...cloudInit,
      ...network,
      ...devices,
      ...migration,
    },
    "POST /nodes/{node}/qemu": CREATE,
    "/nodes/{node}/qemu/{vmid}/config": CHANGE,
    "/nodes/{node}/qemu/{vmid}/snapshot": {
      description: "What the snapshot is for",
    },
  },
} satisfies Words;
