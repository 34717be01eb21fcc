import type { Client } from "../wire/client.js";
import { type Checksum, checkName, type UploadOptions, uploadFile } from "./upload.js";

export interface ImageOptions extends Omit<UploadOptions, "file"> {
  /** An http(s) URL, which the node itself fetches, or a file as for `uploadFile`. */
  source: string;
}

/**
 * Brings an ISO, template or disk image to a storage the shortest way: the node downloads a URL
 * itself, a file goes through here.
 *
 * @returns the UPID of the task that does it
 */
export async function bringImage(
  client: Client,
  folder: string | undefined,
  { source, ...options }: ImageOptions,
): Promise<string> {
  if (!/^https?:\/\//i.test(source)) {
    return uploadFile(client, folder, { ...options, file: source });
  }
  const { node, storage, content, checksum, signal } = options;
  const filename = checkName(options.filename ?? nameIn(source), content);
  const upid = await client.call(
    "POST /nodes/{node}/storage/{storage}/download-url",
    { node, storage, content, url: source, filename, ...known(checksum) },
    { ...(signal && { signal }) },
  );
  return String(upid);
}

/** Nothing here has the bytes to compute one from. */
function known(checksum: Checksum | "compute" | undefined): Record<string, string> {
  if (checksum === undefined || checksum === "compute") return {};
  return { checksum: checksum.value, "checksum-algorithm": checksum.algorithm };
}

function nameIn(url: string): string {
  const last = new URL(url).pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
