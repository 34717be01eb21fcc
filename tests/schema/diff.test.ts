import { describe, expect, test } from "vitest";
import type { Change } from "../../src/schema/change.js";
import { diffApis } from "../../src/schema/diff.js";
import { printDiff } from "../../src/schema/diff-report/print-diff.js";
import { countChanges } from "../../src/schema/diff-report/report.js";
import type { Api, Endpoint, Schema } from "../../src/schema/model.js";
import { RELEASES, readRelease } from "./releases.js";

function api(endpoint: Partial<Endpoint> | undefined): Api {
  const whole: Endpoint = { path: "/x", method: "POST", name: "x", parameters: {}, ...endpoint };
  return { product: "pve", release: "1.0", endpoints: endpoint ? [whole] : [] };
}

/** `class what path` of every change. */
function changesOf(
  before: Partial<Endpoint> | undefined,
  after: Partial<Endpoint> | undefined,
): string[] {
  return diffApis(api(before), api(after)).map((change) =>
    [change.class, change.what, change.path].join(" ").trim(),
  );
}

describe("an endpoint", () => {
  test.each<[string, Partial<Endpoint> | undefined, Partial<Endpoint> | undefined, string[]]>([
    ["comes", undefined, {}, ["additive added"]],
    ["goes", {}, undefined, ["breaking removed"]],
    ["stays", { text: "a" }, { text: "a" }, []],
    ["refuses tokens", {}, { allowtoken: false }, ["breaking allowtoken"]],
    ["takes tokens", { allowtoken: false }, {}, ["additive allowtoken"]],
    ["is for root alone now", { permissions: { user: "all" } }, {}, ["breaking permissions"]],
    ["is for others too", {}, { permissions: { user: "all" } }, ["additive permissions"]],
    [
      "needs another privilege",
      { permissions: { check: ["perm", "/", ["Sys.Audit"]] } },
      { permissions: { check: ["perm", "/", ["Sys.Modify"]] } },
      ["breaking permissions"],
    ],
    [
      "words its permissions anew",
      { permissions: { user: "all", text: "a" } },
      { permissions: { user: "all", text: "b" } },
      ["text permissions"],
    ],
    ["is worded anew", { text: "a" }, { text: "b" }, ["text text"]],
    ["runs elsewhere", {}, { proxyto: "node" }, ["attention proxyto"]],
    ["is renamed inside", { name: "a" }, { name: "b" }, ["text name"]],
  ])("%s", (_, before, after, changes) => expect(changesOf(before, after)).toEqual(changes));
});

const string: Schema = { type: "string" };
const optional: Schema = { type: "string", optional: true };

