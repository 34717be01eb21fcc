import { describe, expect, test } from "vitest";
import { keyOf } from "../../src/schema/model.js";
import { mutations } from "../../src/schema/mutate.js";
import { validate } from "../../src/schema/validate.js";
import { endpointOf, readRelease } from "./releases.js";

// the others are judged with these by the verification of the whole surface
describe.each(["7.4", "8.4", "9.1"])("Proxmox VE %s", (release) => {
  test("refuses every single fault, and the problem names its place", () => {
    const missed: string[] = [];
    let count = 0;
    for (const endpoint of readRelease(release).endpoints) {
      for (const { parameters, parameter, path, rule } of mutations(endpoint)) {
        count += 1;
        const { problems } = validate(endpoint, parameters, { encoding: "json" });
        const named = problems.some(
          (problem) => problem.path === path && problem.message.includes(path),
        );
        const others = problems.filter((problem) => !problem.path.startsWith(parameter));
        if (!named || others.length > 0) missed.push(`${keyOf(endpoint)} ${path} ${rule}`);
      }
    }
    expect(missed).toEqual([]);
    expect(count).toBeGreaterThan(7000);
  });
});

test("what is broken in a snapshot's request", () => {
  const endpoint = endpointOf("9.1", "POST /nodes/{node}/lxc/{vmid}/snapshot");
  const faults = mutations(endpoint).map(({ path, rule, inJsonSchema, parameters }) =>
    [
      path,
      rule,
      inJsonSchema ? "in JSON Schema" : "",
      JSON.stringify(parameters[path])?.slice(0, 30),
    ].join(" | "),
  );
  expect(faults).toMatchInlineSnapshot(`
    [
      "description | type | in JSON Schema | {"no-such-key":"x"}",
      "node | type | in JSON Schema | {"no-such-key":"x"}",
      "node | format | in JSON Schema | "\\u0001 !"",
      "node | missing | in JSON Schema | ",
      "snapname | type | in JSON Schema | {"no-such-key":"x"}",
      "snapname | maxLength | in JSON Schema | "xxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
      "snapname | format | in JSON Schema | "\\u0001 !"",
      "snapname | missing | in JSON Schema | ",
      "vmid | type | in JSON Schema | "some"",
      "vmid | minimum | in JSON Schema | 99",
      "vmid | maximum | in JSON Schema | 1000000000",
      "vmid | missing | in JSON Schema | ",
      "no-such-parameter | unknown | in JSON Schema | "1"",
    ]
  `);
});

test("what is broken inside a property string", () => {
  const endpoint = endpointOf("9.1", "PUT /nodes/{node}/lxc/{vmid}/config");
  const faults = mutations(endpoint)
    .filter(({ parameter }) => parameter === "net0")
    .map(({ path, rule, inJsonSchema }) => `${path} ${rule} ${inJsonSchema}`);
  expect(faults.slice(0, 12)).toMatchInlineSnapshot(`
    [
      "net0 type true",
      "net0.no-such-key unknown false",
      "net0.bridge pattern false",
      "net0.firewall type false",
      "net0.gw format false",
      "net0.gw6 format false",
      "net0.host-managed type false",
      "net0.hwaddr format false",
      "net0.ip format false",
      "net0.ip6 format false",
      "net0.link_down type false",
      "net0.mtu type false",
    ]
  `);
});
