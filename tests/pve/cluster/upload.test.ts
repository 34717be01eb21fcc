import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isUpid } from "../../../src/kit/upid.js";
import { bringImage } from "../../../src/pve/cluster/image.js";
import { finishTask } from "../../../src/pve/cluster/tasks.js";
import { openWithin, uploadFile } from "../../../src/pve/cluster/upload.js";
import { type Cluster, errorOf, startCluster } from "../cluster.js";
import { clientOf, data, type Stub, startStub } from "../stub.js";

const UPID = "UPID:pve1:0000000A:0000000B:65000000:imgcopy::admin@pve!mcp:";

const root = mkdtempSync(join(tmpdir(), "upload-"));
const folder = join(root, "images");
const target = { node: "pve1", storage: "local", content: "iso" } as const;
const content = Buffer.alloc(3_000_000, "0123456789abcdef");

beforeAll(() => {
  mkdirSync(join(folder, "sub"), { recursive: true });
  writeFileSync(join(folder, "disk.iso"), content);
  writeFileSync(join(folder, "sub", "other.iso"), "other");
  writeFileSync(join(folder, "empty.iso"), "");
  writeFileSync(join(folder, "notes.txt"), "x");
  writeFileSync(join(root, "secret.iso"), "secret");
  mkdirSync(join(root, "images-too"));
  writeFileSync(join(root, "images-too", "x.iso"), "x");
  symlinkSync(join(root, "secret.iso"), join(folder, "link.iso"));
  symlinkSync(root, join(folder, "linked-folder"));
  execFileSync("mkfifo", [join(folder, "pipe.iso")]);
  symlinkSync(join(folder, "disk.iso"), join(folder, "good-link.iso"));
});

describe("uploadFile, to a cluster", () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster({ state: "recorded" });
  });

  afterAll(() => cluster.close());

  it("brings a file there, with the checksum that it computed", async () => {
    const progress: number[] = [];
    const upid = await uploadFile(cluster.client, folder, {
      ...target,
      file: "disk.iso",
      checksum: "compute",
      onProgress: (sent, total) => progress.push(sent / total),
    });
    expect(isUpid(upid)).toBe(true);
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(await finishTask(cluster.client, upid)).toMatchObject({ state: "ok" });
    const key = "GET /nodes/{node}/storage/{storage}/content";
    const files = (await cluster.client.call(key, { node: "pve1", storage: "local" })) as {
      volid: string;
      size: number;
    }[];
    expect(files.find(({ volid }) => volid === "local:iso/disk.iso")?.size).toBe(content.length);
  });

  it("fails when the checksum is another", async () => {
    const checksum = { algorithm: "sha256", value: "0".repeat(64) } as const;
    const upload = uploadFile(cluster.client, folder, { ...target, file: "disk.iso", checksum });
    const ending = upload
      .then((upid) => finishTask(cluster.client, upid))
      .then(({ state }) => state);
    expect(await ending.catch(() => "failed")).toBe("failed");
  });

  it("lets the node fetch a URL itself", async () => {
    const upid = await bringImage(cluster.client, undefined, {
      ...target,
      source: "https://example.com/images/debian%2013.iso?x=1",
      filename: "debian.iso",
    });
    expect(upid).toContain(":download:");
  });
});

