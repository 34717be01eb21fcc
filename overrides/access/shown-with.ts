import type { PermissionCheck } from "../../src/schema/model.js";
import type { Match } from "./types.js";

/** Without which privilege an answer comes back shorter, or empty, and without a word. */
export interface ShownRule extends Match {
  check: PermissionCheck;
}

const on = (path: string, ...privileges: string[]): PermissionCheck => ["perm", path, privileges];

const seesStorages: PermissionCheck = [
  "perm",
  "/storage",
  ["Datastore.Audit", "Datastore.AllocateSpace"],
  "any",
  1,
];

/** What Proxmox filters its answers by, where its schema says only that anybody may ask. */
export const shownWith: readonly ShownRule[] = [
  {
    methods: ["GET"],
    paths: ["/cluster/resources"],
    check: [
      "and",
      on("/vms", "VM.Audit"),
      on("/nodes", "Sys.Audit"),
      seesStorages,
      on("/pool", "Pool.Audit"),
      on("/sdn", "SDN.Audit"),
    ],
  },
  {
    methods: ["GET"],
    paths: ["/nodes/{node}/qemu", "/nodes/{node}/lxc"],
    check: on("/vms", "VM.Audit"),
  },
  {
    methods: ["GET"],
    paths: ["/storage", "/nodes/{node}/storage"],
    check: seesStorages,
  },
  { methods: ["GET"], paths: ["/pools"], check: on("/pool", "Pool.Audit") },
  {
    methods: ["GET"],
    paths: ["/cluster/tasks", "/nodes/{node}/tasks", "/cluster/log"],
    check: on("/nodes", "Sys.Audit"),
  },
  {
    methods: ["GET"],
    paths: ["/cluster/sdn/zones", "/cluster/sdn/vnets", "/nodes/{node}/sdn/zones"],
    check: on("/sdn", "SDN.Audit"),
  },
  // backups and disks of guests: PVE::Storage::check_volume_access
  {
    methods: ["GET"],
    paths: [
      "/nodes/{node}/storage/{storage}/content",
      "/nodes/{node}/storage/{storage}/content/{volume}",
      "/nodes/{node}/vzdump/extractconfig",
    ],
    check: [
      "and",
      on("/storage/{storage}", "Datastore.AllocateSpace"),
      on("/vms/{vmid}", "VM.Backup"),
    ],
  },
];
