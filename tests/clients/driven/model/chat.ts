import { type Body, CALL_ID, type Dialect, type Move } from "./dialect.js";

const USAGE = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };

const messageOf = (move: Move) =>
  "call" in move
    ? {
        role: "assistant",
        content: null,
        tool_calls: [
          {
            index: 0,
            id: CALL_ID,
            type: "function",
            function: { name: move.call, arguments: JSON.stringify(move.input) },
          },
        ],
      }
    : { role: "assistant", content: move.say };

const reasonOf = (move: Move) => ("call" in move ? "tool_calls" : "stop");

const completion = (object: string, choice: object, more: object = {}) => ({
  id: "chat_1",
  object,
  created: 0,
  model: "stub",
  choices: [{ index: 0, ...choice }],
  ...more,
});

/** Chat Completions, which many speak. */
export const chat: Dialect = {
  path: /\/chat\/completions$/,
  read: ({ tools = [], messages = [] }) => ({
    tools: tools.map((tool: Body) => tool.function.name),
    results: messages
      .filter(({ role }: Body) => role === "tool")
      .map(({ content }: Body) => content),
  }),
  whole: (move) =>
    completion(
      "chat.completion",
      { message: messageOf(move), finish_reason: reasonOf(move) },
      { usage: USAGE },
    ),
  parts: (move) => [
    {
      data: completion("chat.completion.chunk", { delta: messageOf(move), finish_reason: null }),
    },
    {
      data: completion(
        "chat.completion.chunk",
        { delta: {}, finish_reason: reasonOf(move) },
        { usage: USAGE },
      ),
    },
    { data: "[DONE]" },
  ],
};
