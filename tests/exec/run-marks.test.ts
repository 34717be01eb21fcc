import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRunMarks } from "../../src/exec/run-marks.js";

const MARK = "00ff00ff00ff";

function read(whole: Buffer, cuts: readonly number[]) {
  const marks = createRunMarks(MARK);
  const output: Buffer[] = [];
  const places = [
    0,
    ...cuts.map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b),
    whole.length,
  ];
  for (const [index, end] of places.entries()) {
    if (index > 0) output.push(marks.add(whole.subarray(places[index - 1], end)));
  }
  output.push(marks.flush());
  return {
    output: Buffer.concat(output),
    hasBegun: marks.hasBegun,
    before: marks.before,
    exitCode: marks.exitCode,
  };
}

const bytes = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array));
const cuts = fc.array(fc.nat(), { maxLength: 8 });

describe("createRunMarks", () => {
  it("finds its marks however the bytes are cut, and gives back all else", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", ":", "\n") }),
        bytes,
        fc.integer({ min: 0, max: 255 }),
        cuts,
        (before, output, exitCode, places) => {
          const whole = Buffer.concat([
            Buffer.from(`${before}\x1e${MARK}:begin\x1e`),
            output,
            Buffer.from(`\x1e${MARK}:end:${exitCode}\x1ewhat comes after is no output`),
          ]);
          expect(read(whole, places)).toEqual({ output, hasBegun: true, before, exitCode });
        },
      ),
    );
  });

  it("keeps what a program writes that never ends, and tells what never began", () => {
    fc.assert(
      fc.property(bytes, cuts, (output, places) => {
        const begun = read(Buffer.concat([Buffer.from(`\x1e${MARK}:begin\x1e`), output]), places);
        expect(begun).toEqual({ output, hasBegun: true, before: "", exitCode: undefined });
        expect(read(output, places)).toMatchObject({ hasBegun: false, output: Buffer.alloc(0) });
      }),
    );
  });
});
