import type { Words } from "./types.js";

const VM = "/nodes/{node}/qemu/{vmid}";

const lifecycle = {
  "GET /nodes/{node}/qemu": "List the VMs of a node: vmid, name, status, CPU, memory, uptime",
  "POST /nodes/{node}/qemu":
    "Create a VM, or restore one from a backup with archive; returns a task",
  [`DELETE ${VM}`]:
    "Destroy a stopped VM with all its disks and snapshots; data is gone; returns a task",
  [`GET ${VM}`]: "List the sub-resources of a VM",
  [`POST ${VM}/clone`]:
    "Clone a VM or template, full or linked copy, to a new vmid; returns a task",
  [`POST ${VM}/template`]: "Turn a stopped VM into a template for clones, for good; returns a task",
  [`GET ${VM}/feature`]: "Tell if a VM can be snapshotted, cloned or copied, and on which nodes",
};

const config = {
  [`GET ${VM}/config`]: "Read a VM's config: CPU, memory, disks, networks, boot order, digest",
  [`POST ${VM}/config`]:
    "Change a VM's config in the background; what can't be hot-plugged is pending until its restart; returns a task, or null if already done",
  [`PUT ${VM}/config`]:
    "Change a VM's config; while it runs, netN, scsiN and virtioN are hot-plugged, most else is pending until its restart; POST allocates disks",
  [`GET ${VM}/pending`]: "List config values with changes that wait for the next power cycle",
  [`GET ${VM}/cloudinit`]: "List cloud-init settings, current and pending",
  [`PUT ${VM}/cloudinit`]: "Rebuild the cloud-init drive from the current settings",
  [`GET ${VM}/cloudinit/dump`]:
    "Print the generated cloud-init user, network or meta data; may hold a password hash",
};

const disks = {
  [`PUT ${VM}/resize`]:
    "Grow a VM disk (never shrink); the guest must grow its partition too; returns a task",
  [`POST ${VM}/move_disk`]:
    "Move a VM disk to another storage, or hand it to another VM; returns a task",
  [`PUT ${VM}/unlink`]: "Detach disks from a VM; they stay as unusedN unless force=1 destroys them",
};

const power = {
  [`GET ${VM}/status`]: "List the power actions of a VM",
  [`GET ${VM}/status/current`]:
    "Show a VM's live state: running or stopped, CPU, memory, uptime, lock, agent, HA",
  [`POST ${VM}/status/start`]: "Start (power on) a VM; fails if it already runs; returns a task",
  [`POST ${VM}/status/stop`]: "Cut a VM's power at once; unsaved data is lost; returns a task",
  [`POST ${VM}/status/shutdown`]: "Ask a VM's system to shut down cleanly; returns a task",
  [`POST ${VM}/status/reboot`]:
    "Shut a VM down cleanly and start it again, which applies pending changes; returns a task",
  [`POST ${VM}/status/reset`]: "Hard reset a VM; unsaved data is lost; returns a task",
  [`POST ${VM}/status/suspend`]: "Pause a VM, or hibernate it with todisk=1; returns a task",
  [`POST ${VM}/status/resume`]: "Resume a paused VM; returns a task",
};

const snapshots = {
  [`GET ${VM}/snapshot`]: "List a VM's snapshots; the entry current stands for the present state",
  [`POST ${VM}/snapshot`]: "Take a snapshot of a VM, with RAM if vmstate=1; returns a task",
  [`GET ${VM}/snapshot/{snapname}`]: "List the sub-resources of a VM snapshot",
  [`DELETE ${VM}/snapshot/{snapname}`]: "Delete a VM snapshot for good; returns a task",
  [`GET ${VM}/snapshot/{snapname}/config`]: "Read the VM config stored in a snapshot",
  [`PUT ${VM}/snapshot/{snapname}/config`]: "Change the description of a VM snapshot",
  [`POST ${VM}/snapshot/{snapname}/rollback`]:
    "Roll a VM back to a snapshot; everything written since is lost; returns a task",
};

const migration = {
  [`GET ${VM}/migrate`]:
    "Check a VM's migration: nodes it can go to, local disks and devices in the way",
  [`POST ${VM}/migrate`]: "Migrate a VM to another node, live with online=1; returns a task",
  [`POST ${VM}/remote_migrate`]: "Migrate a VM to another cluster; experimental; returns a task",
  [`POST ${VM}/mtunnel`]: "Internal: open the tunnel of an incoming VM migration",
  [`GET ${VM}/mtunnelwebsocket`]: "Internal: connect to the websocket of the VM migration tunnel",
  [`POST ${VM}/dbus-vmstate`]: "Internal: start or stop the helper that migrates connection state",
};

const consoles = {
  [`POST ${VM}/vncproxy`]: "Open a VNC console on a VM; returns port and one-time ticket",
  [`POST ${VM}/termproxy`]: "Open a serial terminal on a VM; returns port and one-time ticket",
  [`GET ${VM}/vncwebsocket`]:
    "Connect to the websocket of a VM console opened by vncproxy or termproxy",
  [`POST ${VM}/spiceproxy`]:
    "Open a SPICE console on a VM; returns a remote-viewer config with password",
  [`PUT ${VM}/sendkey`]:
    "Press a key combination on a VM's keyboard; an unknown key fails the call",
  [`POST ${VM}/monitor`]:
    "Run a raw QEMU monitor command on a VM; returns its text; can crash the guest",
};

const statistics = {
  [`GET ${VM}/rrd`]: "Render a VM's CPU, memory, disk or network history as PNG",
  [`GET ${VM}/rrddata`]: "Read a VM's CPU, memory, disk and network history as numbers",
};

