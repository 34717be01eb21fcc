import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBoundedOutput } from "../../src/exec/bounded-output.js";

const bounded = (limit: number, chunks: readonly Uint8Array[]) => {
  const output = createBoundedOutput(limit);
  for (const chunk of chunks) output.add(Buffer.from(chunk));
  return output.result();
};

describe("createBoundedOutput", () => {
  it("counts every byte and keeps at most so many, however they come", () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 20 }),
        fc.integer({ min: 2, max: 600 }),
        (chunks, limit) => {
          const all = Buffer.concat(chunks);
          const result = bounded(limit, chunks);
          expect(result.bytes).toBe(all.length);
          expect(result).toEqual(bounded(limit, [all]));
          expect(result.omitted ?? 0).toBe(Math.max(0, all.length - limit));
          if (all.length <= limit) {
            expect(Buffer.from(result.text, result.encoding ?? "utf8")).toEqual(all);
          }
        },
      ),
    );
  });

  it("cuts no character in two and takes none for binary", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", minLength: 50, maxLength: 200 }),
        fc.integer({ min: 8, max: 40 }),
        (text, limit) => {
          fc.pre(!text.includes("\0"));
          const { text: kept, encoding } = bounded(limit, [Buffer.from(text)]);
          expect(encoding).toBeUndefined();
          const [head = "", tail = ""] = kept.split(/\n\[… \d+ bytes left out …\]\n/);
          expect(text.startsWith(head) && text.endsWith(tail)).toBe(true);
        },
      ),
    );
  });

  it("shows what was left out", () => {
    expect(bounded(10, [Buffer.from("0123456789abcdefghij")])).toMatchInlineSnapshot(`
      {
        "bytes": 20,
        "omitted": 10,
        "text": "01234
      [… 10 bytes left out …]
      fghij",
      }
    `);
    expect(bounded(10, [Buffer.from([0xff, 0, 1])])).toMatchInlineSnapshot(`
      {
        "bytes": 3,
        "encoding": "base64",
        "text": "/wAB",
      }
    `);
  });
});
