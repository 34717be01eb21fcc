import { type Body, CALL_ID, type Dialect, type Event, type Move } from "./dialect.js";

const USAGE = { input_tokens: 1, output_tokens: 1 };

const blockOf = (move: Move) =>
  "call" in move
    ? { type: "tool_use", id: CALL_ID, name: move.call, input: move.input }
    : { type: "text", text: move.say };

const reasonOf = (move: Move) => ("call" in move ? "tool_use" : "end_turn");

function message(content: object[], stop_reason: string | null): object {
  return {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "stub",
    content,
    stop_reason,
    stop_sequence: null,
    usage: USAGE,
  };
}

const named = (type: string, more: object = {}): Event => ({
  event: type,
  data: { type, ...more },
});

/** Messages, of Anthropic. */
export const anthropic: Dialect = {
  path: /\/v1\/messages$/,
  read: ({ tools = [], messages = [] }) => ({
    tools: tools.map(({ name }: Body) => name),
    results: messages
      .flatMap(({ content }: Body) => (Array.isArray(content) ? content : []))
      .filter(({ type }: Body) => type === "tool_result")
      .map(({ content }: Body) => content),
  }),
  whole: (move) => message([blockOf(move)], reasonOf(move)),
  parts: (move) => [
    named("message_start", { message: message([], null) }),
    named("content_block_start", {
      index: 0,
      content_block: "call" in move ? { ...blockOf(move), input: {} } : { type: "text", text: "" },
    }),
    named("content_block_delta", {
      index: 0,
      delta:
        "call" in move
          ? { type: "input_json_delta", partial_json: JSON.stringify(move.input) }
          : { type: "text_delta", text: move.say },
    }),
    named("content_block_stop", { index: 0 }),
    named("message_delta", {
      delta: { stop_reason: reasonOf(move), stop_sequence: null },
      usage: USAGE,
    }),
    named("message_stop"),
  ],
};
