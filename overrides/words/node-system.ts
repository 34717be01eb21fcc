import type { Words } from "./types.js";

/** What keeps a node running: tasks, services, packages, certificates, subscription. */

const tasks = {
  "GET /nodes/{node}/tasks":
    "List a node's tasks, newest first, to see what ran, failed or still runs; only finished by default",
  "GET /nodes/{node}/tasks/{upid}": "List the sub-paths of a task (index only)",
  "GET /nodes/{node}/tasks/{upid}/log": "Read the log of a task, line by line; says why it failed",
  "GET /nodes/{node}/tasks/{upid}/status":
    "Show whether a task runs or has stopped; exitstatus is OK, WARNINGS or the error",
  "DELETE /nodes/{node}/tasks/{upid}":
    "Abort a running task; its work may stay half done. Sync, returns nothing",
};

const services = {
  "GET /nodes/{node}/services": "List system services (daemons) of a node with their state",
  "GET /nodes/{node}/services/{service}": "List the sub-paths of a service (index only)",
  "GET /nodes/{node}/services/{service}/state": "Show the state of one system service",
  "POST /nodes/{node}/services/{service}/start": "Start a system service; returns a task",
  "POST /nodes/{node}/services/{service}/stop":
    "Stop a system service; core ones refuse or break the cluster; returns a task",
  "POST /nodes/{node}/services/{service}/restart":
    "Restart a system service, interrupting it; reload is gentler; returns a task",
  "POST /nodes/{node}/services/{service}/reload":
    "Reload a system service, or restart it if it cannot reload; returns a task",
};

const packages = {
  "GET /nodes/{node}/apt": "List the sub-paths of package management (index only)",
  "GET /nodes/{node}/apt/update":
    "List pending package updates (upgrades) of a node; refresh with POST first",
  "POST /nodes/{node}/apt/update":
    "Refresh the package lists (apt update), installs nothing; returns a task",
  "GET /nodes/{node}/apt/versions": "List installed versions of Proxmox packages and the kernel",
  "GET /nodes/{node}/apt/changelog": "Read the changelog of a package as text",
  "GET /nodes/{node}/apt/repositories":
    "List APT repositories of a node with warnings and errors; gives the digest",
  "POST /nodes/{node}/apt/repositories": "Enable or disable one configured APT repository",
  "PUT /nodes/{node}/apt/repositories":
    "Add a standard Proxmox repository (enterprise, no-subscription, test, Ceph)",
};

const certificates = {
  "GET /nodes/{node}/certificates": "List the sub-paths of certificate management (index only)",
  "GET /nodes/{node}/certificates/info":
    "List TLS certificates of a node with expiry, issuer and fingerprint",
  "GET /nodes/{node}/certificates/acme": "List the sub-paths of ACME certificates (index only)",
  "POST /nodes/{node}/certificates/acme/certificate":
    "Order a TLS certificate by ACME (Let's Encrypt) and restart pveproxy; returns a task",
  "PUT /nodes/{node}/certificates/acme/certificate":
    "Renew the ACME (Let's Encrypt) certificate of a node; returns a task",
  "DELETE /nodes/{node}/certificates/acme/certificate":
    "Revoke the ACME certificate and fall back to the self-signed one; returns a task",
  "POST /nodes/{node}/certificates/custom":
    "Install your own TLS certificate and key for the web interface; returns its details",
  "DELETE /nodes/{node}/certificates/custom":
    "Remove the custom TLS certificate; the self-signed one serves again",
};

const subscription = {
  "GET /nodes/{node}/subscription":
    "Show the subscription (license) of a node: status, level, due date, server id",
  "POST /nodes/{node}/subscription": "Check the subscription key online again; node reaches out",
  "PUT /nodes/{node}/subscription": "Enter a subscription key on a node and check it online",
  "DELETE /nodes/{node}/subscription": "Remove the subscription key from a node",
};

export default {
  endpoints: { ...tasks, ...services, ...packages, ...certificates, ...subscription },
  parameters: {
    "GET /nodes/{node}/tasks": {
      errors: "1 lists only failed tasks; default 0",
      limit: "Most tasks to return; default 50",
      source: "archive (default): finished; active: running; all: both",
      statusfilter: "Only these outcomes, comma-separated: ok, error, warning, unknown",
      typefilter: "Only tasks of this type, such as vzdump, qmstart, qmigrate",
      userfilter: "Only tasks of users whose id contains this text",
      vmid: "Only tasks of this guest",
    },
    "GET /nodes/{node}/tasks/{upid}/log": {
      download: "1 returns the whole log as a text file; excludes start and limit",
      limit: "Lines to return; default 50, 0 for all",
    },
    "/nodes/{node}/services": {
      service: "Service name, such as pveproxy, pvedaemon, corosync, sshd",
    },
    "GET /nodes/{node}/apt/changelog": {
      name: "Package name",
      version: "Package version; default the newest available",
    },
    "POST /nodes/{node}/apt/update": {
      notify: "1 sends a notification if there are new packages; default 0",
      quiet: "1 leaves progress out of the task log; default 0",
    },
    "/nodes/{node}/apt/repositories": {
      enabled: "1 enables the repository, 0 disables it; left out, nothing changes",
      handle: "Standard repository, such as enterprise, no-subscription, test",
      index: "Number of the repository within that file, from 0",
      path: "File that holds the repository, as listed by GET",
    },
    "/nodes/{node}/certificates": {
      certificates: "Certificate and its chain in PEM form",
      force: "1 replaces a custom certificate that is already there; default 0",
      key: "Private key in PEM form; left out, the existing key stays",
      restart: "1 restarts pveproxy at once, which drops web sessions; default 0",
    },
    "PUT /nodes/{node}/certificates/acme/certificate": {
      force: "1 renews even with more than 30 days left; default 0",
    },
    "/nodes/{node}/subscription": {
      force: "1 asks the server even if the cached answer is still valid; default 0",
      key: "Subscription key, such as pve2c-0123456789",
    },
  },
} satisfies Words;
