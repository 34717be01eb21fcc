import type { ServerContext } from "@modelcontextprotocol/server";
import type { Toolbox } from "../tools/toolbox.js";
import { isStateless } from "./ask.js";

/** What of the protocol's logging there is; clients choose with `logging/setLevel` what they get. */
export const LOGGING_CAPABILITIES = { logging: {} };

/** Tells a client what its calls have been worth a warning, each once. */
export interface Notices {
  /** To be called before a call runs. @returns tells what came up since, or since the call before */
  watch(context: ServerContext): () => Promise<void>;
}

/** For one server; its clients are those whose toolbox it is. */
export function createNotices(toolbox: Toolbox): Notices {
  const told = new Set<string>();
  return {
    watch(context) {
      // without sessions, what came up before was told to others of this caller's requests
      if (isStateless(context)) for (const notice of toolbox.notices ?? []) told.add(notice);
      return async () => {
        for (const notice of toolbox.notices ?? []) {
          if (told.has(notice)) continue;
          told.add(notice);
          // a client that went away must not end the call
          await context.mcpReq.log("warning", notice, "proxmox-mcp").catch(() => undefined);
        }
      };
    },
  };
}
