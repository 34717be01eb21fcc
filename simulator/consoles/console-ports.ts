import type { Guest } from "../guests/guest-state.js";

/** A program that waits on a port for one client. */
export interface WaitingConsole {
  kind: "vnc" | "term";
  node: string;
  /** What a ticket for it is bound to. */
  path: string;
  password?: string;
  /** Absent: the node's own shell. */
  guest?: Guest;
  /** Somebody has come: the task goes on until they leave. */
  connected(): void;
  left(failed: boolean): void;
}

export interface ConsolePorts {
  /** @returns the port at which it waits */
  open(console: WaitingConsole): number;
  /** Who waits there; only one client is let in. */
  claim(port: number): WaitingConsole | undefined;
  close(port: number): void;
}

const FIRST_PORT = 5900;
const PORTS = 100;

export function createConsolePorts(): ConsolePorts {
  const waiting = new Map<number, WaitingConsole>();
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
  };
}
