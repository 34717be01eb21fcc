import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Endpoint, EndpointKey } from "../../src/schema/model.js";
import { validate } from "../../src/schema/validate.js";
import { type Exchange, recorded } from "../support/recorded.js";
import { endpointOf, RELEASES, readRelease } from "./releases.js";

const NOT_DEFINED =
  "property is not defined in schema and the schema does not allow additional properties";

/** What Proxmox's `errors` object would hold. */
function errorsOf(
  endpoint: Endpoint,
  parameters: Record<string, unknown>,
  encoding: "form" | "json" = "form",
): Record<string, string> {
  const { problems } = validate(endpoint, parameters, { encoding });
  return Object.fromEntries(problems.map(({ parameter, proxmox }) => [parameter, proxmox]));
}

const CREATE = "POST /nodes/{node}/qemu";
const vm = { node: "pve1", vmid: "600" };

describe("the texts of Proxmox", () => {
  test.each<[EndpointKey, Record<string, unknown>, Record<string, string>]>([
    [CREATE, { node: "pve1" }, { vmid: "property is missing and it is not optional" }],
    [CREATE, { ...vm, cores: "x" }, { cores: "type check ('integer') failed - got 'x'" }],
    [CREATE, { ...vm, cores: " 2" }, { cores: "type check ('integer') failed - got ' 2'" }],
    [CREATE, { ...vm, cores: "2.5" }, { cores: "type check ('integer') failed - got '2.5'" }],
    [CREATE, { ...vm, cores: "1e0" }, { cores: "type check ('integer') failed - got '1e0'" }],
    [CREATE, { ...vm, cores: "0" }, { cores: "value must have a minimum value of 1" }],
    [CREATE, { ...vm, cpulimit: "129" }, { cpulimit: "value must have a maximum value of 128" }],
    [
      CREATE,
      { ...vm, vmid: "1" },
      { vmid: "invalid format - value does not look like a valid VM ID\n" },
    ],
    [
      CREATE,
      { ...vm, ostype: "msdos" },
      {
        ostype:
          "value 'msdos' does not have a value in the enumeration 'other, wxp, w2k, w2k3, w2k8, wvista, win7, win8, win10, win11, l24, l26, solaris'",
      },
    ],
    [CREATE, { ...vm, foo: "1" }, { foo: NOT_DEFINED }],
    [CREATE, { ...vm, net32: "virtio" }, { net32: NOT_DEFINED }],
    [CREATE, { ...vm, "net[n]": "virtio" }, { "net[n]": NOT_DEFINED }],
    ["GET /nodes/{node}/qemu", { node: "pve1", foo: "1" }, { foo: NOT_DEFINED }],
    [CREATE, { ...vm, onboot: "true" }, { onboot: "type check ('boolean') failed - got 'true'" }],
    [CREATE, { ...vm, onboot: "" }, { onboot: "type check ('boolean') failed - got ''" }],
    [
      CREATE,
      { ...vm, net0: "virtio,bogus=1" },
      { net0: `invalid format - format error\nnet0.bogus: ${NOT_DEFINED}\n` },
    ],
    [
      CREATE,
      { ...vm, net0: "virtio,tag=9999,bogus=1" },
      {
        net0: `invalid format - format error\nnet0.tag: value must have a maximum value of 4094\nnet0.bogus: ${NOT_DEFINED}\n`,
      },
    ],
    [
      CREATE,
      { ...vm, scsi0: "local:10,iothread=maybe" },
      {
        scsi0:
          "invalid format - format error\nscsi0.iothread: type check ('boolean') failed - got 'maybe'\n",
      },
    ],
    [
      CREATE,
      { ...vm, boot: "order=scsi0;foo0" },
      {
        boot: "invalid format - format error\nboot.order: invalid format - invalid boot device 'foo0'\n\n",
      },
    ],
    [
      "POST /nodes/{node}/lxc",
      { ...vm, ostemplate: "local:vztmpl/x.tar.gz", net0: "bridge=vmbr0" },
      {
        net0: "invalid format - format error\nnet0.name: property is missing and it is not optional\n",
      },
    ],
    [
      "PUT /nodes/{node}/qemu/{vmid}/config",
      { ...vm, net0: ["virtio", "bridge=vmbr0"] },
      { net0: "type check ('string') failed - got ARRAY" },
    ],
    [
      "PUT /nodes/{node}/qemu/{vmid}/config",
      { ...vm, net0: "virtio,e1000" },
      { net0: "invalid format - duplicate key in comma-separated list property: model\n" },
    ],
    [
      "PUT /nodes/{node}/qemu/{vmid}/resize",
      { ...vm, disk: "scsi0", size: "lots" },
      { size: "value does not match the regex pattern" },
    ],
    [
      "POST /nodes/{node}/qemu/{vmid}/snapshot",
      { ...vm, snapname: "1bad" },
      { snapname: "invalid format - invalid configuration ID '1bad'\n" },
    ],
    [
      "POST /nodes/{node}/lxc/{vmid}/snapshot",
      { ...vm, snapname: "before", vmstate: "1" },
      { vmstate: NOT_DEFINED },
    ],
    [
      "POST /cluster/backup",
      { dow: "mon", vmid: "100", storage: "local" },
      { starttime: "missing property required by 'dow'" },
    ],
    [
      "PUT /access/roles/{roleid}",
      { roleid: "Rec", privs: "VM.Audit,No.Such" },
      { privs: "invalid format - invalid privilege 'No.Such'\n" },
    ],
    ["PUT /storage/{storage}", { storage: "rec", path: "/elsewhere" }, { path: NOT_DEFINED }],
    [
      "POST /nodes/{node}/qemu/{vmid}/agent/exec",
      { ...vm, command: "0" },
      { command: "type check ('array') failed" },
    ],
    [
      "POST /cluster/notifications/endpoints/sendmail",
      { name: "mail", mailto: ["alice@example.com", "a b"] },
      {
        "mailto[1]":
          "invalid format - value does not look like a valid email address or user name\n",
      },
    ],
    [
      "POST /cluster/mapping/pci",
      { id: "gpu", map: ["node=pve1,path=0000:01:00.0,id=10de"] },
      {
        "map[0]":
          "invalid format - format error\nmap[0].id: value does not match the regex pattern\n",
      },
    ],
    [
      "PUT /access/password",
      { userid: "a@pve", password: "1234" },
      { password: expect.stringMatching(/^value must be at least \d characters long$/) },
    ],
    [
      "POST /nodes/{node}/qemu/{vmid}/snapshot",
      { ...vm, snapname: "a".repeat(41) },
      { snapname: "value may only be 40 characters long" },
    ],
    [CREATE, { ...vm, ostype: undefined, cores: null }, {}],
  ])("%s %j", (key, parameters, errors) => {
    expect(errorsOf(endpointOf("9.1", key), parameters)).toEqual(errors);
  });

  test("all problems are told at once", () => {
    expect(errorsOf(endpointOf("9.1", CREATE), { ...vm, vmid: "x", cores: "y", foo: "1" })).toEqual(
      {
        cores: "type check ('integer') failed - got 'y'",
        foo: NOT_DEFINED,
        vmid: "type check ('integer') failed - got 'x'",
      },
    );
  });

  test("two texts under one key are joined by a backslash and an n", () => {
    const endpoint: Endpoint = {
      path: "/x",
      method: "POST",
      name: "x",
      parameters: {
        type: "object",
        properties: {
          a: { type: "string", optional: true, requires: "c" },
          b: { type: "string", optional: true, requires: "c" },
          c: { type: "string", optional: true },
        },
      },
    };
    expect(errorsOf(endpoint, { a: "1", b: "2" })).toEqual({
      c: "missing property required by 'a'\\nmissing property required by 'b'",
    });
  });
});

