import type { LossRule } from "./types.js";

/** Notes and what only guards a request: changing them loses nothing. */
const NOTES = ["comment", "comments", "comments6", "digest", "lock-token", "moveto", "rename"];

const GUEST = "/nodes/{node}/*/{vmid}";
const CONFIGS = [`${GUEST}/config`];
const DISKS = "^(?:(?:scsi|virtio|sata|ide|efidisk|tpmstate|mp)\\d+|rootfs)$";
const FIREWALL_RULES = ["/**/firewall/rules", "/cluster/firewall/groups/{group}"];
const POOLS = ["/pools", "/pools/{poolid}"];

/**
 * What is lost, replaced, revoked, opened or handed out by which request, and with which parameters.
 * `what` follows "it", and `{name}` is a parameter's value. All that fit apply. The hints of
 * tools, the questions to users and previews are made from this.
 */
export const lossRules: readonly LossRule[] = [
  // deleting
  {
    methods: ["DELETE"],
    except: [
      GUEST,
      `${GUEST}/snapshot/{snapname}`,
      "/cluster/sdn/lock",
      "/cluster/config/nodes/{node}",
      "/nodes/{node}/ceph/fs/{name}",
      "/nodes/{node}/ceph/pool/{name}",
      "/nodes/{node}/ceph/osd/{osdid}",
      "/nodes/{node}/disks/**",
      "/nodes/{node}/network",
      "/nodes/{node}/storage/**",
      "/nodes/{node}/subscription",
      "/nodes/{node}/tasks/{upid}",
      "/nodes/{node}/certificates/**",
      "/access/users/{userid}/token/{tokenid}",
    ],
    what: "deletes {*}",
  },
  { methods: ["DELETE"], paths: [GUEST], what: "deletes guest {vmid} with all its disks" },
  {
    methods: ["DELETE"],
    paths: [GUEST],
    when: { purge: "on" },
    what: "takes it out of backup jobs, replication and HA",
  },
  {
    methods: ["DELETE"],
    paths: [GUEST],
    when: { "destroy-unreferenced-disks": "on" },
    what: "deletes disks of this vmid that its configuration doesn't name",
  },
  {
    methods: ["DELETE"],
    paths: [`${GUEST}/snapshot/{snapname}`],
    what: "deletes snapshot {snapname} of guest {vmid}",
  },
  {
    methods: ["DELETE"],
    paths: ["/cluster/config/nodes/{node}"],
    what: "takes node {node} out of the cluster",
  },
  {
    methods: ["DELETE"],
    paths: ["/nodes/{node}/ceph/fs/{name}"],
    what: "destroys CephFS {name}",
  },
  {
    methods: ["DELETE"],
    paths: ["/nodes/{node}/ceph/fs/{name}"],
    when: { "remove-pools": "on" },
    what: "deletes its pools with all their data",
  },
  {
    methods: ["DELETE"],
    paths: ["/nodes/{node}/ceph/pool/{name}"],
    what: "deletes Ceph pool {name} with all its data",
  },
  {
    methods: ["DELETE"],
    paths: ["/nodes/{node}/ceph/osd/{osdid}"],
    what: "destroys OSD {osdid} with its copy of the data",
  },
  {
    methods: ["DELETE"],
    paths: ["/nodes/{node}/disks/**"],
    what: "destroys {name} on {node} with all its data",
  },
  {
    methods: ["DELETE"],
    paths: ["/nodes/{node}/disks/**"],
    when: { "cleanup-disks": "on" },
    what: "wipes its disks",
  },
  {
    methods: ["DELETE"],
    paths: ["/nodes/{node}/network"],
    what: "drops network changes of {node} that aren't applied yet",
  },
  {
    methods: ["DELETE"],
    paths: ["/nodes/{node}/storage/{storage}/content/{volume}"],
    what: "deletes {volume} with its data",
  },
  {
    methods: ["DELETE"],
    paths: ["/nodes/{node}/storage/{storage}/prunebackups"],
    what: "deletes backups on {storage} that the retention doesn't keep",
  },
  {
    methods: ["DELETE"],
    paths: ["/nodes/{node}/subscription"],
    what: "removes the subscription key of {node}",
  },
  { methods: ["DELETE"], paths: ["/nodes/{node}/tasks/{upid}"], what: "breaks off task {upid}" },
  {
    methods: ["DELETE"],
    paths: ["/nodes/{node}/certificates/**"],
    what: "removes the certificate of {node}",
  },
  {
    methods: ["DELETE"],
    paths: ["/access/users/{userid}/token/{tokenid}"],
    what: "revokes API token {userid}!{tokenid}",
  },

  // guests
  {
    methods: ["POST"],
    paths: [`${GUEST}/snapshot/{snapname}/rollback`],
    what: "discards all that guest {vmid} has written since snapshot {snapname}",
  },
  {
    methods: ["POST"],
    paths: [`${GUEST}/status/stop`, "/nodes/{node}/qemu/{vmid}/status/reset"],
    what: "cuts guest {vmid} off hard: what it hasn't written to disk is lost",
  },
  {
    methods: ["POST"],
    paths: [`${GUEST}/status/shutdown`],
    when: { forceStop: "on" },
    what: "cuts guest {vmid} off hard if it doesn't shut down in time",
  },
  {
    methods: ["POST"],
    paths: ["/cluster/bulk-action/guest/shutdown", "/nodes/{node}/stopall"],
    when: { "force-stop": "unless off" },
    what: "cuts guests off hard that don't shut down in time",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/status"],
    what: "does a {command} of node {node}, and cuts guests off hard that don't shut down in time",
  },
  {
    methods: ["POST"],
    paths: [`${GUEST}/template`],
    when: { disk: "absent" },
    what: "makes guest {vmid} a template for good: it can't start again",
  },
  {
    methods: ["POST"],
    paths: [`${GUEST}/template`],
    when: { disk: "given" },
    what: "makes disk {disk} of guest {vmid} read-only for good",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/qemu", "/nodes/{node}/lxc"],
    when: { force: "on" },
    tier: "elevated",
    what: "replaces guest {vmid}, if there is one, with all its disks",
  },
  {
    methods: ["POST"],
    paths: [
      "/nodes/{node}/qemu/{vmid}/move_disk",
      "/nodes/{node}/lxc/{vmid}/move_volume",
      `${GUEST}/remote_migrate`,
    ],
    when: { delete: "on" },
    tier: "elevated",
    what: "deletes the original after the copy",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/qemu/{vmid}/move_disk"],
    when: { "target-vmid": "given" },
    what: "takes {disk} from guest {vmid} and gives it to guest {target-vmid}",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/lxc/{vmid}/move_volume"],
    when: { "target-vmid": "given" },
    what: "takes {volume} from guest {vmid} and gives it to guest {target-vmid}",
  },
  {
    methods: ["PUT", "POST"],
    paths: CONFIGS,
    when: { force: "unless on" },
    each: "delete",
    tier: "elevated",
    kinds: [
      { fits: "^unused\\d+$", what: "destroys the data of {each}" },
      { fits: DISKS, what: "detaches {each}, which is kept as an unused disk" },
      { what: "removes {each}" },
    ],
  },
  {
    methods: ["PUT", "POST"],
    paths: CONFIGS,
    when: { force: "on" },
    each: "delete",
    tier: "elevated",
    kinds: [
      { fits: `${DISKS}|^unused\\d+$`, what: "destroys the data of {each}" },
      { what: "removes {each}" },
    ],
  },
  {
    methods: ["PUT", "POST"],
    paths: CONFIGS,
    each: "revert",
    kinds: [{ what: "drops what waits to be changed of {each}" }],
  },
  {
    methods: ["PUT", "POST"],
    paths: CONFIGS,
    replaces: { except: [...NOTES, "skiplock", "background_delay", "import-working-storage"] },
  },
  {
    methods: ["PUT"],
    paths: ["/nodes/{node}/qemu/{vmid}/unlink"],
    what: "takes {idlist} from guest {vmid}",
  },
  {
    methods: ["PUT"],
    paths: ["/nodes/{node}/qemu/{vmid}/unlink"],
    when: { force: "on" },
    what: "destroys the data of {idlist}",
  },
  {
    methods: ["PUT"],
    paths: ["/nodes/{node}/qemu/{vmid}/unlink"],
    when: { force: "unless on" },
    each: "idlist",
    kinds: [
      { fits: "^unused\\d+$", what: "destroys the data of {each}" },
      { what: "keeps {each} as an unused disk" },
    ],
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/qemu/{vmid}/agent/set-user-password"],
    what: "replaces the password of {username} in guest {vmid}",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/qemu/{vmid}/agent/file-write"],
    what: "overwrites {file} in guest {vmid}",
  },

  // running what anybody wants
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/qemu/{vmid}/agent/exec"],
    what: "runs {command} in guest {vmid}",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/qemu/{vmid}/monitor"],
    what: "gives the QEMU monitor of guest {vmid} the command {command}",
  },
  {
    methods: ["PUT"],
    paths: ["/nodes/{node}/qemu/{vmid}/sendkey"],
    what: "presses {key} in guest {vmid}",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/execute"],
    what: "sends {node} a batch of requests: {commands}",
  },

  // backups and storage
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/vzdump"],
    when: { remove: "on" },
    tier: "elevated",
    what: "deletes older backups that the retention doesn't keep",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/vzdump"],
    when: { "prune-backups": "given", remove: "absent" },
    tier: "elevated",
    what: "deletes older backups beyond {prune-backups}",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/vzdump"],
    when: { stop: "on" },
    tier: "elevated",
    what: "breaks off backups that run on {node}",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/vzdump"],
    when: { script: "given" },
    tier: "elevated",
    what: "runs {script} on {node}",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/storage/{storage}/upload"],
    what: "overwrites {filename} on {storage}, if there is one",
  },
  {
    methods: ["PUT"],
    paths: ["/nodes/{node}/storage/{storage}/content/{volume}"],
    when: { protected: "off" },
    what: "lets {volume} be deleted",
  },
  {
    methods: ["POST", "PUT"],
    paths: ["/cluster/replication", "/cluster/replication/{id}"],
    when: { remove_job: "given" },
    tier: "elevated",
    what: "removes the replication job ({remove_job}; full deletes the copies at the target)",
  },

  // nodes and disks
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/ceph/osd"],
    what: "erases {dev} on {node}",
  },
  {
    methods: ["POST"],
    paths: [
      "/nodes/{node}/disks/directory",
      "/nodes/{node}/disks/lvm",
      "/nodes/{node}/disks/lvmthin",
    ],
    what: "erases {device} on {node}",
  },
  { methods: ["POST"], paths: ["/nodes/{node}/disks/zfs"], what: "erases {devices} on {node}" },
  {
    methods: ["POST", "PUT"],
    paths: ["/nodes/{node}/disks/initgpt", "/nodes/{node}/disks/wipedisk"],
    what: "erases {disk} on {node}",
  },
  { methods: ["POST"], paths: ["/nodes/{node}/hosts"], what: "overwrites /etc/hosts of {node}" },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/services/{service}/stop"],
    what: "stops {service} on {node}",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/apt/repositories"],
    when: { enabled: "given" },
    what: "switches a package repository of {node} on or off",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/certificates/custom"],
    what: "replaces the certificate of {node}",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/certificates/acme/certificate"],
    when: { force: "on" },
    what: "replaces the certificate of {node}",
  },
  {
    methods: ["PUT"],
    paths: ["/nodes/{node}/certificates/acme/certificate"],
    what: "replaces the certificate of {node}",
  },
  {
    methods: ["PUT"],
    paths: ["/nodes/{node}/network"],
    what: "replaces the network of {node} that runs by the changes that wait",
  },
  {
    methods: ["PUT"],
    paths: ["/nodes/{node}/network/{iface}"],
    what: "replaces all settings of {iface} on {node}: what isn't given is dropped",
  },
  {
    methods: ["PUT"],
    paths: ["/nodes/{node}/dns"],
    what: "replaces the name servers of {node}: those that aren't given are dropped",
  },
  {
    methods: ["PUT"],
    paths: ["/cluster/sdn"],
    what: "replaces the SDN that runs by the changes that wait",
  },
  {
    methods: ["POST"],
    paths: ["/cluster/sdn/rollback"],
    what: "drops all SDN changes that aren't applied yet",
  },
  {
    methods: ["POST"],
    paths: ["/cluster/config/join"],
    what: "replaces the node's own configuration by that of the cluster",
  },

  // Ceph and HA
  { methods: ["POST"], paths: ["/nodes/{node}/ceph/stop"], what: "stops Ceph services of {node}" },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/ceph/osd/{osdid}/out"],
    what: "takes OSD {osdid} out: its data is moved to others",
  },
  {
    methods: ["POST"],
    paths: ["/cluster/ha/resources"],
    when: { state: { matches: "^(?:stopped|disabled)$" } },
    what: "has HA stop {sid}",
  },
  {
    methods: ["POST"],
    paths: ["/cluster/ha/status/disarm-ha"],
    what: "leaves all guests without HA until it is armed again",
  },

  // access
  {
    methods: ["PUT"],
    paths: ["/access/acl"],
    when: { delete: "unless on" },
    what: "hands out {roles} on {path} to {users} {groups} {tokens}",
  },
  {
    methods: ["PUT"],
    paths: ["/access/acl"],
    when: { delete: "on" },
    what: "revokes {roles} on {path} from {users} {groups} {tokens}",
  },
  { methods: ["POST"], paths: ["/access/users"], what: "lets {userid} log in" },
  {
    methods: ["POST"],
    paths: ["/access/users/{userid}/token/{tokenid}"],
    what: "hands out an API token of {userid}",
  },
  {
    methods: ["PUT"],
    paths: ["/access/users/{userid}/token/{tokenid}"],
    when: { regenerate: "on" },
    what: "revokes the present secret of {userid}!{tokenid} and hands out a new one",
  },
  {
    methods: ["POST"],
    paths: ["/access/tfa/{userid}"],
    what: "hands out a second factor of {userid}",
  },
  {
    methods: ["POST"],
    paths: ["/access/ticket", "/access/vncticket", "/access/openid/login"],
    what: "hands out a login",
  },
  {
    methods: ["PUT"],
    paths: ["/access/password"],
    what: "replaces the password of {userid}",
  },
  {
    methods: ["PUT"],
    paths: ["/access/users/{userid}/unlock-tfa"],
    what: "lifts the lock of {userid} after too many wrong second factors",
  },
  {
    methods: ["PUT"],
    paths: ["/access/roles/{roleid}"],
    when: { privs: "absent", append: "unless on" },
    what: "takes all privileges from role {roleid}",
  },
  {
    methods: ["POST"],
    paths: ["/access/domains/{realm}/sync"],
    when: { full: "on", "dry-run": "unless on" },
    what: "removes users and groups that {realm} no longer has",
  },
  {
    methods: ["POST"],
    paths: ["/access/domains/{realm}/sync"],
    when: { purge: "on", "dry-run": "unless on" },
    what: "removes the rights of users and groups that {realm} no longer has",
  },
  {
    methods: ["POST"],
    paths: ["/access/domains/{realm}/sync"],
    when: { "remove-vanished": "given", "dry-run": "unless on" },
    what: "removes users, groups or their rights that {realm} no longer has ({remove-vanished})",
  },
  {
    methods: ["POST"],
    paths: [`${GUEST}/spiceproxy`, `${GUEST}/termproxy`, `${GUEST}/vncproxy`, `${GUEST}/mtunnel`],
    what: "hands out a way into guest {vmid}",
  },
  {
    methods: ["POST"],
    paths: ["/nodes/{node}/spiceshell", "/nodes/{node}/termproxy", "/nodes/{node}/vncshell"],
    what: "hands out a shell of {node}",
  },
  {
    methods: ["PUT"],
    paths: POOLS,
    when: { delete: "on" },
    what: "takes {vms} {storage} out of pool {poolid}",
  },
  {
    methods: ["PUT"],
    paths: POOLS,
    when: { "allow-move": "on" },
    what: "takes {vms} out of the pool that has them",
  },

  // firewall
  {
    methods: ["POST"],
    paths: FIREWALL_RULES,
    when: { action: { matches: "^ACCEPT$" }, enable: "unless off" },
    what: "opens the firewall: {type} {action} {macro} {proto} {dport} {source}",
  },

  {
    methods: ["PUT"],
    paths: ["/**/firewall/rules/{pos}", "/cluster/firewall/groups/{group}/{pos}"],
    when: { moveto: "given" },
    what: "moves firewall rule {pos} to {moveto}: the first that fits decides",
  },
  {
    methods: ["PUT", "POST"],
    paths: ["/**/firewall/aliases/{name}", "/**/firewall/ipset", "/cluster/firewall/groups"],
    when: { rename: "given" },
    what: "renames {rename}: rules that use the old name no longer fit",
  },
  {
    methods: ["PUT"],
    paths: ["/**/firewall/ipset/{name}/{cidr}"],
    when: { nomatch: "absent" },
    what: "drops nomatch of {cidr}, if it has that",
  },

  // settings
  {
    methods: ["PUT"],
    except: [...CONFIGS, "/access/acl", ...POOLS],
    each: "delete",
    kinds: [{ what: "removes {each}" }],
  },
  {
    methods: ["PUT"],
    except: [
      ...CONFIGS,
      ...POOLS,
      `${GUEST}/resize`,
      `${GUEST}/snapshot/{snapname}/config`,
      "/access/acl",
      "/access/password",
      "/cluster/sdn",
      "/nodes/{node}/apt/repositories",
      "/nodes/{node}/certificates/**",
      "/nodes/{node}/disks/wipedisk",
      "/nodes/{node}/network",
      "/nodes/{node}/qemu/{vmid}/cloudinit",
      "/nodes/{node}/qemu/{vmid}/sendkey",
      "/nodes/{node}/qemu/{vmid}/unlink",
      "/nodes/{node}/storage/{storage}/content/{volume}",
      "/access/tfa/{userid}/{id}",
      "/access/users/{userid}/unlock-tfa",
    ],
    replaces: { except: [...NOTES, "append"] },
  },
  {
    methods: ["PUT"],
    paths: ["/access/tfa/{userid}/{id}"],
    // that of who asks, to confirm it
    replaces: { except: [...NOTES, "password"] },
  },
];
