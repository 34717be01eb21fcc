import "./jitless.js";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import type { Toolbox } from "../tools/toolbox.js";
import { createServer } from "./server.js";

/** Serves until the client closes its end; speaks 2026-07-28 and the older revisions. */
export function serve(
  toolbox: Toolbox,
  options: { version: string; onError: (error: Error) => void },
): { close(): Promise<void> } {
  // the SDK adds a listener for each message that the client hasn't taken yet
  process.stdout.setMaxListeners(0);
  return serveStdio(() => createServer(toolbox, options), { onerror: options.onError });
}