describe("JSON", () => {
  test.each<[Record<string, unknown>, Record<string, string>]>([
    [{ onboot: true, cores: 2, memory: 1024 }, {}],
    [{ onboot: 1, cores: "02" }, {}],
    [{ onboot: "true" }, { onboot: "type check ('boolean') failed - got 'true'" }],
    [{ cores: true }, { cores: "type check ('integer') failed - got JSON::PP::Boolean" }],
    [{ name: true }, { name: "type check ('string') failed - got JSON::PP::Boolean" }],
    [{ net0: { model: "virtio" } }, { net0: "type check ('string') failed - got HASH" }],
    [{ tags: ["a", "b"] }, {}],
    [{ tags: [] }, {}],
    [{ name: ["a"] }, { name: "type check ('string') failed - got ARRAY" }],
  ])("%j", (parameters, errors) => {
    expect(errorsOf(endpointOf("9.1", CREATE), { ...vm, ...parameters }, "json")).toEqual(errors);
  });
});

test("values are what Proxmox's code gets to see", () => {
  const parameters = {
    ...vm,
    cores: "+04",
    cpulimit: "1.50",
    onboot: "1",
    tags: ["a", "b"],
    net0: "virtio,bridge=vmbr0",
    name: "web.example.com",
  };
  expect(validate(endpointOf("9.1", CREATE), parameters)).toEqual({
    problems: [],
    values: {
      node: "pve1",
      vmid: 600,
      cores: 4,
      cpulimit: 1.5,
      onboot: true,
      tags: "a,b",
      net0: "virtio,bridge=vmbr0",
      name: "web.example.com",
    },
  });
  const exec = endpointOf("9.1", "POST /nodes/{node}/qemu/{vmid}/agent/exec");
  expect(validate(exec, { ...vm, command: "uptime" }).values).toEqual({
    node: "pve1",
    vmid: 600,
    command: ["uptime"],
  });
});

