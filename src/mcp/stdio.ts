import "./jitless.js";
import type { Server } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import type { Toolbox } from "../tools/toolbox.js";
import { boundedWire } from "./bounded-wire.js";
import { createServer } from "./server.js";

export interface ServeOptions {
  version: string;
  /** The list of tools may change while it is served. */
  changes?: boolean;
  /** Trouble with what the client sends. */
  onError: (error: Error) => void;
  /** The client sent what can't be read, and nothing after it is. */
  onBroken: (error: Error) => void;
  /** The connection is over. */
  onClosed: () => void;
}

export interface Serving {
  /** The list of tools may have changed; only with `changes`. */
  tellChanged(): void;
}

/** Serves until the client closes its end; speaks 2026-07-28 and the older revisions. */
export function serve(toolbox: Toolbox, options: ServeOptions): Serving {
  const { stdin, stdout } = process;
  // the SDK adds a listener for each message that the client hasn't taken yet
  stdout.setMaxListeners(0);
  const { onBroken, onClosed, onError } = options;
  const transport = boundedWire({ stdin, stdout, onTooLong: onBroken, onClosed });
  let server: Server | undefined;
  const open = () => {
    server = createServer(toolbox, options);
    return server;
  };
  serveStdio(open, { onerror: onError, transport });
  return { tellChanged: () => void server?.sendToolListChanged().catch(onError) };
}