describe("a parameter", () => {
  test.each<[string, Schema | undefined, Schema | undefined, string[]]>([
    ["comes, optional", undefined, optional, ["additive added p"]],
    ["comes, required", undefined, string, ["breaking added p"]],
    ["goes", optional, undefined, ["breaking removed p"]],
    ["becomes required", optional, string, ["breaking optional p"]],
    ["becomes optional", string, optional, ["additive optional p"]],
    ["changes its type", { type: "integer" }, string, ["breaking type p"]],
    ["takes fractions", { type: "integer" }, { type: "number" }, ["additive type p"]],
    ["takes anything", string, {}, ["additive type p"]],
    ["loses a value", { enum: ["a", "b"] }, { enum: ["a"] }, ["breaking enum p"]],
    ["gains a value", { enum: ["a"] }, { enum: ["a", "b"] }, ["additive enum p"]],
    ["gets a list of values", {}, { enum: ["a"] }, ["breaking enum p"]],
    ["starts higher", { minimum: 1 }, { minimum: 2 }, ["breaking minimum p"]],
    ["starts lower", { minimum: 2 }, { minimum: 1 }, ["additive minimum p"]],
    ["loses its lower bound", { minimum: 2 }, {}, ["additive minimum p"]],
    ["ends lower", { maximum: 2 }, { maximum: 1 }, ["breaking maximum p"]],
    ["gets an upper bound", {}, { maximum: 1 }, ["breaking maximum p"]],
    ["may be longer", { maxLength: 1 }, { maxLength: 2 }, ["additive maxLength p"]],
    ["must be longer", {}, { minLength: 2 }, ["breaking minLength p"]],
    [
      "gets bounds that its format had",
      { type: "integer", format: "pve-vmid" },
      { type: "integer", format: "pve-vmid", minimum: 100, maximum: 999999999 },
      ["text maximum p", "text minimum p"],
    ],
    ["lists its values in another order", { enum: ["a", "b"] }, { enum: ["b", "a"] }, []],
    [
      "says in a pattern what its format said",
      { type: "string", format: "pve-sdn-zone-id" },
      { type: "string", minLength: 2, maxLength: 8, pattern: "[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]" },
      ["additive format p", "text maxLength p", "text minLength p", "text pattern p"],
    ],
    [
      "takes one word more",
      { type: "string", pattern: "(mon|mds)" },
      { type: "string", pattern: "(ceph|mon|mds)" },
      ["additive pattern p"],
    ],
    [
      "comes, with variants that may all be left out",
      undefined,
      {
        oneOf: [{ type: "string", optional: true, "instance-types": ["a"] }],
        "type-property": "t",
      },
      ["additive added p"],
    ],
    [
      "gets variants of which one is as before",
      { type: "array", optional: true, items: { type: "string", enum: ["a", "b"] } },
      {
        oneOf: [
          { type: "array", optional: true, items: { type: "string", enum: ["a"] } },
          { type: "array", optional: true, items: { type: "string", enum: ["a", "b"] } },
        ],
      },
      [],
    ],
    ["gets a pattern", {}, { pattern: "a" }, ["breaking pattern p"]],
    ["changes its pattern", { pattern: "b" }, { pattern: "a" }, ["breaking pattern p"]],
    ["spells its pattern anew", { pattern: "(?^:a\\_)" }, { pattern: "(?:a_)" }, []],
    ["loses its pattern", { pattern: "a" }, {}, ["additive pattern p"]],
    [
      "has a pattern nobody can read",
      { pattern: "(?{a})" },
      { pattern: "(?{b})" },
      ["breaking pattern p"],
    ],
    ["gets a format", {}, { format: "pve-node" }, ["breaking format p"]],
    ["loses its format", { format: "pve-node" }, {}, ["additive format p"]],
    ["takes a list", { format: "pve-node" }, { format: "pve-node-list" }, ["additive format p"]],
    [
      "renames its format",
      { format: "pve-ha-node" },
      { format: "pve-ha-group-node" },
      ["text format p"],
    ],
    ["gets a default", {}, { default: 1 }, ["attention default p"]],
    ["needs another", optional, { ...optional, requires: "q" }, ["breaking requires p"]],
    [
      "belongs to fewer types",
      { "instance-types": ["a", "b"] },
      { "instance-types": ["a"] },
      ["breaking instance-types p"],
    ],
    [
      "refuses other keys",
      {},
      { additionalProperties: false },
      ["breaking additionalProperties p"],
    ],
    ["is worded anew", { text: "a" }, { text: "b" }, ["text text p"]],
    [
      "changes a key inside",
      { format: { a: { ...optional, maxLength: 5 }, b: optional } },
      { format: { a: { ...optional, maxLength: 4 }, c: optional } },
      ["breaking maxLength p.a", "breaking removed p.b", "additive added p.c"],
    ],
    [
      "makes a key an alias",
      { format: { a: { type: "boolean", optional: true } } },
      { format: { a: { alias: "b" }, b: optional } },
      ["additive alias p.a", "additive added p.b"],
    ],
    [
      "becomes a property string",
      string,
      { type: "string", format: { a: optional } },
      ["breaking format p", "breaking added p.a"],
    ],
    [
      "is a property string by name now",
      { format: { meta: { ...optional, format: "pve-volume-id" } } },
      { format: "pve-qm-cicustom" },
      ["additive added p.network", "additive added p.user", "additive added p.vendor"],
    ],
    [
      "lists something narrower",
      { type: "array", items: string },
      { type: "array", items: { type: "string", enum: ["a"] } },
      ["breaking enum p[]"],
    ],
    [
      "says what it lists",
      { type: "array", items: {} },
      { type: "array", items: string },
      ["attention type p[]"],
    ],
    ["has a keyword never seen", {}, { colour: "red" } as Schema, ["attention colour p"]],
  ])("%s", (_, before, after, changes) => {
    const endpoint = (schema: Schema | undefined): Partial<Endpoint> => ({
      parameters: { type: "object", properties: schema ? { p: schema } : {} },
    });
    expect(changesOf(endpoint(before), endpoint(after))).toEqual(changes);
  });
});

