import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, simulate } from "../helpers.js";

let client: Client;

beforeAll(async () => {
  client = await simulate();
});

afterAll(async () => {
  expect(client.simulator.crashes).toEqual([]);
  await client.close();
});

const refusal = async (what: string, parameters: Record<string, unknown> = {}) => {
  const { status, reason, errors } = await client.call(what, parameters);
  return errors ?? `${status} ${reason}`;
};

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
    expect(await refusal("POST /nodes/pve1/storage/local/download-url", parameters)).toBe(
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
    expect(await refusal("PUT /storage/nas", { disable: 1, digest: "0".repeat(40) })).toContain(
      "500 detected modified configuration",
    );
    expect(await refusal("PUT /storage/nas", { disable: 1, digest })).toBe("200 OK");
    const listed = (await client.get("/nodes/pve1/storage")) as Record<string, unknown>[];
    expect(listed.find(({ storage }) => storage === "nas")).toMatchObject({
      enabled: 0,
      active: 0,
      total: 0,
    });
    expect(await refusal("DELETE /storage/nas")).toBe("200 OK");
    expect(await refusal("GET /storage/nas")).toBe("500 storage 'nas' does not exist");
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

describe("backups", () => {
  it("are pruned as they're told, protected ones apart", async () => {
    const { manual } = client.simulator;
    for (let day = 0; day < 4; day += 1) {
      await client.run("POST /nodes/pve1/vzdump", { vmid: 130, storage: "local", remove: 0 });
      manual?.advance(86_400_000);
    }
    const base = "/nodes/pve1/storage/local";
    const listed = (await client.get(`${base}/content`, { content: "backup", vmid: 130 })) as {
      volid: string;
    }[];
    expect(listed.length).toBe(4);
    await client.call(`PUT ${base}/content/${listed[0]?.volid}`, { protected: 1 });
    expect(await refusal(`GET ${base}/prunebackups`)).toBe(
      "500 no prune-backups options configured for storage 'local'",
    );
    const marks = (await client.get(`${base}/prunebackups`, {
      "prune-backups": "keep-last=1",
      vmid: 130,
    })) as { mark: string }[];
    expect(marks.map(({ mark }) => mark).sort()).toEqual(["keep", "protected", "remove", "remove"]);
    expect(
      await client.run(`DELETE ${base}/prunebackups?prune-backups=keep-last%3D1&vmid=130`),
    ).toBe("OK");
    const left = (await client.get(`${base}/content`, {
      content: "backup",
      vmid: 130,
    })) as unknown[];
    expect(left.length).toBe(2);
    const kept = encodeURIComponent(listed[0]?.volid ?? "");
    expect(await client.run(`DELETE ${base}/content/${kept}`)).toMatch(
      /^cannot remove protected volume/,
    );
  });

  it("of several guests fail one by one, and the job in the end", async () => {
    await client.call("POST /nodes/pve1/qemu/106/migrate", { target: "pve2", online: 1 });
    const upid = String(
      (await client.call("POST /nodes/pve1/vzdump", { vmid: "106,130", storage: "local" })).data,
    );
    client.simulator.manual?.settle();
    const task = client.simulator.state.tasks.get(upid);
    expect(task?.exitstatus).toMatch(/^(?:OK|job errors)$/);
    expect(task?.log.some((line) => line.includes("Finished Backup of VM 130"))).toBe(true);
  });

  it("restore a virtual machine over itself when forced", async () => {
    const [backup] = (await client.get("/nodes/pve1/storage/local/content", {
      content: "backup",
      vmid: 130,
    })) as { volid: string }[];
    await client.run("POST /nodes/pve1/qemu/130/status/stop");
    await client.call("PUT /nodes/pve1/qemu/130/config", { name: "broken" });
    const parameters = { vmid: 130, archive: backup?.volid };
    expect(await refusal("POST /nodes/pve1/qemu", parameters)).toBe(
      "500 unable to restore VM 130 - VM 130 already exists on node 'pve1'",
    );
    expect(await client.run("POST /nodes/pve1/qemu", { ...parameters, force: 1 })).toBe("OK");
    expect(
      ((await client.get("/nodes/pve1/qemu/130/config")) as Record<string, unknown>)["name"],
    ).toBe("legacy-app");
  });
});

describe("a backup job", () => {
  const create = async (parameters: Record<string, unknown>) => {
    const { status, errors } = await client.call("POST /cluster/backup", {
      schedule: "02:00",
      storage: "local",
      ...parameters,
    });
    return errors ?? status;
  };

  it.each([
    [{}, { vmid: "property is missing" }],
    [{ all: 0 }, { vmid: "property is missing" }],
    [{ vmid: "100", all: 1 }, { all: "option conflicts with option 'vmid'" }],
    [{ vmid: "100", pool: "k8s" }, { pool: "option conflicts with option 'vmid'" }],
    [{ vmid: "100" }, 200],
    [{ exclude: "100" }, 200],
  ])("with %j is answered %j", async (parameters, outcome) => {
    expect(await create(parameters)).toEqual(outcome);
  });

  it("that excludes guests takes all others", async () => {
    await create({ id: "others", exclude: "100" });
    expect(await client.get("/cluster/backup/others")).toMatchObject({ all: 1, exclude: "100" });
  });
});
