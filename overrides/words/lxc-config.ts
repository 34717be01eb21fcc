import { propertyKeys } from "../property-keys.js";
import type { Words } from "./types.js";

const system = {
  arch: "CPU architecture of the container's system; default amd64",
  cmode: "What a console gets: tty (default, login), console (/dev/console) or shell (no login)",
  console: "0 leaves out /dev/console; default 1",
  cores: "Cores that the container may use; default all of the node's; live",
  debug: "1 logs each start in detail; default 0",
  description: "Notes in Markdown, shown in the web interface",
  entrypoint: "Command run as init, with arguments; default /sbin/init",
  env: "Environment of init: NAME=value entries separated by NUL characters",
  hostname: "Host name of the container; seen inside after its restart",
  memory: "RAM in MiB; default 512; live",
  ostype: "Distribution, which decides how it is set up; unmanaged leaves its files alone",
  swap: "Swap in MiB; default 512; live",
  template: "1 marks the container as template; use POST .../template instead; default 0",
  timezone: "Time zone, such as Europe/Vienna, or host for that of the node",
  tty: "Number of terminals, 0 to 6; default 2",
  unprivileged:
    "1 maps root to an unprivileged user; a new container's default since 9.1, a restore keeps the backup's; 0 needs Sys.Modify on /; never changes",
};

const features = {
  features:
    "Kernel features, such as nesting=1,keyctl=1; root@pam only, but nesting of unprivileged ones; pending while it runs",
  "features.force_rw_sys": "1 mounts /sys writable in an unprivileged container; default 0",
  "features.fuse": "1 allows FUSE file systems; freezing for backups may then deadlock; default 0",
  "features.keyctl": "1 allows the keyctl() call, which Docker needs; unprivileged only; default 0",
  "features.mknod":
    "1 allows some device nodes in an unprivileged container; experimental; default 0",
  "features.mount": "File system types that may be mounted, such as nfs;cifs; weakens isolation",
  "features.nesting": "1 allows containers in the container; modern systemd needs it; default 0",
};

const volumeKeys = {
  idmap: "Ids on this volume: passthrough, or u|g:<container id>:<disk id>:<count>, ;-separated",
  acl: "1 turns POSIX ACLs on, 0 off; default that of the file system",
  mountoptions: "Mount options joined with ;, such as noatime;discard",
  quota: "1 turns user quotas on; not on ZFS; default 0",
  replicate: "0 leaves the volume out of storage replication; default 1",
  ro: "1 mounts read-only; default 0",
  shared: "1 claims that the source exists on all nodes; doesn't copy it",
  size: "Informational; to grow a volume use PUT .../resize",
  volume: "<storage>:<GiB> to allocate, a volid, or for root@pam a host path or device; required",
};

const volumes = {
  "mp[n]":
    "Mount point: <storage>:<GiB>,mp=<path>; a bind mount (<host path>,mp=<path>) is root@pam only; a new one is live",
  "mp[n].backup": "1 includes the volume in backups; default 0, so a restore would lose it",
  "mp[n].keepattrs": "1 takes owner and mode from the directory below it; default 0",
  "mp[n].mp": "Absolute path in the container; no symlinks on it",
  rootfs: "Root volume: <storage>:<GiB> to allocate, such as local-lvm:8; pending while it runs",
  "unused[n].volume": "Volid of the detached volume",
  ...propertyKeys(["mp[n]", "rootfs"], volumeKeys),
};

const network = {
  nameserver: "DNS servers, separated by spaces, default those of the node; pending while it runs",
  "net[n]":
    "Interface, such as name=eth0,bridge=vmbr0,ip=dhcp,firewall=1; replaces all of it; live",
  "net[n].gw": "IPv4 default gateway",
  "net[n].gw6": "IPv6 default gateway",
  "net[n].host-managed": "1 lets the host configure the IPs, for containers without network tools",
  "net[n].hwaddr": "MAC address; made up if absent; on update repeat it, or a new one is made",
  "net[n].ip": "IPv4 in CIDR form, dhcp or manual",
  "net[n].ip6": "IPv6 in CIDR form, auto, dhcp or manual",
  "net[n].mtu": "MTU in bytes; default that of the bridge",
  "net[n].name": "Name inside the container, such as eth0",
  "net[n].trunks": "VLAN ids that pass tagged, such as 10;20; only with a VLAN-aware bridge",
  "net[n].type": "Always veth",
  searchdomain: "DNS search domains; default those of the node",
};

const devices = {
  "dev[n]": "Host device in the container: <path>,uid=<n>,gid=<n>,mode=0660; root@pam only",
  "dev[n].deny-write": "1 forbids writing to the device; default 0",
  "dev[n].gid": "Owning group id inside the container; default 0",
  "dev[n].mode": "Permission bits in octal, such as 0660 (default)",
  "dev[n].path": "Path of the device on the host, such as /dev/ttyUSB0",
  "dev[n].uid": "Owning user id inside the container; default 0",
};

const CREATE = {
  force: "1 overwrites an existing container of this vmid; its data is gone",
  "ignore-unpack-errors": "1 carries on when files of the template can't be unpacked",
  ostemplate:
    "Volid of the template, such as local:vztmpl/debian-13.tar.zst, or of the backup with restore=1",
  password: "Password for root in the container, at least 5 characters",
  pool: "Pool to put the container in",
  restore: "1 restores the backup given as ostemplate",
  "ssh-public-keys": "Public SSH keys for root, one a line",
  start: "1 starts the container once it is created; default 0",
  storage: "Storage for volumes without one of their own; default local",
};

export default {
  endpoints: {},
  parameters: {
    "/nodes/{node}/lxc": { ...system, ...features, ...volumes, ...network, ...devices },
    "POST /nodes/{node}/lxc": CREATE,
    "/nodes/{node}/lxc/{vmid}/snapshot": {
      description: "What the snapshot is for",
    },
  },
} satisfies Words;