describe("an answer", () => {
  test.each<[string, Schema, Schema, string[]]>([
    ["loses a field", { properties: { a: string } }, { properties: {} }, ["breaking removed a"]],
    ["gains a field", { properties: {} }, { properties: { a: string } }, ["additive added a"]],
    [
      "changes a type",
      { properties: { a: string } },
      { properties: { a: { type: "integer" } } },
      ["breaking type a"],
    ],
    [
      "leaves out a field at times",
      { properties: { a: string } },
      { properties: { a: optional } },
      ["attention optional a"],
    ],
    [
      "becomes sure of a field",
      { properties: { a: optional } },
      { properties: { a: string } },
      ["additive optional a"],
    ],
    [
      "says more of a field",
      { items: { properties: { a: string } } },
      { items: { properties: { a: { ...string, maxLength: 3, text: "a" } } } },
      ["additive maxLength [].a", "text text [].a"],
    ],
    [
      "gives a name in braces its meaning",
      { properties: { "{id}": { properties: { a: string, b: string } } } },
      { additionalProperties: { properties: { a: optional } } },
      ["attention optional *.a", "breaking removed *.b"],
    ],
    [
      "loses a name in braces",
      { properties: { "{id}": string } },
      { items: string },
      ["breaking removed *", "additive added []"],
    ],
  ])("%s", (_, before, after, changes) => {
    expect(changesOf({ returns: before }, { returns: after })).toEqual(changes);
  });
});

test("from each release to the next", () => {
  const known = RELEASES.slice(0, RELEASES.indexOf("9.2") + 1);
  const counts = known.slice(1).map((to, index) => {
    const from = known[index] ?? "";
    return [`${from} → ${to}`, countChanges(diffApis(readRelease(from), readRelease(to)))];
  });
  expect(Object.fromEntries(counts)).toMatchInlineSnapshot(`
    {
      "7.4 → 8.0": {
        "additive": 96,
        "attention": 3,
        "breaking": 36,
        "text": 382,
      },
      "8.0 → 8.1": {
        "additive": 210,
        "attention": 5,
        "breaking": 27,
        "text": 130,
      },
      "8.1 → 8.2": {
        "additive": 36,
        "attention": 9,
        "breaking": 18,
        "text": 31,
      },
      "8.2 → 8.3": {
        "additive": 100,
        "attention": 4,
        "breaking": 14,
        "text": 60,
      },
      "8.3 → 8.4": {
        "additive": 137,
        "attention": 2,
        "breaking": 29,
        "text": 31,
      },
      "8.4 → 9.0": {
        "additive": 143,
        "attention": 2,
        "breaking": 117,
        "text": 12,
      },
      "9.0 → 9.1": {
        "additive": 498,
        "attention": 14,
        "breaking": 18,
        "text": 237,
      },
      "9.1 → 9.2": {
        "additive": 307,
        "attention": 17,
        "breaking": 53,
        "text": 252,
      },
    }
  `);
});

const upgrade = diffApis(readRelease("8.4"), readRelease("9.1"));

function find(endpoint: string, path: string): Pick<Change, "class" | "what">[] {
  return upgrade
    .filter((change) => change.endpoint === endpoint && change.path === path)
    .map(({ class: severity, what }) => ({ class: severity, what }));
}

test("what the upgrade from 8.4 to 9.1 is known for", () => {
  expect(find("GET /nodes/{node}/scan/glusterfs", "")).toEqual([
    { class: "breaking", what: "removed" },
  ]);
  expect(find("POST /cluster/ha/rules", "")).toEqual([{ class: "additive", what: "added" }]);
  expect(find("POST /nodes/{node}/lxc", "net[n].host-managed")).toEqual([
    { class: "additive", what: "added" },
  ]);
  expect(find("POST /nodes/{node}/qemu", "ide[n].cyls")).toEqual([
    { class: "breaking", what: "removed" },
  ]);
  expect(find("POST /nodes/{node}/qemu/{vmid}/agent/exec", "")).toContainEqual({
    class: "breaking",
    what: "permissions",
  });
  expect(find("POST /storage", "type")).toContainEqual({ class: "breaking", what: "enum" });
});

