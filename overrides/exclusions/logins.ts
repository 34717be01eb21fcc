import type { LoginExclusion } from "./types.js";

/** The way round for what only root@pam, or only a login with a password, may call. */
export const loginExclusions: readonly LoginExclusion[] = [
  {
    endpoints: ["POST /cluster/config"],
    instead: "As root on the shell of the first node: pvecm create {clustername}",
  },
  {
    endpoints: ["POST /cluster/config/join"],
    instead: "As root on the shell of the node that joins: pvecm add {hostname}",
  },
  {
    endpoints: ["POST /cluster/config/nodes/{node}"],
    instead: "As root on the shell of the node that joins: pvecm add ADDRESS_OF_A_MEMBER",
  },
  {
    endpoints: ["DELETE /cluster/config/nodes/{node}"],
    instead: "As root on the shell of another node, with {node} switched off: pvecm delnode {node}",
  },
  {
    endpoints: ["POST /cluster/acme/account"],
    instead: "As root on the shell of a node: pvenode acme account register {name} {contact}",
  },
  {
    endpoints: ["GET /cluster/acme/account/{name}"],
    instead: "As root on the shell of a node: pvenode acme account info {name}",
  },
  {
    endpoints: ["PUT /cluster/acme/account/{name}"],
    instead: "As root on the shell of a node: pvenode acme account update {name}",
  },
  {
    endpoints: ["DELETE /cluster/acme/account/{name}"],
    instead: "As root on the shell of a node: pvenode acme account deactivate {name}",
  },
  {
    endpoints: ["POST /nodes/{node}/ceph/osd"],
    instead: "As root on the shell of node {node}: pveceph osd create {dev}",
  },
  {
    endpoints: ["DELETE /nodes/{node}/ceph/osd/{osdid}"],
    instead: "As root on the shell of node {node}: pveceph osd destroy {osdid}",
  },
  {
    endpoints: ["PUT /nodes/{node}/disks/wipedisk"],
    instead: "As root on the shell of node {node}: wipefs --all {disk}",
  },
  {
    endpoints: ["POST /nodes/{node}/execute"],
    instead: "It only runs a list of API calls: send them one by one.",
  },
  {
    endpoints: ["GET /cluster/backup-info"],
    instead: "GET /cluster/backup-info/not-backed-up is all that stands below it.",
  },
  {
    endpoints: ["PUT /access/password"],
    instead: "As root on the shell of a node: pveum passwd {userid}",
  },
  {
    endpoints: [
      "POST /access/tfa/{userid}",
      "PUT /access/tfa/{userid}/{id}",
      "DELETE /access/tfa/{userid}/{id}",
    ],
    instead: "In the web interface, under Datacenter, Permissions, Two Factor.",
  },
];
