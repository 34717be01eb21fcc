import type { PermissionCheck } from "../../src/schema/model.js";
import type { ByEndpoint } from "./types.js";

const guest = (privilege: string): PermissionCheck => ["perm", "/vms/{vmid}", [privilege]];
const storage = (privilege: string): PermissionCheck => ["perm", "/storage/{storage}", [privilege]];
const vnet: PermissionCheck = ["perm", "/sdn/zones/{zone}/{vnet}", ["SDN.Allocate"]];
const bridge: PermissionCheck = ["perm", "/sdn/zones/{zone}/{bridge}", ["SDN.Use"]];
const newGuest: PermissionCheck = [
  "or",
  guest("VM.Allocate"),
  ["perm", "/pool/{pool}", ["VM.Allocate"]],
];
/**
 * Each setting has a privilege of its own; the schema asks for any one of them. Cloud-init's settings
 * pass with that for the network too.
 */
const vmSettings: PermissionCheck = [
  "perm",
  "/vms/{vmid}",
  ["CDROM", "CPU", "Disk", "HWType", "Memory", "Network", "Options"].map(
    (part) => `VM.Config.${part}`,
  ),
];
const containerSettings: PermissionCheck = [
  "perm",
  "/vms/{vmid}",
  ["CPU", "Disk", "Memory", "Network", "Options"].map((part) => `VM.Config.${part}`),
];
const space = storage("Datastore.AllocateSpace");
const suspend: PermissionCheck = [
  "and",
  guest("VM.PowerMgmt"),
  guest("VM.Config.Disk"),
  storage("Datastore.AllocateSpace"),
];

/**
 * What Proxmox's code asks of a caller where its schema says only that anybody may call. From the
 * modules behind the endpoints (pve-manager, qemu-server, pve-container, pve-storage, pve-network).
 */
export const checkedInCode: ByEndpoint<PermissionCheck> = {
  "POST /cluster/replication": guest("VM.Replicate"),
  "PUT /cluster/replication/{id}": guest("VM.Replicate"),
  "DELETE /cluster/replication/{id}": guest("VM.Replicate"),
  "POST /nodes/{node}/replication/{id}/schedule_now": guest("VM.Replicate"),
  "POST /cluster/bulk-action/guest/start": guest("VM.PowerMgmt"),
  "POST /cluster/bulk-action/guest/shutdown": guest("VM.PowerMgmt"),
  "POST /cluster/bulk-action/guest/suspend": suspend,
  "POST /cluster/bulk-action/guest/migrate": guest("VM.Migrate"),
  "POST /nodes/{node}/startall": guest("VM.PowerMgmt"),
  "POST /nodes/{node}/stopall": guest("VM.PowerMgmt"),
  "POST /nodes/{node}/suspendall": suspend,
  "POST /nodes/{node}/migrateall": guest("VM.Migrate"),
  "PUT /cluster/sdn/vnets/{vnet}": vnet,
  "DELETE /cluster/sdn/vnets/{vnet}": vnet,
  "POST /cluster/sdn/vnets/{vnet}/subnets": vnet,
  "PUT /cluster/sdn/vnets/{vnet}/subnets/{subnet}": vnet,
  "DELETE /cluster/sdn/vnets/{vnet}/subnets/{subnet}": vnet,
  "POST /cluster/sdn/vnets/{vnet}/firewall/rules": vnet,
  "PUT /cluster/sdn/vnets/{vnet}/firewall/rules/{pos}": vnet,
  "DELETE /cluster/sdn/vnets/{vnet}/firewall/rules/{pos}": vnet,
  "PUT /cluster/sdn/vnets/{vnet}/firewall/options": vnet,
  "POST /nodes/{node}/qemu": ["and", newGuest, vmSettings, space, bridge],
  "POST /nodes/{node}/lxc": ["and", newGuest, containerSettings, space, bridge],
  "POST /nodes/{node}/vzdump": ["and", guest("VM.Backup"), storage("Datastore.AllocateSpace")],
  // of the task
  "DELETE /nodes/{node}/tasks/{upid}": [
    "or",
    ["userid-param", "self"],
    ["perm", "/nodes/{node}", ["Sys.Modify"]],
  ],
  "DELETE /nodes/{node}/storage/{storage}/prunebackups": [
    "or",
    storage("Datastore.Allocate"),
    ["and", storage("Datastore.AllocateSpace"), guest("VM.Backup")],
  ],
  "DELETE /nodes/{node}/storage/{storage}/content/{volume}": [
    "or",
    storage("Datastore.Allocate"),
    ["and", storage("Datastore.AllocateSpace"), guest("VM.Backup")],
  ],
  "PUT /nodes/{node}/storage/{storage}/content/{volume}": [
    "and",
    storage("Datastore.AllocateSpace"),
    guest("VM.Backup"),
  ],
};

/** What is asked beyond the schema's own check, where the request is about such things. */
export const alsoChecked: ByEndpoint<PermissionCheck> = {
  "POST /nodes/{node}/qemu/{vmid}/clone": ["and", storage("Datastore.AllocateSpace"), bridge],
  "POST /nodes/{node}/lxc/{vmid}/clone": ["and", storage("Datastore.AllocateSpace"), bridge],
  "POST /nodes/{node}/qemu/{vmid}/config": ["and", vmSettings, space, bridge],
  "PUT /nodes/{node}/qemu/{vmid}/config": ["and", vmSettings, space, bridge],
  "PUT /nodes/{node}/lxc/{vmid}/config": ["and", containerSettings, space, bridge],
  "POST /nodes/{node}/qemu/{vmid}/move_disk": storage("Datastore.AllocateSpace"),
  "POST /nodes/{node}/lxc/{vmid}/move_volume": storage("Datastore.AllocateSpace"),
  "PUT /pools": ["perm", "{the member's path}", ["Permissions.Modify"]],
  "PUT /pools/{poolid}": ["perm", "{the member's path}", ["Permissions.Modify"]],
};

/** What is needed for all that a request may be about, where less is enough for some of it. */
export const wholeReach: ByEndpoint<PermissionCheck> = {
  "DELETE /nodes/{node}/storage/{storage}/content/{volume}": storage("Datastore.Allocate"),
};
