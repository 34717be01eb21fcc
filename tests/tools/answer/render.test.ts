import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderText } from "../../../src/tools/answer/render.js";

describe("renderText", () => {
  it.each<[string, Record<string, unknown>]>([
    [
      "a list as a table",
      {
        data: [
          { vmid: 100, name: "web", status: "running", tags: ["a", "b"] },
          { vmid: 101, name: "db", status: "stopped" },
        ],
        total: 5,
        returned: 2,
        cursor: "2",
      },
    ],
    ["an empty list", { data: [], total: 0, notes: ["Only guests on pve9 were asked for."] }],
    ["an object as lines", { data: { name: "web", agent: { enabled: 1 }, "net0,1": "a\nb" } }],
    [
      "a table in an object",
      { data: { name: "web", snapshots: [{ name: "a", parent: "b" }, { name: "current" }] } },
    ],
    [
      "rows with little in common as pairs",
      { data: [{ a: 1, b: 2 }, { c: 3 }, { d: 4, e: "x y" }, { f: 1 }] },
    ],
    ["texts a line each", { data: ["pve1", "pve2"] }],
    ["a plain value", { data: "done" }],
    [
      "an error",
      {
        error: {
          code: "parameters",
          message: "vmid: too small",
          hint: "Nothing was sent.",
          see: "docs/x",
          status: 400,
        },
      },
    ],
    ["nothing", {}],
  ])("writes %s", (_, content) => {
    expect(renderText(content)).toMatchSnapshot();
  });

  it("lets no value begin a line or a column of its own", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const lines = renderText({ data: [{ a: text, b: 1 }] }).split("\n");
        return lines.length === 2 && lines[1]?.split("\t").length === 2;
      }),
    );
  });
});
