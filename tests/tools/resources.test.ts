import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { complete } from "../../src/tools/complete.js";
import { readResource } from "../../src/tools/resources.js";
import { helpUri, troubleshootingEntries } from "../../src/tools/troubleshooting.js";
import { createUnsetToolbox } from "../../src/tools/unset-toolbox.js";
import { type Harness, openToolbox } from "./harness.js";
import { toolsThatList } from "./tools-that-list.js";

const { signal } = new AbortController();

let reader: Harness;
let elevated: Harness;
let excluding: Harness;

beforeAll(async () => {
  [reader, elevated, excluding] = await Promise.all([
    openToolbox({ access: "read", toolsets: ["core"] }),
    openToolbox(),
    openToolbox({ toolsets: ["core"], excluded: toolsThatList() }),
  ]);
});

afterAll(() => Promise.all([reader, elevated, excluding].map((harness) => harness?.close())));

async function read(uri: string, { toolbox }: Harness): Promise<Record<string, unknown>> {
  const { text } = await readResource(uri, toolbox, new AbortController().signal);
  return (JSON.parse(text) as { data: Record<string, unknown> }).data;
}

describe("resources", () => {
  it("shows the cluster", async () => {
    const cluster = await read("proxmox://cluster", reader);
    expect(Object.keys(cluster)).toEqual(["version", "cluster", "nodes", "storages", "guests"]);
    const nodes = cluster["nodes"] as Record<string, unknown>[];
    expect(nodes.map(({ node }) => node)).toEqual(["pve1", "pve2", "pve3"]);
    expect(Object.keys(nodes[0] ?? {})).toEqual(
      expect.arrayContaining(["status", "maxmem", "guests"]),
    );
  });

  it("shows a guest of either kind", async () => {
    const { values } = await complete("vmid", "", reader.toolbox, signal);
    const guests = await Promise.all(values.map((vmid) => read(`proxmox://guest/${vmid}`, reader)));
    expect(new Set(guests.map(({ kind }) => kind))).toEqual(new Set(["qemu", "lxc"]));
    for (const guest of guests) {
      expect(guest).toMatchObject({
        status: { vmid: guest["vmid"] },
        config: { digest: expect.any(String) },
      });
      expect(Array.isArray(guest["snapshots"])).toBe(true);
    }
  });

  it("reads the oldest release too", async () => {
    const old = await openToolbox({ access: "read", pve: "7.4" });
    const { version } = await read("proxmox://cluster", old);
    expect(version).toMatchObject({ release: expect.stringMatching(/^7\.4/) });
    expect(await read("proxmox://guest/100", old)).toMatchObject({ vmid: 100 });
    await old.close();
  });

  it("hides what a tool would hide", async () => {
    const { data } = await elevated.call("proxmox_guest_list", { type: "qemu", limit: 1 });
    const [{ vmid } = { vmid: 0 }] = data as { vmid: number }[];
    await elevated.call("proxmox_guest_config_update", {
      vmid,
      options: { ciuser: "admin", cipassword: "not-for-readers" },
    });
    const session = await elevated.toolbox.session({ signal });
    const { text } = await readResource(`proxmox://guest/${vmid}`, elevated.toolbox, signal);
    expect(text).toContain("admin");
    expect(text).not.toContain("not-for-readers");
    expect(session.access).toBe("elevated");
  });

  it("explains listed tools, and no others", async () => {
    const { toolbox } = reader;
    for (const { name } of toolbox.listed) {
      const doc = await read(`proxmox://tool/${name}`, reader);
      const names = (doc["parameters"] as { name: string }[]).map((parameter) => parameter.name);
      expect(new Set(names).size, name).toBe(names.length);
    }
    await expect(read("proxmox://tool/proxmox_acl", reader)).rejects.toMatchObject({
      code: "tool",
      hint: expect.stringContaining("PROXMOX_TOOLSETS=access"),
    });
    await expect(read("proxmox://tool/proxmox_guest_stop", reader)).rejects.toMatchObject({
      code: "access",
      hint: expect.stringContaining("PROXMOX_ACCESS=operate"),
    });
  });

  it("names every parameter that a tool takes", async () => {
    const doc = await read("proxmox://tool/proxmox_create_vm", elevated);
    const parameters = doc["parameters"] as Record<string, unknown>[];
    const net = parameters.find(({ name }) => name === "net[n]");
    expect(net).toMatchObject({
      in: "options",
      type: "string",
      keys: { tag: expect.stringMatching(/^integer 1\.\.4094: /), bridge: expect.any(String) },
    });
  });

  it("explains every error that it may name, settings or not", async () => {
    const unset = createUnsetToolbox(reader.toolbox as never, ["PROXMOX_HOST is missing"]);
    for (const entry of troubleshootingEntries()) {
      const { mimeType, text } = await readResource(helpUri(entry), unset, signal);
      expect(mimeType).toBe("text/markdown");
      expect(text).toMatch(/^### [^\n]+\n\n[^#\n]/);
      expect(text.match(/^#{2,3} /gm)).toHaveLength(1);
    }
    await expect(
      readResource("proxmox://help/the-guest-isnt-ther", reader.toolbox, signal),
    ).rejects.toMatchObject({
      code: "resource",
      message: expect.stringContaining("did you mean the-guest-isnt-there?"),
    });
  });

  it.each([
    ["proxmox://help/", "resource"],
    ["proxmox://help/..%2Fworkflows", "resource"],
    ["proxmox://", "resource"],
    ["proxmox://guest/", "resource"],
    ["proxmox://guest/100/config", "resource"],
    ["https://guest/100", "resource"],
    ["proxmox://guest/..%2Fnodes", "arguments"],
    ["proxmox://guest/99", "arguments"],
    ["proxmox://guest/%E0%A4%A", "resource"],
    ["proxmox://guest/999999", "not_found"],
    ["proxmox://tool/constructor", "tool"],
  ])("refuses %s", async (uri, code) => {
    const error = await read(uri, reader).catch((reason: unknown) =>
      reader.toolbox.explain(reason),
    );
    expect(error).toMatchObject({ code });
  });

  it("passes the policy", async () => {
    await expect(read("proxmox://cluster", excluding)).rejects.toMatchObject({ code: "excluded" });
  });
});
