// What operators ask for about guests, their backups and where they run; see sayings.ts.

const config =
  "rename name memory ram cores sockets cpu type add new disk drive network card nic vlan bridge mac " +
  "tag tags label description notes comment boot order autostart onboot startup protection dns " +
  "hardware limit give more less set edit assign";

export const guests: Record<string, string> = {
  "GET /cluster/resources":
    "list show all every guests vms containers machines inventory overview whole cluster where which node lives running stopped state usage find search by name tag",
  "GET /nodes/{node}/{kind}": "list show all which running stopped on this node inventory",
  "POST /nodes/{node}/{kind}":
    "create new make build spin deploy provision set up install restore recover from backup archive import",
  "DELETE /nodes/{node}/{kind}/{vmid}":
    "delete remove destroy get rid purge drop guest with its disks",
  "GET /nodes/{node}/{kind}/{vmid}/config":
    "show configuration settings hardware how much memory cores which disks mac",
  "PUT /nodes/{node}/{kind}/{vmid}/config": `${config} hostname`,
  "POST /nodes/{node}/qemu/{vmid}/config": config,
  "GET /nodes/{node}/{kind}/{vmid}/pending":
    "unapplied waiting reboot restart changes not yet active",
  "GET /nodes/{node}/{kind}/{vmid}/status/current":
    "is it running up on off alive uptime state status how much cpu memory does it use right now",
  "POST /nodes/{node}/{kind}/{vmid}/status/start": "start boot power on turn on launch bring up",
  "POST /nodes/{node}/{kind}/{vmid}/status/shutdown":
    "shut down turn off power off graceful clean gently acpi",
  "POST /nodes/{node}/{kind}/{vmid}/status/stop":
    "stop kill force hard power off pull plug frozen hung immediately terminate",
  "POST /nodes/{node}/{kind}/{vmid}/status/reboot": "reboot restart",
  "POST /nodes/{node}/qemu/{vmid}/status/reset":
    "reset button hard force restart reboot frozen hung hangs unresponsive",
  "POST /nodes/{node}/{kind}/{vmid}/status/suspend": "suspend pause freeze sleep hibernate halt",
  "POST /nodes/{node}/{kind}/{vmid}/status/resume":
    "resume unpause continue wake up sleeping suspended",
  "POST /nodes/{node}/{kind}/{vmid}/clone": "clone copy duplicate from template another same like",
  "POST /nodes/{node}/{kind}/{vmid}/template": "make convert turn into golden image",
  "PUT /nodes/{node}/{kind}/{vmid}/resize":
    "disk bigger larger grow enlarge extend expand increase size resize full out of space root filesystem volume gb",
  "POST /nodes/{node}/qemu/{vmid}/move_disk":
    "move transfer relocate disk disks image to another other different storage datastore",
  "POST /nodes/{node}/lxc/{vmid}/move_volume":
    "move transfer relocate volume disk rootfs mount point to another other different storage datastore",
  "PUT /nodes/{node}/qemu/{vmid}/unlink": "detach remove unplug drive disk",
  "GET /nodes/{node}/{kind}/{vmid}/feature": "can it possible supports snapshot clone copy able",
  "PUT /nodes/{node}/qemu/{vmid}/sendkey": "press key keyboard keystroke ctrl alt del send type",
  "POST /nodes/{node}/qemu/{vmid}/vncproxy":
    "open console screen display monitor see remote desktop",
  "POST /nodes/{node}/lxc/{vmid}/vncproxy": "open console screen",
  "POST /nodes/{node}/{kind}/{vmid}/termproxy": "open terminal shell console serial",
  "GET /nodes/{node}/{kind}/{vmid}/rrddata":
    "history statistics usage load over time last hour day week performance metrics trend busy",
  "GET /nodes/{node}/{kind}/{vmid}/rrd": "graph chart picture history",
  "GET /nodes/{node}/lxc/{vmid}/interfaces": "ip address addresses which what",
  "PUT /nodes/{node}/qemu/{vmid}/cloudinit": "regenerate rebuild update cloud init drive image",
  "GET /nodes/{node}/qemu/{vmid}/cloudinit/dump":
    "user data network config meta data cloud init show",
  "GET /cluster/nextid": "next free unused available vmid number id",
  "POST /nodes/{node}/qemu/{vmid}/monitor": "qemu hmp qm monitor command",
};

/** On top of `config`: what only one kind has. */
export const configOfKind: Record<string, string> = {
  "PUT /nodes/{node}/qemu/{vmid}/config":
    "pass through passthrough gpu pci usb device hostpci iso cd dvd cdrom insert eject cloud init ssh key ip user password balloon numa machine bios uefi agent",
  "POST /nodes/{node}/qemu/{vmid}/config":
    "pass through passthrough gpu pci usb device hostpci iso cd dvd cdrom insert eject cloud init ssh key balloon hotplug",
  "PUT /nodes/{node}/lxc/{vmid}/config":
    "mount point bind host directory folder into swap nesting ip address gateway",
};

