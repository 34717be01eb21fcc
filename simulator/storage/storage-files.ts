import { fault, parameterFault } from "../http/api-error.js";
import { type Context, type Handlers, RawAnswer } from "../http/context.js";
import { MIB } from "../support/sizes.js";
import {
  addVolume,
  contentOf,
  findVolume,
  formatOf,
  isShared,
  requireStorage,
  typeOf,
} from "./storage.js";
import type { Content } from "./storage-state.js";
import { fullVolid, requireVolumeAccess } from "./volumes.js";

/** Endings that each content may have. */
const ENDINGS: Record<string, RegExp> = {
  iso: /\.(?:iso|img)$/i,
  vztmpl: /\.tar(?:\.(?:gz|xz|zst|bz2))?$|\.tgz$/i,
  import: /\.(?:ova|ovf|qcow2|raw|vmdk)$/i,
};

interface FileRequest {
  storage: string;
  content: Content;
  filename: string;
}

/** Refuses what a storage doesn't take, as upload and download-url both do. */
function checkFile(context: Context, verb: string): FileRequest {
  const { state, node, text } = context;
  const name = text("storage");
  const content = text("content");
  const storage = requireStorage(state, name, node);
  if (!typeOf(storage).files) {
    throw fault(`can't upload to storage type '${storage.config["type"]}'${verb}`);
  }
  const filename = text("filename")
    .replace(/^.*[/\\]/, "")
    .replace(/[^\w.+=-]/g, "_");
  const ending = ENDINGS[content];
  if (!ending) throw parameterFault({ content: `upload content type '${content}' not allowed` });
  if (!ending.test(filename)) {
    const hint =
      content === "import" ? "invalid filename or wrong extension" : "wrong file extension";
    throw parameterFault({ filename: hint });
  }
  if (!contentOf(storage).includes(content)) {
    throw fault(
      verb === ""
        ? `storage '${name}' does not support '${content}' content`
        : `storage '${name}' is not configured for content-type '${content}'`,
    );
  }
  return { storage: name, content: content as Content, filename };
}

function store(context: Context, { storage, content, filename }: FileRequest, size: number): void {
  const { state, node } = context;
  const found = requireStorage(state, storage, node);
  const format =
    content === "vztmpl"
      ? formatOf(filename)
          .replace(/^tar\.gz$/, "tgz")
          .replace(/^tar\./, "t")
      : formatOf(filename);
  addVolume(state, {
    volid: `${storage}:${content}/${filename}`,
    storage,
    content,
    format,
    size,
    used: size,
    ctime: Math.floor(context.clock.now() / 1000),
    ...(!isShared(found) && { node }),
  });
}

/** An upload replaces a file of the same name without a word. */
function upload(context: Context): string {
  const file = checkFile(context, "");
  const { upload: received } = context;
  if (!received) throw fault("missing temporary file name");
  const wanted = context.optional("checksum");
  return context.task("imgcopy", "", function* (task) {
    task.log(`starting file import from: ${context.text("tmpfilename")}`);
    task.log(`target node: ${context.node}`);
    task.log(`file size is: ${received.size}`);
    if (wanted !== undefined) {
      if (received.checksum !== wanted.toLowerCase()) {
        throw fault(`checksum mismatch: got '${received.checksum}' != expect '${wanted}'`);
      }
      task.log("OK, checksum verified");
    }
    yield Math.min(3000, 300 + received.size / MIB);
    store(context, file, received.size);
    task.log("finished file import successfully");
  });
}

function downloadUrl(context: Context): string {
  const file = checkFile(context, ", not a file based storage!");
  const { storage, content, filename } = file;
  const url = context.text("url");
  const isTaken = findVolume(context.state, `${storage}:${content}/${filename}`, context.node);
  if (isTaken) throw fault(`refusing to override existing file '${filename}'`);
  return context.task("download", filename, function* (task) {
    task.log(`downloading ${url} to ${filename}`);
    const size = 300 * MIB + filename.length * MIB;
    for (const percent of [20, 40, 60, 80, 100]) {
      yield 900;
      task.log(`${percent}% ${Math.round((size * percent) / 100)} bytes`);
    }
    if (/[./](?:invalid|test)(?:[/:]|$)/.test(url)) {
      throw fault(`download failed: 404 Not Found`);
    }
    if (context.has("checksum")) task.log("calculating checksum...OK, checksum verified");
    store(context, file, size);
    task.log(`download of '${url}' to '${filename}' finished`);
  });
}

