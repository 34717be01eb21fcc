// What operators ask for about storages, networks, users and nodes; see sayings.ts.

export const storages: Record<string, string> = {
  "GET /storage": "list show which storages are configured defined",
  "POST /storage":
    "add connect mount attach new storage nfs cifs smb samba share proxmox backup server pbs iscsi zfs lvm ceph rbd directory",
  "PUT /storage/{storage}": "edit disable enable storage change content types nodes credentials",
  "DELETE /storage/{storage}": "remove delete disconnect detach storage",
  "GET /nodes/{node}/storage":
    "how full free space left capacity usage disk space which storages are available active online",
  "GET /nodes/{node}/storage/{storage}/status":
    "how full how much data free space left capacity usage disk space online offline",
  "GET /nodes/{node}/storage/{storage}/content":
    "list show which what isos images templates backups disks files are on storage how many orphaned unused volumes find backups of vm",
  "DELETE /nodes/{node}/storage/{storage}/content/{volume}":
    "delete remove iso file image backup template orphaned unused disk volume",
  "PUT /nodes/{node}/storage/{storage}/content/{volume}":
    "protect unprotect lock backup from deletion pruning edit notes comment",
  "POST /nodes/{node}/storage/{storage}/upload": "upload send put iso image file template",
  "POST /nodes/{node}/storage/{storage}/download-url":
    "download fetch get iso cloud image file from internet web url link",
  "POST /nodes/{node}/storage/{storage}/oci-registry-pull":
    "docker hub image container application pull registry use",
  "GET /nodes/{node}/aplinfo":
    "which container templates are available can i download turnkey list",
  "POST /nodes/{node}/aplinfo": "download get fetch container template lxc turnkey debian ubuntu",
  "GET /nodes/{node}/storage/{storage}/import-metadata":
    "import vmware esxi ova vm migrate from foreign",
  "GET /nodes/{node}/storage/{storage}/rrddata": "storage usage over time history growth trend",
  "GET /nodes/{node}/scan/nfs": "what which exports does nfs server offer find shares",
  "GET /nodes/{node}/scan/cifs": "find which windows smb samba shares on server",
  "GET /nodes/{node}/scan/iscsi": "find discover iscsi targets",
  "GET /nodes/{node}/disks/list":
    "which hard drives hdds ssds nvmes are in the server host physical unused free failing wear",
  "GET /nodes/{node}/disks/smart":
    "is a hard drive disk failing dying broken smart values health check",
  "PUT /nodes/{node}/disks/wipedisk": "erase wipe clean format disk drive partition",
  "POST /nodes/{node}/disks/zfs": "create make zfs pool mirror raid raidz two disks",
  "GET /nodes/{node}/disks/zfs": "list zfs pools health degraded full",
  "GET /nodes/{node}/disks/zfs/{name}":
    "health degraded scrub resilver status of zfs pool vdev errors",
  "POST /nodes/{node}/disks/directory": "format ext4 xfs mount disk as directory",
  "GET /nodes/{node}/disks/lvmthin": "how full thin pools usage metadata",
};

export const ceph: Record<string, string> = {
  "GET /cluster/ceph/status":
    "ceph health ok warn error state quorum recovery rebalance healthy full",
  "GET /nodes/{node}/ceph/status": "ceph health state healthy",
  "GET /nodes/{node}/ceph/osd": "list which osds are down up full usage tree disks of ceph",
  "POST /nodes/{node}/ceph/osd": "add disk drive to ceph new osd",
  "DELETE /nodes/{node}/ceph/osd/{osdid}": "remove delete broken dead failed osd disk from ceph",
  "POST /nodes/{node}/ceph/osd/{osdid}/out": "take osd out drain empty",
  "POST /nodes/{node}/ceph/osd/{osdid}/in": "bring take osd back in",
  "PUT /cluster/ceph/flags":
    "set unset noout maintenance stop prevent rebalancing rebalance recovery backfill scrub",
  "PUT /cluster/ceph/flags/{flag}": "set unset noout maintenance",
  "GET /nodes/{node}/ceph/cmd-safety": "is it safe to stop destroy remove osd mon ok to",
  "GET /nodes/{node}/ceph/pool": "list show ceph pools",
  "PUT /nodes/{node}/ceph/pool/{name}":
    "change replica count size min_size pg autoscale of ceph pool",
  "GET /nodes/{node}/ceph/mon": "list monitors mons quorum",
  "POST /nodes/{node}/ceph/init": "set up initialise configure ceph",
};

const rule =
  "block deny drop reject forbid close allow permit accept open port ssh http https traffic incoming " +
  "outgoing from outside internet ip rule only";

