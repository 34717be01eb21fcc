import { describe, expect, it } from "vitest";
import {
  harmlessFields,
  hiddenFields,
  type LossRule,
  lossRules,
  parameterTiers,
  tierExceptions,
  tierRules,
} from "../../overrides/access.js";
import { areaOf } from "../../src/schema/area.js";
import { eachSchema } from "../../src/schema/each-schema.js";
import { type Endpoint, type EndpointKey, keyOf, type Schema } from "../../src/schema/model.js";
import { classify, clearanceOf, fits } from "../../src/tools/tier-of-endpoint.js";
import { RELEASES, readRelease } from "../schema/releases.js";
import { DELICATE } from "./delicate.js";

/** Every form that an endpoint has had, oldest first. */
const forms = new Map<EndpointKey, Endpoint[]>();
for (const release of RELEASES) {
  for (const endpoint of readRelease(release).endpoints) {
    const key = keyOf(endpoint);
    forms.set(key, [...(forms.get(key) ?? []), endpoint]);
  }
}
const all = [...forms.values()].flat();

function newest(key: EndpointKey): Endpoint {
  const endpoint = forms.get(key)?.at(-1);
  if (!endpoint) throw new Error(`no release has ${key}`);
  return endpoint;
}

const undecided = (endpoints: readonly Endpoint[]) =>
  endpoints.filter((endpoint) => classify(endpoint).by === "nothing").map(keyOf);

/** Newest forms of the endpoints that a rule says something of. */
function endpointsOf(rule: LossRule): Endpoint[] {
  const rules = { rules: [], exceptions: {}, hidden: {}, losses: [rule] };
  return [...forms.keys()]
    .map(newest)
    .filter((endpoint) => classify(endpoint, rules).losses.length > 0);
}

const tables = { tierExceptions, parameterTiers, hiddenFields };

describe("access of every endpoint of every release", () => {
  it("is decided by a rule or an exception", () => {
    expect(forms.size).toBeGreaterThan(650);
    expect(undecided(all)).toEqual([]);
  });

  it("is elevated, and found here, where nobody decided", () => {
    const planted: Endpoint[] = [
      {
        path: "/cluster/newest",
        method: "GET",
        name: "planted",
        parameters: { type: "object" },
        permissions: { check: ["perm", "/", ["Sys.Modify"]] },
      },
      { path: "/planted", method: "POST", name: "planted", parameters: { type: "object" } },
    ];
    expect(undecided(planted)).toEqual(["GET /cluster/newest", "POST /planted"]);
    expect(planted.map((endpoint) => classify(endpoint).tier)).toEqual(["elevated", "elevated"]);
  });

  it("is the same in every release that has it", () => {
    const varying = [...forms]
      .map(([key, endpoints]) => [
        key,
        ...new Set(endpoints.map((endpoint) => `${classify(endpoint).tier}`)),
      ])
      .filter((row) => row.length > 2);
    expect(varying).toEqual([]);
  });

  it.each(DELICATE)("$what: $tier", ({ tier, destructive = false, endpoints }) => {
    const judged = endpoints.map((key) => {
      const found = classify(newest(key));
      return { key, tier: found.tier, ...(destructive && { destructive: found.destructive }) };
    });
    const wanted = { tier, ...(destructive && { destructive }) };
    expect(judged).toEqual(endpoints.map((key) => ({ key, ...wanted })));
  });

  it("is written down for the delicate ones", () => {
    const keys = DELICATE.flatMap((group) => group.endpoints);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBeGreaterThanOrEqual(120);
  });
});

describe("tier read", () => {
  const readable = [...forms.keys()].filter((key) => classify(newest(key)).tier === "read");

  it("has no writing verb but two questions to the guest agent", () => {
    expect(readable.filter((key) => !key.startsWith("GET "))).toEqual([
      "POST /nodes/{node}/qemu/{vmid}/agent/fsfreeze-status",
      "POST /nodes/{node}/qemu/{vmid}/agent/ping",
    ]);
  });

  it("destroys nothing", () => {
    expect(readable.filter((key) => classify(newest(key)).destructive)).toEqual([]);
  });

  it("has no harmless field that no answer of it holds", () => {
    const idle = harmlessFields.filter(
      ({ field, ...match }) =>
        !readable.some(
          (key) => fits(match, newest(key)) && fieldsOf(newest(key).returns).includes(field),
        ),
    );
    expect(idle).toEqual([]);
  });
});

