import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAddress, printAddress } from "../../../src/pve/wire/address.js";

describe("parseAddress", () => {
  it.each([
    ["pve1", "pve1", 8006],
    ["PVE1.example.com.", "pve1.example.com.", 8006],
    ["pve1:8007", "pve1", 8007],
    ["10.0.0.1", "10.0.0.1", 8006],
    ["10.0.0.1:443", "10.0.0.1", 443],
    ["::1", "::1", 8006],
    ["fd00::10", "fd00::10", 8006],
    ["[fd00::10]", "fd00::10", 8006],
    ["[fd00::10]:8007", "fd00::10", 8007],
    ["fe80::1%eth0", "fe80::1%eth0", 8006],
    ["https://pve1", "pve1", 8006],
    ["https://pve1:443/", "pve1", 443],
    ["HTTPS://[fd00::10]:8006/api2/json/", "fd00::10", 8006],
    ["  pve1  ", "pve1", 8006],
  ])("reads %s", (text, host, port) => {
    expect(parseAddress(text)).toEqual({ host, port });
  });

  it.each([
    ["", "is empty"],
    ["http://pve1", "uses http://, but Proxmox VE answers over https:// only"],
    ["ftp://pve1", "uses ftp://, but Proxmox VE answers over https:// only"],
    ["https://root:secret@pve1", "holds a user name or password, which don't belong there"],
    ["https://pve1/pve", 'has the path "/pve", and may have none'],
    ["pve1?x=1", 'has the path "?x=1", and may have none'],
    ["pve1:0", 'has the port "0", which is not 1 to 65535'],
    ["pve1:65536", 'has the port "65536", which is not 1 to 65535'],
    ["pve1:http", 'has the port "http", which is not 1 to 65535'],
    ["[::1]:", 'has the port "", which is not 1 to 65535'],
    ["pve 1", "is no host name and no IP address"],
    ["-pve1", "is no host name and no IP address"],
    ["[::1", "is no host name and no IP address"],
  ])("refuses %j", (text, problem) => {
    expect(() => parseAddress(text)).toThrow(problem);
  });

  it("reads back whatever it prints", () => {
    const host = fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6());
    fc.assert(
      fc.property(host, fc.integer({ min: 1, max: 65535 }), (name, port) => {
        const address = { host: name.toLowerCase(), port };
        expect(parseAddress(printAddress(address))).toEqual(address);
        expect(parseAddress(`https://${printAddress(address)}/`)).toEqual(address);
      }),
    );
  });
});
