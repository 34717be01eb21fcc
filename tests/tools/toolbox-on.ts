import type { Simulator } from "../../simulator/index.js";
import { loadToolList } from "../../src/data/tool-list.js";
import { type ClientOptions, createClient } from "../../src/pve/wire/client.js";
import { VARIABLE_OF_OPTION } from "../../src/settings/table.js";
import { callTool } from "../../src/tools/call-tool.js";
import { selectTools } from "../../src/tools/registry.js";
import { createToolbox, type Toolbox } from "../../src/tools/toolbox.js";
import { tokenOf } from "./harness.js";

/** All tools against a simulated cluster that runs already, connected to in another way. */
export function toolboxOn(simulator: Simulator, options: Partial<ClientOptions>): Toolbox {
  const selection = { toolsets: ["all"], tools: [], excluded: [], access: "elevated" as const };
  return createToolbox(selectTools(loadToolList(), selection), "elevated", {
    connect: async (endpointOf) =>
      createClient({
        hosts: [{ host: simulator.host, port: simulator.port }],
        credentials: tokenOf(simulator.token),
        tls: { mode: "strict", ca: simulator.certificate },
        endpointOf,
        ...options,
      }),
    nameOption: (option) => VARIABLE_OF_OPTION[option],
    onError: () => {},
  });
}

/** The structured content of a call, whether it succeeds or fails. */
export async function answerOf(
  toolbox: Toolbox,
  name: string,
  args: Record<string, unknown> = {},
  signal = new AbortController().signal,
): Promise<Record<string, unknown>> {
  return (await callTool(toolbox, name, args, { signal, progress: () => {} })).structuredContent;
}
