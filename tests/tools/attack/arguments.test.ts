import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, openToolbox } from "../harness.js";

let harness: Harness;

beforeAll(async () => {
  harness = await openToolbox();
});

afterAll(() => harness?.close());

/** As it comes over the wire: an object literal would set the prototype instead. */
function json(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}

const STATUS = "GET /nodes/{node}/status";

describe("names that every object has", () => {
  it.each<[string, Record<string, unknown>, string]>([
    ["proxmox_guest_status", json('{"vmid":100,"__proto__":{"vmid":101}}'), '"__proto__": unknown'],
    ["proxmox_guest_status", { vmid: 100, constructor: 1 }, '"constructor": unknown'],
    ["proxmox_guest_list", { toString: "x" }, '"toString": unknown'],
    ["proxmox_storage_config", json('{"__proto__":{"action":"list"}}'), "action: missing"],
    ["proxmox_storage_config", { action: "constructor" }, "must be one of"],
    ["proxmox_node_task", { action: "list", valueOf: 1 }, '"valueOf": unknown'],
    [
      "proxmox_guest_config",
      json('{"vmid":100,"options":{"__proto__":"x"}}'),
      "__proto__ is unknown",
    ],
    [
      "proxmox_bulk",
      json('{"action":"start","vmids":[100],"__proto__":1}'),
      '"__proto__": unknown',
    ],
    [
      "proxmox_api_read",
      json('{"endpoint":"GET /nodes","params":{"__proto__":"x"}}'),
      "__proto__ is unknown",
    ],
    [
      "proxmox_api_read",
      json('{"endpoint":"GET /nodes","params":{"__proto__":{"a":1}}}'),
      "__proto__: takes text",
    ],
    [
      "proxmox_api_read",
      { endpoint: "GET /nodes", params: { constructor: 1 } },
      "constructor is unknown",
    ],
    ["proxmox_api_read", { endpoint: "constructor" }, 'there is no "constructor"'],
    [
      "proxmox_api_describe",
      { endpoint: STATUS, parameter: "constructor" },
      'has no "constructor"',
    ],
    ["proxmox_api_describe", { endpoint: STATUS, parameter: "__proto__" }, 'has no "__proto__"'],
    ["constructor", {}, 'no tool "constructor"'],
    ["__proto__", {}, 'no tool "__proto__"'],
  ])("%s %j", async (name, args, words) => {
    harness.sent();
    const { message } = await harness.refused(name, args);
    expect(message).toContain(words);
    expect(harness.sent().filter((request) => !request.endsWith("/cluster/resources"))).toEqual([]);
  });

  it("are no fields of an answer either", async () => {
    const fields = ["constructor", "__proto__", "node"];
    const { data } = await harness.call("proxmox_node", { action: "list", fields });
    expect(data).toEqual([{ node: "pve1" }, { node: "pve2" }, { node: "pve3" }]);
  });
});

const LONG = "x".repeat(1_000_000);
const SLASHES = `${"/".repeat(200_000)}x`;
const MANY = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, index]));

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = { a: value };
  return value;
}

/** Characters of an error, whatever was sent. */
const LONGEST_ERROR = 40_000;

/** Milliseconds: what grows with the square of its length takes minutes. */
const PATIENCE = 15_000;

describe("what is far too large", { timeout: PATIENCE }, () => {
  it.each<[string, string, Record<string, unknown>]>([
    ["an endpoint", "proxmox_api_read", { endpoint: LONG }],
    ["a path", "proxmox_api_read", { endpoint: `GET ${SLASHES}` }],
    ["a parameter's name", "proxmox_api_describe", { endpoint: STATUS, parameter: LONG }],
    ["digits", "proxmox_api_describe", { endpoint: STATUS, parameter: `${"1".repeat(200_000)}x` }],
    ["a tool", LONG, {}],
    ["an id", "proxmox_guest_status", { vmid: LONG }],
    ["an argument's name", "proxmox_guest_status", { vmid: 100, [LONG]: 1 }],
    ["arguments", "proxmox_guest_status", { vmid: 100, ...MANY }],
    ["options", "proxmox_guest_config", { vmid: 100, options: MANY }],
    ["parameters", "proxmox_api_read", { endpoint: "GET /nodes", params: MANY }],
    ["depth", "proxmox_api_read", { endpoint: "GET /nodes", params: { type: nested(100_000) } }],
    ["depth of an id", "proxmox_guest_status", { vmid: nested(100_000) }],
    ["a file's name", "proxmox_agent_file", { operation: "read", vmid: 100, file: LONG }],
  ])("%s is refused at once, in few words", async (_, name, args) => {
    const { code, ...error } = await harness.refused(name, args);
    expect(code).not.toBe("internal");
    expect(JSON.stringify(error).length).toBeLessThan(LONGEST_ERROR);
  });

  it("a question is answered by its first words", async () => {
    const query = "reboot a node ".repeat(50_000);
    const { data } = await harness.call("proxmox_api_search", { query, limit: 1 });
    expect(data).toMatchObject([{ endpoint: "POST /nodes/{node}/status" }]);
  });

  it("many wildcards in a name take no longer than one", async () => {
    const vmid = 987_654;
    await harness.call("proxmox_create_vm", { node: "pve1", vmid, name: "a".repeat(60) });
    const found = async (name: string) => {
      const { data } = await harness.call("proxmox_guest_list", { name });
      return (data as { vmid: number }[]).map((guest) => guest.vmid).includes(vmid);
    };
    expect(await found(`${"*a".repeat(25)}*`)).toBe(true);
    expect(await found(`${"*a".repeat(25)}*b`)).toBe(false);
    expect(await found("A?*a")).toBe(true);
    expect(await found("a")).toBe(true);
    expect(await found("?")).toBe(false);
  });
});

it("left nothing unexplained", () => {
  expect(harness.unexpected).toEqual([]);
  expect(harness.simulator.crashes).toEqual([]);
});
