import { CLIENT_INFO_META_KEY, Server, type ServerContext } from "@modelcontextprotocol/server";
import type { CallChannel } from "../tools/call-channel.js";
import { callTool } from "../tools/call-tool.js";
import type { Toolbox } from "../tools/toolbox.js";
import type { Admission } from "./admission.js";
import { askBy, isStateless } from "./ask.js";
import { createNotices, LOGGING_CAPABILITIES } from "./notices.js";
import { createProgressCount } from "./progress-count.js";
import { REFERENCE_CAPABILITIES, serveReferences } from "./references.js";
import { serveTasks, TASK_CAPABILITIES, TASK_SUPPORT } from "./tasks.js";

export interface ServerOptions {
  version: string;
  /** How much may run at the same time; absent: what one client may ask, whose wire is bounded. */
  admission?: Admission;
  /** Ends what runs, with its reason as the error. */
  stopping?: AbortSignal;
  /** The list of tools may change while it is served. */
  changes?: boolean;
}

/** Serves a toolbox over MCP. Its schemas are finished: none is built here. */
export function createServer(
  toolbox: Toolbox,
  { version, admission, stopping, changes = false }: ServerOptions,
): Server {
  const server = new Server(
    { name: "proxmox-mcp", title: "Proxmox VE", version },
    {
      capabilities: {
        tools: changes ? { listChanged: true } : {},
        ...REFERENCE_CAPABILITIES,
        ...TASK_CAPABILITIES,
        ...LOGGING_CAPABILITIES,
      },
      instructions: toolbox.instructions,
    },
  );
  serveReferences(server, toolbox);
  const tasks = serveTasks(server, toolbox);
  const notices = createNotices(toolbox);
  server.setRequestHandler("tools/list", () => ({ tools: toolbox.listed.map(asListed) as never }));
  server.setRequestHandler("tools/call", async (request, context) => {
    const { name, arguments: given, _meta } = request.params;
    const token = _meta?.progressToken;
    const count = createProgressCount();
    const progress = (message: string, percent?: number): void => {
      if (token === undefined) return;
      // a client that went away must not end the call
      void context.mcpReq
        .notify({
          method: "notifications/progress",
          params: { progressToken: token, ...count(percent), message },
        })
        .catch(() => undefined);
    };
    const signal = stopping
      ? AbortSignal.any([context.mcpReq.signal, stopping])
      : context.mcpReq.signal;
    const tellNotices = notices.watch(context);
    const run = async (channel: CallChannel) => {
      const whole = { ...channel, ...clientOf(server, context), meta: _meta };
      const call = () => callTool(toolbox, name, given, whole);
      const result = await (admission ? admission.run(call) : call());
      await tellNotices();
      return result;
    };
    if (isStateless(context)) {
      const { roundsOf } = await import("./rounds.js");
      return (await roundsOf(toolbox).serve(
        { name, given },
        { context, signal, progress, run },
      )) as never;
    }
    const channel = { signal, progress, ...askBy(server, context) };
    if ("task" in request.params) return (await tasks.start(name, given ?? {}, channel)) as never;
    return (await run(channel)) as never;
  });
  return server;
}

/** A stateless client says in each request who it is. */
function clientOf(server: Server, { mcpReq }: ServerContext): { client?: string } {
  const said: unknown = Object(mcpReq.envelope)[CLIENT_INFO_META_KEY] ?? server.getClientVersion();
  const { name, version } = Object(said) as Record<string, unknown>;
  return typeof name === "string"
    ? { client: `${name} ${version ?? ""}`.trim().slice(0, 100) }
    : {};
}

/** What only reads starts no task that would be worth one of the protocol's. */
function asListed(tool: Toolbox["listed"][number]): object {
  return tool.annotations.readOnlyHint ? tool : { ...tool, ...TASK_SUPPORT };
}
