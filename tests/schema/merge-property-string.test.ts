import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadRelease, newestRelease } from "../../src/data/releases.js";
import { mergePropertyString } from "../../src/schema/merge-property-string.js";
import { propertyStringOf } from "../../src/schema/named-property-strings.js";
import { findProperty } from "../../src/schema/numbered-parameters.js";
import { splitPropertyString } from "../../src/schema/split-property-string.js";

const { endpoints } = loadRelease(newestRelease());

function formatOf(kind: string, name: string) {
  const config = endpoints.find(
    ({ method, path }) => method === "PUT" && path === `/nodes/{node}/${kind}/{vmid}/config`,
  );
  const schema = config && findProperty(config.parameters, name)?.schema;
  const format = schema && propertyStringOf(schema);
  if (!format) throw new Error(`${name} is no property string`);
  return format;
}

const NET = "virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1,tag=20";
const DISK = "local-lvm:vm-100-disk-0,iothread=1,size=32G";

describe("of a property string only what is given changes", () => {
  it.each<[string, string, string, unknown, string]>([
    [
      "qemu",
      "net0",
      NET,
      "bridge=vmbr1",
      "virtio=BC:24:11:00:00:01,bridge=vmbr1,firewall=1,tag=20",
    ],
    [
      "qemu",
      "net0",
      NET,
      "e1000,bridge=vmbr0",
      "e1000=BC:24:11:00:00:01,bridge=vmbr0,firewall=1,tag=20",
    ],
    ["qemu", "net0", NET, "tag=", "virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1"],
    [
      "qemu",
      "net0",
      NET,
      { bridge: "vmbr1", firewall: false, tag: null },
      "virtio=BC:24:11:00:00:01,bridge=vmbr1,firewall=0",
    ],
    [
      "qemu",
      "scsi0",
      DISK,
      "cache=writeback",
      "local-lvm:vm-100-disk-0,cache=writeback,iothread=1,size=32G",
    ],
    [
      "qemu",
      "scsi0",
      DISK,
      "local-lvm:vm-100-disk-0,ssd=1",
      "local-lvm:vm-100-disk-0,iothread=1,size=32G,ssd=1",
    ],
    ["qemu", "scsi0", DISK, "ceph:16", "ceph:16"],
    ["qemu", "ide2", "local:iso/a.iso,media=cdrom,size=1G", "none,media=cdrom", "none,media=cdrom"],
    ["qemu", "agent", "1,fstrim_cloned_disks=1", false, "0,fstrim_cloned_disks=1"],
    ["qemu", "cpu", "host,flags=+aes", "x86-64-v3", "x86-64-v3,flags=+aes"],
    ["qemu", "hostpci0", "host=01:00.0,pcie=1", "host=02:00.0", "host=02:00.0"],
    [
      "qemu",
      "ipconfig0",
      "ip=10.0.0.5/24,gw=10.0.0.1",
      "ip=10.0.0.6/24",
      "gw=10.0.0.1,ip=10.0.0.6/24",
    ],
    [
      "lxc",
      "net0",
      "name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:02,ip=dhcp,type=veth",
      "bridge=vmbr1",
      "name=eth0,bridge=vmbr1,hwaddr=BC:24:11:00:00:02,ip=dhcp,type=veth",
    ],
    [
      "lxc",
      "mp0",
      "local-lvm:vm-200-disk-1,mp=/srv,size=8G",
      "backup=1",
      "local-lvm:vm-200-disk-1,mp=/srv,backup=1,size=8G",
    ],
    [
      "lxc",
      "rootfs",
      "local-lvm:vm-200-disk-0,size=8G",
      "mountoptions=noatime",
      "local-lvm:vm-200-disk-0,mountoptions=noatime,size=8G",
    ],
    ["lxc", "features", "keyctl=1,nesting=1", "fuse=1", "fuse=1,keyctl=1,nesting=1"],
  ])("%s %s: %s and %j", (kind, name, present, given, merged) => {
    expect(mergePropertyString(formatOf(kind, name), present, given)).toBe(merged);
  });

  it.each<[string, unknown]>([
    [NET, "model=virtio,=vmbr1"],
    ["what=ever,,=", "bridge=vmbr1,bridge=vmbr2"],
  ])("%s and %j: what can't be read is left to the schema", (present, given) => {
    expect(mergePropertyString(formatOf("qemu", "net0"), present, given)).toBe(given);
  });

  it("gives a text whose keys are those given, and of the others those that were there", () => {
    const format = formatOf("qemu", "net0");
    const some = fc.record(
      {
        bridge: fc.constantFrom("vmbr0", "vmbr1"),
        firewall: fc.constantFrom("0", "1"),
        tag: fc.constantFrom("5", "20"),
        mtu: fc.constantFrom("1", "1500"),
        macaddr: fc.constantFrom("BC:24:11:00:00:01", "BC:24:11:00:00:02"),
        model: fc.constantFrom("virtio", "e1000"),
      },
      { requiredKeys: ["model"] },
    );
    const text = (values: object) =>
      Object.entries(values)
        .map(([key, value]) => `${key}=${value}`)
        .join(",");
    fc.assert(
      fc.property(some, some, (present, given) => {
        const merged = mergePropertyString(format, text(present), text(given));
        expect(splitPropertyString(format, String(merged))).toEqual({
          values: { ...present, ...given },
        });
      }),
    );
  });
});
