import type { Inside } from "../guests/guest-agent.js";
import type { Guest } from "../guests/guest-state.js";
import type { Clock } from "../support/clock.js";
import { createMachineScreen, type MachineScreen } from "./machine-screen.js";

/** A program that waits on a port for one client. */
export interface WaitingConsole {
  kind: "vnc" | "term";
  user: string;
  ticket: string;
  password?: string;
  /** Absent: the node's own shell. */
  guest?: Guest;
  /** Somebody has come: the task goes on until they leave. */
  connected(): void;
  left(): void;
}

export interface ConsolePorts {
  /** @returns the port at which it waits */
  open(console: WaitingConsole): number;
  /** Who waits there; only one client is let in. */
  claim(port: number): WaitingConsole | undefined;
  close(port: number): void;
  /** What a machine shows; the same until it's started anew. */
  screenOf(inside: Inside, clock: Clock): MachineScreen;
}

const FIRST_PORT = 5900;
const PORTS = 100;

export function createConsolePorts(): ConsolePorts {
  const waiting = new Map<number, WaitingConsole>();
  const screens = new WeakMap<Guest, { startedAt: number; screen: MachineScreen }>();
  let next = 0;
  return {
    open(console) {
      const port = FIRST_PORT + (next % PORTS);
      next += 1;
      waiting.set(port, console);
      return port;
    },
    claim(port) {
      const console = waiting.get(port);
      waiting.delete(port);
      return console;
    },
    close: (port) => void waiting.delete(port),
    screenOf(inside, clock) {
      const { guest } = inside;
      const known = screens.get(guest);
      if (known?.startedAt === guest.startedAt) return known.screen;
      const screen = createMachineScreen(inside, clock);
      screens.set(guest, { startedAt: guest.startedAt, screen });
      return screen;
    },
  };
}
