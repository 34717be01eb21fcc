import type { EndpointKey, Method } from "../../src/schema/model.js";

/**
 * What operators ask, in their own words, and which endpoints answer it.
 *
 * The list is frozen: words and synonyms are tuned until search finds the answers; questions are
 * never bent to what search finds. New ones may be added.
 */
export interface Question {
  ask: string;
  /** Any of these in the answer counts as found. */
  accept: readonly EndpointKey[];
}

type Row = [ask: string, ...accept: EndpointKey[]];

const node = (method: Method, rest: string): EndpointKey => `${method} /nodes/{node}${rest}`;
const vm = (method: Method, rest: string) => node(method, `/qemu/{vmid}${rest}`);
const container = (method: Method, rest: string) => node(method, `/lxc/{vmid}${rest}`);
/** The endpoint of both kinds of guests. */
const guest = (method: Method, rest: string) => [vm(method, rest), container(method, rest)];

const guestList: EndpointKey[] = [
  "GET /cluster/resources",
  node("GET", "/qemu"),
  node("GET", "/lxc"),
];
const changeVm = [vm("PUT", "/config"), vm("POST", "/config")];
const changeContainer = [container("PUT", "/config")];
const changeGuest = [...changeVm, ...changeContainer];
const createGuest = [node("POST", "/qemu"), node("POST", "/lxc")];
const grow = guest("PUT", "/resize");
const tasks: EndpointKey[] = ["GET /cluster/tasks", node("GET", "/tasks")];
const addRule: EndpointKey[] = [
  "POST /cluster/firewall/rules",
  node("POST", "/firewall/rules"),
  ...guest("POST", "/firewall/rules"),
  "POST /cluster/firewall/groups/{group}",
];
const volumes = node("GET", "/storage/{storage}/content");
const deleteVolume = node("DELETE", "/storage/{storage}/content/{volume}");
const storageUse: EndpointKey[] = [
  node("GET", "/storage"),
  node("GET", "/storage/{storage}/status"),
  "GET /cluster/resources",
];
const backupJob: EndpointKey[] = ["POST /cluster/backup"];
const backupNow = node("POST", "/vzdump");

const power: Row[] = [
  ["start VM 100", vm("POST", "/status/start")],
  ["power on the web server container", container("POST", "/status/start")],
  ["turn off a virtual machine cleanly", vm("POST", "/status/shutdown")],
  ["graceful shutdown of a guest", ...guest("POST", "/status/shutdown")],
  ["pull the plug on a hung VM", vm("POST", "/status/stop"), vm("POST", "/status/reset")],
  ["force stop a container", container("POST", "/status/stop")],
  ["reboot a VM", vm("POST", "/status/reboot")],
  ["hard reset, the machine hangs", vm("POST", "/status/reset")],
  ["pause a virtual machine", vm("POST", "/status/suspend")],
  ["hibernate a VM to disk", vm("POST", "/status/suspend"), node("POST", "/suspendall")],
  ["unpause a suspended VM", vm("POST", "/status/resume")],
  ["is VM 101 running?", vm("GET", "/status/current"), ...guestList],
  ["uptime of a container", container("GET", "/status/current"), ...guestList],
  [
    "start every guest on a node",
    node("POST", "/startall"),
    "POST /cluster/bulk-action/guest/start",
  ],
  [
    "shut down all VMs on this host",
    node("POST", "/stopall"),
    "POST /cluster/bulk-action/guest/shutdown",
  ],
  ["press ctrl-alt-del in a VM", vm("PUT", "/sendkey")],
];

