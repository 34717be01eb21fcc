import { AuditError, type RequestRecord } from "../audit/recorder.js";
import { PREVIEW, ToolError } from "./errors.js";

/** Notes a failure; what couldn't be written down beforehand was not sent. A preview is none. */
export function audited(error: unknown, record: RequestRecord): unknown {
  if (error instanceof ToolError && error.code === PREVIEW) return error;
  if (!(error instanceof AuditError)) {
    record.failed(error);
    return error;
  }
  return new ToolError(
    "audit",
    `Nothing was changed: the audit file can't be written (${error.message})`,
    "The operator has to make PROXMOX_AUDIT_LOG writable.",
  );
}
