import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eachSchema } from "../../src/schema/each-schema.js";
import {
  checkFormat,
  describeFormat,
  formatExample,
  formatNames,
  formatPattern,
  readFormatName,
  splitList,
} from "../../src/schema/formats.js";
import { namedPropertyString } from "../../src/schema/named-property-strings.js";
import { RELEASES, readRelease } from "./releases.js";

/** Format, values that fit, values that don't with what Proxmox says to them. */
const TABLE: [string, string[], [string, string][]][] = [
  [
    "pve-vmid",
    ["100", "999999999"],
    [
      ["99", "value does not look like a valid VM ID"],
      ["1000000000", "value does not look like a valid VM ID"],
      ["0100", "value does not look like a valid VM ID"],
      ["", "value does not look like a valid VM ID"],
    ],
  ],
  [
    "pve-node",
    ["pve1", "a", "PVE-1"],
    [
      ["-pve", "value does not look like a valid node name"],
      ["pve.lan", "value does not look like a valid node name"],
      ["pve1\n", "value does not look like a valid node name"],
    ],
  ],
  [
    "pve-configid",
    ["ab", "Before-2_x"],
    [
      ["s", "invalid configuration ID 's'"],
      ["1bad", "invalid configuration ID '1bad'"],
    ],
  ],
  [
    "pve-storage-id",
    ["local", "a.b-c_d9"],
    [
      ["x", "storage ID 'x' cannot be shorter than 2 characters"],
      ["local-", "storage ID 'local-' contains illegal characters"],
      ["9ab", "storage ID '9ab' contains illegal characters"],
    ],
  ],
  [
    "pve-userid",
    ["root@pam", "a.b+c@my-realm"],
    [
      ["ab", "user name 'ab' is too short"],
      ["a:b@pam", "value 'a:b@pam' does not look like a valid user name"],
      [`${"a".repeat(61)}@pam`, `user name '${"a".repeat(61)}@pam' is too long (65 > 64)`],
    ],
  ],
  [
    "pve-tokenid",
    ["root@pam!full"],
    [["root@pam", "value 'root@pam' does not look like a valid token ID"]],
  ],
  [
    "pve-poolid",
    ["prod", "a/b/c"],
    [
      ["a/b/c/d", "pool name 'a/b/c/d' nested too deeply (max levels = 3)"],
      ["a b", "pool name 'a b' contains invalid characters"],
    ],
  ],
  ["pve-priv", ["VM.Audit", "Sys.Modify"], [["No.Such", "invalid privilege 'No.Such'"]]],
  [
    "ipv4",
    ["0.0.0.0", "192.0.2.255"],
    [
      ["256.0.0.1", "value does not look like a valid IPv4 address"],
      ["1.2.3", "value does not look like a valid IPv4 address"],
      ["01.2.3.4", "value does not look like a valid IPv4 address"],
    ],
  ],
  [
    "ipv6",
    ["::", "::1", "2001:db8::", "1:2:3:4:5:6:7:8", "::ffff:192.0.2.1", "1::8", "1:2:3:4:5:6:7::"],
    [
      ["1:2:3:4:5:6:7:8:9", "value does not look like a valid IPv6 address"],
      ["1::2::3", "value does not look like a valid IPv6 address"],
      [":::", "value does not look like a valid IPv6 address"],
      ["fe80::1%eth0", "value does not look like a valid IPv6 address"],
    ],
  ],
  [
    "lxc-ip-with-ll-iface",
    ["192.0.2.53", "fe80::1%eth0"],
    [["2001:db8::1%eth0", "value does not look like a valid IP address"]],
  ],
  [
    "CIDR",
    ["10.0.0.0/8", "10.0.0.1/024", "2001:db8::/128"],
    [
      ["10.0.0.0/7", "value does not look like a valid CIDR network"],
      ["10.0.0.0/33", "value does not look like a valid CIDR network"],
      ["10.0.0.0", "value does not look like a valid CIDR network"],
      ["2001:db8::/129", "value does not look like a valid CIDR network"],
    ],
  ],
  [
    "ipv4mask",
    ["0.0.0.0", "255.255.255.252", "255.255.255.255"],
    [["255.0.255.0", "value does not look like a valid IP netmask"]],
  ],
  [
    "pve-ipv4-config",
    ["dhcp", "manual", "10.0.0.2/24"],
    [["auto", "value does not look like a valid ipv4 network configuration"]],
  ],
  [
    "pve-ipv6-config",
    ["auto", "dhcp", "2001:db8::2/64"],
    [["10.0.0.2/24", "value does not look like a valid ipv6 network configuration"]],
  ],
  [
    "mac-addr",
    ["BC:24:11:00:00:01", "02:00:00:00:00:ff"],
    [
      ["01:00:00:00:00:00", "value does not look like a valid unicast MAC address"],
      ["BC-24-11-00-00-01", "value does not look like a valid unicast MAC address"],
    ],
  ],
  [
    "mac-prefix",
    ["BC:24:11", "bc", "BC:24:1", "BC:24:11:"],
    [["BD:24:11", "value is not a valid unicast MAC address prefix"]],
  ],
  ["pve-iface", ["vmbr0", "eno1.5", "eth0:1"], [["e", "invalid network interface name 'e'"]]],
  [
    "pve-vlan-id-or-range",
    ["2", "2-4094"],
    [
      ["1", "invalid VLAN tag '1'"],
      ["2-5000", "invalid VLAN tag '5000'"],
      ["9-9", "VLAN range must go from lower to higher tag '9-9'"],
      ["x", "invalid VLAN configuration 'x'"],
    ],
  ],
  ["dns-name", ["a", "a-b.c"], [["a_b", "value does not look like a valid DNS name"]]],
  ["address", ["pve.lan", "::1"], [["a b", "value does not look like a valid address: a b"]]],
  [
    "pve-storage-portal-dns",
    ["10.0.0.1:3260", "[::1]:3260", "san.lan", "::1.3260"],
    [["a b", "value does not look like a valid portal address"]],
  ],
  [
    "email-or-username",
    ["a.b+c@x.org", "root"],
    [["a@", "value does not look like a valid email address or user name"]],
  ],
  ["email-opt", ["", "0", "a@b"], [["a", "value does not look like a valid email address"]]],
  ["pve-acme-domain", ["a.b"], [["a", "value 'a' does not look like a valid domain name!"]]],
  [
    "disk-size",
    ["0", "32G", "1.5T", "8GiB"],
    [["32GB", "value does not look like a valid disk size: 32GB"]],
  ],
  [
    "pve-volume-id",
    ["local:iso/a.iso", "local-lvm:32"],
    [
      ["local", "unable to parse volume ID 'local'"],
      ["l:x", "unable to parse volume ID 'l:x'"],
    ],
  ],
  [
    "pve-volume-id-or-qm-path",
    ["none", "cdrom", "/dev/sdb", "local:0"],
    [["disk", "unable to parse volume ID 'disk'"]],
  ],
  [
    "pve-storage-content",
    ["images", "import", "none"],
    [["iso9660", "invalid content type 'iso9660'"]],
  ],
  [
    "pve-storage-path",
    ["/mnt/a b", "/a;b"],
    [
      ["mnt", "value does not look like a valid absolute path"],
      ["/;", "value does not look like a valid absolute path"],
    ],
  ],
  [
    "pve-dir-override",
    ["iso=my/iso", "images=a.b/c"],
    [
      ["iso=../x", "invalid override 'iso=../x'"],
      ["nosuch=x", "invalid override 'nosuch=x'"],
      ["iso=x.", "invalid override 'iso=x.'"],
    ],
  ],
  [
    "storage-pair",
    ["1", "local", "local:other"],
    [
      [
        "local:9x",
        "entry 'local:9x' contains invalid ID - storage ID '9x' contains illegal characters\n\n",
      ],
    ],
  ],
  [
    "pve-lxc-mp-string",
    ["/srv", "/a.b"],
    [["/a/../b", "/a/../b contains illegal character sequences"]],
  ],
  ["pve-lxc-dev-string", ["/dev/ttyS0"], [["/etc/x", "/etc/x is not a valid device path"]]],
  ["pve-tag", ["prod", "A+b.c-d", "_x"], [["-x", "invalid characters in tag"]]],
  [
    "pve-startup-order",
    ["1", "order=1,up=2,down=3", "up=5", ","],
    [
      ["0", "unable to parse startup options"],
      ["up=x", "unable to parse startup options"],
    ],
  ],
  ["pve-cpuset", ["0", "0,2-3, 5"], [["3-1", "unable to parse cpuset option"]]],
  [
    "pve-hotplug-features",
    ["0", "1", "network,usb"],
    [["network,gpu", "invalid hotplug feature 'gpu'"]],
  ],
  [
    "pve-qm-bootdisk",
    ["scsi30", "efidisk0"],
    [
      ["scsi31", "invalid boot disk 'scsi31'"],
      ["net0", "invalid boot disk 'net0'"],
    ],
  ],
  [
    "pve-qm-bootdev-list",
    ["scsi0;net31", "usb13", ""],
    [["scsi0;efidisk0", "invalid boot device 'efidisk0'"]],
  ],
  [
    "pve-phys-bits",
    ["host", "8", "64"],
    [["7", "value must be an integer between 8 and 64 or 'host'"]],
  ],
  [
    "pve-ct-timezone",
    ["host", "UTC", "America/Argentina/Salta"],
    [["no zone", "invalid time zone 'no zone'"]],
  ],
  [
    "pve-replication-job-id",
    ["100-0"],
    [
      ["x1", "invalid replication job id 'x1'"],
      ["99-0", "invalid replication job id '99-0' (guest IDs < 100 are reserved)"],
    ],
  ],
  ["urlencoded", ["", "a%20b"], [["a b", "invalid urlencoded string: a b"]]],
  [
    "IPorCIDR",
    ["10.0.0.1", "10.0.0.1/24", "10.0.0.0/0", "::/0"],
    [["10.0.0.1/33", "value does not look like a valid IP address or CIDR network"]],
  ],
  [
    "IPorCIDRorAlias",
    ["dc/lan", "guest/db", "lan", "10.0.0.0/8"],
    [["x", "value does not look like a valid IP address or CIDR network"]],
  ],
  [
    "pve-fw-addr-spec",
    [
      "10.0.0.0/24",
      "10.0.0.1-10.0.0.9",
      "+dc/blocked",
      "dc/lan",
      "::1,2001:db8::/64",
      "10.0.0.1,10.0.0.2",
    ],
    [
      ["10.0.0.1,::1", "detected mixed ipv4/ipv6 addresses in address list '10.0.0.1,::1'"],
      ["10.0.0.1,", "extraneous commas in list"],
      ["10.0.0.1,10.0.0.2-10.0.0.3", "you can't use a range in a list"],
      ["10.0.0.1/24", "invalid IP address: Cannot determine IP version for 10.0.0.1/24"],
      [
        "10.0.0.9-10.0.0.1",
        "invalid IP address: Cannot determine IP version for 10.0.0.9-10.0.0.1",
      ],
      [`+${"x".repeat(65)}`, "ipset name too long"],
      [`a${"x".repeat(64)}`, "alias name too long"],
    ],
  ],
  [
    "pve-fw-dport-spec",
    ["22", "80,443", "1000:2000", "https", "echo-request"],
    [
      ["70000", "invalid port '70000'"],
      ["20:10", "backwards range '20:10' not allowed, did you mean '10:20'?"],
      ["80,", "extraneous commas in list"],
      ["8 0", "invalid port '8 0'"],
      ["echo-request,80", "ICMP ports not allowed in port range"],
      [Array(16).fill("1").join(","), "too many entries in port list (> 15 numbers)"],
    ],
  ],
  ["pve-fw-protocol-spec", ["tcp", "6", "ipv6-icmp", ""], [["t p", "unknown protocol 't p'"]]],
  [
    "pve-fw-icmp-type-spec",
    ["echo-reply", "packet-too-big", ""],
    [["ping", "invalid icmp-type value 'ping'"]],
  ],
  [
    "pve-fw-conntrack-helper",
    ["ftp", "ftp,sip"],
    [
      ["ftp,x", "unknown helper x"],
      ["ftp,", "extraneous commas in list"],
    ],
  ],
  [
    "pve-ha-resource-or-vm-id",
    ["vm:100", "100"],
    [["vm", "value does not look like a valid ha resource id"]],
  ],
  ["pve-ha-node-list", ["pve1,pve2:5"], [["pve1:x", "value does not look like a valid ha node"]]],
  [
    "pve-sdn-zone-id",
    ["zone1", "ab"],
    [
      ["zone-1", "zone ID 'zone-1' contains illegal characters"],
      ["zone12345", "zone ID 'zone12345' can't be more length than 8 characters"],
    ],
  ],
  ["pve-sdn-controller-id", ["evpn-1"], [["1x", "controller ID '1x' contains illegal characters"]]],
  ["pve-sdn-fabric-id", ["f", "fabric-1"], [["-f", "Fabric ID '-f' contains illegal characters"]]],
  [
    "pve-sdn-subnet-id",
    ["10.0.0.0/24", "zone1-10.0.0.0-24", "z-2001:db8::-64"],
    [["zone1", "value does not look like a valid CIDR network"]],
  ],
  [
    "pve-sdn-bgp-rt-list",
    ["65000:1,4294967295:2"],
    [["65000:4294967296", "value does not look like a valid bgp route-target"]],
  ],
  [
    "pve-sdn-isis-net",
    ["47.0023.0000.0003.0300.0100.0102.0304.0506.01"],
    [["47.1", "value does not look like a valid isis net"]],
  ],
  [
    "pve-calendar-event",
    [
      "daily",
      "*/15",
      "30",
      "02:30",
      "mon..fri 8..17:0/15",
      "sat,sun 10:00",
      "*-*-1..7 04:00:30",
      "2026-1-1",
      "mon",
      "Friday 1:2 UTC",
    ],
    [
      ["", "invalid calendar event '' - unable to parse calendar event"],
      ["25:00", "invalid calendar event '25:00' - unable to parse calendar event"],
      ["funday", "invalid calendar event 'funday' - unable to parse calendar event"],
      ["17..8:00", "invalid calendar event '17..8:00' - unable to parse calendar event"],
      ["1:2:3:4", "invalid calendar event '1:2:3:4' - unable to parse calendar event"],
      ["*/0", "invalid calendar event '*/0' - unable to parse calendar event"],
      ["*-13-1", "invalid calendar event '*-13-1' - unable to parse calendar event"],
    ],
  ],
  ["pve-day-of-week-list", ["mon,tue;sun"], [["mon,x", "invalid day 'x'"]]],
  ["pve-task-status-type-list", ["ok,ERROR"], [["good", "invalid status 'good'"]]],
  [
    "pve-command-batch",
    ['[{"path":"a","method":"GET","args":{}}]', "[]"],
    [
      ["{", "commands is not a valid array of commands: Parameter verification failed."],
      [
        '[{"path":1,"method":"GET"}]',
        "commands is not a valid array of commands: Parameter verification failed.",
      ],
    ],
  ],
  [
    "pem-string",
    ["words\n-----BEGIN EC KEY-----\nQUJD\n-----END EC KEY-----\n"],
    [["QUJD", "not a valid PEM-formatted string."]],
  ],
  [
    "pem-certificate",
    ["-----BEGIN CERTIFICATE-----\nQUJD\nQUI=\n-----END CERTIFICATE-----"],
    [["-----BEGIN EC KEY-----\nQUJD\n-----END EC KEY-----\n", "not a valid PEM-formatted string."]],
  ],
];