const guests: Row[] = [
  ["list all VMs and containers", ...guestList],
  ["which node is VM 105 on", "GET /cluster/resources"],
  ["what is the next free vmid", "GET /cluster/nextid"],
  ["create a new virtual machine", node("POST", "/qemu")],
  ["make a debian container", node("POST", "/lxc")],
  ["delete a VM and its disks", node("DELETE", "/qemu/{vmid}")],
  ["destroy container 200", node("DELETE", "/lxc/{vmid}")],
  ["clone a VM from a template", vm("POST", "/clone")],
  ["copy a container", container("POST", "/clone")],
  ["turn a VM into a template", vm("POST", "/template")],
  ["show the configuration of a VM", vm("GET", "/config")],
  ["give a VM more memory", ...changeVm],
  ["more CPU cores for a VM", ...changeVm],
  ["rename a VM", ...changeVm],
  ["change the hostname of a container", ...changeContainer],
  ["add a tag to a guest", ...changeGuest],
  ["make a VM start at boot", ...changeVm],
  ["change boot order of a VM", ...changeVm],
  ["which config changes wait for a reboot", ...guest("GET", "/pending")],
  ["put a VM on another VLAN", ...changeVm],
  ["add a second network card to a VM", ...changeVm],
  ["insert an ISO into the VM's CD drive", ...changeVm],
  ["pass a GPU through to a VM", ...changeVm],
  ["set the ssh key and ip by cloud-init", ...changeVm],
  ["rebuild the cloud-init drive", vm("PUT", "/cloudinit")],
  ["what user-data does cloud-init get", vm("GET", "/cloudinit/dump"), vm("GET", "/cloudinit")],
  ["make the disk bigger", ...grow],
  ["grow the root filesystem of a container", container("PUT", "/resize")],
  ["VM disk full, add 20 GB", ...grow, ...changeVm],
  ["move a VM's disk to another storage", vm("POST", "/move_disk")],
  ["move a container volume to other storage", container("POST", "/move_volume")],
  ["detach a disk from a VM", vm("PUT", "/unlink"), ...changeVm],
  ["can this VM do snapshots", vm("GET", "/feature")],
  ["open a console on a VM", vm("POST", "/vncproxy"), vm("POST", "/termproxy")],
  ["open a terminal in a container", container("POST", "/termproxy")],
  ["cpu and memory history of a VM", vm("GET", "/rrddata"), vm("GET", "/rrd")],
];

const agent: Row[] = [
  ["run a command inside a VM", vm("POST", "/agent/exec")],
  ["output of the command I ran in the guest", vm("GET", "/agent/exec-status")],
  ["what IP address does the VM have", vm("GET", "/agent/network-get-interfaces")],
  ["IP addresses of a container", container("GET", "/interfaces")],
  ["is the guest agent alive", vm("POST", "/agent/ping"), vm("GET", "/agent/info")],
  ["reset the root password inside a VM", vm("POST", "/agent/set-user-password")],
  ["read a file inside the guest", vm("GET", "/agent/file-read")],
  ["write a file into a VM", vm("POST", "/agent/file-write")],
  ["what operating system runs in the VM", vm("GET", "/agent/get-osinfo")],
  ["free space on filesystems inside the VM", vm("GET", "/agent/get-fsinfo")],
  ["trim unused blocks in the guest", vm("POST", "/agent/fstrim")],
  ["who is logged in to the VM", vm("GET", "/agent/get-users")],
];

const snapshots: Row[] = [
  ["take a snapshot before the upgrade", ...guest("POST", "/snapshot")],
  ["list snapshots of a VM", vm("GET", "/snapshot")],
  ["go back to yesterday's snapshot", ...guest("POST", "/snapshot/{snapname}/rollback")],
  ["revert container to a snapshot", container("POST", "/snapshot/{snapname}/rollback")],
  ["remove old snapshots", ...guest("DELETE", "/snapshot/{snapname}")],
  ["change the description of a snapshot", ...guest("PUT", "/snapshot/{snapname}/config")],
];

