import { randomBytes } from "node:crypto";
import { fault, permissionFault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { guestOf } from "./guest.js";
import type { Kind } from "./guest-state.js";
import { forBothKinds } from "./kinds.js";

const FIRST_PORT = 5900;

interface Proxy {
  type: string;
  id: string | number;
  /** What the ticket is bound to. */
  path: string;
}

/** A task that waits ten seconds for somebody to connect; nobody can to a simulated console. */
function openProxy(context: Context, { type, id, path }: Proxy): Record<string, unknown> {
  const upid = context.task(type, id, function* (task) {
    task.log(`starting ${type} ${context.key}`);
    yield 10_000;
    throw fault("connection timed out");
  });
  return {
    user: context.identity.id,
    ticket: context.tickets.issueConsole(context.identity.id, path, context.time),
    port: String(FIRST_PORT + (context.state.tasks.size % 100)),
    upid,
  };
}

function vnc(context: Context, proxy: Proxy): unknown {
  const opened = openProxy(context, proxy);
  const fingerprint = context.state.nodes.get(context.node)?.fingerprint ?? "";
  return {
    ...opened,
    cert: `-----BEGIN CERTIFICATE-----\n${fingerprint}\n-----END CERTIFICATE-----\n`,
    ...(context.flag("generate-password") && { password: randomBytes(4).toString("hex") }),
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

const guestPath = (context: Context) => `/vms/${context.number("vmid")}`;

function guestSpice(context: Context, kind: Kind): unknown {
  const guest = guestOf(context, kind);
  if (kind === "qemu" && !/qxl|spice/.test(String(guest.config["vga"] ?? ""))) {
    throw fault(`no spice port`);
  }
  return spice(context, `VM ${guest.vmid}`);
}

/** A real server upgrades to a websocket here; without one it says which port it would use. */
function websocket(context: Context): unknown {
  if (!context.text("vncticket").startsWith("PVEVNC:")) {
    throw permissionFault("invalid PVEVNC ticket");
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
      vnc(context, { type: "vncproxy", id: guestOf(context, kind).vmid, path: guestPath(context) }),
    "POST /nodes/{node}/{kind}/{vmid}/termproxy": (context, kind) =>
      openProxy(context, {
        type: "vncproxy",
        id: guestOf(context, kind).vmid,
        path: guestPath(context),
      }),
    "POST /nodes/{node}/{kind}/{vmid}/spiceproxy": guestSpice,
    "GET /nodes/{node}/{kind}/{vmid}/vncwebsocket": websocket,
  }),
  "POST /nodes/{node}/vncshell": (context) => {
    checkCommand(context);
    return vnc(context, { type: "vncshell", id: "", path: `/nodes/${context.node}` });
  },
  "POST /nodes/{node}/termproxy": (context) => {
    checkCommand(context);
    return openProxy(context, { type: "vncshell", id: "", path: `/nodes/${context.node}` });
  },
  "POST /nodes/{node}/spiceshell": (context) => {
    checkCommand(context);
    return spice(context, `Shell on '${context.node}'`);
  },
  "GET /nodes/{node}/vncwebsocket": websocket,
};
