import { defined } from "../../../../src/kit/defined.js";
import type { Handler, ToolContext } from "../../../../src/tools/define.js";

const KEEP = [
  "keep-last",
  "keep-hourly",
  "keep-daily",
  "keep-weekly",
  "keep-monthly",
  "keep-yearly",
];

export const previewPrune: Handler = (context) =>
  context.request("GET /nodes/{node}/storage/{storage}/prunebackups", retention(context));

/** Without any rule the storage's own retention decides; with `dry-run` nothing is deleted. */
export const pruneBackups: Handler = (context) =>
  context.arguments["dry-run"] === true
    ? previewPrune(context)
    : context.request("DELETE /nodes/{node}/storage/{storage}/prunebackups", retention(context));

/** The single rules as the one text that Proxmox takes: `keep-last=3,keep-daily=7`. */
function retention({ arguments: args, refuse }: ToolContext): Record<string, unknown> {
  const { node, storage, vmid, type } = args;
  const rules = KEEP.filter((name) => args[name] !== undefined);
  const whole = args["prune-backups"];
  if (whole !== undefined && rules.length > 0) {
    throw refuse(`Give prune-backups, or ${rules.join(" and ")}; not both.`);
  }
  const text = rules.map((name) => `${name}=${args[name]}`).join(",");
  return {
    node,
    storage,
    ...defined({ vmid }),
    ...(type !== undefined && { type: type === "vm" ? "qemu" : type }),
    ...((whole ?? text) !== "" && { "prune-backups": whole ?? text }),
  };
}