describe("our words", () => {
  test("name the thing, what was given and what is allowed", () => {
    const parameters = {
      ...vm,
      cores: "0",
      memroy: "1",
      net32: "virtio",
      "net[n]": "virtio",
      net0: "virtio,tag=9999",
      ostype: "msdos",
      cpulimit: "x",
      cipassword: ["hunter2", "hunter3"],
      description: "x".repeat(9000),
    };
    const { problems } = validate(endpointOf("9.1", CREATE), parameters);
    expect(
      problems.map(({ path, rule, message }) => `${path} ${rule}: ${message}`),
    ).toMatchInlineSnapshot(`
      [
        "cipassword type: cipassword isn't valid; expected text",
        "cores minimum: cores is 0; it must be at least 1",
        "cpulimit type: cpulimit is "x"; expected a number from 0 to 128",
        "description maxLength: description is too long: at most 8192 characters, not 9000",
        "ostype enum: ostype is "msdos"; expected one of other, wxp, w2k, w2k3, w2k8, wvista, win7, win8, win10, win11, l24, l26, solaris",
        "memroy unknown: memroy is unknown here; did you mean memory?",
        "net32 unknown: net32 is unknown here; net goes from net0 to net31",
        "net[n] unknown: net[n] is unknown here; write a number for n: net0 to net31",
        "net0.tag maximum: net0.tag is 9999; it must be from 1 to 4094",
      ]
    `);
    expect(JSON.stringify(problems)).not.toContain("hunter");
  });

  test("a long row of disks is told in short", () => {
    const resize = endpointOf("9.1", "PUT /nodes/{node}/lxc/{vmid}/resize");
    const { problems } = validate(resize, { ...vm, disk: "scsi0", size: "1G" });
    expect(problems.map(({ message }) => message)).toEqual([
      'disk is "scsi0"; expected one of rootfs, mp0 to mp255',
    ]);
  });

  test("a whole problem", () => {
    const { problems } = validate(endpointOf("9.1", CREATE), { ...vm, net0: "virtio,tag=9999" });
    expect(problems).toMatchInlineSnapshot(`
      [
        {
          "allowed": "from 1 to 4094",
          "given": 9999,
          "message": "net0.tag is 9999; it must be from 1 to 4094",
          "parameter": "net0",
          "path": "net0.tag",
          "proxmox": "invalid format - format error
      net0.tag: value must have a maximum value of 4094
      ",
          "rule": "maximum",
        },
      ]
    `);
  });
});

describe("variants by type", () => {
  const create = endpointOf("9.1", "POST /cluster/sdn/fabrics/node/{fabric_id}");
  const base = { fabric_id: "fabric1", node_id: "pve1" };
  test("the type's own list is checked", () => {
    const interfaces = ["name=eno1,hello_multiplier=1"];
    expect(errorsOf(create, { ...base, protocol: "openfabric", interfaces })).toEqual({
      "interfaces[0]":
        "invalid format - format error\ninterfaces[0].hello_multiplier: value must have a minimum value of 2\n",
    });
    expect(errorsOf(create, { ...base, protocol: "ospf", interfaces })).toEqual({
      "interfaces[0]": `invalid format - format error\ninterfaces[0].hello_multiplier: ${NOT_DEFINED}\n`,
    });
    expect(errorsOf(create, { ...base, protocol: "ospf", interfaces: ["name=eno1"] })).toEqual({});
  });

  test("any one of several alternatives will do", () => {
    const endpoint: Endpoint = {
      path: "/x",
      method: "POST",
      name: "x",
      parameters: {
        type: "object",
        properties: { a: { oneOf: [{ type: "integer" }, { type: "string", enum: ["all"] }] } },
      },
    };
    expect(errorsOf(endpoint, { a: "5" })).toEqual({});
    expect(errorsOf(endpoint, { a: "all" })).toEqual({});
    expect(Object.keys(errorsOf(endpoint, { a: "some" }))).toEqual(["a.oneOf[0]", "a.oneOf[1]"]);
  });
});

