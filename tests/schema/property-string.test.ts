import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eachSchema } from "../../src/schema/each-schema.js";
import { checkFormat, formatExample } from "../../src/schema/formats.js";
import type { Schema } from "../../src/schema/model.js";
import {
  checkNamedPropertyString,
  namedPropertyString,
  propertyStringOf,
} from "../../src/schema/named-property-strings.js";
import { compilePattern, toPortablePattern } from "../../src/schema/pattern.js";
import {
  PropertyStringError,
  type PropertyStringFormat,
  parsePropertyString,
  printPropertyString,
} from "../../src/schema/property-string.js";
import { endpointOf, RELEASES, readRelease } from "./releases.js";

function formatOf(release: string, path: "qemu" | "lxc", name: string): Record<string, Schema> {
  const { parameters } = endpointOf(release, `POST /nodes/{node}/${path}`);
  const keys = propertyStringOf(parameters.properties?.[name] ?? {});
  if (!keys) throw new Error(`${name} isn't a property string`);
  return keys;
}

const net = formatOf("9.1", "qemu", "net[n]");
const scsi = formatOf("9.1", "qemu", "scsi[n]");
const agent = formatOf("9.1", "qemu", "agent");

describe("parse", () => {
  test.each<[string, PropertyStringFormat, string, Record<string, unknown>]>([
    [
      "a model that names its own address",
      net,
      "virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=on,tag=42",
      { model: "virtio", macaddr: "BC:24:11:00:00:01", bridge: "vmbr0", firewall: true, tag: 42 },
    ],
    ["a bare default key", net, "virtio,bridge=vmbr0", { model: "virtio", bridge: "vmbr0" }],
    [
      "the default key behind others",
      net,
      "bridge=vmbr0,virtio",
      { bridge: "vmbr0", model: "virtio" },
    ],
    [
      "an alias",
      scsi,
      "volume=local:1,iops_rd_length=3",
      { file: "local:1", iops_rd_max_length: 3 },
    ],
    ["a value with =", scsi, "file=local:x=y", { file: "local:x=y" }],
    ["blanks between commas", scsi, ",local:1,, ,ssd=no", { file: "local:1", ssd: false }],
    ["a bare boolean", agent, "yes", { enabled: true }],
    [
      "a key that became an alias",
      agent,
      "1,guest-fsfreeze=off",
      { enabled: true, "freeze-fs": false },
    ],
    ["a format by its name", "pve-qm-ipconfig", "ip=dhcp", { ip: "dhcp" }],
    ["a list inside", "pve-qm-boot", "order=scsi0;net0", { order: "scsi0;net0" }],
    ["nothing", "pve-qm-boot", "", {}],
  ])("%s", (_, format, text, values) => {
    expect(parsePropertyString(format, text)).toEqual(values);
  });

  test.each<[PropertyStringFormat, string, string[]]>([
    [net, "virtio,tag=9999", ["net0.tag is 9999; it must be from 1 to 4094"]],
    [net, "virtio,tag=x", ['net0.tag is "x"; expected a whole number from 1 to 4094']],
    [
      net,
      "bridge=vmbr0",
      [
        "net0.model is required: one of e1000, e1000-82540em, e1000-82544gc, e1000-82545em, e1000e, i82551, i82557b, i82559er, ne2k_isa, ne2k_pci, pcnet, rtl8139, virtio, vmxnet3",
      ],
    ],
    [net, "virtio,brigde=vmbr0", ["net0.brigde is unknown here; did you mean net0.bridge?"]],
    [net, "virtio,e1000", ["net0.model: is given twice"]],
    [
      net,
      "model=virtio,e1000=BC:24:11:00:00:01",
      ["net0.model: is given twice, the second time by e1000="],
    ],
    [net, "virtio=BC:24:11:00:00:01,macaddr=BC:24:11:00:00:02", ["net0.macaddr: is given twice"]],
    [
      net,
      "macaddr=BC:24:11:00:00:01,virtio=BC:24:11:00:00:02",
      ["net0.macaddr: is given twice, once under another name"],
    ],
    [net, "virtio,=x", ["net0: expected key=value, with something on either side"]],
    ["pve-qm-ipconfig", "dhcp", ["net0: every value needs a key before it: key=value"]],
    ["pve-qm-ipconfig", "gw=10.0.0.1", ["net0.ip is required along with net0.gw"]],
    ["backup-fleecing", "1", ["net0: 'storage' parameter is required when 'enabled' is set"]],
    [
      "prune-backups",
      "keep-all=1,keep-last=3",
      ["net0: keep-all cannot be set together with other options."],
    ],
    [
      "pve-vm-cpu-conf",
      "host,flags=+nosuch",
      [expect.stringContaining("VM-specific CPU flags must be a subset of: aes")],
    ],
    ["pve-vm-cpu-conf", "hidden=1", ["net0: CPU is missing cputype"]],
    [
      "pve-vm-cpu-conf",
      "host,reported-model=kvm64",
      [expect.stringContaining("'reported-model' not allowed")],
    ],
  ])("refuses %# %s", (format, text, messages) => {
    expect(() => parsePropertyString(format, text, "net0")).toThrow(PropertyStringError);
    try {
      parsePropertyString(format, text, "net0");
    } catch (error) {
      expect((error as PropertyStringError).problems.map(({ message }) => message)).toEqual(
        messages,
      );
    }
  });

  test("a secret inside isn't shown", () => {
    const text = "host=pve.example.com,apitoken=PVEAPIToken=a@pve!b=very-secret,port=very-secret";
    try {
      parsePropertyString("proxmox-remote", text, "target-endpoint");
    } catch (error) {
      expect(JSON.stringify((error as PropertyStringError).problems)).toContain(
        "target-endpoint.port",
      );
      expect(
        JSON.stringify({ ...(error as PropertyStringError).problems[0], proxmox: "" }),
      ).not.toContain("very-secret");
    }
    expect.assertions(2);
  });
});