const backups: Row[] = [
  ["which VMs have no backup", "GET /cluster/backup-info/not-backed-up"],
  ["guests not covered by any backup job", "GET /cluster/backup-info/not-backed-up"],
  ["back up VM 100 now", backupNow],
  ["schedule a nightly backup", ...backupJob],
  ["list backup jobs", "GET /cluster/backup"],
  ["change the schedule of a backup job", "PUT /cluster/backup/{id}"],
  ["stop backing up: delete the backup job", "DELETE /cluster/backup/{id}"],
  ["what disks does the backup job include", "GET /cluster/backup/{id}/included_volumes"],
  ["list backups on a storage", volumes],
  ["restore a VM from a backup", ...createGuest],
  ["restore a single file from backup", node("GET", "/storage/{storage}/file-restore/download")],
  ["browse the contents of a backup", node("GET", "/storage/{storage}/file-restore/list")],
  ["delete old backups", node("DELETE", "/storage/{storage}/prunebackups"), deleteVolume],
  ["which backups would be pruned", node("GET", "/storage/{storage}/prunebackups")],
  ["protect a backup from deletion", node("PUT", "/storage/{storage}/content/{volume}")],
  ["guest configuration inside a backup archive", node("GET", "/vzdump/extractconfig")],
  ["test a backup schedule: when would it run", "GET /cluster/jobs/schedule-analyze"],
];

const moving: Row[] = [
  ["move a VM to another node", vm("POST", "/migrate")],
  ["live migrate VM 100 to pve2", vm("POST", "/migrate")],
  ["migrate a container to a different host", container("POST", "/migrate")],
  ["can this VM be migrated", vm("GET", "/migrate"), container("GET", "/migrate")],
  ["migrate a VM to another cluster", vm("POST", "/remote_migrate")],
  [
    "empty a node for maintenance",
    node("POST", "/migrateall"),
    "POST /cluster/bulk-action/guest/migrate",
  ],
  ["make a VM highly available", "POST /cluster/ha/resources"],
  ["is HA healthy", "GET /cluster/ha/status/current", "GET /cluster/ha/status/manager_status"],
  ["which guests are managed by HA", "GET /cluster/ha/resources"],
  ["take a VM out of HA", "DELETE /cluster/ha/resources/{sid}"],
  ["keep two VMs on different nodes", "POST /cluster/ha/rules"],
  [
    "HA move service to other node",
    "POST /cluster/ha/resources/{sid}/migrate",
    "POST /cluster/ha/resources/{sid}/relocate",
  ],
  ["replicate a VM to another node every 15 minutes", "POST /cluster/replication"],
  ["did replication fail", node("GET", "/replication"), node("GET", "/replication/{id}/status")],
  ["run replication now", node("POST", "/replication/{id}/schedule_now")],
];

const storages: Row[] = [
  ["how full is the storage", ...storageUse],
  ["free disk space on a storage", ...storageUse],
  ["list storages", "GET /storage", ...storageUse],
  ["add an NFS share as storage", "POST /storage"],
  ["connect a proxmox backup server", "POST /storage"],
  ["remove a storage", "DELETE /storage/{storage}"],
  ["disable a storage", "PUT /storage/{storage}"],
  ["list ISO images", volumes],
  ["upload an iso", node("POST", "/storage/{storage}/upload")],
  ["download an ubuntu iso from the internet", node("POST", "/storage/{storage}/download-url")],
  ["which container templates can I download", node("GET", "/aplinfo")],
  ["download a container template", node("POST", "/aplinfo")],
  [
    "use a docker image as container",
    node("POST", "/storage/{storage}/oci-registry-pull"),
    node("POST", "/lxc"),
  ],
  ["find orphaned disk images", volumes],
  ["delete an iso file", deleteVolume],
  ["what does the NFS server export", node("GET", "/scan/nfs")],
  ["find SMB shares on a server", node("GET", "/scan/cifs")],
  ["import a VM from ESXi", node("GET", "/storage/{storage}/import-metadata"), "POST /storage"],
  ["storage usage over time", node("GET", "/storage/{storage}/rrddata")],
  ["list physical disks of a server", node("GET", "/disks/list")],
  ["is a hard drive failing", node("GET", "/disks/smart"), node("GET", "/disks/list")],
  ["create a zfs mirror from two disks", node("POST", "/disks/zfs")],
  ["health of the zfs pool", node("GET", "/disks/zfs"), node("GET", "/disks/zfs/{name}")],
  ["erase a disk", node("PUT", "/disks/wipedisk")],
  ["create an lvm thin pool", node("POST", "/disks/lvmthin")],
  ["how full are the thin pools", node("GET", "/disks/lvmthin")],
];

