import { describe, expect, it } from "vitest";
import { differences, show } from "./compare.js";
import { endpointFacts } from "./facts.js";
import { readSchema } from "./sources.js";
import { expected, mismatches, ofOpenApi } from "./surfaces.js";

const endpoint = (parameters: object, more: object = {}) =>
  new Map([["GET /x", endpointFacts({ name: "x", parameters, ...more })]]);

const text = { type: "string" };

/** A judge that finds nothing proves nothing. */
describe("the judge of facts", () => {
  it.each<[string, object, object, string[]]>([
    [
      "spellings of a flag",
      { properties: { a: { optional: 1 } } },
      { properties: { a: { optional: true } } },
      [],
    ],
    [
      "a bound as text",
      { properties: { a: { minimum: "5" } } },
      { properties: { a: { minimum: 5 } } },
      [],
    ],
    [
      "a sentence for a default",
      { properties: { a: { type: "integer", default: "all of them" } } },
      { properties: { a: { type: "integer" } } },
      [],
    ],
    [
      "a parameter less",
      { properties: { a: text } },
      { properties: {} },
      ["GET /x  parameters a  removed: there → nothing"],
    ],
    [
      "a bound",
      { properties: { a: { maximum: 5 } } },
      { properties: { a: { maximum: 6 } } },
      ["GET /x  parameters a  maximum: 5 → 6"],
    ],
    [
      "a key of a property string",
      { properties: { a: { format: { k: text } } } },
      { properties: { a: { format: { k: { type: "integer" } } } } },
      ["GET /x  parameters a.k  type: string → integer"],
    ],
    [
      "what a list holds",
      { properties: { a: { items: text } } },
      { properties: { a: {} } },
      ["GET /x  parameters a[]  removed: there → nothing"],
    ],
    [
      "whether more is taken",
      { additionalProperties: 0 },
      {},
      ["GET /x  parameters   additionalProperties: false → nothing"],
    ],
  ])("sees %s", (_, before, after, found) => {
    expect(differences(endpoint(before), endpoint(after)).map(show)).toEqual(found);
  });

  it("sees another privilege", () => {
    const asks = (privilege: string) =>
      endpoint({}, { permissions: { check: ["perm", "/", [privilege]] } });
    expect(differences(asks("Sys.Audit"), asks("Sys.Modify"))).toHaveLength(1);
  });

  it("sees what a surface leaves out, invents, or says otherwise", () => {
    const schema = new Map([...readSchema("8.4")].slice(0, 40));
    const surface = ofOpenApi("8.4");
    const facts = expected(schema);
    const own = new Map([...surface].filter(([key]) => facts.has(key)));
    expect(mismatches(facts, own, ["required", "values", "bounds"])).toEqual([]);
    const [key, parameters] = [...facts].find(([, all]) => all.size > 2) as [
      string,
      Map<string, object>,
    ];
    const [name] = parameters.keys();
    const less = new Map(own).set(
      key,
      new Map([...(own.get(key) ?? [])].filter(([n]) => n !== name)),
    );
    expect(mismatches(facts, less, ["required"])).toEqual([`${key} ${name}: missing`]);
    const more = new Map(own).set(key, new Map(own.get(key)).set("weather", { required: true }));
    expect(mismatches(facts, more, ["required"])).toEqual([`${key} weather: invented`]);
  });
});
