import type { EndpointKey } from "../../schema/model.js";

const HA_START = "hastart";
const HA_STOP = "hastop";
const HA_MOVE = "hamigrate";

/**
 * The types of the task that an endpoint starts, as they stand in its UPID. What isn't here starts
 * none, or one that nothing in the request could be recognised by.
 */
const TASK_TYPES: Readonly<Record<EndpointKey, readonly string[]>> = {
  "POST /nodes/{node}/qemu": ["qmcreate", "qmrestore"],
  "DELETE /nodes/{node}/qemu/{vmid}": ["qmdestroy"],
  "POST /nodes/{node}/qemu/{vmid}/clone": ["qmclone"],
  "POST /nodes/{node}/qemu/{vmid}/config": ["qmconfig"],
  "POST /nodes/{node}/qemu/{vmid}/migrate": ["qmigrate", HA_MOVE],
  "POST /nodes/{node}/qemu/{vmid}/move_disk": ["qmmove"],
  "PUT /nodes/{node}/qemu/{vmid}/resize": ["resize"],
  "POST /nodes/{node}/qemu/{vmid}/snapshot": ["qmsnapshot"],
  "DELETE /nodes/{node}/qemu/{vmid}/snapshot/{snapname}": ["qmdelsnapshot"],
  "POST /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/rollback": ["qmrollback"],
  "POST /nodes/{node}/qemu/{vmid}/status/reboot": ["qmreboot"],
  "POST /nodes/{node}/qemu/{vmid}/status/reset": ["qmreset"],
  "POST /nodes/{node}/qemu/{vmid}/status/resume": ["qmresume"],
  "POST /nodes/{node}/qemu/{vmid}/status/shutdown": ["qmshutdown", HA_STOP],
  "POST /nodes/{node}/qemu/{vmid}/status/start": ["qmstart", HA_START],
  "POST /nodes/{node}/qemu/{vmid}/status/stop": ["qmstop", HA_STOP],
  "POST /nodes/{node}/qemu/{vmid}/status/suspend": ["qmpause", "qmsuspend"],
  "POST /nodes/{node}/qemu/{vmid}/template": ["qmtemplate"],
  "POST /nodes/{node}/lxc": ["vzcreate", "vzrestore"],
  "DELETE /nodes/{node}/lxc/{vmid}": ["vzdestroy"],
  "POST /nodes/{node}/lxc/{vmid}/clone": ["vzclone"],
  "POST /nodes/{node}/lxc/{vmid}/migrate": ["vzmigrate", HA_MOVE],
  "POST /nodes/{node}/lxc/{vmid}/move_volume": ["move_volume"],
  "PUT /nodes/{node}/lxc/{vmid}/resize": ["resize"],
  "POST /nodes/{node}/lxc/{vmid}/snapshot": ["vzsnapshot"],
  "DELETE /nodes/{node}/lxc/{vmid}/snapshot/{snapname}": ["vzdelsnapshot"],
  "POST /nodes/{node}/lxc/{vmid}/snapshot/{snapname}/rollback": ["vzrollback"],
  "POST /nodes/{node}/lxc/{vmid}/status/reboot": ["vzreboot"],
  "POST /nodes/{node}/lxc/{vmid}/status/resume": ["vzresume"],
  "POST /nodes/{node}/lxc/{vmid}/status/shutdown": ["vzshutdown", HA_STOP],
  "POST /nodes/{node}/lxc/{vmid}/status/start": ["vzstart", HA_START],
  "POST /nodes/{node}/lxc/{vmid}/status/stop": ["vzstop", HA_STOP],
  "POST /nodes/{node}/lxc/{vmid}/status/suspend": ["vzsuspend"],
  "POST /nodes/{node}/lxc/{vmid}/template": ["vztemplate"],
  "POST /nodes/{node}/vzdump": ["vzdump"],
  "POST /nodes/{node}/apt/update": ["aptupdate"],
  "POST /nodes/{node}/startall": ["startall"],
  "POST /nodes/{node}/stopall": ["stopall"],
  "POST /nodes/{node}/suspendall": ["suspendall"],
  "POST /nodes/{node}/migrateall": ["migrateall"],
  "POST /nodes/{node}/storage/{storage}/download-url": ["download"],
  "POST /nodes/{node}/storage/{storage}/upload": ["imgcopy"],
};

/** Empty for an endpoint that starts no task that could be recognised. */
export function taskTypes(endpoint: EndpointKey): readonly string[] {
  return TASK_TYPES[endpoint] ?? [];
}

/** Starts a task only where there is something to do, or in some releases. */
const MAY_START_NONE: ReadonlySet<EndpointKey> = new Set<EndpointKey>([
  "POST /nodes/{node}/qemu/{vmid}/config",
  "PUT /nodes/{node}/qemu/{vmid}/resize",
  "PUT /nodes/{node}/lxc/{vmid}/resize",
  "POST /nodes/{node}/qemu/{vmid}/template",
  "POST /nodes/{node}/lxc/{vmid}/template",
  "POST /nodes/{node}/vzdump",
]);

/** They always start a task, about which the request says too little to find it again. */
const OTHER_TASKS: readonly RegExp[] = [
  /^(?:POST|PUT|DELETE) \/cluster\/acme\/account(?:\/\{name\})?$/,
  /^PUT \/cluster\/sdn$/,
  /^POST \/access\/domains\/\{realm\}\/sync$/,
  /^(?:POST|DELETE) \/nodes\/\{node\}\/ceph\/(?:mds|mgr|mon|osd|pools?)(?:\/\{\w+\})?$/,
  /^POST \/nodes\/\{node\}\/ceph\/fs\/\{name\}$/,
  /^PUT \/nodes\/\{node\}\/ceph\/pools?\/\{name\}$/,
  /^POST \/nodes\/\{node\}\/ceph\/(?:start|stop|restart)$/,
  /^(?:POST|PUT|DELETE) \/nodes\/\{node\}\/certificates\/acme\/certificate$/,
  /^(?:POST|DELETE) \/nodes\/\{node\}\/disks\/(?:directory|lvm|lvmthin|zfs)(?:\/\{name\})?$/,
  /^POST \/nodes\/\{node\}\/disks\/initgpt$/,
  /^PUT \/nodes\/\{node\}\/disks\/wipedisk$/,
  /^PUT \/nodes\/\{node\}\/network$/,
  /^POST \/nodes\/\{node\}\/services\/\{service\}\/\w+$/,
  /^POST \/nodes\/\{node\}\/\w+\/\{vmid\}\/remote_migrate$/,
  /^POST \/nodes\/\{node\}\/storage\/\{storage\}\/oci-registry-pull$/,
  /^DELETE \/nodes\/\{node\}\/storage\/\{storage\}\/prunebackups$/,
];

/** Whether an answer without a UPID can't be Proxmox's. */
export function promisesTask(endpoint: EndpointKey): boolean {
  if (taskTypes(endpoint).length > 0) return !MAY_START_NONE.has(endpoint);
  return OTHER_TASKS.some((pattern) => pattern.test(endpoint));
}
