import type { Listener } from "../../mcp/http/listen.js";
import type { McpEndpoint } from "../../mcp/http/mcp-endpoint.js";
import { ToolError } from "../../tools/errors.js";

/** Milliseconds that running calls get when the server is told to end. */
const GRACE = 20_000;

/** No new calls; running ones get their time, and then end with the names of the tasks that go on. */
export async function stopServing(mcp: McpEndpoint, listener: Listener): Promise<void> {
  mcp.stop();
  listener.stop();
  const began = performance.now();
  while (mcp.running > 0 && performance.now() - began < GRACE) await pause();
  if (mcp.running > 0) mcp.abort(stopped());
  // what was ended still has to be told
  for (let rounds = 0; mcp.running > 0 && rounds < 20; rounds += 1) await pause();
  await pause();
  await mcp.close();
  await listener.close();
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}

function stopped(): ToolError {
  return new ToolError(
    "stopping",
    "The server is ending, so this call was given up.",
    "What it has started goes on in Proxmox. Look at it before doing it again.",
  );
}
