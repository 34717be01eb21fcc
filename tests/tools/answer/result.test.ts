import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeControls } from "../../../src/kit/visible.js";
import { MAX_BYTES } from "../../../src/tools/answer/limits.js";
import { toErrorResult, toResult } from "../../../src/tools/answer/result.js";
import type { ToolAnswer } from "../../../src/tools/define.js";
import { ToolError } from "../../../src/tools/errors.js";

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe("toResult", () => {
  it("answers structured content and a short text of the same, without nulls", () => {
    expect(toResult({ data: { name: "web", tag: null }, total: 1 })).toMatchInlineSnapshot(`
      {
        "content": [
          {
            "text": "name: web
      total: 1",
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
    const result = toResult({ data });
    const {
      data: kept,
      total,
      returned,
      notes,
    } = result.structuredContent as Record<string, never>;
    expect(bytes(result)).toBeLessThanOrEqual(MAX_BYTES);
    expect(bytes(result)).toBeGreaterThan(MAX_BYTES * 0.8);
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

  it("cuts a row that is larger than an answer, and goes on behind it", () => {
    const data = [{ name: "big", notes: "n".repeat(5 * MAX_BYTES) }, { name: "next" }];
    const { structuredContent } = toResult({ data, total: 2 });
    expect(structuredContent).toMatchObject({
      data: [{ name: "big", notes: expect.stringMatching(/^n+…$/) }],
      returned: 1,
      cursor: "1",
      notes: [expect.stringContaining("The entry itself is cut")],
    });
  });

  it.each<[string, unknown]>([
    ["a text", "y".repeat(3 * MAX_BYTES)],
    [
      "a list in an object",
      { small: 1, lines: Array.from({ length: 9_000 }, () => "z".repeat(40)) },
    ],
    ["a text in an object", { small: 1, output: "z".repeat(2 * MAX_BYTES) }],
    ["a text far below", { small: 1, a: { b: { c: ["z".repeat(2 * MAX_BYTES)] } } }],
    [
      "a hundred texts",
      Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`f${n}`, "é".repeat(45_000)])),
    ],
    [
      "ten thousand keys",
      Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`key${n}`, n])),
    ],
  ])("cuts %s, and says so", (_, data) => {
    const result = toResult({ data });
    expect(bytes(result)).toBeLessThanOrEqual(MAX_BYTES);
    expect(bytes(result)).toBeGreaterThan(MAX_BYTES / 2);
    expect(result.structuredContent["notes"]).toEqual([
      expect.stringMatching(/^Cut to what fits: /),
    ]);
  });

  it("keeps what is small beside what is large", () => {
    const { structuredContent } = toResult({
      data: { log: "l".repeat(1_000_000), state: "ok", vmid: 100, notes: "n".repeat(1_000_000) },
    });
    expect(structuredContent["data"]).toMatchObject({ state: "ok", vmid: 100 });
  });

  const text = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.string({ unit: "binary", maxLength: 50 }),
    fc
      .tuple(fc.string({ unit: "binary", minLength: 1, maxLength: 3 }), fc.nat(30_000))
      .map(([unit, count]) => unit.repeat(count)),
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      text,
      fc.nat(),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(text, tie("value"), { maxKeys: 4 }),
      fc
        .tuple(tie("value"), fc.nat(3_000))
        .map(([one, count]) => Array(Math.min(count, Math.ceil(80_000 / bytes(one)))).fill(one)),
    ),
  }));

  it("never answers with more than the limit, whatever the shape", () => {
    fc.assert(
      fc.property(value, fc.array(text, { maxLength: 30 }), (data, notes) => {
        const result = toResult({
          data,
          notes,
          ...(Array.isArray(data) && { total: data.length }),
        });
        expect(bytes(result)).toBeLessThanOrEqual(MAX_BYTES);
        const written = JSON.stringify(result.structuredContent);
        expect(escapeControls(written)).toBe(written);
      }),
      { numRuns: 15 },
    );
  });

  it("never ends with an error of more than the limit", () => {
    fc.assert(
      fc.property(text, text, value, (message, hint, details) => {
        const error = new ToolError("server", message, hint, { details });
        expect(bytes(toErrorResult(error))).toBeLessThanOrEqual(MAX_BYTES);
      }),
      { numRuns: 15 },
    );
  });

  it("lets a reader page through any list to its end", () => {
    const row = fc.record({ id: fc.nat(), text });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (rows) => {
        let start = 0;
        for (let page = 0; start < rows.length; page += 1) {
          const { cursor, returned } = toResult({
            data: rows.slice(start),
            total: rows.length,
          }).structuredContent;
          expect(page).toBeLessThanOrEqual(rows.length);
          if (returned === undefined) break;
          expect(cursor ?? String(rows.length)).toBe(String(start + Number(returned)));
          start += Number(returned);
        }
      }),
      { numRuns: 6 },
    );
  });
});

it("answers an error with its code, words and details", () => {
  const error = new ToolError("locked", "VM is locked (backup)", "Wait.", { status: 500 });
  expect(toErrorResult(error)).toMatchInlineSnapshot(`
    {
      "content": [
        {
          "text": "Error (locked): VM is locked (backup)
    Wait.
    status: 500",
          "type": "text",
        },
      ],
      "isError": true,
      "structuredContent": {
        "error": {
          "code": "locked",
          "hint": "Wait.",
          "message": "VM is locked (backup)",
          "status": 500,
        },
      },
    }
  `);
});

it("masks our credentials wherever others say them, and what they spell with quotes too", () => {
  const secret = 'so"secret';
  const redact = (text: string) =>
    [secret, JSON.stringify(secret).slice(1, -1)].reduce(
      (masked, spelling) => masked.replaceAll(spelling, "[secret]"),
      text,
    );
  const { structuredContent, content } = toResult(
    { data: { log: [`token=${secret}`], [secret]: 1, other: 2 }, notes: [`who is ${secret}`] },
    redact,
  );
  expect(structuredContent).toEqual({
    data: { log: ["token=[secret]"], "[secret]": 1, other: 2 },
    notes: ["who is [secret]"],
  });
  expect(content[0].text).not.toContain("so");
});

it("answers the same whether or not something else is to be escaped", () => {
  const plain = (data: unknown) => toResult({ data } as ToolAnswer).structuredContent;
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string({ unit: "binary" })), (texts) => {
      const data = { texts, more: 1 };
      // a null is left out, on the way that looks at every value
      expect(plain(data)).toEqual(plain({ ...data, nothing: null }));
    }),
  );
});

describe("megabytes", () => {
  it("of nulls are cut, and said to be", () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => ({
      n,
      a: null,
      b: null,
      c: null,
      d: null,
    }));
    const { structuredContent } = toResult({ data: rows, total: rows.length });
    const { data, returned, cursor } = structuredContent as {
      data: unknown[];
      returned: number;
      cursor: string;
    };
    expect(returned).toBe(data.length);
    expect(cursor).toBe(String(returned));
    expect(data.length).toBeGreaterThan(500);
  });

  it.each([
    ["a text", "\u202e".repeat(3_000_000)],
    [
      "an object of many keys",
      Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`k${n}`, n])),
    ],
    ["a row", [{ name: "x".repeat(3_000_000) }]],
    [
      "keys with nulls",
      Object.fromEntries(
        Array.from({ length: 20_000 }, (_, n) => [`longer-key-${n}`, n % 99 ? null : n]),
      ),
    ],
  ])("of %s are cut, and said to be", (_, data) => {
    const { structuredContent, content } = toResult({ data });
    expect(Buffer.byteLength(content[0].text)).toBeLessThan(MAX_BYTES);
    expect(structuredContent["notes"]).toBeDefined();
  });
});