const ceph: Row[] = [
  ["ceph health", "GET /cluster/ceph/status", node("GET", "/ceph/status")],
  ["list OSDs and their usage", node("GET", "/ceph/osd")],
  ["add a disk to ceph", node("POST", "/ceph/osd")],
  ["take an OSD out", node("POST", "/ceph/osd/{osdid}/out")],
  [
    "remove a broken osd",
    node("DELETE", "/ceph/osd/{osdid}"),
    node("POST", "/ceph/osd/{osdid}/out"),
  ],
  [
    "stop ceph from rebalancing during maintenance",
    "PUT /cluster/ceph/flags",
    "PUT /cluster/ceph/flags/{flag}",
  ],
  ["create a ceph pool", node("POST", "/ceph/pool")],
  ["change replica count of a ceph pool", node("PUT", "/ceph/pool/{name}")],
  ["is it safe to stop this osd", node("GET", "/ceph/cmd-safety")],
  ["ceph monitors and quorum", node("GET", "/ceph/mon"), "GET /cluster/ceph/status"],
];

const firewall: Row[] = [
  ["block ssh from outside", ...addRule],
  ["open port 443 for a VM", ...guest("POST", "/firewall/rules")],
  ["allow only my office ip to reach the web interface", ...addRule],
  ["list firewall rules of a VM", vm("GET", "/firewall/rules")],
  ["cluster wide firewall rules", "GET /cluster/firewall/rules"],
  [
    "turn on the firewall",
    "PUT /cluster/firewall/options",
    node("PUT", "/firewall/options"),
    ...guest("PUT", "/firewall/options"),
  ],
  ["is the firewall enabled for the datacenter", "GET /cluster/firewall/options"],
  ["what did the firewall drop", node("GET", "/firewall/log"), ...guest("GET", "/firewall/log")],
  ["delete a firewall rule of a container", container("DELETE", "/firewall/rules/{pos}")],
  ["create a security group", "POST /cluster/firewall/groups"],
  [
    "make a list of trusted IPs for the firewall",
    "POST /cluster/firewall/ipset",
    "POST /cluster/firewall/aliases",
    ...guest("POST", "/firewall/ipset"),
  ],
  [
    "add an address to an ip set",
    "POST /cluster/firewall/ipset/{name}",
    ...guest("POST", "/firewall/ipset/{name}"),
  ],
  ["which firewall macros exist", "GET /cluster/firewall/macros"],
];

const network: Row[] = [
  ["list network interfaces of a node", node("GET", "/network")],
  ["create a bridge", node("POST", "/network")],
  ["bond two network cards with LACP", node("POST", "/network")],
  ["change the ip address of a node", node("PUT", "/network/{iface}")],
  ["apply network changes", node("PUT", "/network")],
  ["undo pending network changes", node("DELETE", "/network")],
  ["which DNS server does the node use", node("GET", "/dns")],
  ["add a line to /etc/hosts", node("POST", "/hosts")],
  ["create a virtual network for tenants", "POST /cluster/sdn/vnets"],
  ["add an EVPN zone", "POST /cluster/sdn/zones"],
  ["apply sdn changes", "PUT /cluster/sdn"],
  ["which IP addresses are in use in IPAM", "GET /cluster/sdn/ipams/{ipam}/status"],
  ["add a subnet with dhcp range", "POST /cluster/sdn/vnets/{vnet}/subnets"],
  ["state of sdn zones on a node", node("GET", "/sdn/zones")],
  ["network traffic per guest interface", node("GET", "/netstat")],
];