describe("uploadFile, on the wire", () => {
  let stub: Stub;

  beforeEach(async () => {
    stub = await startStub(() => data(UPID));
  });

  afterEach(() => stub.close());

  it("sends the fields first, then the file, and its length before all", async () => {
    const client = clientOf(stub);
    const checksum = { algorithm: "md5", value: "a".repeat(32) } as const;
    await uploadFile(client, folder, {
      ...target,
      file: "sub/other.iso",
      checksum,
      filename: "new.iso",
    });
    const [received] = stub.received;
    const type = String(received?.headers["content-type"]);
    const boundary = type.replace("multipart/form-data; boundary=", "");
    expect(boundary).toMatch(/^[\w-]{20,70}$/);
    expect(received?.body.replaceAll(boundary, "BOUNDARY")).toMatchInlineSnapshot(`
      "--BOUNDARY
      Content-Disposition: form-data; name="content"

      iso
      --BOUNDARY
      Content-Disposition: form-data; name="checksum"

      aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      --BOUNDARY
      Content-Disposition: form-data; name="checksum-algorithm"

      md5
      --BOUNDARY
      Content-Disposition: form-data; name="filename"; filename="new.iso"
      Content-Type: application/octet-stream

      other
      --BOUNDARY--
      "
    `);
    expect(received?.headers["content-length"]).toBe(String(received?.body.length));
    expect(received?.headers["transfer-encoding"]).toBeUndefined();
    await client.close();
  });

  it("sends every byte as it is", async () => {
    const hash = createHash("sha256");
    stub.handle = ({ body }) => {
      const start = body.indexOf("0123456789abcdef");
      hash.update(body.slice(start, start + content.length));
      return data(UPID);
    };
    const client = clientOf(stub);
    await uploadFile(client, folder, { ...target, file: join(folder, "good-link.iso") });
    expect(hash.digest("hex")).toBe(createHash("sha256").update(content).digest("hex"));
    await client.close();
  });

  it.each([
    ["no folder is set", undefined, { file: "disk.iso" }],
    ["the folder is gone", join(root, "gone"), { file: "disk.iso" }],
    ["the file is missing", folder, { file: "none.iso" }],
    ["the file is elsewhere", folder, { file: "../secret.iso" }],
    ["its absolute path is elsewhere", folder, { file: join(root, "secret.iso") }],
    ["a link leads elsewhere", folder, { file: "link.iso" }],
    ["the folder's name goes on", folder, { file: "../images-too/x.iso" }],
    ["it is a folder", folder, { file: "sub" }],
    ["it is empty", folder, { file: "empty.iso" }],
    ["it is no image", folder, { file: "notes.txt" }],
    ["its name breaks out of the form", folder, { file: "disk.iso", filename: 'x"\r\n.iso' }],
    ["its name leads elsewhere", folder, { file: "disk.iso", filename: "../x.iso" }],
    [
      "its checksum is none",
      folder,
      { file: "disk.iso", checksum: { algorithm: "md5", value: "x\r\n" } as const },
    ],
  ])("sends nothing when %s", async (name, from, options) => {
    const client = clientOf(stub);
    const error = await errorOf(uploadFile(client, from, { ...target, ...options }));
    expect(error.code).toBe("validation");
    expect({ [name]: error.message.replaceAll(root, "<root>") }).toMatchSnapshot();
    expect(stub.received).toHaveLength(0);
    await client.close();
  });

  it("sends the file that it checked when another takes its place", async () => {
    const client = clientOf(stub);
    writeFileSync(join(folder, "swapped.iso"), "checked");
    const swapping: Parameters<typeof uploadFile>[0] = {
      request: (...request) => {
        rmSync(join(folder, "swapped.iso"));
        symlinkSync(join(root, "secret.iso"), join(folder, "swapped.iso"));
        return client.request(...request);
      },
    };
    await uploadFile(swapping, folder, { ...target, file: "swapped.iso" });
    expect(stub.received[0]?.body).toContain("\r\n\r\nchecked\r\n");
    await client.close();
  });

  it("hears a refusal that comes before the file is through", async () => {
    const big = join(folder, "big.iso");
    writeFileSync(big, "");
    truncateSync(big, 200_000_000);
    stub.server.removeAllListeners("request");
    stub.server.on("request", (_, response) => {
      response.writeHead(
        403,
        "Permission check failed (/storage/local, Datastore.AllocateTemplate)",
      );
      response.end();
    });
    const client = clientOf(stub);
    const error = await errorOf(uploadFile(client, folder, { ...target, file: "big.iso" }));
    expect(error.code).toBe("permission");
    await client.close();
  });

  it("ends with the caller's signal", async () => {
    const big = join(folder, "cancelled.iso");
    writeFileSync(big, "");
    truncateSync(big, 500_000_000);
    const client = clientOf(stub);
    const controller = new AbortController();
    const upload = uploadFile(client, folder, {
      ...target,
      file: "cancelled.iso",
      signal: controller.signal,
      onProgress: (sent) => {
        if (sent > 50_000_000) controller.abort();
      },
    });
    expect(await errorOf(upload)).toMatchObject({ code: "cancelled", mayHaveRun: true });
    expect(stub.received).toHaveLength(0);
    await client.close();
  });
});

describe("openWithin, where a path has changed since it was resolved", () => {
  it("opens a file", async () => {
    const handle = await openWithin(folder, join(folder, "sub", "other.iso"));
    expect(await handle?.readFile("utf8")).toBe("other");
    await handle?.close();
  });

  it.each([
    ["became a link", "link.iso"],
    ["lies in what became a link", "linked-folder/secret.iso"],
    ["became a pipe that nothing writes to", "pipe.iso"],
    ["became a folder", "sub"],
    ["is gone", "gone.iso"],
  ])("opens nothing that %s", async (_, file) => {
    expect(await openWithin(folder, join(folder, file))).toBeUndefined();
  });
});
