import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shareMembers, type TextMember } from "../../../codegen/typescript/share-members.js";

const member = (name: string, type = "string"): TextMember => ({ name, type });
const letters = [..."abcdef"].map((name) => member(name));

describe("shareMembers", () => {
  it("names what several types have in common, and leaves each its own", () => {
    const create = [member("vmid"), ...letters];
    const change = [...letters, member("delete")];
    expect(shareMembers([create, change, [member("vmid")]])).toEqual({
      fragments: [{ name: "Shared1", members: letters }],
      parts: [
        { own: [member("vmid")], shared: ["Shared1"] },
        { own: [member("delete")], shared: ["Shared1"] },
        { own: [member("vmid")], shared: [] },
      ],
    });
  });

  it("repeats a few, and properties that differ in type", () => {
    const few = letters.slice(0, 4);
    expect(shareMembers([few, few]).fragments).toEqual([]);
    const numbers = letters.map(({ name }) => member(name, "number"));
    expect(shareMembers([letters, numbers]).fragments).toEqual([]);
  });

  it("loses and adds no property", () => {
    const types = fc.array(
      fc
        .uniqueArray(fc.constantFrom(..."abcdefghij"), { minLength: 1 })
        .map((names) => names.map((name) => member(name))),
    );
    fc.assert(
      fc.property(types, (given) => {
        const { fragments, parts } = shareMembers(given);
        const byName = new Map(fragments.map(({ name, members }) => [name, members]));
        const whole = parts.map(({ own, shared }) => [
          ...own,
          ...shared.flatMap((name) => byName.get(name) ?? []),
        ]);
        const names = (members: readonly TextMember[]) => members.map(({ name }) => name).sort();
        expect(whole.map(names)).toEqual(given.map(names));
      }),
    );
  });
});
