import type { Body, Dialect, Move } from "./dialect.js";

const answer = (move: Move) => ({
  candidates: [
    {
      index: 0,
      content: {
        role: "model",
        parts: [
          "call" in move
            ? { functionCall: { name: move.call, args: move.input } }
            : { text: move.say },
        ],
      },
      finishReason: "STOP",
    },
  ],
  usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
});

/** generateContent, of Google. */
export const gemini: Dialect = {
  path: /:(stream)?[gG]enerateContent$/,
  read: ({ tools = [], contents = [] }) => ({
    tools: tools
      .flatMap(({ functionDeclarations = [] }: Body) => functionDeclarations)
      .map(({ name }: Body) => name),
    results: contents
      .flatMap(({ parts = [] }: Body) => parts)
      .filter(({ functionResponse }: Body) => functionResponse !== undefined)
      .map(({ functionResponse }: Body) => functionResponse),
  }),
  whole: answer,
  parts: (move) => [{ data: answer(move) }],
};
