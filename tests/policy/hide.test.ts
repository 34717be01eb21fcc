import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hide } from "../../src/policy/hide.js";

describe("hide", () => {
  it.each([
    ["a field", { http_proxy: "http://u:p@h:1/", language: "de" }, { language: "de" }],
    ["a field in a list", [{ userid: "a@pve", keys: "x" }], [{ userid: "a@pve" }]],
    ["a field deeper down", { a: { b: [{ env: "P=1", c: 1 }] } }, { a: { b: [{ c: 1 }] } }],
    [
      "rows of a list of settings",
      [
        { key: "env", value: "P=1", pending: "P=2" },
        { key: "cores", value: 2 },
      ],
      [{ key: "cores", value: 2 }],
    ],
    ["nothing in other values", "env", "env"],
    ["nothing in null", null, null],
    ["nothing in a list of texts", ["env", "keys"], ["env", "keys"]],
  ])("takes out %s", (_, answer, expected) => {
    expect(hide(answer, ["http_proxy", "keys", "env"])).toEqual(expected);
  });

  it("leaves no trace of a hidden value, and all else as it was", () => {
    const names = fc.constantFrom("env", "cores", "name", "key", "value");
    const answers = fc.letrec((tie) => ({
      answer: fc.oneof(
        { depthSize: "small" },
        fc.integer(),
        fc.array(tie("answer"), { maxLength: 3 }),
        fc.dictionary(names, tie("answer"), { maxKeys: 4 }),
      ),
    })).answer;
    fc.assert(
      fc.property(answers, (answer) => {
        const before = JSON.stringify(answer);
        const hidden = hide(answer, ["env"]);
        expect(JSON.stringify(hidden)).not.toContain('"env":');
        if (!before.includes('"env":')) expect(hidden).toEqual(answer);
        expect(JSON.stringify(answer)).toBe(before);
      }),
    );
  });

  it("hands back the answer itself where nothing is to hide", () => {
    const answer = { a: 1 };
    expect(hide(answer, [])).toBe(answer);
  });
});
