import type { Duplex } from "node:stream";
import type { ConsoleUse } from "../policy/console-uses.js";
import type { EndpointKey } from "../schema/model.js";

export interface ConsoleRequest {
  /** The endpoint that makes a ticket, and the one that takes it. */
  proxy: EndpointKey;
  socket: EndpointKey;
  parameters: Readonly<Record<string, unknown>>;
  use: ConsoleUse;
  /** What will be typed, for the user who is asked. */
  typed?: string;
}

/** What Proxmox answers when a console is asked for. */
export interface ConsoleTicket {
  user: string;
  ticket: string;
  port: string;
  /** For VNC, where one was asked for. */
  password?: string;
}

export interface OpenedConsole extends ConsoleTicket {
  /** The console's bytes. */
  stream: Duplex;
}
