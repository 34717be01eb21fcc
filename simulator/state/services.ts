import type { Service } from "../nodes/node-state.js";

const SERVICES: [name: string, description: string, state?: "stopped"][] = [
  ["chrony", "chrony, an NTP client/server"],
  ["corosync", "Corosync Cluster Engine"],
  ["cron", "Regular background program processing daemon"],
  ["ksmtuned", "Kernel Samepage Merging (KSM) Tuning Daemon"],
  ["lxcfs", "FUSE filesystem for LXC"],
  ["postfix", "Postfix Mail Transport Agent"],
  ["proxmox-firewall", "Proxmox nftables firewall"],
  ["pve-cluster", "The Proxmox VE cluster filesystem"],
  ["pve-firewall", "Proxmox VE firewall"],
  ["pve-ha-crm", "PVE Cluster HA Resource Manager Daemon"],
  ["pve-ha-lrm", "PVE Local HA Resource Manager Daemon"],
  ["pve-lxc-syscalld", "Proxmox VE LXC Syscall Daemon"],
  ["pvedaemon", "PVE API Daemon"],
  ["pvefw-logger", "Proxmox VE firewall logger"],
  ["pveproxy", "PVE API Proxy Server"],
  ["pvescheduler", "Proxmox VE scheduler"],
  ["pvestatd", "PVE Status Daemon"],
  ["qmeventd", "PVE Qemu Event Daemon"],
  ["spiceproxy", "PVE SPICE Proxy Server"],
  ["sshd", "OpenBSD Secure Shell server"],
  ["syslog", "System Logging Service", "stopped"],
  ["systemd-journald", "Journal Service"],
  ["systemd-timesyncd", "Network Time Synchronization", "stopped"],
];

/** The services of a node, in the order of Proxmox's own list. */
export function nodeServices(): Map<string, Service> {
  return new Map(
    SERVICES.map(([name, description, state]) => [
      name,
      { description, running: state !== "stopped", enabled: state !== "stopped" },
    ]),
  );
}
