import { describe, expect, it } from "vitest";
import { importsOf } from "../../../codegen/lint/imports.js";

describe("importsOf", () => {
  it.each([
    ['import a from "./a.js";', "./a.js", false],
    ['import "./a.js";', "./a.js", false],
    ['import type { A } from "./a.js";', "./a.js", true],
    ['import { type A } from "./a.js";', "./a.js", false],
    ['export { a } from "./a.js";', "./a.js", false],
    ['export * from "./a.js";', "./a.js", false],
    ['export type { A } from "./a.js";', "./a.js", true],
    ['type A = import("./a.js").A;', "./a.js", true],
    ['const a = () => import("./a.js");', "./a.js", false],
    ["const a = await import(`./a.js`);", "./a.js", false],
    ['const a = require("./a.js");', "./a.js", false],
    ['import a = require("./a.js");', "./a.js", false],
  ])("reads %s", (text, specifier, typesOnly) => {
    expect(importsOf("b.ts", text)).toEqual([{ specifier, line: 1, typesOnly }]);
  });

  it.each(['const a = "import \\"./a.js\\"";', '// import "./a.js"'])("ignores %s", (text) => {
    expect(importsOf("b.ts", text)).toEqual([]);
  });
});
