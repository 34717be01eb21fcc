import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, readlink, realpath } from "node:fs/promises";
import { basename, isAbsolute, relative, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { ValidationError } from "../errors/errors.js";
import type { Client } from "../wire/client.js";
import { multipartBody } from "../wire/multipart.js";

/** What Proxmox takes as an upload; snippets and backups it doesn't. */
export type ImageContent = "iso" | "vztmpl" | "import";

export type ChecksumAlgorithm = "md5" | "sha1" | "sha224" | "sha256" | "sha384" | "sha512";

export interface Checksum {
  algorithm: ChecksumAlgorithm;
  /** Hex digits. */
  value: string;
}

export interface UploadOptions {
  node: string;
  storage: string;
  content: ImageContent;
  /** Path of the file, absolute or within the upload folder. */
  file: string;
  /** What it is called on the storage; the file's own name by default. */
  filename?: string;
  /** What the server checks it against; `compute` reads the file once more for it. */
  checksum?: Checksum | "compute";
  signal?: AbortSignal;
  /** Bytes sent, and bytes in all. */
  onProgress?: (sent: number, total: number) => void;
}

const KEY = "POST /nodes/{node}/storage/{storage}/upload";

const HOUR = 60 * 60_000;

/** The whole file has to go through, and then be copied from the server's temporary folder. */
const TIMEOUTS = { call: 12 * HOUR, response: HOUR };

const EXTENSIONS: Readonly<Record<ImageContent, readonly string[]>> = {
  iso: [".iso", ".img"],
  vztmpl: [".tar.gz", ".tar.xz", ".tar.zst", ".tar.bz2"],
  import: [".ova", ".ovf", ".qcow2", ".raw", ".vmdk"],
};

/**
 * Sends a file to a storage, in constant memory. A file of that name is overwritten there.
 *
 * @param folder the only one from which files are taken; undefined: none are
 * @returns the UPID of the task that puts it in its place
 * @throws ValidationError for a file outside the folder (links are followed first), or of a kind
 *   that the server would refuse after having received all of it
 */
export async function uploadFile(
  client: Pick<Client, "request">,
  folder: string | undefined,
  options: UploadOptions,
): Promise<string> {
  const { path, handle } = await openFile(folder, options.file);
  try {
    return await sendFile(client, handle, basename(path), options);
  } finally {
    await handle.close();
  }
}

async function sendFile(
  client: Pick<Client, "request">,
  handle: FileHandle,
  ownName: string,
  options: UploadOptions,
): Promise<string> {
  const { size } = await handle.stat();
  const name = checkName(options.filename ?? ownName, options.content);
  if (size === 0) throw refuse("file", `${JSON.stringify(options.file)} is empty`);
  const checksum =
    options.checksum === "compute"
      ? await checksumOf(handle, options.signal)
      : options.checksum && checkChecksum(options.checksum);
  const fields = {
    content: options.content,
    ...(checksum && { checksum: checksum.value, "checksum-algorithm": checksum.algorithm }),
  };
  const body = multipartBody(fields, { handle, name, size }, (sent) =>
    options.onProgress?.(sent, size),
  );
  const { data } = await client.request(
    KEY,
    { node: options.node, storage: options.storage },
    { body, timeouts: TIMEOUTS, ...(options.signal && { signal: options.signal }) },
  );
  return String(data);
}

/** The name that an image gets on a storage. @throws ValidationError for one that can't be */
export function checkName(name: string, content: ImageContent): string {
  if (!/^[\w.+~-][\w.+~ ()-]*$/.test(name)) {
    throw refuse(
      "filename",
      `${JSON.stringify(name)} has characters that a storage takes in no name`,
    );
  }
  const extensions = EXTENSIONS[content];
  if (!extensions.some((extension) => name.toLowerCase().endsWith(extension))) {
    throw refuse("filename", `${JSON.stringify(name)} should end in ${extensions.join(" or ")}`);
  }
  return name;
}

/**
 * Finds the file and opens it. Everything from here on goes by the open file: its path may be given
 * to another file at any time.
 */
async function openFile(
  folder: string | undefined,
  file: string,
): Promise<{ path: string; handle: FileHandle }> {
  if (folder === undefined) {
    throw refuse("file", "uploads are off: «uploadFolder» names no folder to take files from");
  }
  const root = await realpath(folder).catch(() => {
    throw refuse("file", "uploads are off: «uploadFolder» names a folder that can't be read");
  });
  const path = await realpath(resolve(root, file)).catch(() => undefined);
  // One answer for what doesn't exist and what is elsewhere: it tells nothing of other folders.
  const handle = path === undefined ? undefined : await openWithin(root, path);
  if (path === undefined || handle === undefined) {
    throw refuse("file", `${JSON.stringify(file)} is no file within «uploadFolder»`);
  }
  return { path, handle };
}

/**
 * Opens a file and checks where the opened file lies, not where its path led before.
 *
 * @param root without links
 * @param path without links when it was resolved
 * @returns undefined for what lies elsewhere, isn't a file, or can't be opened
 */
export async function openWithin(root: string, path: string): Promise<FileHandle | undefined> {
  if (!isWithin(relative(root, path))) return undefined;
  // A pipe would block open() until somebody writes into it.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(path, flags).catch(() => undefined);
  if (handle === undefined) return undefined;
  const isFile = (await handle.stat()).isFile();
  if (isFile && isWithin(relative(root, await placeOf(handle, path)))) return handle;
  await handle.close();
  return undefined;
}

/** Where an open file lies. Linux says it of the descriptor; elsewhere its path is followed again. */
async function placeOf(handle: FileHandle, path: string): Promise<string> {
  return readlink(`/proc/self/fd/${handle.fd}`).catch(() => realpath(path));
}

function isWithin(path: string): boolean {
  return !isAbsolute(path) && path.split(sep)[0] !== "..";
}

function checkChecksum(checksum: Checksum): Checksum {
  if (/^[0-9a-f]{32,128}$/i.test(checksum.value)) return checksum;
  throw refuse("checksum", `${JSON.stringify(checksum.value)} should be hex digits`);
}

async function checksumOf(handle: FileHandle, signal: AbortSignal | undefined): Promise<Checksum> {
  const hash = createHash("sha256");
  const stream = handle.createReadStream({ start: 0, autoClose: false });
  await pipeline(stream, hash, { ...(signal && { signal }) });
  return { algorithm: "sha256", value: hash.digest("hex") };
}

function refuse(parameter: string, problem: string): ValidationError {
  return new ValidationError(`${KEY}: ${problem}`, {
    endpoint: KEY,
    errors: { [parameter]: problem },
    hint: "Nothing was sent.",
  });
}
