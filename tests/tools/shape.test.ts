import { describe, expect, it } from "vitest";
import { readableSize } from "../../src/kit/sizes.js";
import type { Schema } from "../../src/schema/model.js";
import { shapeAnswer } from "../../src/tools/shape.js";

describe("shapeAnswer", () => {
  it.each([
    ["5900", "integer", 5900],
    ["0.05", "number", 0.05],
    ["-1", "integer", -1],
    ["007", "integer", "007"],
    ["12345678901234567890", "integer", "12345678901234567890"],
    ["1e3", "number", "1e3"],
    ["5900", "string", "5900"],
  ] as const)("takes %s for %s", (text, type, shown) => {
    const schema: Schema = { type: "object", properties: { port: { type } } };
    expect(shapeAnswer({ port: text }, schema)).toEqual({ port: shown });
  });

  it("makes flags, times and sizes readable, and leaves the rest alone", () => {
    const schema: Schema = {
      type: "array",
      items: {
        type: "object",
        properties: {
          onboot: { type: "boolean" },
          blob: { type: "integer", renderer: "bytes" },
          "net[n]": { type: "string" },
        },
      },
    };
    const answer = [
      {
        onboot: 1,
        blob: 2048,
        starttime: 1_700_000_000,
        "last-run": 1_700_000_000,
        next_sync: 0,
        maxmem: 4_294_967_296,
        uptime: 12,
        x: [1],
      },
    ];
    expect(shapeAnswer(answer, schema)).toEqual([
      {
        onboot: true,
        blob: 2048,
        starttime: "2023-11-14T22:13:20.000Z",
        "last-run": "2023-11-14T22:13:20.000Z",
        next_sync: 0,
        maxmem: 4_294_967_296,
        uptime: 12,
        x: [1],
        readable: { blob: "2 KiB", maxmem: "4 GiB" },
      },
    ]);
  });

  it.each([
    [null, null],
    ["UPID:…", "UPID:…"],
    [{ expire: 0 }, { expire: 0 }],
    [[], []],
  ])("keeps %j", (given, expected) => {
    expect(shapeAnswer(given, undefined)).toEqual(expected);
  });
});

it.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [1536, "1.5 KiB"],
  [10 * 1024 ** 3, "10 GiB"],
  [3 * 1024 ** 5, "3 PiB"],
  [4096 * 1024 ** 5, "4096 PiB"],
])("reads %d bytes as %s", (bytes, text) => {
  expect(readableSize(bytes)).toBe(text);
});