describe("the tables", () => {
  it.each(Object.entries(tables))("%s names endpoints that exist", (_, table) => {
    expect(Object.keys(table).filter((key) => !forms.has(key as EndpointKey))).toEqual([]);
  });

  it("has no exception that the rules make anyway", () => {
    const idle = Object.entries(tierExceptions).filter(([key, exception]) =>
      forms.get(key as EndpointKey)?.every((endpoint) => {
        const rule = tierRules.find((candidate) => fits(candidate, endpoint));
        return rule?.tier === exception.tier;
      }),
    );
    expect(idle.map(([key]) => key)).toEqual([]);
  });

  it.each([["tier", tierRules]] as const)(
    "has no %s rule, path or area that fits nothing",
    (_, rules) => {
      const idle = rules.flatMap((rule) => {
        const decided = all.filter((endpoint) => rules.find((r) => fits(r, endpoint)) === rule);
        const paths = rule.paths?.filter((path) => !all.some((e) => fits({ paths: [path] }, e)));
        const areas = rule.areas?.filter((area) => !all.some((e) => areaOf(e.path) === area));
        return [...(decided.length === 0 ? [rule.reason] : []), ...(paths ?? []), ...(areas ?? [])];
      });
      expect(idle).toEqual([]);
    },
  );

  it("has no loss that fits nothing, and no path of one", () => {
    const idle = lossRules.flatMap((rule) => {
      const { methods = [], paths = [], except = [] } = rule;
      const lost = [...paths, ...except].filter(
        (path) => !all.some((endpoint) => fits({ methods, paths: [path] }, endpoint)),
      );
      return endpointsOf(rule).length === 0 ? [rule, ...lost] : lost;
    });
    expect(idle).toEqual([]);
  });

  it("names parameters in losses that every endpoint has", () => {
    const unknown = lossRules.flatMap((rule) => {
      const texts = "kinds" in rule ? rule.kinds.map(({ what }) => what) : [];
      const named = ["what" in rule ? rule.what : "", ...texts].flatMap((text) =>
        [...text.matchAll(/\{([\w-]+)\}/g)].flatMap(([, name = ""]) =>
          name === "each" ? [] : [name],
        ),
      );
      return endpointsOf(rule).flatMap(({ path, parameters: { properties = {} } }) =>
        named.filter((name) => !(name in properties)).map((name) => `${path}: ${name}`),
      );
    });
    expect(unknown).toEqual([]);
  });

  it("gives a tier to parameters that exist, with a harmless value that is valid", () => {
    const unknown = Object.entries(parameterTiers).flatMap(([key, rules]) =>
      Object.entries(rules)
        .filter(([name, rule]) => {
          const parameter = newest(key as EndpointKey).parameters.properties?.[name];
          return !parameter || (rule.harmlessValue !== undefined && parameter.type !== "boolean");
        })
        .map(([name]) => `${key}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it("hides fields of endpoints that are read, and of which the rest is worth reading", () => {
    const wrong = Object.keys(hiddenFields).filter(
      (key) => classify(newest(key as EndpointKey)).tier !== "read",
    );
    expect(wrong).toEqual([]);
  });

  it("gives every reason as a clause that completes a sentence", () => {
    const reasons = [
      ...tierRules,
      ...Object.values(tierExceptions),
      ...Object.values(hiddenFields),
      ...Object.values(parameterTiers).flatMap((rules) => Object.values(rules)),
    ].map((entry) => entry.reason);
    expect(reasons.filter((reason) => !/^[a-z][^\n]{8,118}[^.\s]$/.test(reason))).toEqual([]);
  });
});

describe("clearanceOf", () => {
  it.each([
    ["root", undefined],
    ["anyone", { user: "all" }],
    ["filtered", { user: "all", text: "12345678" }],
    ["audit", { check: ["perm", "/vms/{vmid}", ["VM.Audit"]] }],
    ["audit", { check: ["perm", "/", ["Sys.Modify", "Sys.Audit"], "any", 1] }],
    ["more", { check: ["perm", "/", ["Sys.Modify", "Sys.Audit"]] }],
    ["more", { check: ["and", ["perm", "/", ["Sys.Audit"]], ["perm", "/", ["Sys.Modify"]]] }],
    ["audit", { check: ["or", ["perm", "/", ["Sys.Audit"]], ["perm", "/", ["Sys.Modify"]]] }],
    ["audit", { check: ["userid-group", ["User.Modify", "Sys.Audit"]] }],
    ["more", { check: ["userid-param", "self"] }],
    ["more", { check: ["perm-modify", "{path}"] }],
  ] as const)("%s: %j", (expected, permissions) => {
    const endpoint = permissions === undefined ? {} : { permissions };
    expect(clearanceOf(endpoint as unknown as Endpoint)).toBe(expected);
  });
});

/** The names of an answer's own fields, those of a list's entries included. */
function fieldsOf(returns: Schema | undefined): string[] {
  const fields = new Set<string>();
  if (returns) {
    eachSchema(returns, "", (_, where) => {
      const name = where.split(".").at(-1)?.replaceAll("[]", "");
      if (name) fields.add(name);
    });
  }
  return [...fields];
}