export default {
  endpoints: {
    ...lifecycle,
    ...config,
    ...disks,
    ...power,
    ...snapshots,
    ...migration,
    ...consoles,
    ...statistics,
  },
  parameters: {
    "/nodes/{node}/qemu": {
      disk: "Disk by config key, such as scsi0 or virtio0",
      migratedfrom: "Internal: node that the VM is being migrated from",
      migration_network: "CIDR of the network for migration traffic; root@pam only",
      migration_type: "secure (default, through SSH) or insecure (plain, faster); root@pam only",
      keepActive: "1 leaves the storage volumes active; root@pam only; default 0",
      online: "1 migrates a running VM live; without it a running VM is refused",
      statestorage: "Storage for the RAM image; default chosen from the VM's storages",
      targetstorage:
        "Storage map, such as local-zfs:ceph; one storage takes all, 1 keeps the names",
      "with-conntrack-state": "1 carries open firewall connections along; default 0",
      "with-local-disks":
        "1 copies local disks along in a live migration, which else fails where a disk is local",
    },
    "GET /nodes/{node}/qemu": {
      full: "1 adds live figures of running VMs; slower",
    },
    [`POST ${VM}/status/stop`]: {
      timeout: "Seconds after which its process is killed; default 60",
    },
    [`${VM}/config`]: {
      delete:
        "Comma-separated names; a disk key is detached to unusedN, an unusedN is destroyed with its data, others fall back to their default",
    },
    [`POST ${VM}/clone`]: {
      description: "Notes of the clone",
      target: "Node for the clone; every disk must be on shared storage",
      format: "Disk format of a full clone on file storage: raw, qcow2 or vmdk",
      full: "1 copies all disks; 0 links to a template's; default 0 for a template, else 1",
      name: "DNS-compatible name of the clone",
      pool: "Pool to put the clone in",
      snapname: "Clone the state of this snapshot instead of the present one",
      storage: "Storage for a full clone; default that of each disk",
    },
    [`POST ${VM}/template`]: {
      disk: "Convert only this disk to a base image; default all",
    },
    [`POST ${VM}/move_disk`]: {
      delete: "1 destroys the original after the copy; default 0 keeps it as unusedN",
      format: "Disk format on file storage: raw, qcow2 or vmdk; default that of the source",
      storage: "Storage to move to; not together with target-vmid",
      "target-disk": "Config key on the receiving VM, such as scsi1; default the same key",
    },
    [`PUT ${VM}/unlink`]: {
      force:
        "1 destroys the data at once; default keeps it as unusedN; unusedN is always destroyed",
      idlist: "Comma-separated config keys, such as scsi1,unused0",
    },
    [`GET ${VM}/cloudinit/dump`]: {
      type: "Part to print: user, network or meta",
    },
    [`POST ${VM}/status/start`]: {
      "force-cpu": "CPU definition for this start only, in place of the configured one",
      machine: "Machine type for this start only, such as pc-q35-9.0",
      "nets-host-mtu": "Internal: MTU per network device at the source of a migration",
      stateuri: "Internal: where to load the VM state from",
      timeout: "Seconds to wait; default 30, or 1 per GiB of memory if that is more",
    },
    [`POST ${VM}/status/shutdown`]: {
      timeout: "Seconds the guest gets; then the task fails, or stops it hard with forceStop=1",
    },
    [`POST ${VM}/status/reboot`]: {
      timeout: "Seconds the guest gets to shut down; then the task fails",
    },
    [`POST ${VM}/status/suspend`]: {
      todisk: "1 saves RAM to disk and powers off; the next start continues there; default 0",
    },
    [`POST ${VM}/status/resume`]: {
      nocheck: "Internal: skip the check that the config is on this node; root@pam only",
    },
    [`POST ${VM}/snapshot`]: {
      vmstate: "1 includes RAM, so that a rollback continues running; slow with much memory",
    },
    [`DELETE ${VM}/snapshot/{snapname}`]: {
      force: "1 drops it from the config even if a disk snapshot can't be deleted",
    },
    [`POST ${VM}/snapshot/{snapname}/rollback`]: {
      start: "1 starts the VM afterwards; one with saved RAM runs anyway; default 0",
    },
    [`DELETE ${VM}`]: {
      purge: "1 also removes the VM from backup jobs, replication and HA",
    },
    [`POST ${VM}/migrate`]: {
      force: "1 migrates despite local devices; root@pam only",
    },
    [`POST ${VM}/remote_migrate`]: {
      "target-vmid": "Its vmid over there; default the same",
      delete: "1 destroys the source VM afterwards; default 0 keeps it stopped",
    },
    [`POST ${VM}/dbus-vmstate`]: {
      action: "start or stop",
    },
    [`POST ${VM}/vncproxy`]: {
      "generate-password": "Deprecated: a password is made where one is needed",
      websocket: "1 prepares for a websocket; needed only when the display is a serial port",
    },
    [`POST ${VM}/termproxy`]: {
      serial: "Serial port, serial0 to serial3; default is the display",
    },
    [`GET ${VM}/vncwebsocket`]: {
      port: "Port from the preceding vncproxy or termproxy call",
    },
    [`PUT ${VM}/sendkey`]: {
      key: "Keys joined with -, such as ctrl-alt-delete, ret or f2",
    },
    [`POST ${VM}/monitor`]: {
      command:
        "Monitor command, such as info status; those that change something need Sys.Modify or root@pam",
    },
  },
} satisfies Words;
