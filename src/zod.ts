/**
 * Zod schemas of what each endpoint takes and answers:
 *
 * ```ts
 * import { parameters } from "proxmox-mcp/zod";
 *
 * const schema = await parameters("POST /nodes/{node}/qemu");
 * const checked = schema.parse({ node: "pve1", vmid: 100, cores: 4 });
 * ```
 */
export {
  type Issue,
  parameters,
  result,
  type Schema,
  type Verdict,
} from "./library/schemas.js";
