import "./jitless.js";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import type { Toolbox } from "../tools/toolbox.js";
import { boundedWire } from "./bounded-wire.js";
import { createServer } from "./server.js";

export interface ServeOptions {
  version: string;
  /** Trouble with what the client sends. */
  onError: (error: Error) => void;
  /** The client sent what can't be read, and nothing after it is. */
  onBroken: (error: Error) => void;
  /** The connection is over. */
  onClosed: () => void;
}

/** Serves until the client closes its end; speaks 2026-07-28 and the older revisions. */
export function serve(toolbox: Toolbox, options: ServeOptions): { close(): Promise<void> } {
  const { stdin, stdout } = process;
  // the SDK adds a listener for each message that the client hasn't taken yet
  stdout.setMaxListeners(0);
  const { onBroken, onClosed } = options;
  const transport = boundedWire({ stdin, stdout, onTooLong: onBroken, onClosed });
  return serveStdio(() => createServer(toolbox, options), { onerror: options.onError, transport });
}
