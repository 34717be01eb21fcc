import { describe, expect, test } from "vitest";
import {
  describeFamily,
  familyOf,
  findProperty,
  indexRange,
  parseMember,
} from "../../src/schema/numbered-parameters.js";
import { endpointOf, RELEASES, readRelease } from "./releases.js";

const qemu = endpointOf("9.1", "POST /nodes/{node}/qemu").parameters;
const lxc = endpointOf("9.1", "POST /nodes/{node}/lxc").parameters;

describe("findProperty", () => {
  test.each([
    ["net0", "net[n]"],
    ["net31", "net[n]"],
    ["scsi30", "scsi[n]"],
    ["usb13", "usb[n]"],
    ["virtio15", "virtio[n]"],
    ["virtiofs9", "virtiofs[n]"],
    ["efidisk0", "efidisk0"],
    ["smbios1", "smbios1"],
    ["cores", "cores"],
  ])("finds %s under %s", (key, name) => {
    expect(findProperty(qemu, key)).toEqual({ name, schema: qemu.properties?.[name] });
  });

  test.each([
    "net32",
    "net[n]",
    "net",
    "net00",
    "net01",
    "net-1",
    "scsi31",
    "sata6",
    "ide4",
    "usb14",
    "virtio16",
    "mp0",
    "efidisk1",
    "__proto__",
    "constructor",
    "",
    "0",
  ])("knows no %s of a VM", (key) => expect(findProperty(qemu, key)).toBeUndefined());

  test("a container has mp255 and no scsi0", () => {
    expect(findProperty(lxc, "mp255")?.name).toBe("mp[n]");
    expect(findProperty(lxc, "mp256")).toBeUndefined();
    expect(findProperty(lxc, "scsi0")).toBeUndefined();
  });
});

test("every family of every release has a known range", () => {
  const families = new Map<string, unknown>();
  for (const release of RELEASES) {
    for (const { parameters } of readRelease(release).endpoints) {
      for (const name of Object.keys(parameters.properties ?? {})) {
        if (name.includes("[")) families.set(name, indexRange(name)?.last);
      }
    }
  }
  expect(Object.fromEntries([...families].sort())).toMatchInlineSnapshot(`
    {
      "acmedomain[n]": 5,
      "dev[n]": 255,
      "hostpci[n]": 15,
      "ide[n]": 3,
      "ipconfig[n]": 31,
      "link[n]": 7,
      "mp[n]": 255,
      "net[n]": 31,
      "numa[n]": 7,
      "parallel[n]": 2,
      "sata[n]": 5,
      "scsi[n]": 30,
      "serial[n]": 3,
      "unused[n]": 255,
      "usb[n]": 13,
      "virtio[n]": 15,
      "virtiofs[n]": 9,
    }
  `);
});

test("the words for a family and its parts", () => {
  expect(describeFamily("net[n]")).toBe("net0 to net31");
  expect(familyOf("net0")).toBeUndefined();
  expect(indexRange("nosuch[n]")).toEqual({ first: 0, last: 255 });
  expect(indexRange("a[b]")).toBeUndefined();
  expect(parseMember("scsi12")).toEqual({ family: "scsi", index: 12 });
  expect(parseMember("scsi012")).toBeUndefined();
});