describe("print", () => {
  test.each<[string, PropertyStringFormat, Record<string, unknown>, string]>([
    [
      "model and address in one",
      net,
      { bridge: "vmbr0", tag: 42, macaddr: "BC:24:11:00:00:01", model: "virtio" },
      "virtio=BC:24:11:00:00:01,bridge=vmbr0,tag=42",
    ],
    [
      "the default key bare and first",
      net,
      { bridge: "vmbr0", model: "virtio" },
      "virtio,bridge=vmbr0",
    ],
    ["a key alias", net, { virtio: "BC:24:11:00:00:01" }, "virtio=BC:24:11:00:00:01"],
    [
      "booleans as digits",
      scsi,
      { file: "local:1", ssd: true, backup: false },
      "local:1,backup=0,ssd=1",
    ],
    ["a value with = never bare", scsi, { file: "local:x=y" }, "file=local:x=y"],
    ["bytes as a size", scsi, { volume: "local:1", size: 34359738368 }, "local:1,size=32G"],
    ["odd bytes as they are", scsi, { file: "local:1", size: 1025 }, "local:1,size=1025"],
    ["terabytes", scsi, { file: "local:1", size: 2 ** 41 }, "local:1,size=2T"],
    ["no bytes", scsi, { file: "local:1", size: 0 }, "local:1,size=0"],
    ["arrays with semicolons", "pve-qm-boot", { order: ["scsi0", "net0"] }, "order=scsi0;net0"],
    ["without what is absent", scsi, { file: "local:1", ssd: undefined, cache: null }, "local:1"],
    [
      "required keys before others",
      "proxmox-remote",
      { port: 1, host: "a", apitoken: "t" },
      "apitoken=t,host=a,port=1",
    ],
  ])("%s", (_, format, values, text) => {
    expect(printPropertyString(format, values)).toBe(text);
  });

  test.each<[PropertyStringFormat, Record<string, unknown>, string]>([
    [
      net,
      { model: "virtio", bridge: "a,b" },
      "net0.bridge holds a comma or a line break, which can't be written",
    ],
    [net, { model: "virtio", bridge: "" }, "net0.bridge is empty; leave it out instead"],
    [net, { model: "virtio", bridge: {} }, "net0.bridge must be text or a number"],
    [net, { model: "virtio", virtio: "BC:24:11:00:00:01" }, "net0.model is given twice"],
    [net, { model: "virtio", nosuch: 1 }, "net0.nosuch is unknown here; keys are"],
    [net, { model: "virtio", tag: 0 }, "net0.tag is 0; it must be from 1 to 4094"],
    [net, {}, "net0.model is required"],
  ])("refuses %# ", (format, values, message) => {
    expect(() => printPropertyString(format, values, "net0")).toThrow(message);
  });

  test("a name that isn't a property string is a mistake of the caller", () => {
    expect(() => printPropertyString("pve-vmid", {})).toThrow(
      "pve-vmid isn't the name of a property string",
    );
  });
});

/** Values that a key takes. */
function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  const { minimum, maximum } = schema;
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: minimum ?? -5, max: Math.min(maximum ?? 2 ** 31, 2 ** 31) });
    case "number":
      return fc.double({ min: minimum ?? 0, max: maximum ?? 1e6, noNaN: true }).map((n) => n + 0);
    default:
      return textsOf(schema);
  }
}