export const firewall: Record<string, string> = {
  "POST /cluster/firewall/rules": `${rule} cluster datacenter everywhere all nodes web interface gui`,
  "POST /nodes/{node}/firewall/rules": `${rule} host node web interface gui`,
  "POST /nodes/{node}/{kind}/{vmid}/firewall/rules": rule,
  "GET /cluster/firewall/rules": "list show cluster datacenter wide global rules firewall",
  "GET /nodes/{node}/{kind}/{vmid}/firewall/rules":
    "list show which what rules ports open firewall",
  "PUT /cluster/firewall/options":
    "turn switch on off enable disable activate firewall cluster datacenter globally default policy",
  "PUT /nodes/{node}/firewall/options":
    "turn switch on off enable disable activate firewall node host",
  "PUT /nodes/{node}/{kind}/{vmid}/firewall/options":
    "turn switch on off enable disable activate firewall guest default policy",
  "GET /cluster/firewall/options":
    "is firewall on enabled active cluster datacenter default policy",
  "GET /nodes/{node}/{kind}/{vmid}/firewall/options":
    "is firewall on enabled active default policy",
  "GET /nodes/{node}/firewall/log": "what did firewall drop block dropped blocked packets log",
  "GET /nodes/{node}/{kind}/{vmid}/firewall/log":
    "what did firewall drop block dropped blocked packets",
  "POST /cluster/firewall/groups": "create new security group",
  "POST /cluster/firewall/ipset":
    "list of trusted blocked addresses ips blacklist whitelist create new",
  "POST /cluster/firewall/ipset/{name}": "add ip address network to set blacklist whitelist",
  "POST /cluster/firewall/aliases": "name for address ip network create new",
  "GET /cluster/firewall/macros": "which predefined services macros exist",
};

export const network: Record<string, string> = {
  "GET /nodes/{node}/network":
    "list show which nics cards interfaces bridges ip address of node host",
  "POST /nodes/{node}/network": "create add new bridge vmbr bond lacp vlan interface",
  "PUT /nodes/{node}/network/{iface}":
    "change edit set make static ip address gateway mtu vlan aware of node host interface bridge port",
  "PUT /nodes/{node}/network": "apply activate reload network changes configuration",
  "DELETE /nodes/{node}/network": "undo revert cancel drop pending network changes",
  "GET /nodes/{node}/dns": "which what dns server nameserver resolver does node use",
  "PUT /nodes/{node}/dns": "change set dns server nameserver resolver of node",
  "POST /nodes/{node}/hosts": "edit change add line entry etc hosts file",
  "GET /nodes/{node}/netstat":
    "network traffic per guest interface bytes which guest uses bandwidth",
  "POST /cluster/sdn/vnets": "create new add virtual network for tenants customers vlan",
  "GET /cluster/sdn/vnets": "list show which virtual networks",
  "POST /cluster/sdn/zones": "create new add zone vlan vxlan evpn qinq simple",
  "PUT /cluster/sdn": "apply activate reload sdn changes pending",
  "GET /cluster/sdn/ipams/{ipam}/status":
    "which ip addresses are in use assigned leased taken ipam dhcp leases",
  "POST /cluster/sdn/vnets/{vnet}/subnets": "create add subnet dhcp range gateway",
  "GET /nodes/{node}/sdn/zones": "state status ok errors of sdn zones",
};

export const access: Record<string, string> = {
  "POST /access/users": "create add new user account person colleague",
  "GET /access/users": "list show which who users accounts people",
  "PUT /access/users/{userid}":
    "disable enable lock out block user account change email expiry put into group",
  "DELETE /access/users/{userid}": "remove delete user account person",
  "PUT /access/password": "change set reset new password of user forgot",
  "POST /access/users/{userid}/token/{tokenid}": "create new make generate api token key for user",
  "GET /access/users/{userid}/token": "list which api tokens keys of user",
  "DELETE /access/users/{userid}/token/{tokenid}": "revoke delete remove api token key",
  "PUT /access/acl":
    "give grant let allow user group access permission permissions rights role read only administrator assign revoke take away manage one vm",
  "GET /access/acl": "who has which permission permissions rights access on what list",
  "GET /access/permissions":
    "what am i allowed to do may my rights effective permissions of user token",
  "POST /access/roles": "create new make custom role set of privileges",
  "GET /access/roles": "list which roles privileges does a role have",
  "GET /access/roles/{roleid}": "which privileges does a role have contain",
  "POST /access/groups": "create new add group of users operators",
  "POST /access/domains": "connect add new active directory ad ldap openid sso oidc login realm",
  "POST /access/domains/{realm}/sync":
    "sync synchronise import users groups from ldap active directory now",
  "GET /access/tfa": "who which users use two factor authentication 2fa mfa totp enabled",
  "DELETE /access/tfa/{userid}/{id}":
    "remove reset lost phone second two factor 2fa mfa totp device user",
  "PUT /access/users/{userid}/unlock-tfa": "unlock locked two factor 2fa tfa user",
  "POST /access/ticket": "log in login sign username password session authenticate",
  "POST /pools": "create new resource pool group guests vms together",
  "PUT /pools": "add put move remove guest vm storage into from resource pool",
};

