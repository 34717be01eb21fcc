import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { createWebSocketStream, WebSocketServer } from "ws";
import { type Inside, insideOf } from "../guests/guest-agent.js";
import type { Guest } from "../guests/guest-state.js";
import { clusterTime, type World } from "../http/context.js";
import type { Clock } from "../support/clock.js";
import type { WaitingConsole } from "./console-ports.js";
import { createMachineScreen, type MachineScreen } from "./machine-screen.js";
import { serveScreen } from "./serve-screen.js";
import { serveTerminal } from "./serve-terminal.js";

/** The largest message that Proxmox's server takes. */
const LARGEST = 128 * 1024;

/**
 * Lets a websocket through to the console that waits at a port, whose ticket was checked before. Where
 * nothing waits, the connection is cut without an answer, as the genuine server does.
 */
export function createConsoleDoor(world: World) {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: LARGEST,
    handleProtocols: (protocols) => [...protocols][0] ?? false,
  });
  return (port: number, request: IncomingMessage, response: ServerResponse, head: Buffer): void => {
    const { socket } = request;
    const console = world.consoles.claim(port);
    if (!console) {
      socket.destroy();
      return;
    }
    response.detachSocket(socket);
    server.handleUpgrade(request, socket, head, (websocket) => {
      const stream = createWebSocketStream(websocket);
      // a client may go at any moment
      stream.on("error", () => {});
      console.connected();
      connect(world, console, stream);
      websocket.once("close", () => {
        console.left(isDown(console));
        stream.destroy();
      });
    });
  };
}

function connect(world: World, console: WaitingConsole, stream: Duplex): void {
  const { clock, state } = world;
  const guest = console.guest ?? nodeAsGuest(console.node, clock.now());
  const inside = insideOf(guest);
  if (console.kind === "vnc") {
    if (isDown(console)) stream.end();
    else {
      const { password = "" } = console;
      serveScreen(stream, { screen: screenOf(inside, clock), password, clock });
    }
    return;
  }
  serveTerminal(stream, {
    admits: (user, ticket) =>
      world.tickets.verifyConsole(ticket, user, console.path, clusterTime(world)) &&
      state.access.users.has(user.split("!")[0] ?? ""),
    inside,
    clock,
    ...terminalOf(inside, isDown(console)),
  });
}

const screens = new WeakMap<Guest, { startedAt: number; screen: MachineScreen }>();

/** What a machine shows: the same for everybody who looks, until it's started again. */
function screenOf(inside: Inside, clock: Clock): MachineScreen {
  const { guest } = inside;
  const known = screens.get(guest);
  if (known?.startedAt === guest.startedAt) return known.screen;
  const screen = createMachineScreen(inside, clock);
  screens.set(guest, { startedAt: guest.startedAt, screen });
  return screen;
}

function isDown({ guest }: WaitingConsole): boolean {
  return guest !== undefined && !guest.running;
}

/** What a terminal of this guest leads to. */
function terminalOf(
  { guest: { kind, config, vmid } }: Inside,
  down: boolean,
): { asksLogin: boolean; complaint?: string } {
  if (kind === "lxc") {
    const asksLogin = config["cmode"] !== "shell";
    return down ? { asksLogin, complaint: `lxc-console: ${vmid}: not running` } : { asksLogin };
  }
  if (down) return { asksLogin: true, complaint: `VM ${vmid} not running` };
  const hasSerial = Object.keys(config).some((key) => /^serial\d$/.test(key));
  return hasSerial
    ? { asksLogin: true }
    : { asksLogin: true, complaint: "unable to find a serial interface" };
}

/** A node's shell finds the node as a login in a container would. */
function nodeAsGuest(name: string, now: number): Guest {
  return {
    vmid: 0,
    kind: "lxc",
    node: name,
    config: { hostname: name, cmode: "shell" },
    pending: new Map(),
    snapshots: new Map(),
    running: true,
    startedAt: now,
    pid: 1,
    load: 0,
    memoryShare: 0,
  };
}
