import {
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  type Server,
} from "@modelcontextprotocol/server";
import { shownText } from "../tools/answer/shown-text.js";
import type { Toolbox } from "../tools/toolbox.js";

/** Announced at start; what serves them is loaded with the first request. */
export const REFERENCE_CAPABILITIES = { resources: {}, prompts: {}, completions: {} };

/** Resources, prompts and the completion of their arguments. */
export function serveReferences(server: Server, toolbox: Toolbox): void {
  server.setRequestHandler("resources/list", async () => {
    const { listResources } = await import("../tools/resources.js");
    return { resources: listResources(toolbox) };
  });
  server.setRequestHandler("resources/templates/list", async () => {
    const { listTemplates } = await import("../tools/resources.js");
    return { resourceTemplates: listTemplates(toolbox) };
  });
  server.setRequestHandler("resources/read", async ({ params: { uri } }, context) => {
    const { readResource } = await import("../tools/resources.js");
    try {
      return { contents: [await readResource(uri, toolbox, context.mcpReq.signal)] };
    } catch (error) {
      throw await toProtocolError(error, toolbox, uri);
    }
  });
  server.setRequestHandler("prompts/list", async () => {
    const { listPrompts } = await import("../tools/prompts.js");
    return { prompts: listPrompts(toolbox) };
  });
  server.setRequestHandler("prompts/get", async ({ params: { name, arguments: given } }) => {
    const { getPrompt } = await import("../tools/prompts.js");
    try {
      const { description, text } = getPrompt(name, given ?? {}, toolbox);
      return {
        description,
        messages: [
          { role: "user" as const, content: { type: "text" as const, text: shownText(text) } },
        ],
      };
    } catch (error) {
      throw await toProtocolError(error, toolbox);
    }
  });
  server.setRequestHandler("completion/complete", async ({ params }, context) => {
    const { complete } = await import("../tools/complete.js");
    const { name, value } = params.argument;
    const what = params.ref.type === "ref/resource" && name === "name" ? "tool" : name;
    return {
      completion: {
        ...(await complete(
          what,
          value,
          toolbox,
          context.mcpReq.signal,
          params.context?.arguments?.["cluster"],
        )),
      },
    };
  });
}

const NOT_FOUND = new Set(["resource", "not_found"]);

/** Resources and prompts have no error results, so a protocol error carries ours. */
async function toProtocolError(
  error: unknown,
  toolbox: Toolbox,
  uri?: string,
): Promise<ProtocolError> {
  const explained = await toolbox.explain(error);
  const { code, message, hint } = explained;
  const whole = toolbox.redact([message, hint].filter(Boolean).join(" "));
  const text = shownText(whole);
  if (uri !== undefined && NOT_FOUND.has(code)) return new ResourceNotFoundError(uri, text);
  const kind =
    code === "internal" ? ProtocolErrorCode.InternalError : ProtocolErrorCode.InvalidParams;
  const { seeAlso } = await import("../tools/troubleshooting.js");
  return new ProtocolError(kind, text, { code, see: seeAlso(explained) });
}
