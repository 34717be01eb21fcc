import type { AnswerSchema } from "../../../src/schema/tool-list.js";

/** A task that was started and followed; what failed is an error. */
export const TASK: AnswerSchema = {
  type: "object",
  properties: {
    upid: { type: "string" },
    state: { enum: ["ok", "warnings", "running", "unknown"] },
  },
};

/** A guest that a task makes. */
export const NEW_GUEST: AnswerSchema = {
  type: "object",
  properties: { vmid: { type: "integer" }, node: { type: "string" }, task: TASK },
};

const bytes = (description = "Bytes"): AnswerSchema => ({ type: "integer", description });

/** What people ask of a guest; the rest is Proxmox's own. */
export const GUEST_LOAD: Readonly<Record<string, AnswerSchema>> = {
  status: { type: "string" },
  cpu: { type: "number", description: "Share of 1 over all its cores" },
  mem: bytes(),
  maxmem: bytes(),
  uptime: { type: "integer", description: "Seconds" },
};

/** Beside the load. */
export const GUEST_DISK: Readonly<Record<string, AnswerSchema>> = {
  disk: bytes("Bytes used; 0 for a VM"),
  maxdisk: bytes(),
};
