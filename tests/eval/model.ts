import type { ListedTool } from "../../src/schema/tool-list.js";

/** Where a model is reached, from `EVAL_URL`, `EVAL_MODEL`, `EVAL_API` and `EVAL_KEY`. */
export interface ModelAccess {
  url: string;
  model: string;
  api: "openai" | "anthropic";
  key?: string | undefined;
}

export interface ModelCall {
  tool?: string;
  args: Record<string, unknown>;
  tokens: number;
}

const SYSTEM = "Do what the operator asks with one tool call.";

export function accessFrom(env: NodeJS.ProcessEnv): ModelAccess | undefined {
  const { EVAL_URL: url, EVAL_MODEL: model, EVAL_API: api = "openai", EVAL_KEY: key } = env;
  if (!url || !model) return undefined;
  if (api !== "openai" && api !== "anthropic") {
    throw new Error(`EVAL_API must be openai or anthropic, got ${api}`);
  }
  return { url: url.replace(/\/$/, ""), model, api, key };
}

/** The tool call with which the model answers what an operator asks. */
export async function askModel(
  access: ModelAccess,
  ask: string,
  tools: readonly ListedTool[],
): Promise<ModelCall> {
  const { path, headers, body, read } = API[access.api](access, ask, tools);
  const response = await fetch(`${access.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${access.url}: ${response.status} ${await response.text()}`);
  return read((await response.json()) as never);
}

interface Request {
  path: string;
  headers: Record<string, string>;
  body: unknown;
  read: (answer: never) => ModelCall;
}

type Build = (access: ModelAccess, ask: string, tools: readonly ListedTool[]) => Request;

interface OpenAiAnswer {
  choices?: { message?: { tool_calls?: { function: { name: string; arguments: string } }[] } }[];
  usage?: { total_tokens?: number };
}

interface AnthropicAnswer {
  content?: { type: string; name?: string; input?: Record<string, unknown> }[];
  usage?: { input_tokens?: number; output_tokens?: number };
}

const API: Record<ModelAccess["api"], Build> = {
  openai: ({ model, key }, ask, tools) => ({
    path: "/chat/completions",
    headers: key ? { authorization: `Bearer ${key}` } : {},
    body: {
      model,
      messages: [
        { role: "system", content: SYSTEM },
        { role: "user", content: ask },
      ],
      tools: tools.map(({ name, description, inputSchema }) => ({
        type: "function",
        function: { name, description, parameters: inputSchema },
      })),
    },
    read: ({ choices, usage }: OpenAiAnswer) => {
      const call = choices?.[0]?.message?.tool_calls?.[0]?.function;
      const args = call ? (JSON.parse(call.arguments) as Record<string, unknown>) : {};
      return { ...(call && { tool: call.name }), args, tokens: usage?.total_tokens ?? 0 };
    },
  }),
  anthropic: ({ model, key }, ask, tools) => ({
    path: "/messages",
    headers: { "anthropic-version": "2023-06-01", ...(key && { "x-api-key": key }) },
    body: {
      model,
      max_tokens: 1024,
      system: SYSTEM,
      messages: [{ role: "user", content: ask }],
      tools: tools.map(({ name, description, inputSchema }) => ({
        name,
        description,
        input_schema: inputSchema,
      })),
    },
    read: ({ content, usage }: AnthropicAnswer) => {
      const call = content?.find(({ type }) => type === "tool_use");
      const tokens = (usage?.input_tokens ?? 0) + (usage?.output_tokens ?? 0);
      return { ...(call?.name && { tool: call.name }), args: call?.input ?? {}, tokens };
    },
  }),
};
