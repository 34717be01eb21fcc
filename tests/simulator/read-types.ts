/**
 * The types that a genuine server's answers had, by path and place: `s` text, `n` number, `b` true or
 * false, `0` null, `a` list, `o` object; `[]` stands for each entry of a list, `*` for any key, `.` for
 * the answer itself.
 */
export const READ_TYPES: Record<string, string> = {
  "/access": ".:a []:o []/subdir:s",
  "/access/acl": ".:a []:o []/path:s []/propagate:n []/roleid:s []/type:s []/ugid:s",
  "/access/domains": ".:a []:o []/comment:s []/realm:s []/type:s",
  "/access/domains/{realm}": ".:o comment:s digest:s type:s",
  "/access/groups": ".:a []:o []/comment:s []/groupid:s []/users:s",
  "/access/groups/{groupid}": ".:o comment:s members:a members[]:s",
  "/access/openid": ".:a []:o []/subdir:s",
  "/access/permissions": "*:o */*:n .:o",
  "/access/roles": ".:a []:o []/privs:s []/roleid:s []/special:n",
  "/access/roles/{roleid}": "*:n .:o",
  "/access/tfa": ".:a",
  "/access/tfa/{userid}": ".:a",
  "/access/ticket": ".:0",
  "/access/users":
    ".:a []:o []/comment:s []/email:s []/enable:n []/expire:n []/realm-type:s []/userid:s",
  "/access/users/{userid}":
    ".:o comment:s email:s enable:n expire:n groups:a tokens:o tokens/expired:o tokens/expired/expire:n tokens/expired/privsep:n tokens/mcp:o tokens/mcp/comment:s tokens/mcp/expire:n tokens/mcp/privsep:n tokens/sep:o tokens/sep/comment:s tokens/sep/expire:n tokens/sep/privsep:n",
  "/access/users/{userid}/tfa": ".:o",
  "/access/users/{userid}/token": ".:a []:o []/comment:s []/expire:n []/privsep:n []/tokenid:s",
  "/access/users/{userid}/token/{tokenid}": ".:o comment:s expire:n privsep:n",
  "/cluster": ".:a []:o []/name:s",
  "/cluster/acme": ".:a []:o []/name:s",
  "/cluster/acme/account": ".:a",
  "/cluster/acme/challenge-schema": ".:a []:o []/id:s []/name:s []/schema:o []/type:s",
  "/cluster/acme/directories": ".:a []:o []/name:s []/url:s",
  "/cluster/acme/plugins": ".:a",
  "/cluster/backup":
    ".:a []:o []/all:n []/enabled:n []/id:s []/mode:s []/next-run:n []/schedule:s []/storage:s []/type:s []/vmid:s",
  "/cluster/backup-info/not-backed-up": ".:a",
  "/cluster/backup/{id}": ".:o enabled:n id:s mode:s schedule:s storage:s type:s vmid:s",
  "/cluster/backup/{id}/included_volumes":
    ".:o children:a children[]:o children[]/children:a children[]/children[]:o children[]/children[]/id:s children[]/children[]/included:n children[]/children[]/leaf:n children[]/children[]/name:s children[]/children[]/reason:s children[]/id:n children[]/leaf:n children[]/name:s children[]/type:s",
  "/cluster/bulk-action": ".:a []:o []/name:s",
  "/cluster/bulk-action/guest": ".:a []:o []/name:s",
  "/cluster/ceph": ".:a []:o []/name:s",
  "/cluster/config": ".:a []:o []/name:s",
  "/cluster/config/apiversion": ".:s",
  "/cluster/config/nodes": ".:a",
  "/cluster/config/qdevice": ".:o",
  "/cluster/config/totem": ".:0",
  "/cluster/firewall": ".:a []:o []/name:s",
  "/cluster/firewall/aliases": ".:a []:o []/cidr:s []/digest:s []/ipversion:n []/name:s",
  "/cluster/firewall/aliases/{name}": ".:o cidr:s ipversion:n name:s",
  "/cluster/firewall/groups": ".:a []:o []/comment:s []/digest:s []/group:s",
  "/cluster/firewall/groups/{group}":
    ".:a []:o []/action:s []/digest:s []/dport:s []/enable:n []/pos:n []/proto:s []/type:s",
  "/cluster/firewall/groups/{group}/{pos}":
    ".:o action:s digest:s dport:s enable:n pos:s proto:s type:s",
  "/cluster/firewall/ipset": ".:a []:o []/digest:s []/name:s",
  "/cluster/firewall/ipset/{name}": ".:a []:o []/cidr:s []/digest:s []/nomatch:n",
  "/cluster/firewall/ipset/{name}/{cidr}": ".:o cidr:s digest:s nomatch:n",
  "/cluster/firewall/macros": ".:a []:o []/descr:s []/macro:s",
  "/cluster/firewall/options": ".:o digest:s enable:n policy_in:s",
  "/cluster/firewall/refs": ".:a []:o []/name:s []/ref:s []/scope:s []/type:s",
  "/cluster/firewall/rules":
    ".:a []:o []/action:s []/comment:s []/digest:s []/enable:n []/ipversion:n []/pos:n []/source:s []/type:s",
  "/cluster/firewall/rules/{pos}":
    ".:o action:s comment:s digest:s enable:n ipversion:n pos:s source:s type:s",
  "/cluster/ha": ".:a []:o []/id:s",
  "/cluster/ha/resources": ".:a []:o []/digest:s []/sid:s []/state:s []/type:s",
  "/cluster/ha/resources/{sid}": ".:o digest:s sid:s state:s type:s",
  "/cluster/ha/rules":
    ".:a []:o []/digest:s []/nodes:s []/order:n []/resources:s []/rule:s []/type:s",
  "/cluster/ha/rules/{rule}": ".:o digest:s nodes:s order:n resources:s rule:s type:s",
  "/cluster/ha/status": ".:a []:o []/name:s",
  "/cluster/ha/status/current":
    ".:a []:o []/armed-state:s []/failback:n []/id:s []/max_relocate:n []/max_restart:n []/node:s []/quorate:n []/request_state:s []/sid:s []/state:s []/status:s []/type:s",
  "/cluster/ha/status/manager_status":
    ".:o manager_status:o manager_status/node_status:o quorum:o quorum/node:s quorum/quorate:s",
  "/cluster/jobs": ".:a []:o []/subdir:s",
  "/cluster/jobs/realm-sync": ".:a",
  "/cluster/jobs/schedule-analyze": ".:a []:o []/timestamp:n []/utc:s",
  "/cluster/log":
    ".:a []:o []/id:s []/msg:s []/node:s []/pid:n []/pri:n []/tag:s []/time:n []/uid:s []/user:s",
  "/cluster/mapping": ".:a []:o []/name:s",
  "/cluster/mapping/dir": ".:a []:o []/digest:s []/id:s []/map:a []/map[]:s []/type:s",
  "/cluster/mapping/dir/{id}": ".:o digest:s map:a map[]:s type:s",
  "/cluster/mapping/pci": ".:a",
  "/cluster/mapping/usb": ".:a []:o []/digest:s []/id:s []/map:a []/map[]:s []/type:s",
  "/cluster/mapping/usb/{id}": ".:o digest:s map:a map[]:s type:s",
  "/cluster/metrics": ".:a []:o []/name:s",
  "/cluster/metrics/export": ".:o data:a",
  "/cluster/metrics/server": ".:a []:o []/disable:n []/id:s []/port:n []/server:s []/type:s",
  "/cluster/metrics/server/{id}": ".:o disable:n port:n server:s type:s",
  "/cluster/nextid": ".:s",
  "/cluster/notifications": ".:a []:o []/name:s",
  "/cluster/notifications/endpoints": ".:a []:o []/name:s",
  "/cluster/notifications/endpoints/gotify": ".:a",
  "/cluster/notifications/endpoints/sendmail":
    ".:a []:o []/comment:s []/mailto-user:a []/mailto-user[]:s []/name:s []/origin:s",
  "/cluster/notifications/endpoints/sendmail/{name}":
    ".:o comment:s digest:s mailto-user:a mailto-user[]:s name:s origin:s",
  "/cluster/notifications/endpoints/smtp": ".:a",
  "/cluster/notifications/endpoints/webhook": ".:a",
  "/cluster/notifications/matcher-field-values": ".:a []:o []/comment:0 []/field:s []/value:s",
  "/cluster/notifications/matcher-fields": ".:a []:o []/name:s",
  "/cluster/notifications/matchers":
    ".:a []:o []/comment:s []/mode:s []/name:s []/origin:s []/target:a []/target[]:s",
  "/cluster/notifications/matchers/{name}":
    ".:o comment:s digest:s mode:s name:s origin:s target:a target[]:s",
  "/cluster/notifications/targets": ".:a []:o []/comment:s []/name:s []/origin:s []/type:s",
  "/cluster/options":
    ".:o allowed-tags:a allowed-tags[]:s description:s keyboard:s mac_prefix:s tag-style:o tag-style/shape:s",
  "/cluster/replication": ".:a",
  "/cluster/resources":
    ".:a []:o []/cgroup-mode:n []/content:s []/cpu:n []/disk:n []/diskread:n []/diskwrite:n []/hastate:s []/id:s []/level:s []/maxcpu:n []/maxdisk:n []/maxmem:n []/mem:n []/memhost:n []/name:s []/netin:n []/netout:n []/network:s []/network-type:s []/node:s []/plugintype:s []/pool:s []/shared:n []/status:s []/storage:s []/tags:s []/template:n []/type:s []/uptime:n []/vmid:n []/zone-type:s",
  "/cluster/sdn": ".:a []:o []/id:s",
  "/cluster/sdn/controllers": ".:a []:o []/asn:n []/controller:s []/digest:s []/peers:s []/type:s",
  "/cluster/sdn/controllers/{controller}": ".:o asn:n controller:s digest:s peers:s type:s",
  "/cluster/sdn/dns": ".:a",
  "/cluster/sdn/fabrics": ".:a []:o []/subdir:s",
  "/cluster/sdn/fabrics/all": ".:o fabrics:a fabrics[]:o fabrics[]/digest:s nodes:a",
  "/cluster/sdn/fabrics/fabric": ".:a",
  "/cluster/sdn/fabrics/node": ".:a",
  "/cluster/sdn/fabrics/node/{fabric_id}": ".:a",
  "/cluster/sdn/ipams": ".:a []:o []/digest:s []/ipam:s []/type:s",
  "/cluster/sdn/ipams/{ipam}": ".:o digest:s ipam:s type:s",
  "/cluster/sdn/ipams/{ipam}/status": ".:a",
  "/cluster/sdn/vnets": ".:a []:o []/digest:s []/type:s []/vnet:s []/zone:s",
  "/cluster/sdn/vnets/{vnet}": ".:o digest:s type:s vnet:s zone:s",
  "/cluster/sdn/vnets/{vnet}/firewall/options": ".:o digest:s",
  "/cluster/sdn/vnets/{vnet}/firewall/rules": ".:a",
  "/cluster/sdn/vnets/{vnet}/subnets":
    ".:a []:o []/cidr:s []/dhcp-range:a []/digest:s []/gateway:s []/id:s []/mask:s []/network:s []/subnet:s []/type:s []/vnet:s []/zone:s",
  "/cluster/sdn/vnets/{vnet}/subnets/{subnet}":
    ".:o cidr:s dhcp-range:a digest:s gateway:s id:s mask:s network:s subnet:s type:s vnet:s zone:s",
  "/cluster/sdn/zones": ".:a []:o []/digest:s []/type:s []/zone:s",
  "/cluster/sdn/zones/{zone}": ".:o digest:s type:s zone:s",
  "/cluster/status":
    ".:a []:o []/id:s []/ip:s []/level:s []/local:n []/name:s []/nodeid:n []/online:n []/type:s",
  "/cluster/tasks":
    ".:a []:o []/endtime:n []/id:s []/node:s []/saved:s []/starttime:n []/status:s []/tokenid:s []/type:s []/upid:s []/user:s",
  "/nodes":
    ".:a []:o []/cpu:n []/disk:n []/id:s []/level:s []/maxcpu:n []/maxdisk:n []/maxmem:n []/mem:n []/node:s []/ssl_fingerprint:s []/status:s []/type:s []/uptime:n",
  "/nodes/{node}": ".:a []:o []/name:s",
  "/nodes/{node}/ceph": ".:a []:o []/name:s",
  "/nodes/{node}/ceph/cfg": ".:a []:o []/name:s",
  "/nodes/{node}/ceph/pool/{name}": ".:a []:o []/name:s",
  "/nodes/{node}/config": ".:o description:s digest:s",
  "/nodes/{node}/dns": ".:o dns1:s search:s",
  "/nodes/{node}/firewall": ".:a []:o []/name:s",
  "/nodes/{node}/firewall/log": ".:a []:o []/n:n []/t:s",
  "/nodes/{node}/firewall/options": ".:o digest:s",
  "/nodes/{node}/firewall/rules": ".:a []:o []/action:s []/digest:s []/enable:n []/pos:n []/type:s",
  "/nodes/{node}/firewall/rules/{pos}": ".:o action:s digest:s enable:n pos:s type:s",
  "/nodes/{node}/lxc":
    ".:a []:o []/cpu:n []/cpus:n []/disk:n []/diskread:n []/diskwrite:n []/maxdisk:n []/maxmem:n []/maxswap:n []/mem:n []/name:s []/netin:n []/netout:n []/pid:n []/pressurecpufull:s []/pressurecpusome:s []/pressureiofull:s []/pressureiosome:s []/pressurememoryfull:s []/pressurememorysome:s []/status:s []/swap:n []/type:s []/uptime:n []/vmid:n",
  "/nodes/{node}/lxc/{vmid}": ".:a []:o []/subdir:s",
  "/nodes/{node}/lxc/{vmid}/config":
    ".:o arch:s digest:s hostname:s memory:n net0:s ostype:s rootfs:s swap:n unprivileged:n",
  "/nodes/{node}/lxc/{vmid}/firewall": ".:a []:o []/name:s",
  "/nodes/{node}/lxc/{vmid}/firewall/aliases":
    ".:a []:o []/cidr:s []/digest:s []/ipversion:n []/name:s",
  "/nodes/{node}/lxc/{vmid}/firewall/aliases/{name}": ".:o cidr:s ipversion:n name:s",
  "/nodes/{node}/lxc/{vmid}/firewall/ipset": ".:a []:o []/digest:s []/name:s",
  "/nodes/{node}/lxc/{vmid}/firewall/ipset/{name}": ".:a []:o []/cidr:s []/digest:s",
  "/nodes/{node}/lxc/{vmid}/firewall/ipset/{name}/{cidr}": ".:o cidr:s digest:s",
  "/nodes/{node}/lxc/{vmid}/firewall/log": ".:a []:o []/n:n []/t:s",
  "/nodes/{node}/lxc/{vmid}/firewall/options": ".:o digest:s",
  "/nodes/{node}/lxc/{vmid}/firewall/refs": ".:a []:o []/name:s []/ref:s []/scope:s []/type:s",
  "/nodes/{node}/lxc/{vmid}/firewall/rules":
    ".:a []:o []/action:s []/digest:s []/enable:n []/pos:n []/type:s",
  "/nodes/{node}/lxc/{vmid}/firewall/rules/{pos}": ".:o action:s digest:s enable:n pos:s type:s",
  "/nodes/{node}/lxc/{vmid}/interfaces":
    ".:a []:o []/hardware-address:s []/hwaddr:s []/ip-addresses:a []/name:s",
  "/nodes/{node}/lxc/{vmid}/migrate": ".:o allowed-nodes:a not-allowed-nodes:o running:n",
  "/nodes/{node}/lxc/{vmid}/pending": ".:a []:o []/key:s []/value:ns",
  "/nodes/{node}/lxc/{vmid}/snapshot":
    ".:a []:o []/description:s []/digest:s []/name:s []/running:n",
  "/nodes/{node}/lxc/{vmid}/snapshot/{snapname}": ".:a []:o []/cmd:s",
  "/nodes/{node}/lxc/{vmid}/status": ".:a []:o []/subdir:s",
  "/nodes/{node}/lxc/{vmid}/status/current":
    ".:o cpu:n cpus:n disk:n diskread:n diskwrite:n ha:o ha/managed:n maxdisk:n maxmem:n maxswap:n mem:n name:s netin:n netout:n pid:n pressurecpufull:s pressurecpusome:s pressureiofull:s pressureiosome:s pressurememoryfull:s pressurememorysome:s status:s swap:n type:s uptime:n vmid:n",
  "/nodes/{node}/network":
    ".:a []:o []/active:n []/address:s []/autostart:n []/bridge_fd:s []/bridge_ports:s []/bridge_stp:s []/cidr:s []/families:a []/families[]:s []/gateway:s []/iface:s []/method:s []/method6:s []/netmask:s []/priority:n []/type:s",
  "/nodes/{node}/network/{iface}":
    ".:o active:n address:s autostart:n bridge_fd:s bridge_ports:s bridge_stp:s cidr:s families:a families[]:s gateway:s method:s method6:s netmask:s priority:n type:s",
  "/nodes/{node}/qemu":
    ".:a []:o []/cpu:n []/cpus:n []/disk:n []/maxdisk:n []/maxmem:n []/mem:n []/memhost:n []/name:s []/netin:n []/netout:n []/pid:n []/pressurecpufull:n []/pressurecpusome:n []/pressureiofull:n []/pressureiosome:n []/pressurememoryfull:n []/pressurememorysome:n []/serial:n []/status:s []/tags:s []/uptime:n []/vmid:n",
  "/nodes/{node}/qemu/{vmid}": ".:a []:o []/subdir:s",
  "/nodes/{node}/qemu/{vmid}/agent": ".:a []:o []/name:s",
  "/nodes/{node}/qemu/{vmid}/agent/get-fsinfo": ".:o result:a",
  "/nodes/{node}/qemu/{vmid}/agent/get-host-name": ".:o result:o result/host-name:s",
  "/nodes/{node}/qemu/{vmid}/agent/get-memory-block-info": ".:o result:o result/size:n",
  "/nodes/{node}/qemu/{vmid}/agent/get-memory-blocks":
    ".:o result:a result[]:o result[]/can-offline:b result[]/online:b result[]/phys-index:n",
  "/nodes/{node}/qemu/{vmid}/agent/get-osinfo":
    ".:o result:o result/id:s result/kernel-release:s result/kernel-version:s result/machine:s result/name:s result/pretty-name:s result/version:s result/version-id:s",
  "/nodes/{node}/qemu/{vmid}/agent/get-time": ".:o result:n",
  "/nodes/{node}/qemu/{vmid}/agent/get-timezone": ".:o result:o result/offset:n result/zone:s",
  "/nodes/{node}/qemu/{vmid}/agent/get-users": ".:o result:a",
  "/nodes/{node}/qemu/{vmid}/agent/get-vcpus":
    ".:o result:a result[]:o result[]/can-offline:b result[]/logical-id:n result[]/online:b",
  "/nodes/{node}/qemu/{vmid}/agent/info":
    ".:o result:o result/supported_commands:a result/supported_commands[]:o result/supported_commands[]/enabled:b result/supported_commands[]/name:s result/supported_commands[]/success-response:b result/version:s",
  "/nodes/{node}/qemu/{vmid}/agent/network-get-interfaces":
    ".:o result:a result[]:o result[]/hardware-address:s result[]/ip-addresses:a result[]/ip-addresses[]:o result[]/ip-addresses[]/ip-address:s result[]/ip-addresses[]/ip-address-type:s result[]/ip-addresses[]/prefix:n result[]/name:s result[]/statistics:o result[]/statistics/rx-bytes:n result[]/statistics/rx-dropped:n result[]/statistics/rx-errs:n result[]/statistics/rx-packets:n result[]/statistics/tx-bytes:n result[]/statistics/tx-dropped:n result[]/statistics/tx-errs:n result[]/statistics/tx-packets:n",
  "/nodes/{node}/qemu/{vmid}/cloudinit": ".:a",
  "/nodes/{node}/qemu/{vmid}/config":
    ".:o boot:s digest:s memory:s meta:s name:s net0:s parent:s scsi0:s smbios1:s vmgenid:s",
  "/nodes/{node}/qemu/{vmid}/firewall": ".:a []:o []/name:s",
  "/nodes/{node}/qemu/{vmid}/firewall/aliases":
    ".:a []:o []/cidr:s []/digest:s []/ipversion:n []/name:s",
  "/nodes/{node}/qemu/{vmid}/firewall/aliases/{name}": ".:o cidr:s ipversion:n name:s",
  "/nodes/{node}/qemu/{vmid}/firewall/ipset": ".:a []:o []/digest:s []/name:s",
  "/nodes/{node}/qemu/{vmid}/firewall/ipset/{name}": ".:a []:o []/cidr:s []/digest:s",
  "/nodes/{node}/qemu/{vmid}/firewall/ipset/{name}/{cidr}": ".:o cidr:s digest:s",
  "/nodes/{node}/qemu/{vmid}/firewall/log": ".:a []:o []/n:n []/t:s",
  "/nodes/{node}/qemu/{vmid}/firewall/options": ".:o digest:s enable:n",
  "/nodes/{node}/qemu/{vmid}/firewall/refs": ".:a []:o []/name:s []/ref:s []/scope:s []/type:s",
  "/nodes/{node}/qemu/{vmid}/firewall/rules":
    ".:a []:o []/action:s []/digest:s []/enable:n []/macro:s []/pos:n []/type:s",
  "/nodes/{node}/qemu/{vmid}/firewall/rules/{pos}": ".:o action:s digest:s enable:n pos:s type:s",
  "/nodes/{node}/qemu/{vmid}/migrate":
    ".:o allowed_nodes:a has-dbus-vmstate:n local_disks:a local_disks[]:o local_disks[]/cdrom:n local_disks[]/drivename:s local_disks[]/is_attached:n local_disks[]/is_cloudinit:n local_disks[]/is_tpmstate:n local_disks[]/is_unused:n local_disks[]/is_vmstate:n local_disks[]/referenced_in_snapshot:o local_disks[]/referenced_in_snapshot/*:n local_disks[]/replicate:n local_disks[]/shared:n local_disks[]/size:n local_disks[]/volid:s local_resources:a mapped-resource-info:o mapped-resources:a not_allowed_nodes:o running:n",
  "/nodes/{node}/qemu/{vmid}/pending": ".:a []:o []/key:s []/value:s",
  "/nodes/{node}/qemu/{vmid}/snapshot":
    ".:a []:o []/description:s []/digest:s []/name:s []/parent:s []/running:n []/snaptime:n []/vmstate:n",
  "/nodes/{node}/qemu/{vmid}/snapshot/{snapname}": ".:a []:o []/cmd:s",
  "/nodes/{node}/qemu/{vmid}/snapshot/{snapname}/config":
    ".:o boot:s memory:s meta:s name:s net0:s scsi0:s smbios1:s snaptime:n vmgenid:s",
  "/nodes/{node}/qemu/{vmid}/status": ".:a []:o []/subdir:s",
  "/nodes/{node}/qemu/{vmid}/status/current":
    ".:o agent:n cpu:n cpus:n disk:n ha:o ha/managed:n maxdisk:n maxmem:n mem:n memhost:n name:s netin:n netout:n nics:o nics/*:o nics/*/netin:n nics/*/netout:n pid:n pressurecpufull:n pressurecpusome:n pressureiofull:n pressureiosome:n pressurememoryfull:n pressurememorysome:n qmpstatus:s serial:n status:s uptime:n vmid:n",
  "/nodes/{node}/replication": ".:a",
  "/nodes/{node}/sdn": ".:a []:o []/name:s",
  "/nodes/{node}/sdn/fabrics/{fabric}": ".:a []:o []/subdir:s",
  "/nodes/{node}/sdn/fabrics/{fabric}/interfaces": ".:a",
  "/nodes/{node}/sdn/fabrics/{fabric}/neighbors": ".:a",
  "/nodes/{node}/sdn/fabrics/{fabric}/routes": ".:a",
  "/nodes/{node}/sdn/vnets/{vnet}": ".:a []:o []/subdir:s",
  "/nodes/{node}/sdn/zones": ".:a []:o []/status:s []/zone:s",
  "/nodes/{node}/sdn/zones/{zone}/bridges":
    ".:a []:o []/name:s []/ports:a []/ports[]:o []/ports[]/index:s []/ports[]/name:s []/ports[]/vmid:s []/vlan_filtering:0n",
  "/nodes/{node}/services":
    ".:a []:o []/active-state:s []/desc:s []/name:s []/service:s []/state:s []/unit-state:s",
  "/nodes/{node}/services/{service}": ".:a []:o []/subdir:s",
  "/nodes/{node}/services/{service}/state":
    ".:o active-state:s desc:s name:s service:s state:s unit-state:s",
  "/nodes/{node}/status":
    ".:o boot-info:o boot-info/mode:s cpu:n cpuinfo:o cpuinfo/cores:n cpuinfo/cpus:n cpuinfo/family:s cpuinfo/flags:s cpuinfo/hvm:s cpuinfo/mhz:s cpuinfo/model:s cpuinfo/sockets:n cpuinfo/user_hz:n cpuinfo/vendor:s current-kernel:o current-kernel/machine:s current-kernel/release:s current-kernel/sysname:s current-kernel/version:s idle:n ksm:o ksm/shared:n kversion:s loadavg:a loadavg[]:s memory:o memory/available:n memory/free:n memory/total:n memory/used:n pveversion:s rootfs:o rootfs/avail:n rootfs/free:n rootfs/total:n rootfs/used:n swap:o swap/free:n swap/total:n swap/used:n uptime:n wait:n",
  "/nodes/{node}/storage":
    ".:a []:o []/active:n []/avail:n []/content:s []/enabled:n []/shared:n []/storage:s []/total:n []/type:s []/used:n []/used_fraction:n",
  "/nodes/{node}/storage/{storage}": ".:a []:o []/subdir:s",
  "/nodes/{node}/storage/{storage}/content":
    ".:a []:o []/content:s []/ctime:n []/format:s []/parent:0 []/size:n []/used:n []/vmid:n []/volid:s",
  "/nodes/{node}/storage/{storage}/content/{volume}": ".:o format:s path:s size:n used:n",
  "/nodes/{node}/storage/{storage}/status":
    ".:o active:n avail:n content:s enabled:n shared:n total:n type:s used:n",
  "/nodes/{node}/tasks":
    ".:a []:o []/endtime:n []/id:s []/node:s []/pid:n []/pstart:n []/starttime:n []/status:s []/tokenid:s []/type:s []/upid:s []/user:s",
  "/nodes/{node}/tasks/{upid}": ".:a []:o []/name:s",
  "/nodes/{node}/tasks/{upid}/log": ".:a []:o []/n:n []/t:s",
  "/nodes/{node}/tasks/{upid}/status":
    ".:o exitstatus:s id:s node:s pid:n pstart:n starttime:n status:s tokenid:s type:s upid:s user:s",
  "/nodes/{node}/time": ".:o localtime:n time:n timezone:s",
  "/nodes/{node}/version": ".:o release:s repoid:s version:s",
  "/nodes/{node}/vzdump/defaults":
    ".:o all:n bwlimit:n compress:s dumpdir:s fleecing:o fleecing/enabled:n ionice:n lockwait:n mailnotification:s mode:s notification-mode:s performance:o performance/max-workers:n performance/pbs-entries-max:n pigz:n prune-backups:s quiet:n remove:n stdexcludes:n stop:n stopwait:n storage:s zstd:n",
  "/pools": ".:a []:o []/comment:s []/poolid:s",
  "/pools/{poolid}":
    ".:o comment:s members:a members[]:o members[]/cpu:n members[]/disk:n members[]/diskread:n members[]/diskwrite:n members[]/id:s members[]/maxcpu:n members[]/maxdisk:n members[]/maxmem:n members[]/mem:n members[]/memhost:n members[]/name:s members[]/netin:n members[]/netout:n members[]/node:s members[]/status:s members[]/template:n members[]/type:s members[]/uptime:n members[]/vmid:n poolid:s",
  "/storage": ".:a []:o []/content:s []/digest:s []/nodes:s []/path:s []/storage:s []/type:s",
  "/storage/{storage}": ".:o content:s digest:s path:s storage:s type:s",
  "/version": ".:o release:s repoid:s version:s",
};