function textsOf({
  pattern,
  format,
  maxLength = 200,
  minLength = 0,
}: Schema): fc.Arbitrary<unknown> {
  const plain = fc.string({
    unit: fc.constantFrom(..."aZ09 -_.:;=/@+é"),
    minLength: Math.max(minLength, 1),
  });
  const source =
    pattern !== undefined
      ? fc.stringMatching(new RegExp(toPortablePattern(pattern)))
      : typeof format === "string"
        ? fc.constantFrom(...(FORMATTED[format] ?? [formatExample(format) ?? "example"]))
        : plain;
  return source.filter(
    (text) =>
      text.trim() !== "" &&
      !/[,\n]/.test(text) &&
      [...text].length <= maxLength &&
      (pattern === undefined || compilePattern(pattern).test(text)) &&
      (typeof format !== "string" || checkFormat(format, text) === undefined),
  );
}

const FORMATTED: Record<string, string[]> = {
  "disk-size": ["1", "32G", "1.5T"],
  "pve-volume-id": ["local:a", "local:iso/x=y.iso", "store:1;2"],
  "pve-volume-id-or-qm-path": ["none", "cdrom", "/dev/x", "local:1", "l1:a=b"],
  "pve-qm-bootdev-list": ["scsi0", "scsi0;net0"],
};

/** Objects that fit a property string: required keys and some others, what they require included. */
function objectsOf(format: PropertyStringFormat): fc.Arbitrary<Record<string, unknown>> {
  const keys = typeof format === "string" ? (namedPropertyString(format) ?? {}) : format;
  const entries = Object.entries(keys).filter(([, schema]) => !schema.alias);
  const required = entries.filter(([, schema]) => !schema.optional).map(([key]) => key);
  return fc
    .record(Object.fromEntries(entries.map(([key, schema]) => [key, valuesOf(schema)])), {
      requiredKeys: required,
    })
    .map((values) => {
      const fits = (key: string) => {
        const requires = keys[key]?.requires;
        return requires === undefined || values[requires] !== undefined;
      };
      return Object.fromEntries(Object.entries(values).filter(([key]) => fits(key)));
    })
    .filter(
      (values) =>
        typeof format !== "string" || checkNamedPropertyString(format, values) === undefined,
    );
}

/** Every different property-string format of a release, by the first place that has it. */
function formatsOf(release: string): [string, PropertyStringFormat][] {
  const found = new Map<string, [string, PropertyStringFormat]>();
  for (const { parameters, path } of readRelease(release).endpoints) {
    eachSchema(parameters, "", (schema, where) => {
      if (!schema.format || !propertyStringOf(schema)) return;
      const key = JSON.stringify(schema.format);
      if (!found.has(key)) found.set(key, [`${where} of ${path}`, schema.format]);
    });
  }
  return [...found.values()];
}

const SPELLINGS = { true: ["1", "on", "yes", "true", "ON"], false: ["0", "off", "no", "false"] };

describe.each(RELEASES)("every format of %s", (release) => {
  test.each(formatsOf(release))("%s goes there and back", (_, format) => {
    fc.assert(
      fc.property(objectsOf(format), (values) => {
        const text = printPropertyString(format, values);
        expect(parsePropertyString(format, text)).toEqual(values);
        expect(printPropertyString(format, parsePropertyString(format, text))).toBe(text);
      }),
      { numRuns: release === RELEASES.at(-1) ? 20 : 4 },
    );
  });
});

test.each(formatsOf("9.1"))("%s is read in any order and spelling", (_, format) => {
  const written = objectsOf(format).chain((values) => {
    const parts = Object.entries(values).map(([key, value]) =>
      typeof value === "boolean"
        ? fc.constantFrom(...SPELLINGS[`${value}`]).map((word) => `${key}=${word}`)
        : fc.constant(`${key}=${value}`),
    );
    return fc
      .tuple(...parts)
      .chain((texts) => fc.shuffledSubarray(texts, { minLength: texts.length }))
      .map((texts) => ({ values, text: texts.join(",") }));
  });
  fc.assert(
    fc.property(written, ({ values, text }) => {
      expect(parsePropertyString(format, text)).toEqual(values);
    }),
    { numRuns: 12 },
  );
});

test("no text makes the reader do anything but answer or refuse", () => {
  const text = fc.string({ unit: fc.constantFrom(..."virto=,;e1000 bdge:\0\n") });
  fc.assert(
    fc.property(text, (value) => {
      try {
        return typeof parsePropertyString(net, value) === "object";
      } catch (error) {
        return error instanceof PropertyStringError && error.problems.length > 0;
      }
    }),
  );
});
