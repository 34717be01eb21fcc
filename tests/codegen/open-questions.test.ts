import { describe, expect, it } from "vitest";
import { loadApis } from "../../codegen/load.js";
import { openQuestions } from "../../codegen/open-questions.js";
import { toolChanges } from "../../codegen/tool-changes.js";
import { loadWords } from "../../codegen/words.js";
import { tools } from "../../overrides/tools/index.js";
import type { Api, Endpoint } from "../../src/schema/model.js";

const apis = loadApis();
const newest = apis.at(-1) as Api;

async function ask(api: Api): Promise<string[]> {
  const source = { apis: [...apis, api], newest: api, words: await loadWords() };
  return openQuestions(source).map(
    ({ at, kind, text }) => `${at.replace(/:\d+$/, ":n")} ${kind}: ${text}`,
  );
}

/** All that a release can bring and that somebody has to look at. */
const planted: Endpoint[] = [
  {
    path: "/cluster/weather",
    method: "GET",
    name: "weather",
    parameters: {
      type: "object",
      additionalProperties: false,
      properties: {
        station: { type: "string", format: "pve-weather-station" },
        "private-key": { type: "string", optional: true },
        cpu: { type: "string", format: "pve-vm-cpu-conf", keys: ["cputype", "novel"] },
        odd: { type: "string", pattern: "(?=x)y" },
      },
      unknown: ["anyOf"],
    },
    returns: { type: "object", properties: { "api-token": { type: "string" } } },
    permissions: { check: ["perm", "/", ["Sys.Audit"]] },
  },
  {
    path: "/cluster/weather/{day}",
    method: "GET",
    name: "day",
    parameters: { type: "object", properties: { day: { type: "string" } } },
    permissions: { check: ["perm", "/", ["Sys.Modify"]] },
  },
];

describe("what a release asks of people", () => {
  it("is nothing for the newest", async () => {
    expect(await ask(newest)).toEqual([]);
  });

  it("is told with the file where each answer goes", async () => {
    const api = { ...newest, release: "99.1", endpoints: [...newest.endpoints, ...planted] };
    expect(await ask(api)).toMatchInlineSnapshot(`
      [
        "src/schema/normalise.ts:n keyword: anyOf isn't understood, first in GET /cluster/weather",
        "overrides/access/tiers.ts:n tier: GET /cluster/weather/{day} is "elevated" because nobody decided",
        "overrides/access/harmless-fields.ts:n secret: GET /cluster/weather of tier "read" answers "api-token": harmless, or hidden (overrides/access/hidden.ts)?",
        "overrides/access/secret-names.ts:n secret: the parameter private-key counts as a secret",
        "src/schema/formats.ts:n format: pve-weather-station has no rule, first in GET /cluster/weather station",
        "src/schema/named-property-strings.ts:n keys: pve-vm-cpu-conf: novel without a schema",
        "src/schema/example.ts:n example: GET /cluster/weather: odd is "example"; expected text that matches (?=x)y",
        "overrides/words/cluster.ts:n words: GET /cluster/weather has no words",
        "overrides/words/cluster.ts:n words: GET /cluster/weather/{day} has no words",
        "overrides/words/cluster.ts:n words: station of GET /cluster/weather has no words",
        "overrides/words/cluster.ts:n words: private-key of GET /cluster/weather has no words",
        "overrides/words/cluster.ts:n words: cpu of GET /cluster/weather has no words",
        "overrides/words/cluster.ts:n words: odd of GET /cluster/weather has no words",
        "overrides/words/cluster.ts:n words: day of GET /cluster/weather/{day} has no words",
      ]
    `);
  });
});

describe("what a release means for tools", () => {
  it("is told for each kind of guest", () => {
    const without = newest.endpoints.filter(
      ({ path }) => path !== "/nodes/{node}/qemu/{vmid}/snapshot/{snapname}/rollback",
    );
    const more = without.map((endpoint) =>
      endpoint.path === "/nodes/{node}/lxc/{vmid}/clone"
        ? { ...endpoint, parameters: { type: "object" as const, properties: { gently: {} } } }
        : endpoint,
    );
    const lines = toolChanges(tools, newest, { ...newest, release: "99.1", endpoints: more });
    expect(lines.map((line) => line.replace(/:\d+ /, ":n "))).toMatchInlineSnapshot(`
      [
        "overrides/tools/guests/guest-snapshot.ts:n  proxmox_guest_snapshot: POST /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/rollback went",
        "overrides/tools/guests/guest-lifecycle.ts:n  proxmox_guest_clone: POST /nodes/{node}/lxc/{vmid}/clone lost bwlimit, description, full, hostname, newid, node, pool, snapname, storage, target, vmid",
        "overrides/tools/guests/guest-lifecycle.ts:n  proxmox_guest_clone: POST /nodes/{node}/lxc/{vmid}/clone could gain gently",
        "overrides/tools/guests/guest-create-from-template.ts:n  proxmox_guest_create_from_template: POST /nodes/{node}/lxc/{vmid}/clone lost bwlimit, description, full, hostname, newid, node, pool, snapname, storage, target, vmid",
        "overrides/tools/guests/guest-create-from-template.ts:n  proxmox_guest_create_from_template: POST /nodes/{node}/lxc/{vmid}/clone could gain gently",
      ]
    `);
  });

  it("is nothing where nothing changes", () => {
    expect(toolChanges(tools, newest, newest)).toEqual([]);
  });
});