const access: Row[] = [
  ["add a user", "POST /access/users"],
  ["list users", "GET /access/users"],
  ["lock out a user account", "PUT /access/users/{userid}"],
  ["change a user's password", "PUT /access/password"],
  ["create an API token", "POST /access/users/{userid}/token/{tokenid}"],
  ["revoke an API key", "DELETE /access/users/{userid}/token/{tokenid}"],
  ["let a user manage one VM", "PUT /access/acl"],
  ["who has permission on what", "GET /access/acl"],
  ["what am I allowed to do", "GET /access/permissions"],
  ["make a custom role", "POST /access/roles"],
  ["which privileges does a role have", "GET /access/roles/{roleid}", "GET /access/roles"],
  ["put a user in a group", "PUT /access/users/{userid}", "PUT /access/groups/{groupid}"],
  ["connect active directory", "POST /access/domains"],
  ["sync users from ldap", "POST /access/domains/{realm}/sync"],
  ["who uses two-factor authentication", "GET /access/tfa"],
  ["user lost his phone, remove the second factor", "DELETE /access/tfa/{userid}/{id}"],
  ["log in with username and password", "POST /access/ticket"],
  ["group VMs into a resource pool", "POST /pools", "PUT /pools", "PUT /pools/{poolid}"],
];

const operation: Row[] = [
  ["why did last night's job fail", ...tasks, node("GET", "/tasks/{upid}/log")],
  ["show failed tasks", ...tasks],
  ["what is running right now on the cluster", ...tasks],
  ["is the task finished", node("GET", "/tasks/{upid}/status")],
  ["show the output of a task", node("GET", "/tasks/{upid}/log")],
  ["cancel a running task", node("DELETE", "/tasks/{upid}")],
  ["system log of a node", node("GET", "/syslog"), node("GET", "/journal")],
  ["cluster event log", "GET /cluster/log"],
  ["node cpu load and memory", node("GET", "/status"), "GET /nodes", "GET /cluster/resources"],
  ["how busy was the node last week", node("GET", "/rrddata"), node("GET", "/rrd")],
  ["is the cluster quorate", "GET /cluster/status"],
  ["are all nodes online", "GET /cluster/status", "GET /nodes"],
  ["which version of proxmox is this", "GET /version", node("GET", "/version")],
  ["are there pending updates", node("GET", "/apt/update")],
  ["refresh the package list", node("POST", "/apt/update")],
  [
    "switch to the no-subscription repository",
    node("PUT", "/apt/repositories"),
    node("POST", "/apt/repositories"),
  ],
  ["reboot the host", node("POST", "/status")],
  ["restart pveproxy", node("POST", "/services/{service}/restart")],
  ["which services are not running", node("GET", "/services")],
  ["wake up a powered off server", node("POST", "/wakeonlan")],
  ["when does the certificate expire", node("GET", "/certificates/info")],
  ["get a let's encrypt certificate", node("POST", "/certificates/acme/certificate")],
  ["install my own TLS certificate", node("POST", "/certificates/custom")],
  ["is my subscription valid", node("GET", "/subscription")],
  ["set the timezone of the server", node("PUT", "/time")],
  ["which GPUs are in the server", node("GET", "/hardware/pci")],
  ["list usb sticks plugged into the host", node("GET", "/hardware/usb")],
  [
    "open a root shell on the node",
    node("POST", "/termproxy"),
    node("POST", "/vncshell"),
    node("POST", "/spiceshell"),
  ],
  [
    "send alerts by email",
    "POST /cluster/notifications/endpoints/smtp",
    "POST /cluster/notifications/endpoints/sendmail",
  ],
  ["test whether notifications arrive", "POST /cluster/notifications/targets/{name}/test"],
  ["send metrics to influxdb", "POST /cluster/metrics/server/{id}"],
  ["add a node to the cluster", "POST /cluster/config/join", "POST /cluster/config/nodes/{node}"],
  ["change the datacenter keyboard layout", "PUT /cluster/options"],
  ["share a PCI device by name across nodes", "POST /cluster/mapping/pci"],
];

