import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ToolError } from "../../src/tools/errors.js";
import { escapeControls, MAX_BYTES, toErrorResult, toResult } from "../../src/tools/result.js";

describe("toResult", () => {
  it("says the same as structured content and as text, without nulls", () => {
    expect(toResult({ data: { name: "web", tag: null }, total: 1 })).toMatchInlineSnapshot(`
      {
        "content": [
          {
            "text": "{"data":{"name":"web"},"total":1}",
            "type": "text",
          },
        ],
        "structuredContent": {
          "data": {
            "name": "web",
          },
          "total": 1,
        },
      }
    `);
  });

  it("shows characters that could deceive as escapes", () => {
    const { structuredContent } = toResult({ data: { "na\u202eme": "a\u001b[31mb\u200bc\nd" } });
    expect(structuredContent["data"]).toEqual({ "na\\u202eme": "a\\u001b[31mb\\u200bc\nd" });
  });

  it("cuts a long list, and says so", () => {
    const data = Array.from({ length: 5_000 }, (_, vmid) => ({ vmid, name: "x".repeat(50) }));
    const { structuredContent } = toResult({ data });
    const { data: kept, total, returned, notes } = structuredContent as Record<string, never>;
    expect(JSON.stringify(structuredContent).length).toBeLessThanOrEqual(MAX_BYTES);
    expect(total).toBe(5_000);
    expect(returned).toBe((kept as unknown as unknown[]).length);
    expect(notes).toEqual([expect.stringContaining(`first ${returned} of 5000 entries`)]);
  });

  it.each([
    [{ total: 9_000 }, 4_000],
    [{ total: 9_000, cursor: "7000" }, 2_000],
    [{ total: 5_000 }, 0],
  ])("goes on where a cut page of %j ends", (page, start) => {
    const data = Array.from({ length: 5_000 }, (_, vmid) => ({ vmid, name: "x".repeat(50) }));
    const { structuredContent } = toResult({ data, ...page });
    const { returned, cursor } = structuredContent;
    expect(cursor).toBe(String(start + Number(returned)));
  });

  it.each([
    ["a text", "y".repeat(3 * MAX_BYTES)],
    [
      "a list in an object",
      { small: 1, lines: Array.from({ length: 9_000 }, () => "z".repeat(40)) },
    ],
    ["a text in an object", { small: 1, output: "z".repeat(2 * MAX_BYTES) }],
  ])("cuts %s, and says so", (_, data) => {
    const { structuredContent } = toResult({ data });
    expect(JSON.stringify(structuredContent).length).toBeLessThanOrEqual(MAX_BYTES);
    expect(structuredContent["notes"]).toHaveLength(1);
  });

  it("never answers with more than the limit", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1_000, maxLength: 5_000 }), { maxLength: 200 }),
        (data) => {
          return JSON.stringify(toResult({ data }).structuredContent).length <= MAX_BYTES;
        },
      ),
      { numRuns: 20 },
    );
  });
});

it("answers an error with its code, words and details", () => {
  const error = new ToolError("locked", "VM is locked (backup)", "Wait.", { status: 500 });
  expect(toErrorResult(error)).toMatchObject({
    isError: true,
    structuredContent: {
      error: { code: "locked", message: "VM is locked (backup)", hint: "Wait.", status: 500 },
    },
  });
});

it("leaves nothing that a terminal or a reader could take for a command", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      return !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(
        escapeControls(text),
      );
    }),
  );
});

it("masks our credentials wherever others say them, and what they spell with quotes too", () => {
  const secret = 'so"secret';
  const redact = (text: string) =>
    [secret, JSON.stringify(secret).slice(1, -1)].reduce(
      (masked, spelling) => masked.replaceAll(spelling, "[secret]"),
      text,
    );
  const { structuredContent, content } = toResult(
    { data: { log: [`token=${secret}`], [secret]: 1, other: 2 } },
    redact,
  );
  expect(structuredContent).toEqual({ data: { log: ["token=[secret]"], "[secret]": 1, other: 2 } });
  expect(content[0]?.text).toBe(JSON.stringify(structuredContent));
});

it.each([
  ["web\u{e0041}\u{e007f}", "web\\udb40\\udc41\\udb40\\udc7f"],
  ["a\u{e0100}\u00ad\u180e\ufff9", "a\\udb40\\udd00\\u00ad\\u180e\\ufff9"],
  ["\u202eevil\u0000", "\\u202eevil\\u0000"],
  ["line\n\tnext 😀 👩‍💻 ❤️ ü ע", "line\n\tnext 😀 👩‍💻 ❤️ ü ע"],
])("shows %j as %j", (text, shown) => {
  expect(escapeControls(text)).toBe(shown);
});

it("answers the same whether or not something else is to be escaped", () => {
  const plain = (data: unknown) => JSON.parse(toResult({ data }).content[0]?.text ?? "") as object;
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string({ unit: "binary" })), (texts) => {
      const data = { texts, more: 1 };
      // a null is left out, on the way that looks at every value
      expect(plain(data)).toEqual(plain({ ...data, nothing: null }));
    }),
  );
});