export const operation: Record<string, string> = {
  "GET /cluster/tasks":
    "why did job backup migration fail failed unsuccessful error errors last night recent history what happened how long did it take duration is running right now whole cluster list",
  "GET /nodes/{node}/tasks":
    "why did job backup migration fail failed unsuccessful error errors last night recent history what happened how long did it take duration is running right now list",
  "GET /nodes/{node}/tasks/{upid}/status": "is task job finished done still running result",
  "GET /nodes/{node}/tasks/{upid}/log": "show output details why did task job fail error message",
  "DELETE /nodes/{node}/tasks/{upid}":
    "cancel kill abort stop end stuck running task job backup migration in progress",
  "GET /nodes/{node}/syslog": "system log messages errors of node host",
  "GET /nodes/{node}/journal": "system log messages errors journalctl of node host",
  "GET /cluster/log": "cluster event events log messages what happened logins",
  "GET /nodes/{node}/status":
    "cpu model number of cores usage load memory ram uptime kernel of node host server health hardware",
  "POST /nodes/{node}/status":
    "reboot restart shut down stop power off turn off node host server machine hypervisor physical",
  "GET /nodes": "list all nodes hosts servers which are online offline up down dead responding",
  "GET /nodes/{node}/rrddata":
    "how busy load cpu memory history over time last day week month of node host server",
  "GET /cluster/status":
    "is cluster quorate quorum healthy state which nodes online offline down dead members",
  "GET /version": "which what version of proxmox pve is this installed release",
  "GET /nodes/{node}/apt/update":
    "are there updates upgrades patches available pending outdated packages which",
  "POST /nodes/{node}/apt/update": "refresh update package list check for updates apt get",
  "GET /nodes/{node}/apt/versions": "which package version kernel installed",
  "PUT /nodes/{node}/apt/repositories":
    "switch add no subscription enterprise test repository repo",
  "GET /nodes/{node}/services":
    "which services daemons are running stopped failed corosync pveproxy",
  "GET /nodes/{node}/services/{service}/state": "is service daemon running corosync pveproxy",
  "POST /nodes/{node}/services/{service}/restart":
    "restart pveproxy pvedaemon pvestatd corosync daemon web interface",
  "POST /nodes/{node}/wakeonlan": "wake up turn on boot powered off server host node remotely wol",
  "GET /nodes/{node}/certificates/info":
    "when does certificate expire expiry valid until ssl tls https which",
  "POST /nodes/{node}/certificates/acme/certificate":
    "get order new request letsencrypt ssl https certificate",
  "POST /nodes/{node}/certificates/custom": "install upload own custom ssl tls https certificate",
  "GET /nodes/{node}/subscription": "is subscription license valid active expired support",
  "PUT /nodes/{node}/time": "set change timezone time zone clock",
  "GET /nodes/{node}/hardware/pci":
    "which gpu gpus graphics cards pci devices are in the server host",
  "GET /nodes/{node}/hardware/usb": "which usb sticks devices are plugged attached to host server",
  "POST /nodes/{node}/termproxy": "open root shell terminal console ssh on node host",
  "POST /nodes/{node}/vncshell": "open root shell console on node host",
  "POST /cluster/notifications/endpoints/smtp":
    "send alerts notifications email mail create add new target",
  "POST /cluster/notifications/endpoints/sendmail":
    "send alerts notifications email mail create add new target",
  "POST /cluster/notifications/endpoints/gotify":
    "send alerts notifications push create add new target",
  "POST /cluster/notifications/endpoints/webhook":
    "send alerts notifications slack teams discord http create add new target",
  "POST /cluster/notifications/targets/{name}/test":
    "test whether notifications alerts mail arrive works",
  "POST /cluster/notifications/matchers":
    "route which notifications go where only errors create new",
  "POST /cluster/metrics/server/{id}":
    "send export metrics statistics influxdb graphite prometheus grafana create add",
  "POST /cluster/config": "create new cluster form",
  "POST /cluster/config/join": "add join new node server host to cluster",
  "GET /cluster/config/join": "join information fingerprint for new node",
  "DELETE /cluster/config/nodes/{node}":
    "remove delete kick dead broken node host server from cluster",
  "PUT /cluster/options":
    "change datacenter settings keyboard layout language console migration network bandwidth tag colors mac prefix",
  "POST /cluster/mapping/pci": "share name gpu pci device across nodes resource mapping create",
  "POST /cluster/mapping/usb": "share name usb device across nodes resource mapping create",
};