function pullImage(context: Context): string {
  const { state, node, text, optional } = context;
  const storage = text("storage");
  const reference = text("reference");
  const found = requireStorage(state, storage, node);
  if (!contentOf(found).includes("vztmpl")) {
    throw fault(`storage '${storage}' is not configured for content-type 'vztmpl'`);
  }
  const filename = `${optional("filename") ?? reference.replace(/^.*\//, "").replace(":", "_")}.tar`;
  if (findVolume(state, `${storage}:vztmpl/${filename}`, node)) {
    throw fault(`refusing to override existing file '${filename}'`);
  }
  return context.task("ociregistrypull", filename, function* (task) {
    task.log(`Pulling ${reference} to ${filename}`);
    yield 4000;
    store(context, { storage, content: "vztmpl", filename }, 80 * MIB);
  });
}

function importMetadata(context: Context): unknown {
  const volume = requireFile(context);
  const disk = `${volume.volid}/disk-1.vmdk`;
  return {
    type: "vm",
    source: volume.format === "ova" || volume.format === "ovf" ? "ova" : "esxi",
    "create-args": { name: "imported", cores: 2, memory: 4096, ostype: "l26" },
    disks: { scsi0: { volid: disk, size: 20 * 1024 * MIB } },
    net: { net0: { model: "vmxnet3" } },
    warnings: [],
  };
}

function requireFile(context: Context) {
  const volid = fullVolid(context.text("volume"), context.optional("storage"));
  const volume = findVolume(context.state, volid, context.node);
  if (!volume) throw fault(`volume '${volid}' does not exist`);
  requireVolumeAccess(context.access, volume);
  return volume;
}

/** A backup's insides, as far as anybody would look: one small file tree for all. */
const TREE: Record<string, [name: string, type: "d" | "f", size?: number][]> = {
  "/": [
    ["etc", "d"],
    ["root", "d"],
  ],
  "/etc": [
    ["hostname", "f", 8],
    ["os-release", "f", 267],
  ],
  "/root": [[".bashrc", "f", 571]],
};

function restoreList(context: Context): unknown[] {
  const volume = requireFile(context);
  if (context.state.storages.get(volume.storage)?.config["type"] !== "pbs") {
    throw fault(`Only PBS storages supported for file-restore.`);
  }
  const raw = Buffer.from(context.text("filepath"), "base64").toString("utf8");
  const path = raw === "" ? "/" : raw.replace(/\/$/, "") || "/";
  return (TREE[path] ?? []).map(([text, type, size]) => ({
    filepath: Buffer.from(`${path === "/" ? "" : path}/${text}`).toString("base64"),
    text,
    type,
    leaf: type === "f" ? 1 : 0,
    ...(size !== undefined && { size, mtime: volume.ctime }),
  }));
}

function restoreDownload(context: Context): RawAnswer {
  const volume = requireFile(context);
  if (context.state.storages.get(volume.storage)?.config["type"] !== "pbs") {
    throw fault(`Only PBS storages supported for file-restore.`);
  }
  return new RawAnswer("application/octet-stream", `${volume.config?.["hostname"] ?? "guest"}\n`);
}

export const storageFileHandlers: Handlers = {
  "POST /nodes/{node}/storage/{storage}/upload": upload,
  "POST /nodes/{node}/storage/{storage}/download-url": downloadUrl,
  "POST /nodes/{node}/storage/{storage}/oci-registry-pull": pullImage,
  "GET /nodes/{node}/storage/{storage}/import-metadata": importMetadata,
  "GET /nodes/{node}/storage/{storage}/file-restore/list": restoreList,
  "GET /nodes/{node}/storage/{storage}/file-restore/download": restoreDownload,
};
