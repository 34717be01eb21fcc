import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, simulate } from "../helpers.js";

let client: Client;

beforeAll(async () => {
  client = await simulate();
});

afterAll(() => client.close());

const BOUNDARY = "----simulated";

function multipart(parts: [headers: string, body: string][]): string {
  const text = parts.map(
    ([headers, body]) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; ${headers}\r\n\r\n${body}\r\n`,
  );
  return `${text.join("")}--${BOUNDARY}--\r\n`;
}

const uploadTo = (storage: string, parts: [string, string][], token?: string) =>
  client.call(
    `POST /nodes/pve1/storage/${storage}/upload`,
    {},
    {
      body: multipart(parts),
      type: `multipart/form-data; boundary=${BOUNDARY}`,
      ...(token !== undefined && { token }),
    },
  );

describe("uploads", () => {
  const image = "x".repeat(200_000);
  const file = (name: string): [string, string] => [`name="filename"; filename="${name}"`, image];

  it("arrive with their size, after a checksum held good", async () => {
    const checksum = createHash("sha256").update(image).digest("hex");
    const answer = await uploadTo("local", [
      ['name="content"', "iso"],
      ['name="checksum-algorithm"', "sha256"],
      ['name="checksum"', checksum],
      file("tiny.iso"),
    ]);
    expect([answer.status, answer.errors]).toEqual([200, undefined]);
    client.simulator.manual?.settle();
    expect(client.simulator.state.tasks.get(String(answer.data))?.exitstatus).toBe("OK");
    const volume = (await client.get(
      "/nodes/pve1/storage/local/content/local:iso/tiny.iso",
    )) as Record<string, unknown>;
    expect([volume["size"], volume["path"]]).toEqual([
      200_000,
      "/var/lib/vz/template/iso/tiny.iso",
    ]);
  });

  it("fail in their task when the checksum doesn't hold", async () => {
    const answer = await uploadTo("local", [
      ['name="content"', "iso"],
      ['name="checksum-algorithm"', "md5"],
      ['name="checksum"', "0".repeat(32)],
      file("bad.iso"),
    ]);
    client.simulator.manual?.settle();
    expect(client.simulator.state.tasks.get(String(answer.data))?.exitstatus).toMatch(
      /^checksum mismatch: got '[0-9a-f]{32}' != expect '0{32}'$/,
    );
    expect(client.simulator.state.volumes.has("pve1/local:iso/bad.iso")).toBe(false);
  });

  it("need their fields before the file, the right ending, and a storage of files", async () => {
    const late = await uploadTo("local", [file("tiny.iso"), ['name="content"', "iso"]]);
    expect(late.errors).toEqual({ content: "property is missing and it is not optional" });
    const wrong = await uploadTo("local", [['name="content"', "iso"], file("tiny.txt")]);
    expect(wrong.errors).toEqual({ filename: "wrong file extension" });
    const block = await uploadTo("local-lvm", [['name="content"', "iso"], file("tiny.iso")]);
    expect([block.status, block.reason]).toEqual([500, "can't upload to storage type 'lvmthin'"]);
  });

  it("are refused without a body where the privilege is missing", async () => {
    const made = await client.call("POST /access/users/nobody@pve/token/up", { privsep: 0 });
    const token = `nobody@pve!up=${(made.data as { value: string }).value}`;
    const answer = await uploadTo("local", [['name="content"', "iso"], file("no.iso")], token);
    expect([answer.status, answer.reason, answer.text]).toEqual([
      403,
      "Permission check failed (/storage/local, Datastore.AllocateTemplate)",
      "",
    ]);
  });
});

describe("downloads", () => {
  it("bring a file once, in a task whose log moves", async () => {
    const parameters = { content: "iso", filename: "net.iso", url: "https://example.com/net.iso" };
    expect(await client.run("POST /nodes/pve1/storage/local/download-url", parameters)).toBe("OK");
    expect(await client.refusal("POST /nodes/pve1/storage/local/download-url", parameters)).toBe(
      "500 refusing to override existing file 'net.iso'",
    );
    expect(await client.run("DELETE /nodes/pve1/storage/local/content/local:iso/net.iso")).toBe(
      "OK",
    );
  });
});

describe("storages", () => {
  it("are defined, used and forgotten", async () => {
    const parameters = {
      storage: "nas",
      type: "nfs",
      server: "192.0.2.9",
      export: "/x",
      content: "images,backup",
    };
    expect((await client.call("POST /storage", parameters)).data).toEqual({
      storage: "nas",
      type: "nfs",
    });
    const { digest, ...section } = (await client.get("/storage/nas")) as Record<string, unknown>;
    expect(section).toEqual({
      storage: "nas",
      type: "nfs",
      server: "192.0.2.9",
      export: "/x",
      path: "/mnt/pve/nas",
      shared: 1,
      content: "images,backup",
    });
    expect(
      await client.refusal("PUT /storage/nas", { disable: 1, digest: "0".repeat(40) }),
    ).toContain("500 detected modified configuration");
    expect(await client.refusal("PUT /storage/nas", { disable: 1, digest })).toBe("200 OK");
    const listed = (await client.get("/nodes/pve1/storage")) as Record<string, unknown>[];
    expect(listed.find(({ storage }) => storage === "nas")).toMatchObject({
      enabled: 0,
      active: 0,
      total: 0,
    });
    expect(await client.refusal("DELETE /storage/nas")).toBe("200 OK");
    expect(await client.refusal("GET /storage/nas")).toBe("500 storage 'nas' does not exist");
  });

  it("fill up as guests come and empty as they go", async () => {
    const used = async () =>
      ((await client.get("/nodes/pve1/storage/local/status")) as { used: number }).used;
    const before = await used();
    await client.run("POST /nodes/pve1/qemu", { vmid: 800, scsi0: "local:3,format=raw" });
    expect(await used()).toBe(before + 3 * 1024 ** 3);
    await client.run("DELETE /nodes/pve1/qemu/800");
    expect(await used()).toBe(before);
  });
});
