import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProxmoxError } from "../../../src/pve/errors/errors.js";
import { encodeForm, encodeRequest, wireParameters } from "../../../src/pve/wire/encode.js";
import { type Api, type EndpointKey, keyOf } from "../../../src/schema/model.js";

const file = new URL("../../../schema/pve-9.1.json", import.meta.url);
const api = JSON.parse(readFileSync(file, "utf8")) as Api;
const endpoints = new Map(api.endpoints.map((endpoint) => [keyOf(endpoint), endpoint]));

function encode(key: EndpointKey, parameters: Record<string, unknown>) {
  return encodeRequest(key, parameters, endpoints.get(key));
}

/** What Proxmox's parser makes of a form: split at & and ;, the value up to a second =. */
function decode(form: string): [string, string][] {
  return form
    .split(/[&;]/)
    .filter((pair) => pair !== "")
    .map((pair) => {
      const [name = "", value = ""] = pair.replaceAll("+", " ").split("=");
      return [decodeURIComponent(name), decodeURIComponent(value)];
    });
}

describe("encodeRequest", () => {
  it.each<[string, EndpointKey, Record<string, unknown>, object]>([
    [
      "path parameters",
      "GET /nodes/{node}/qemu/{vmid}/config",
      { node: "pve1", vmid: 100, current: true },
      { method: "GET", target: "/api2/json/nodes/pve1/qemu/100/config?current=1" },
    ],
    [
      "a body",
      "PUT /nodes/{node}/qemu/{vmid}/config",
      {
        node: "pve1",
        vmid: 100,
        scsi1: "local:1,format=qcow2",
        tags: "a;b",
        description: "1+1 = 2 & ä",
      },
      {
        method: "PUT",
        target: "/api2/json/nodes/pve1/qemu/100/config",
        body: "scsi1=local%3A1%2Cformat%3Dqcow2&tags=a%3Bb&description=1%2B1%20%3D%202%20%26%20%C3%A4",
      },
    ],
    [
      "no body where there is nothing to say",
      "POST /nodes/{node}/qemu/{vmid}/status/start",
      { node: "pve1", vmid: 100 },
      { method: "POST", target: "/api2/json/nodes/pve1/qemu/100/status/start" },
    ],
    [
      "the parameters of DELETE",
      "DELETE /nodes/{node}/qemu/{vmid}",
      { node: "pve1", vmid: 100, purge: true, "destroy-unreferenced-disks": false },
      {
        method: "DELETE",
        target: "/api2/json/nodes/pve1/qemu/100?purge=1&destroy-unreferenced-disks=0",
      },
    ],
    [
      "a volume, which holds slashes",
      "DELETE /nodes/{node}/storage/{storage}/content/{volume}",
      { node: "pve1", storage: "local", volume: "local:iso/tiny.iso" },
      {
        method: "DELETE",
        target: "/api2/json/nodes/pve1/storage/local/content/local%3Aiso%2Ftiny.iso",
      },
    ],
    [
      "a CIDR, which holds a slash",
      "DELETE /cluster/firewall/ipset/{name}/{cidr}",
      { name: "set", cidr: "10.0.0.0/8" },
      { method: "DELETE", target: "/api2/json/cluster/firewall/ipset/set/10.0.0.0%2F8" },
    ],
    [
      "a UPID",
      "GET /nodes/{node}/tasks/{upid}/status",
      { node: "pve1", upid: "UPID:pve1:00000001:00000001:00000001:qmstart:100:root@pam!t:" },
      {
        method: "GET",
        target:
          "/api2/json/nodes/pve1/tasks/UPID%3Apve1%3A00000001%3A00000001%3A00000001%3Aqmstart%3A100%3Aroot%40pam%21t%3A/status",
      },
    ],
  ])("encodes %s", (_, key, parameters, request) => {
    expect(encode(key, parameters)).toEqual(request);
  });

  it.each<[string, EndpointKey, Record<string, unknown>]>([
    ["a missing path parameter", "GET /nodes/{node}/status", {}],
    ["an empty one", "GET /nodes/{node}/status", { node: "" }],
    [
      "an id that would leave its place",
      "GET /nodes/{node}/status",
      { node: "../qemu/100/agent/file-read?file=x#" },
    ],
    ["a slash", "GET /nodes/{node}/qemu/{vmid}/config", { node: "pve1", vmid: "100/agent" }],
    ["dots", "GET /nodes/{node}/status", { node: ".." }],
    [
      "dots within a volume",
      "DELETE /nodes/{node}/storage/{storage}/content/{volume}",
      { node: "pve1", storage: "local", volume: "local:iso/../../x" },
    ],
    ["a line end", "GET /nodes/{node}/status", { node: "pve1\r\nHost: x" }],
    ["half a character", "GET /nodes/{node}/status", { node: "\ud800" }],
    ["a list in the path", "GET /nodes/{node}/status", { node: ["pve1"] }],
    ["a query above 8 KiB", "GET /access/users", { full: true, x: "y".repeat(9000) }],
    [
      "a body above 512 KiB",
      "PUT /nodes/{node}/qemu/{vmid}/config",
      { node: "n", vmid: 1, description: "y".repeat(530_000) },
    ],
    ["what isn't a number", "POST /nodes/{node}/qemu", { node: "n", vmid: Number.NaN }],
    [
      "an object for plain text",
      "POST /nodes/{node}/qemu",
      { node: "n", vmid: 100, name: { a: 1 } },
    ],
    ["a function", "POST /nodes/{node}/qemu", { node: "n", vmid: 100, name: () => 1 }],
  ])("refuses %s", (name, key, parameters) => {
    let error: ProxmoxError | undefined;
    try {
      encode(key, parameters);
    } catch (thrown) {
      error = thrown as ProxmoxError;
    }
    expect(error?.code).toBe("validation");
    expect({ [name]: error?.message }).toMatchSnapshot();
  });

  it("keeps any path parameter in its place", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (node) => {
        let target: string;
        try {
          ({ target } = encode("GET /nodes/{node}/status", { node }));
        } catch {
          return;
        }
        const url = new URL(target, "https://pve1:8006");
        expect(url.search + url.hash).toBe("");
        // The server decodes first, and splits then.
        const parts = decodeURIComponent(url.pathname).split("/");
        expect(parts).toEqual(["", "api2", "json", "nodes", node, "status"]);
      }),
    );
  });
});

