import type { Words } from "./types.js";

/** Nodes themselves: state, power, settings, bulk power of guests, hardware, consoles, replication. */

const overview = {
  "GET /nodes": "List cluster nodes with online state, CPU, memory and uptime",
  "GET /nodes/{node}": "List the sub-paths of a node (index only); its state is under status",
  "GET /nodes/{node}/status":
    "Show a node's CPU, load, memory, root disk, uptime, kernel and version",
  "GET /nodes/{node}/version": "Show the Proxmox VE version of one node",
  "GET /nodes/{node}/rrddata":
    "Return a node's CPU, memory, disk and network history as data points",
  "GET /nodes/{node}/rrd": "Draw a graph of node statistics; returns the PNG image",
  "GET /nodes/{node}/netstat": "Count traffic of every guest interface on a node, bytes in and out",
  "GET /nodes/{node}/report":
    "Collect a long plain-text support report: packages, config, disks, network, guests",
  "GET /nodes/{node}/syslog": "Read system log lines of a node, oldest first; filter by service",
  "GET /nodes/{node}/journal": "Read the systemd journal of a node; limit by lines, time or cursor",
};

const power = {
  "POST /nodes/{node}/status":
    "Reboot or shut down the whole node; stops or moves its guests. Sync, returns nothing",
  "POST /nodes/{node}/wakeonlan":
    "Power on an offline node by wake-on-LAN; returns the MAC address used, not success",
  "POST /nodes/{node}/startall":
    "Start all guests of a node that have onboot, in startup order; returns a task",
  "POST /nodes/{node}/stopall":
    "Shut down all guests of a node in reverse startup order, hard stop at timeout; returns a task",
  "POST /nodes/{node}/suspendall":
    "Hibernate all running VMs of a node to disk, containers not; returns a task",
  "POST /nodes/{node}/migrateall":
    "Migrate all guests to another node, to empty this one for maintenance; returns a task",
};

const settings = {
  "GET /nodes/{node}/config": "Show node settings: notes, ACME domains, wake-on-LAN, start delay",
  "PUT /nodes/{node}/config": "Change node settings: notes, ACME domains, wake-on-LAN, start delay",
  "GET /nodes/{node}/hosts": "Read the /etc/hosts file of a node, with digest",
  "POST /nodes/{node}/hosts": "Overwrite the whole /etc/hosts file of a node",
  "GET /nodes/{node}/dns": "Show a node's DNS servers and search domain",
  "PUT /nodes/{node}/dns": "Set a node's DNS servers and search domain (resolv.conf)",
  "GET /nodes/{node}/time": "Show a node's clock (UTC and local) and timezone",
  "PUT /nodes/{node}/time": "Set the timezone of a node",
  "POST /nodes/{node}/execute":
    "Run a batch of API calls in order, not shell commands; root@pam only",
};

const hardware = {
  "GET /nodes/{node}/hardware": "List the kinds of hardware that can be queried (index only)",
  "GET /nodes/{node}/hardware/pci":
    "List PCI devices of a node (GPU, NIC, HBA) with IDs and IOMMU group, for passthrough",
  "GET /nodes/{node}/hardware/pci/{pci-id-or-mapping}":
    "List the sub-paths of one PCI device or mapping (index only)",
  "GET /nodes/{node}/hardware/pci/{pci-id-or-mapping}/mdev":
    "List mediated device (vGPU) types of a PCI device and how many are free",
  "GET /nodes/{node}/hardware/pci/{pciid}": "List the sub-paths of one PCI device (index only)",
  "GET /nodes/{node}/hardware/pci/{pciid}/mdev":
    "List mediated device (vGPU) types of one PCI device and how many are free",
  "GET /nodes/{node}/hardware/usb": "List USB devices plugged into a node, for passthrough",
};

const capabilities = {
  "GET /nodes/{node}/capabilities": "List the kinds of capabilities of a node (index only)",
  "GET /nodes/{node}/capabilities/qemu": "List the QEMU capabilities of a node (index only)",
  "GET /nodes/{node}/capabilities/qemu/cpu":
    "List CPU models that VMs can use, custom ones included",
  "GET /nodes/{node}/capabilities/qemu/cpu-flags":
    "List CPU flags that can be set per VM, and which nodes support them",
  "GET /nodes/{node}/capabilities/qemu/machines":
    "List QEMU machine types and versions that a node offers",
  "GET /nodes/{node}/capabilities/qemu/migration":
    "Tell whether a node can migrate conntrack state with VMs",
};

const consoles = {
  "POST /nodes/{node}/vncshell": "Open a VNC shell on a node; returns ticket, port and UPID",
  "POST /nodes/{node}/termproxy":
    "Open a terminal (xterm.js) shell on a node; returns ticket, port and UPID",
  "POST /nodes/{node}/spiceshell": "Open a SPICE shell on a node; returns the viewer's settings",
  "GET /nodes/{node}/vncwebsocket":
    "Upgrade to a websocket that carries an opened shell; no plain answer",
};

const replication = {
  "GET /nodes/{node}/replication":
    "List replication jobs that run on a node with last sync, next sync and failures",
  "GET /nodes/{node}/replication/{id}": "List the sub-paths of a replication job (index only)",
  "GET /nodes/{node}/replication/{id}/log": "Read the log of a replication job's last run",
  "GET /nodes/{node}/replication/{id}/status":
    "Show one replication job: last and next sync, duration, fail count, error",
  "POST /nodes/{node}/replication/{id}/schedule_now":
    "Run a replication job now; the scheduler starts it, follow it by its status",
};

