import type { CallOptions } from "../pve/caller.js";
import type { Checksum, ImageContent } from "../pve/cluster/upload.js";
import type { Client } from "../pve/wire/client.js";
import type { EndpointKey } from "../schema/model.js";
import { ToolError } from "./errors.js";

export const UPLOAD: EndpointKey = "POST /nodes/{node}/storage/{storage}/upload";

/**
 * Sends a file from the upload folder. To Proxmox `filename` is the name that a form gives to what it
 * carries; here it says which file that is.
 *
 * @returns the UPID of the task that puts it in its place
 */
export async function upload(
  client: Client,
  folder: string | undefined,
  parameters: Readonly<Record<string, unknown>>,
  options: CallOptions = {},
): Promise<string> {
  if (parameters["tmpfilename"] !== undefined) {
    throw new ToolError(
      "arguments",
      "tmpfilename: Proxmox sets it itself while it receives a file",
      "Nothing was sent.",
    );
  }
  const checksum = checksumOf(parameters);
  const { uploadFile } = await import("../pve/cluster/upload.js");
  return uploadFile(client, folder, {
    node: String(parameters["node"]),
    storage: String(parameters["storage"]),
    content: parameters["content"] as ImageContent,
    file: String(parameters["filename"]),
    ...(checksum && { checksum }),
    ...options,
  });
}

function checksumOf(parameters: Readonly<Record<string, unknown>>): Checksum | undefined {
  const { checksum, "checksum-algorithm": algorithm } = parameters;
  if (checksum === undefined && algorithm === undefined) return undefined;
  if (checksum === undefined || algorithm === undefined) {
    throw new ToolError(
      "arguments",
      "checksum and checksum-algorithm go together",
      "Nothing was sent.",
    );
  }
  return { algorithm: algorithm as Checksum["algorithm"], value: String(checksum) };
}