test("a release against itself has no change, and backwards gone is come", () => {
  const [old, now] = [readRelease("8.4"), readRelease("9.1")];
  expect(diffApis(now, now)).toEqual([]);
  const gone = (changes: Change[], what: string) =>
    changes
      .filter((change) => change.part === "endpoint" && change.what === what)
      .map(({ endpoint }) => endpoint);
  expect(gone(diffApis(now, old), "removed")).toEqual(gone(upgrade, "added"));
});

const few = upgrade.filter(({ endpoint }) =>
  ["POST /storage", "GET /nodes/{node}/scan/glusterfs", "POST /nodes/{node}/migrateall"].includes(
    endpoint,
  ),
);
const head = {
  from: "8.4",
  to: "9.1",
  toolsOf: ({ endpoint }: Change) => (endpoint === "POST /storage" ? ["proxmox_storage"] : []),
};

test("text for people", () => {
  expect(printDiff(few, "text", head)).toMatchInlineSnapshot(`
    "API changes from 8.4 to 9.1: 7 breaking, 0 attention, 4 additive, 3 text only

    Breaking
      POST /nodes/{node}/migrateall
        maxworkers: maximum nothing → 64
      GET /nodes/{node}/scan/glusterfs
        removed
      POST /storage (proxmox_storage)
        maxfiles: removed {"minimum":0,"optional":true,"type":"integer"}
        server2: removed {"optional":true,"requires":"server","type":"string","format":"pve-storage-server"}
        transport: removed {"enum":["tcp","rdma","unix"],"optional":true,"type":"string"}
        type: enum -glusterfs
        volume: removed {"optional":true,"type":"string"}

    Additive
      POST /nodes/{node}/migrateall
        max-workers: added {"maximum":64,"minimum":1,"optional":true,"type":"integer"}
      POST /storage (proxmox_storage)
        saferemove-stepsize: added {"default":32,"enum":["1","2","4","8","16","32"],"optional":true,"type":"integer"}
        snapshot-as-volume-chain: added {"default":false,"optional":true,"type":"boolean"}
        answer type: enum -glusterfs

    Text only
      POST /nodes/{node}/migrateall
      POST /storage (proxmox_storage)
    "
  `);
  expect(printDiff([], "text", head)).toBe("API changes from 8.4 to 9.1: no change\n");
});

test("Markdown for a pull request", () => {
  expect(printDiff(few, "markdown", head)).toMatchInlineSnapshot(`
    "# API changes from 8.4 to 9.1

    7 breaking, 0 attention, 4 additive, 3 text only

    ## Breaking

    - \`POST /nodes/{node}/migrateall\`
      - \`maxworkers\`: maximum \`nothing\` → \`64\`
    - \`GET /nodes/{node}/scan/glusterfs\`
      - removed
    - \`POST /storage\` (\`proxmox_storage\`)
      - \`maxfiles\`: removed \`{"minimum":0,"optional":true,"type":"integer"}\`
      - \`server2\`: removed \`{"optional":true,"requires":"server","type":"string","format":"pve-storage-server"}\`
      - \`transport\`: removed \`{"enum":["tcp","rdma","unix"],"optional":true,"type":"string"}\`
      - \`type\`: enum \`-glusterfs\`
      - \`volume\`: removed \`{"optional":true,"type":"string"}\`

    ## Additive

    - \`POST /nodes/{node}/migrateall\`
      - \`max-workers\`: added \`{"maximum":64,"minimum":1,"optional":true,"type":"integer"}\`
    - \`POST /storage\` (\`proxmox_storage\`)
      - \`saferemove-stepsize\`: added \`{"default":32,"enum":["1","2","4","8","16","32"],"optional":true,"type":"integer"}\`
      - \`snapshot-as-volume-chain\`: added \`{"default":false,"optional":true,"type":"boolean"}\`
      - \`answer type\`: enum \`-glusterfs\`

    <details><summary>Text only</summary>

    - \`POST /nodes/{node}/migrateall\`
    - \`POST /storage\` (\`proxmox_storage\`)

    </details>
    "
  `);
});

test("JSON for programs", () => {
  const printed = JSON.parse(printDiff(few, "json", head)) as {
    counts: unknown;
    changes: unknown[];
  };
  expect(printed).toMatchObject({ from: "8.4", to: "9.1", counts: countChanges(few) });
  expect(printed.changes).toHaveLength(few.length);
  expect(printed.changes).toContainEqual(
    expect.objectContaining({ path: "type", tools: ["proxmox_storage"] }),
  );
});