export default {
  endpoints: {
    ...overview,
    ...power,
    ...settings,
    ...hardware,
    ...capabilities,
    ...consoles,
    ...replication,
  },
  parameters: {
    "/nodes/{node}": {
      arch: "CPU architecture, x86_64 or aarch64; default is the node's own",
      "verify-certificates": "0 accepts any TLS certificate of the URL's server; default 1",
      vms: "Only these guests, comma-separated vmids; default all guests of the node",
    },
    "GET /nodes/{node}/journal": {
      endcursor: "Stop before this journal cursor; excludes until",
      identifiers:
        "1 adds the programs that wrote entries, for filters; only with structured; default 0",
      kernel: "1 returns only messages of the kernel; default 0",
      lastentries: "Only this many newest lines; excludes the time and cursor limits",
      priority: "Only this severity and worse, 0 (emergency) to 7 (debug), or a range as 0..3",
      service: "Only programs whose name fits, * as wildcard, such as pve*",
      startcursor: "Begin after this journal cursor; excludes since",
      structured:
        "1 returns an object an entry (time, program, message) in place of text lines; default 0",
      unit: "Only this systemd unit, such as pveproxy",
      units:
        "1 adds the systemd units that wrote entries, for filters; only with structured; default 0",
    },
    "GET /nodes/{node}/syslog": {
      service: "Only lines of this systemd unit, such as pveproxy",
      since: "Only lines from this local time on: YYYY-MM-DD, optionally HH:MM or HH:MM:SS",
      until: "Only lines up to this local time: YYYY-MM-DD, optionally HH:MM or HH:MM:SS",
    },
    "POST /nodes/{node}/status": {
      command: "reboot restarts the node, shutdown powers it off",
    },
    "POST /nodes/{node}/wakeonlan": {
      node: "Offline node to wake; its wakeonlan setting must hold a MAC address",
    },
    "POST /nodes/{node}/startall": {
      force: "1 also starts guests without onboot; default 0",
    },
    "POST /nodes/{node}/stopall": {
      "force-stop": "1 (default) stops guests hard at the timeout; 0 gives up on them",
      timeout: "Seconds each guest gets to shut down; default 180",
    },
    "POST /nodes/{node}/migrateall": {
      target: "Node that receives the guests",
      "with-local-disks": "1 also copies disks on local storages, which can take long",
    },
    "/nodes/{node}/config": {
      acme: "ACME account and domains of the node's certificate",
      "acme.account": "ACME account name; default is the account named default",
      "acme.domains": "Domains validated by the built-in web server, separated by ;",
      "acmedomain[n]": "One domain of the node's certificate, with its validation plugin",
      "acmedomain[n].alias": "Other domain that holds the DNS challenge record (CNAME target)",
      "acmedomain[n].domain": "Domain name to put into the certificate",
      "acmedomain[n].plugin": "ACME plugin id; standalone (default) validates over HTTP port 80",
      "ballooning-target": "RAM use in percent that ballooning aims at; default 80",
      location: "Where the node is; absent means where the cluster is",
      property: "Return only this setting; default all",
      "startall-onboot-delay": "Seconds to wait after boot before onboot guests start; default 0",
      wakeonlan: "MAC address and options for waking this node",
      "wakeonlan.bind-interface": "Interface of the sending node that emits the packet",
      "wakeonlan.broadcast-address": "IPv4 broadcast address; default 255.255.255.255",
      "wakeonlan.mac": "MAC address of the node's network card",
    },
    "POST /nodes/{node}/hosts": {
      data: "Complete new content of /etc/hosts",
    },
    "/nodes/{node}/dns": {
      dns1: "IP address of the preferred DNS server",
      dns2: "IP address of the second DNS server; left out, it is removed",
      dns3: "IP address of the third DNS server; left out, it is removed",
      search: "Domain appended to bare host names",
    },
    "PUT /nodes/{node}/time": {
      timezone: "IANA name, such as Europe/Berlin or UTC",
    },
    "POST /nodes/{node}/execute": {
      commands: 'JSON array of API calls: [{"method":"GET","path":"nodes/x/status","args":{}}]',
    },
    "/nodes/{node}/hardware": {
      "pci-class-blacklist": "PCI class prefixes to hide; default 05;06;0b (memory, bridge, CPU)",
      "pci-id-or-mapping": "PCI address such as 0000:01:00.0, or the name of a PCI mapping",
      pciid: "PCI address such as 0000:01:00.0",
      verbose: "0 returns only the addresses; default 1 adds vendor, device and IOMMU group",
    },
    "POST /nodes/{node}/vncshell": {
      websocket: "1 prepares the port for a websocket (noVNC) instead of plain VNC",
    },
    "GET /nodes/{node}/vncwebsocket": {
      port: "Port returned by the preceding vncshell or termproxy call",
    },
    "GET /nodes/{node}/replication": {
      guest: "Only jobs of this guest",
    },
    "/nodes/{node}/replication": {
      id: "Replication job id, <vmid>-<number>, such as 100-0",
    },
  },
} satisfies Words;