test("other keys are let through, checked or refused as additionalProperties says", () => {
  const endpoint = (
    additionalProperties: Endpoint["parameters"]["additionalProperties"],
  ): Endpoint => ({
    path: "/x",
    method: "POST",
    name: "x",
    parameters: {
      type: "object",
      properties: {},
      ...(additionalProperties !== undefined && { additionalProperties }),
    },
  });
  expect(validate(endpoint(undefined), { a: "1" })).toEqual({ values: { a: "1" }, problems: [] });
  expect(validate(endpoint({ type: "integer" }), { a: "1" }).values).toEqual({ a: 1 });
  expect(errorsOf(endpoint({ type: "integer" }), { a: "x" })).toEqual({
    a: "type check ('integer') failed - got 'x'",
  });
  const polluted = JSON.parse('{ "__proto__": "1", "constructor": "1" }') as Record<
    string,
    unknown
  >;
  expect(validate(endpoint(false), polluted).problems.map(({ path }) => path)).toEqual([
    "__proto__",
    "constructor",
  ]);
  expect(Object.keys(validate(endpoint(undefined), polluted).values)).toEqual(
    Object.keys(polluted),
  );
});

test("a pattern without translation is left to Proxmox", () => {
  const endpoint: Endpoint = {
    path: "/x",
    method: "POST",
    name: "x",
    parameters: { type: "object", properties: { a: { type: "string", pattern: "(?{ code })" } } },
  };
  expect(errorsOf(endpoint, { a: "x" })).toEqual({});
});

test.each(RELEASES)("no request to %s makes the validator fail", (release) => {
  const { endpoints } = readRelease(release);
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(..."a0=,;:/.-\0\n é"), maxLength: 12 }),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const request = fc.constantFrom(...endpoints).chain((endpoint) => {
    const names = Object.keys(endpoint.parameters.properties ?? {}).map((n) =>
      n.replace("[n]", "0"),
    );
    const name = fc.constantFrom("foo", "__proto__", ...names);
    return fc.tuple(fc.constant(endpoint), fc.dictionary(name, text, { maxKeys: 6 }));
  });
  fc.assert(
    fc.property(
      request,
      fc.constantFrom("form" as const, "json" as const),
      ([endpoint, parameters], encoding) => {
        const { problems } = validate(endpoint, parameters, { encoding });
        return problems.every(({ message, proxmox }) => message !== "" && proxmox !== "");
      },
    ),
    { numRuns: 200 },
  );
});

/** Refusals that come from an endpoint's own code or from the server before it, not from a schema. */
const NOT_OF_THE_SCHEMA =
  /already exists|^no such|^No such|^unknown option|^you can't use|^Only root|^either|^target is local|^unable to parse worker|^duplicate parameter/;

describe("the recorded server", () => {
  const endpoints = readRelease("9.1").endpoints.map((endpoint) => ({
    endpoint,
    expression: new RegExp(`^${endpoint.path.replaceAll(/\{([\w-]+)\}/g, "([^/]+)")}/?$`),
    names: [...endpoint.path.matchAll(/\{([\w-]+)\}/g)].map((match) => match[1] as string),
  }));
  const flows = recorded("flows");

  function check({ method, path, params, body }: Exchange): Record<string, string> | undefined {
    const [place = "", query] = path.split("?");
    const found = endpoints
      .filter(({ endpoint, expression }) => endpoint.method === method && expression.test(place))
      .sort((a, b) => a.names.length - b.names.length)[0];
    if (!found || typeof body === "string" || query) return undefined;
    const values = found.expression.exec(place)?.slice(1) ?? [];
    const inPath = Object.fromEntries(
      found.names.map((name, index) => [name, decodeURIComponent(values[index] ?? "")]),
    );
    return errorsOf(found.endpoint, { ...params, ...inPath });
  }

  test("refuses what we refuse, in the same words", () => {
    let compared = 0;
    for (const flow of flows) {
      const errors = flow.status === 400 ? flow.json?.errors : undefined;
      const texts = Object.values(errors ?? {});
      if (texts.length === 0 || texts.some((text) => NOT_OF_THE_SCHEMA.test(text))) continue;
      const ours = check(flow);
      if (!ours) continue;
      expect({ path: flow.path, errors: ours }).toEqual({ path: flow.path, errors });
      compared += 1;
    }
    expect(compared).toBeGreaterThan(20);
  });

  test("takes what we take", () => {
    const refused = flows
      .filter(({ status }) => status < 400)
      .map((flow) => ({ path: flow.path, errors: check(flow) ?? {} }))
      .filter(({ errors }) => Object.keys(errors).length > 0);
    expect(refused).toEqual([]);
  });
});