describe("wireParameters", () => {
  const create = endpoints.get("POST /nodes/{node}/qemu");
  const mailer = endpoints.get("POST /cluster/notifications/endpoints/sendmail");
  const mapping = endpoints.get("POST /cluster/mapping/pci");

  it.each<[string, Parameters<typeof wireParameters>[1], Record<string, unknown>, object]>([
    ["booleans", create, { onboot: true, protection: false }, { onboot: "1", protection: "0" }],
    [
      "numbers",
      create,
      { cores: 4, cpulimit: 1.5, memory: 1e21, shares: 1e-7 },
      { cores: "4", cpulimit: "1.5", memory: "1000000000000000000000", shares: "0.0000001" },
    ],
    ["what isn't there", create, { cores: undefined, name: null }, {}],
    ["empty text, which clears", create, { description: "" }, { description: "" }],
    ["lists that are one text", create, { tags: ["a", "b"] }, { tags: "a,b" }],
    [
      "lists that are repeated keys",
      mailer,
      { "mailto-user": ["a@pve", "b@pve"] },
      { "mailto-user": ["a@pve", "b@pve"] },
    ],
    ["empty lists", mailer, { "mailto-user": [] }, {}],
    ["lists of unknown parameters", undefined, { delete: ["a", "b"] }, { delete: ["a", "b"] }],
    [
      "objects as property strings",
      create,
      { agent: { enabled: true, type: "isa" } },
      { agent: "1,type=isa" },
    ],
    [
      "objects in indexed parameters",
      create,
      { net0: { model: "virtio", bridge: "vmbr0", firewall: true } },
      { net0: "virtio,bridge=vmbr0,firewall=1" },
    ],
    [
      "objects in lists",
      mapping,
      { map: [{ node: "pve1", path: "0000:01:00.0", id: "8086:1234" }] },
      { map: ["id=8086:1234,node=pve1,path=0000:01:00.0"] },
    ],
    [
      "SSH keys, encoded once within",
      create,
      { sshkeys: "ssh-ed25519 AAAA+/= me@x\n" },
      { sshkeys: "ssh-ed25519%20AAAA%2B%2F%3D%20me%40x%0A" },
    ],
    [
      "SSH keys that are encoded already",
      create,
      { sshkeys: "ssh-ed25519%20AAAA" },
      { sshkeys: "ssh-ed25519%20AAAA" },
    ],
    [
      "SSH keys of an unknown endpoint",
      undefined,
      { sshkeys: "ssh-rsa AAAA" },
      { sshkeys: "ssh-rsa%20AAAA" },
    ],
  ])("spells %s", (_, endpoint, parameters, wire) => {
    expect(wireParameters(parameters, endpoint)).toEqual(wire);
  });

  it("takes the value of sshkeys through both decodings", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (comment) => {
        const keys = `ssh-ed25519 AAAA ${comment}`;
        const form = encodeForm(wireParameters({ sshkeys: keys }, create));
        const [[, once] = ["", ""]] = decode(form);
        expect(once).toMatch(/^[\w.~%-]*$/);
        expect(decodeURIComponent(once)).toBe(keys);
      }),
    );
  });
});

describe("encodeForm", () => {
  it("is read by Proxmox's parser as it was meant", () => {
    const text = fc.string({ unit: "grapheme" });
    const pairs = fc.uniqueArray(fc.tuple(text, text), { selector: ([name]) => name });
    fc.assert(
      fc.property(pairs, (entries) => {
        const form = encodeForm(
          Object.fromEntries(entries.map(([name, value]) => [`n${name}`, value])),
        );
        expect(form).toMatch(/^[\w.~%=&-]*$/);
        expect(new Map(decode(form))).toEqual(
          new Map(entries.map(([name, value]) => [`n${name}`, value])),
        );
      }),
    );
  });
});
