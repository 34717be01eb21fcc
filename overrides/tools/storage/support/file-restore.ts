import { defined } from "../../../../src/kit/defined.js";
import type { Handler } from "../../../../src/tools/define.js";

export const listBackupFiles: Handler = async ({ arguments: args, request }) => {
  const { node, storage, volume, filepath } = args;
  const answer = await request("GET /nodes/{node}/storage/{storage}/file-restore/list", {
    node,
    storage,
    volume,
    filepath: encodePath(String(filepath ?? "/")),
  });
  return { ...answer, data: Array.isArray(answer.data) ? answer.data.map(withPath) : answer.data };
};

/** Texts only: an answer can't carry bytes, and what isn't UTF-8 has lost some on the way. */
export const downloadFromBackup: Handler = async ({ arguments: args, call, refuse }) => {
  const { node, storage, volume, filepath, tar } = args;
  const content = await call("GET /nodes/{node}/storage/{storage}/file-restore/download", {
    node,
    storage,
    volume,
    filepath: encodePath(String(filepath)),
    ...defined({ tar }),
  });
  const text = String(content ?? "");
  if (/[\0\ufffd]/.test(text)) {
    throw refuse(
      `${filepath} isn't a text, and only texts can be shown.`,
      "Download it in the web interface: the storage, Backups, File Restore.",
    );
  }
  return { data: { filepath, size: Buffer.byteLength(text), content: text } };
};

/**
 * Proxmox takes paths in base64, but for the root. No path's base64 begins with a slash: that would
 * need a first byte above 0xfb.
 */
export function encodePath(path: string): string {
  const isPlain = path !== "/" && path.startsWith("/");
  return isPlain ? Buffer.from(path, "utf8").toString("base64") : path;
}

/** A listed entry names itself in base64; its path is what a reader wants. */
function withPath(entry: unknown): unknown {
  const { filepath, ...rest } = entry as { filepath?: string };
  return filepath === undefined
    ? entry
    : { filepath: Buffer.from(filepath, "base64").toString("utf8"), ...rest };
}
