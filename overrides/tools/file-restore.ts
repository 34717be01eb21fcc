import type { Handler } from "../../src/tools/define.js";

export const listBackupFiles: Handler = async ({ arguments: args, send }) => {
  const { node, storage, volume, filepath } = args;
  const answer = await send("GET /nodes/{node}/storage/{storage}/file-restore/list", {
    node,
    storage,
    volume,
    filepath: encodePath(String(filepath ?? "/")),
  });
  return { ...answer, data: Array.isArray(answer.data) ? answer.data.map(withPath) : answer.data };
};

export const downloadFromBackup: Handler = ({ arguments: args, send }) => {
  const { node, storage, volume, filepath, tar } = args;
  return send("GET /nodes/{node}/storage/{storage}/file-restore/download", {
    node,
    storage,
    volume,
    filepath: encodePath(String(filepath)),
    ...(tar !== undefined && { tar }),
  });
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
