import type { Words } from "./types.js";

const CT = "/nodes/{node}/lxc/{vmid}";

const lifecycle = {
  "GET /nodes/{node}/lxc": "List the containers of a node: vmid, name, status, CPU, memory, uptime",
  "POST /nodes/{node}/lxc":
    "Create a container from a template, or restore one with restore=1; returns a task",
  [`DELETE ${CT}`]:
    "Destroy a stopped container with all its volumes and snapshots; data is gone; returns a task",
  [`GET ${CT}`]: "List the sub-resources of a container",
  [`POST ${CT}/clone`]: "Clone a container or template to a new vmid; returns a task",
  [`POST ${CT}/template`]: "Turn a stopped container into a template for clones, for good",
  [`GET ${CT}/feature`]: "Tell if a container can be snapshotted, cloned or copied",
};

const config = {
  [`GET ${CT}/config`]: "Read a container's config: CPU, memory, volumes, networks, digest",
  [`PUT ${CT}/config`]:
    "Change a container's config at once; cores, memory, swap, netN and a new mpN are live, most else is pending until its restart",
  [`GET ${CT}/pending`]: "List config values with changes that wait for the next restart",
  [`GET ${CT}/interfaces`]: "List a running container's network interfaces with their IP addresses",
};

const volumes = {
  [`PUT ${CT}/resize`]:
    "Grow a container volume and its file system; shrinking is impossible; returns a task",
  [`POST ${CT}/move_volume`]:
    "Move a container volume to another storage, or hand it to another container; returns a task",
};

const power = {
  [`GET ${CT}/status`]: "List the power actions of a container",
  [`GET ${CT}/status/current`]:
    "Show a container's live state: running or stopped, CPU, memory, uptime, lock, HA",
  [`POST ${CT}/status/start`]: "Start a container; returns a task",
  [`POST ${CT}/status/stop`]: "Kill a container at once; unsaved data is lost; returns a task",
  [`POST ${CT}/status/shutdown`]: "Shut a container down cleanly; returns a task",
  [`POST ${CT}/status/reboot`]:
    "Shut a container down cleanly and start it again, which applies pending changes; returns a task",
  [`POST ${CT}/status/suspend`]: "Suspend a container; experimental, often fails; returns a task",
  [`POST ${CT}/status/resume`]: "Resume a suspended container; returns a task",
};

const snapshots = {
  [`GET ${CT}/snapshot`]:
    "List a container's snapshots; the entry current stands for the present state",
  [`POST ${CT}/snapshot`]: "Take a snapshot of a container, without RAM; returns a task",
  [`GET ${CT}/snapshot/{snapname}`]: "List the sub-resources of a container snapshot",
  [`DELETE ${CT}/snapshot/{snapname}`]: "Delete a container snapshot for good; returns a task",
  [`GET ${CT}/snapshot/{snapname}/config`]: "Read the container config stored in a snapshot",
  [`PUT ${CT}/snapshot/{snapname}/config`]: "Change the description of a container snapshot",
  [`POST ${CT}/snapshot/{snapname}/rollback`]:
    "Roll a container back to a snapshot; everything written since is lost; returns a task",
};

const migration = {
  [`GET ${CT}/migrate`]: "Check a container's migration: nodes it can go to and what is in the way",
  [`POST ${CT}/migrate`]:
    "Migrate a container to another node; a running one needs restart=1; returns a task",
  [`POST ${CT}/remote_migrate`]:
    "Migrate a container to another cluster; experimental; returns a task",
  [`POST ${CT}/mtunnel`]: "Internal: open the tunnel of an incoming container migration",
  [`GET ${CT}/mtunnelwebsocket`]:
    "Internal: connect to the websocket of the container migration tunnel",
};

const consoles = {
  [`POST ${CT}/vncproxy`]: "Open a VNC console on a container; returns port and one-time ticket",
  [`POST ${CT}/termproxy`]: "Open a text console on a container; returns port and one-time ticket",
  [`GET ${CT}/vncwebsocket`]:
    "Connect to the websocket of a container console opened by vncproxy or termproxy",
  [`POST ${CT}/spiceproxy`]:
    "Open a SPICE console on a container; returns a remote-viewer config with password",
};

const statistics = {
  [`GET ${CT}/rrd`]: "Render a container's CPU, memory, disk or network history as PNG",
  [`GET ${CT}/rrddata`]: "Read a container's CPU, memory, disk and network history as numbers",
};

export default {
  endpoints: {
    ...lifecycle,
    ...config,
    ...volumes,
    ...power,
    ...snapshots,
    ...migration,
    ...consoles,
    ...statistics,
  },
  parameters: {
    "/nodes/{node}/lxc": {
      online: "Not implemented for containers; use restart=1",
      restart: "1 shuts a running container down, moves it and starts it again",
      timeout: "Seconds for the shutdown of a restart migration; default 180",
    },
    [`DELETE ${CT}`]: {
      force: "1 stops a running container first; default 0",
      purge: "1 also removes the container from backup jobs, replication and HA; default 0",
    },
    [`PUT ${CT}/config`]: {
      delete:
        "Comma-separated names; mpN is detached to unusedN, an unusedN is destroyed with its data, others fall back to their default",
    },
    [`POST ${CT}/clone`]: {
      description: "Notes of the clone",
      target: "Node for the clone; every disk must be on shared storage",
      full: "1 copies all volumes; 0 links to a template's; default 0 for a template, else 1",
      hostname: "Host name of the clone",
      pool: "Pool to put the clone in",
      snapname: "Clone the state of this snapshot instead of the present one",
      storage: "Storage for a full clone; default that of each volume",
    },
    [`POST ${CT}/remote_migrate`]: {
      "target-vmid": "Its vmid over there; default the same",
      delete: "1 destroys the source container afterwards; default 0 keeps it stopped",
    },
    [`PUT ${CT}/resize`]: {
      disk: "Volume by config key: rootfs or mpN",
    },
    [`POST ${CT}/move_volume`]: {
      delete: "1 destroys the original after the copy; default 0 keeps it as unusedN",
      storage: "Storage to move to; not together with target-vmid",
      "target-volume": "Config key in the receiving container, such as mp1; default the same key",
      volume: "Volume by config key: rootfs, mpN or unusedN",
    },
    [`POST ${CT}/status/start`]: {
      debug: "1 logs the start in detail; default 0",
    },
    [`POST ${CT}/status/shutdown`]: {
      timeout: "Seconds to wait, default 60; then the task fails, or kills it with forceStop=1",
    },
    [`POST ${CT}/status/reboot`]: {
      timeout: "Seconds the container gets to shut down; then the task fails",
    },
    [`DELETE ${CT}/snapshot/{snapname}`]: {
      force: "1 drops it from the config even if a volume snapshot can't be deleted",
    },
    [`POST ${CT}/snapshot/{snapname}/rollback`]: {
      start: "1 starts the container afterwards; default 0",
    },
    [`POST ${CT}/vncproxy`]: {
      websocket: "1 serves the console over a websocket instead of plain VNC",
    },
    [`GET ${CT}/vncwebsocket`]: {
      port: "Port from the preceding vncproxy or termproxy call",
    },
  },
} satisfies Words;
