import { randomBytes } from "node:crypto";
import { ApiFault, fault, permissionFault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { guestOf } from "./guest.js";
import type { Guest, Kind } from "./guest-state.js";
import { forBothKinds } from "./kinds.js";

interface Proxy {
  type: string;
  id: string | number;
  /** What the ticket is bound to. */
  path: string;
  kind: "vnc" | "term";
  guest?: Guest;
  password?: string;
}

/** Milliseconds that are waited for somebody to connect, and between looks whether they have left. */
const PATIENCE = 10_000;
const LOOK = 500;

/** A task that waits ten seconds for somebody to connect, and lasts until they leave. */
function openProxy(context: Context, proxy: Proxy): Record<string, unknown> {
  const { type, id, path, kind, guest, password } = proxy;
  const { identity, consoles } = context;
  const ticket = context.tickets.issueConsole(identity.id, path, context.time);
  let stage: "waiting" | "open" | "left" | "failed" = "waiting";
  const port = consoles.open({
    kind,
    node: context.node,
    path,
    ...(guest && { guest }),
    ...(password !== undefined && { password }),
    connected: () => {
      stage = "open";
    },
    left: (failed) => {
      stage = failed ? "failed" : "left";
    },
  });
  const upid = context.task(type, id, function* (task) {
    task.log(`starting ${type} ${context.key}`);
    yield LOOK;
    for (let waited = LOOK; stage === "waiting" && waited < PATIENCE; waited += LOOK) yield LOOK;
    consoles.close(port);
    if (stage === "waiting") throw fault("connection timed out");
    while (stage === "open") yield LOOK;
    if (stage === "failed") throw fault(`Failed to run ${type}.`);
  });
  return { user: identity.id, ticket, port: String(port), upid };
}

function vnc(context: Context, proxy: Omit<Proxy, "kind" | "password">): unknown {
  const password = context.flag("generate-password") ? randomBytes(4).toString("hex") : undefined;
  const secret = password === undefined ? {} : { password };
  const opened = openProxy(context, { ...proxy, kind: "vnc", ...secret });
  const fingerprint = context.state.nodes.get(context.node)?.fingerprint ?? "";
  return {
    ...opened,
    cert: `-----BEGIN CERTIFICATE-----\n${fingerprint}\n-----END CERTIFICATE-----\n`,
    ...secret,
  };
}

function spice(context: Context, title: string): unknown {
  const password = randomBytes(15).toString("hex");
  return {
    type: "spice",
    title,
    host: `pvespiceproxy:${context.time.toString(16)}:${context.node}::61000`,
    proxy: `http://${context.optional("proxy") ?? context.state.nodes.get(context.node)?.address}:3128`,
    password,
    "tls-port": 61_000,
    "secure-attention": "Ctrl+Alt+Ins",
    "toggle-fullscreen": "Shift+F11",
    "release-cursor": "Ctrl+Alt+R",
    "delete-this-file": 1,
  };
}

function guestProxy(context: Context, kind: Kind): Omit<Proxy, "kind" | "password"> {
  const guest = guestOf(context, kind);
  return { type: "vncproxy", id: guest.vmid, path: guestPath(context), guest };
}

const guestPath = (context: Context) => `/vms/${context.number("vmid")}`;

function guestSpice(context: Context, kind: Kind): unknown {
  const guest = guestOf(context, kind);
  if (kind === "qemu" && !/qxl|spice/.test(String(guest.config["vga"] ?? ""))) {
    throw fault(`no spice port`);
  }
  return spice(context, `VM ${guest.vmid}`);
}

/** Where the request asks for a websocket, the server makes one to the port that's answered here. */
function websocket(context: Context, path: string): unknown {
  const { tickets, identity, text, time } = context;
  if (!tickets.verifyConsole(text("vncticket"), identity.id, path, time)) {
    throw new ApiFault(401, "permission denied - invalid PVEVNC ticket\n");
  }
  return { port: String(context.number("port")) };
}

/** Commands other than a login shell are for root@pam. */
function checkCommand(context: Context): void {
  const command = context.optional("cmd") ?? "login";
  if (command !== "login" && !context.isRoot) throw permissionFault("user != root@pam");
}

export const consoleHandlers: Handlers = {
  ...forBothKinds({
    "POST /nodes/{node}/{kind}/{vmid}/vncproxy": (context, kind) =>
      vnc(context, guestProxy(context, kind)),
    "POST /nodes/{node}/{kind}/{vmid}/termproxy": (context, kind) =>
      openProxy(context, { ...guestProxy(context, kind), kind: "term" }),
    "POST /nodes/{node}/{kind}/{vmid}/spiceproxy": guestSpice,
    "GET /nodes/{node}/{kind}/{vmid}/vncwebsocket": (context) =>
      websocket(context, guestPath(context)),
  }),
  "POST /nodes/{node}/vncshell": (context) => {
    checkCommand(context);
    return vnc(context, { type: "vncshell", id: "", path: `/nodes/${context.node}` });
  },
  "POST /nodes/{node}/termproxy": (context) => {
    checkCommand(context);
    const path = `/nodes/${context.node}`;
    return openProxy(context, { type: "vncshell", id: "", path, kind: "term" });
  },
  "POST /nodes/{node}/spiceshell": (context) => {
    checkCommand(context);
    return spice(context, `Shell on '${context.node}'`);
  },
  "GET /nodes/{node}/vncwebsocket": (context) => websocket(context, `/nodes/${context.node}`),
};