describe.each(TABLE)("%s", (name, fit, unfit) => {
  test.each(fit)("takes %j", (value) => expect(checkFormat(name, value)).toBeUndefined());
  test.each(unfit)("says to %j: %s", (value, text) => expect(checkFormat(name, value)).toBe(text));
});

test("every format of every release has a rule or stands for a property string", () => {
  const missing = new Set<string>();
  for (const release of RELEASES) {
    for (const { parameters, returns } of readRelease(release).endpoints) {
      for (const schema of [parameters, returns ?? {}]) {
        eachSchema(schema, "", ({ format }) => {
          if (typeof format !== "string" || namedPropertyString(format)) return;
          if (!readFormatName(format).format) missing.add(format);
        });
      }
    }
  }
  // 7.4 alone has this one, for paths without any rule
  expect([...missing]).toEqual(["string-alist"]);
});

describe.each(formatNames())("%s", (name) => {
  test("takes its own example, which its pattern takes too", () => {
    const example = formatExample(name) ?? "";
    expect(checkFormat(name, example)).toBeUndefined();
    const isOneElement = splitList(example).length === 1;
    if (isOneElement) expect(checkFormat(`${name}-list`, `${example},`)).toBeUndefined();
    expect(checkFormat(`${name}-opt`, "")).toBeUndefined();
    expect(describeFormat(name)).not.toBe("");
  });

  test("agrees with its pattern on any text", () => {
    const pattern = formatPattern(name);
    if (pattern === undefined) return;
    const expressions = [new RegExp(pattern), new RegExp(pattern, "u")];
    const text = fc.string({ unit: fc.constantFrom(..."aAz019.:-_/@%!+ ,;") });
    fc.assert(
      fc.property(text, (value) =>
        expressions.every((one) => one.test(value) === (checkFormat(name, value) === undefined)),
      ),
      { numRuns: 200 },
    );
  });
});

test.each([
  ["a,b;c d", ["a", "b", "c", "d"]],
  [" , a,, b ", ["a", "b"]],
  ["a,b\0c d", ["a,b", "c d"]],
  ["", []],
  [",;", []],
])("splits %j", (text, elements) => expect(splitList(text)).toEqual(elements));

test("a list fails by its first bad element; unknown formats pass", () => {
  expect(checkFormat("pve-vmid-list", "100,x,y")).toBe("value does not look like a valid VM ID");
  expect(checkFormat("no-such-format", "anything")).toBeUndefined();
  expect(describeFormat("pve-vmid-list")).toBe("a list, each a guest id from 100 to 999999999");
  expect(describeFormat("email-opt")).toBe("a mail address, or nothing");
  expect(describeFormat("no-such-format")).toBeUndefined();
  expect(formatPattern("pve-vmid-list")).toBeUndefined();
});