export const agent: Record<string, string> = {
  "POST /nodes/{node}/qemu/{vmid}/agent/exec":
    "run execute command script program inside in the guest os operating system shell",
  "GET /nodes/{node}/qemu/{vmid}/agent/exec-status":
    "output result exit code of the command ran finished inside guest",
  "GET /nodes/{node}/qemu/{vmid}/agent/file-read": "read get fetch cat file inside guest",
  "POST /nodes/{node}/qemu/{vmid}/agent/file-write": "write put copy create file into inside guest",
  "GET /nodes/{node}/qemu/{vmid}/agent/network-get-interfaces":
    "ip address addresses what which find of the vm inside guest",
  "GET /nodes/{node}/qemu/{vmid}/agent/get-host-name": "hostname computer name inside guest",
  "GET /nodes/{node}/qemu/{vmid}/agent/get-osinfo":
    "which what operating system os version kernel distribution windows linux inside guest",
  "GET /nodes/{node}/qemu/{vmid}/agent/get-fsinfo":
    "filesystem filesystems partitions disk usage free space full inside guest",
  "GET /nodes/{node}/qemu/{vmid}/agent/get-users": "who is logged in sessions users inside guest",
  "POST /nodes/{node}/qemu/{vmid}/agent/fstrim": "trim discard unused blocks reclaim space guest",
  "POST /nodes/{node}/qemu/{vmid}/agent/fsfreeze-freeze":
    "freeze quiesce filesystem filesystems consistent before backup snapshot",
  "POST /nodes/{node}/qemu/{vmid}/agent/fsfreeze-thaw": "unfreeze thaw filesystems again",
  "POST /nodes/{node}/qemu/{vmid}/agent/set-user-password":
    "reset change set root administrator password user inside guest forgot",
  "POST /nodes/{node}/qemu/{vmid}/agent/ping": "is guest agent alive running responding working",
  "GET /nodes/{node}/qemu/{vmid}/agent/info": "is guest agent alive running version supported",
};

export const protection: Record<string, string> = {
  "GET /nodes/{node}/{kind}/{vmid}/snapshot":
    "list show which what snapshots exist checkpoints tree how old age when taken",
  "POST /nodes/{node}/{kind}/{vmid}/snapshot":
    "take make create snapshot checkpoint save state before upgrade update return",
  "DELETE /nodes/{node}/{kind}/{vmid}/snapshot/{snapname}":
    "delete remove destroy discard drop clean up old leftover snapshot snapshots",
  "POST /nodes/{node}/{kind}/{vmid}/snapshot/{snapname}/rollback":
    "go back revert restore return undo previous earlier snapshot state yesterday",
  "GET /cluster/backup-info/not-backed-up":
    "which guests vms containers have no backup without missing unprotected not covered are all backed up",
  "POST /nodes/{node}/vzdump":
    "back up backup now run make take start once save guest vm container dump",
  "GET /cluster/backup":
    "list show which backup jobs schedules plan when do backups run nightly how many days kept keep retention",
  "POST /cluster/backup":
    "schedule create add new plan regular nightly daily weekly automatic backup backups job",
  "PUT /cluster/backup/{id}":
    "change edit disable enable pause schedule time retention of backup job add guest",
  "DELETE /cluster/backup/{id}": "delete remove stop backup job schedule",
  "GET /cluster/backup/{id}/included_volumes":
    "which disks volumes guests are included covered job",
  "GET /nodes/{node}/storage/{storage}/prunebackups":
    "which backups would be pruned removed dry run preview retention simulate",
  "DELETE /nodes/{node}/storage/{storage}/prunebackups":
    "delete remove clean up old outdated backups retention prune keep",
  "GET /nodes/{node}/storage/{storage}/file-restore/list":
    "browse look into open contents of backup files folders",
  "GET /nodes/{node}/storage/{storage}/file-restore/download":
    "restore recover get extract single one file folder from backup",
  "GET /nodes/{node}/vzdump/extractconfig": "configuration settings of guest inside backup archive",
  "GET /cluster/jobs/schedule-analyze": "when would next runs calendar event test schedule",
};

export const moving: Record<string, string> = {
  "POST /nodes/{node}/{kind}/{vmid}/migrate":
    "move migrate live migration transfer relocate guest to another other different node host server",
  "GET /nodes/{node}/{kind}/{vmid}/migrate":
    "can it be migrated possible allowed nodes preconditions check before why not",
  "POST /nodes/{node}/{kind}/{vmid}/remote_migrate":
    "another different remote cluster datacenter move",
  "POST /nodes/{node}/migrateall":
    "empty drain evacuate clear node host for maintenance move everything away all guests",
  "POST /cluster/bulk-action/guest/migrate": "move many several all guests at once",
  "POST /cluster/bulk-action/guest/start": "start power on many several all every guests at once",
  "POST /cluster/bulk-action/guest/shutdown": "turn off stop many several all every guests at once",
  "POST /nodes/{node}/startall": "start power on all every guests vms containers of node host",
  "POST /nodes/{node}/stopall":
    "stop turn off shut down all every guests vms containers of node host",
  "POST /cluster/ha/resources":
    "make guest vm highly available high availability add to ha failover restart automatically survive if node dies fails failure",
  "GET /cluster/ha/resources": "which list guests vms are managed by ha high availability",
  "PUT /cluster/ha/resources/{sid}": "change ha state group max restart",
  "DELETE /cluster/ha/resources/{sid}": "remove take guest vm out of ha stop managing",
  "POST /cluster/ha/resources/{sid}/migrate": "ha move service guest to other node live",
  "POST /cluster/ha/resources/{sid}/relocate": "ha move service guest to other node stop start",
  "GET /cluster/ha/status/current":
    "is ha healthy working state of high availability manager fencing quorum",
  "GET /cluster/ha/status/manager_status": "ha manager master details",
  "POST /cluster/ha/rules":
    "affinity anti keep together separate apart different same nodes prefer pin guests",
  "POST /cluster/replication":
    "replicate guest vm container storage to another node every minutes schedule set up add",
  "GET /cluster/replication": "which guests are replicated list replication jobs",
  "DELETE /cluster/replication/{id}": "stop remove delete replication of guest",
  "GET /nodes/{node}/replication": "did replication fail state last sync errors is it working",
  "POST /nodes/{node}/replication/{id}/schedule_now": "run start replicate sync now immediately",
};