const german: Row[] = [
  ["welche VMs haben kein Backup", "GET /cluster/backup-info/not-backed-up"],
  ["VM sichern", backupNow],
  ["Festplatte vergrößern", ...grow],
  ["VM auf einen anderen Knoten verschieben", vm("POST", "/migrate")],
  ["virtuelle Maschine starten", vm("POST", "/status/start")],
  ["Container herunterfahren", container("POST", "/status/shutdown")],
  ["Schnappschuss anlegen", ...guest("POST", "/snapshot")],
  ["auf einen Snapshot zurücksetzen", ...guest("POST", "/snapshot/{snapname}/rollback")],
  ["Benutzer anlegen", "POST /access/users"],
  ["Passwort ändern", "PUT /access/password"],
  ["wie voll ist der Speicher", ...storageUse],
  [
    "Warum ist die Aufgabe fehlgeschlagen",
    ...tasks,
    node("GET", "/tasks/{upid}/log"),
    node("GET", "/tasks/{upid}/status"),
  ],
  ["welche Updates gibt es", node("GET", "/apt/update")],
  [
    "Firewall einschalten",
    "PUT /cluster/firewall/options",
    node("PUT", "/firewall/options"),
    ...guest("PUT", "/firewall/options"),
  ],
  ["Port 22 von außen sperren", ...addRule],
  ["mehr Arbeitsspeicher für eine VM", ...changeVm],
  ["Netzwerkbrücke erstellen", node("POST", "/network")],
  ["Sicherung wiederherstellen", ...createGuest],
  ["Server neu starten", node("POST", "/status")],
  ["wann läuft das Zertifikat ab", node("GET", "/certificates/info")],
  ["VM löschen", node("DELETE", "/qemu/{vmid}")],
  ["alle Gäste auflisten", ...guestList],
];

const spanish: Row[] = [
  ["qué máquinas no tienen copia de seguridad", "GET /cluster/backup-info/not-backed-up"],
  ["hacer una copia de seguridad de una VM", backupNow],
  ["ampliar el disco", ...grow],
  ["mover una máquina virtual a otro nodo", vm("POST", "/migrate")],
  ["arrancar una máquina virtual", vm("POST", "/status/start")],
  [
    "apagar un contenedor",
    container("POST", "/status/shutdown"),
    container("POST", "/status/stop"),
  ],
  ["crear una instantánea", ...guest("POST", "/snapshot")],
  ["volver a una instantánea anterior", ...guest("POST", "/snapshot/{snapname}/rollback")],
  ["crear un usuario", "POST /access/users"],
  ["cambiar la contraseña", "PUT /access/password"],
  ["espacio libre en el almacenamiento", ...storageUse],
  [
    "por qué falló la tarea",
    ...tasks,
    node("GET", "/tasks/{upid}/log"),
    node("GET", "/tasks/{upid}/status"),
  ],
  ["hay actualizaciones pendientes", node("GET", "/apt/update")],
  [
    "activar el cortafuegos",
    "PUT /cluster/firewall/options",
    node("PUT", "/firewall/options"),
    ...guest("PUT", "/firewall/options"),
  ],
  ["bloquear el puerto 22 desde fuera", ...addRule],
  ["dar más memoria a una máquina", ...changeVm],
  ["listar las redes del nodo", node("GET", "/network")],
  ["restaurar una copia de seguridad", ...createGuest],
  ["reiniciar el servidor", node("POST", "/status")],
  ["borrar una máquina virtual", node("DELETE", "/qemu/{vmid}")],
  ["clonar una máquina", vm("POST", "/clone"), container("POST", "/clone")],
  ["estado del clúster", "GET /cluster/status"],
];

const groups = {
  power,
  guests,
  agent,
  snapshots,
  backups,
  moving,
  storages,
  ceph,
  firewall,
  network,
  access,
  operation,
  german,
  spanish,
};

export type QuestionGroup = keyof typeof groups;

export const questions: readonly (Question & { group: QuestionGroup })[] = (
  Object.entries(groups) as [QuestionGroup, Row[]][]
).flatMap(([group, rows]) => rows.map(([ask, ...accept]) => ({ group, ask, accept })));
