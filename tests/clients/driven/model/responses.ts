import { type Body, CALL_ID, type Dialect, type Move } from "./dialect.js";

function itemOf(move: Move): object {
  return "call" in move
    ? {
        type: "function_call",
        id: "fc_1",
        call_id: CALL_ID,
        ...splitName(move.call),
        arguments: JSON.stringify(move.input),
        status: "completed",
      }
    : {
        type: "message",
        id: "msg_1",
        role: "assistant",
        status: "completed",
        content: [{ type: "output_text", text: move.say, annotations: [] }],
      };
}

/** A tool of a namespace is called with both names. */
function splitName(full: string): object {
  const [namespace, name] = full.split("/");
  return name === undefined ? { name: full } : { namespace, name };
}

function namesOf({ type, name, tools = [] }: Body): string[] {
  return type === "namespace" ? tools.map((tool: Body) => `${name}/${tool.name}`) : [name ?? type];
}

const response = (status: string, output: object[]) => ({
  id: "resp_1",
  object: "response",
  created_at: 0,
  model: "stub",
  status,
  output,
  usage: {
    input_tokens: 1,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 1,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 2,
  },
});

/** Responses, of OpenAI. */
export const responses: Dialect = {
  path: /\/responses$/,
  read: ({ tools = [], input = [] }) => ({
    tools: tools.flatMap(namesOf),
    results: (Array.isArray(input) ? input : [])
      .filter(({ type }: Body) => type === "function_call_output")
      .map(({ output }: Body) => output),
  }),
  whole: (move) => response("completed", [itemOf(move)]),
  parts: (move) => {
    const item = itemOf(move);
    const events: [string, object][] = [
      ["response.created", { response: response("in_progress", []) }],
      ["response.output_item.added", { output_index: 0, item }],
      ["response.output_item.done", { output_index: 0, item }],
      ["response.completed", { response: response("completed", [item]) }],
    ];
    return events.map(([type, more], index) => ({
      event: type,
      data: { type, sequence_number: index, ...more },
    }));
  },
};
