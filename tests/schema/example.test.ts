import { describe, expect, test } from "vitest";
import { exampleAnswer, exampleParameters } from "../../src/schema/example.js";
import { keyOf, pathParameters } from "../../src/schema/model.js";
import { validate } from "../../src/schema/validate.js";
import { endpointOf, RELEASES, readRelease } from "./releases.js";

/** As they travel in a form: text, and arrays of text. */
function asForm(parameters: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parameters).map(([key, value]) => [
      key,
      typeof value === "boolean" ? String(Number(value)) : value,
    ]),
  );
}

describe.each(RELEASES)("Proxmox VE %s", (release) => {
  test("takes the example of every endpoint, with few parameters and with all", () => {
    const refused: string[] = [];
    for (const endpoint of readRelease(release).endpoints) {
      for (const all of [false, true]) {
        const parameters = exampleParameters(endpoint, { all });
        const problems = [
          ...validate(endpoint, parameters, { encoding: "json" }).problems,
          ...validate(endpoint, asForm(parameters), { encoding: "form" }).problems,
        ];
        refused.push(...problems.map(({ message }) => `${keyOf(endpoint)}: ${message}`));
      }
    }
    expect(refused).toEqual([]);
  });

  test("has path parameters in every example, and an answer for every return", () => {
    for (const endpoint of readRelease(release).endpoints) {
      const parameters = exampleParameters(endpoint);
      expect(Object.keys(parameters)).toEqual(
        expect.arrayContaining(pathParameters(endpoint.path)),
      );
      expect(JSON.stringify(exampleAnswer(endpoint.returns) ?? null)).not.toMatch(
        /undefined|true|false/,
      );
    }
  });
});

test("examples read like an operator's own calls, the same at every call", () => {
  const snapshot = endpointOf("9.1", "POST /nodes/{node}/qemu/{vmid}/snapshot");
  expect(exampleParameters(snapshot, { all: true })).toMatchInlineSnapshot(`
    {
      "description": "An example",
      "node": "pve1",
      "snapname": "before",
      "vmid": 100,
      "vmstate": true,
    }
  `);
  expect(exampleParameters(snapshot)).toEqual(exampleParameters(snapshot));
  const rule = endpointOf("9.1", "POST /cluster/ha/rules");
  expect(exampleParameters(rule, { all: true })).toMatchInlineSnapshot(`
    {
      "comment": "example",
      "disable": true,
      "nodes": "pve1:2",
      "resources": "vm:100",
      "rule": "example",
      "strict": true,
      "type": "node-affinity",
    }
  `);
});

test("an answer has the shape of its returns", () => {
  expect(exampleAnswer(endpointOf("9.1", "GET /pools").returns)).toMatchInlineSnapshot(`
    [
      {
        "comment": "example",
        "members": [
          {
            "id": "example",
            "node": "pve1",
            "storage": "local",
            "type": "qemu",
            "vmid": 100,
          },
        ],
        "poolid": "example",
      },
    ]
  `);
  expect(
    exampleAnswer(endpointOf("9.1", "GET /nodes/{node}/tasks").returns),
  ).toMatchInlineSnapshot(`
    [
      {
        "endtime": 1767225600,
        "id": "example",
        "node": "pve1",
        "pid": 1,
        "pstart": 1,
        "starttime": 1767225600,
        "status": "example",
        "type": "example",
        "upid": "UPID:pve1:000DA3B1:0F1E2D3C:6543210F:qmstart:100:root@pam:",
        "user": "example",
      },
    ]
  `);
  expect(exampleAnswer(undefined)).toBeNull();
  expect(exampleAnswer({ type: "null" })).toBeNull();
});
