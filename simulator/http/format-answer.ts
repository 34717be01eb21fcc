import type { ApiFault } from "./api-error.js";
import type { ApiAnswer } from "./dispatch.js";
import type { Reply } from "./respond.js";

export type Format = "json" | "extjs";

export function isFormat(name: string): name is Format {
  return name === "json" || name === "extjs";
}

const JSON_TYPE = "application/json;charset=UTF-8";

/** The header that says whether an answer comes from state or was made from the schema. */
export const SOURCE_HEADER = "x-simulated";

export function formatAnswer(format: Format, answer: ApiAnswer): Reply {
  const headers = { [SOURCE_HEADER]: answer.source };
  if (answer.raw) {
    const { type, body, how } = answer.raw;
    return {
      status: 200,
      reason: "OK",
      type,
      body,
      headers: { ...headers, ...how.headers },
      piped: how.piped === true,
    };
  }
  const envelope = { data: answer.data, ...answer.attributes };
  const body = format === "extjs" ? { success: 1, ...envelope } : envelope;
  return { status: 200, reason: "OK", type: JSON_TYPE, body: JSON.stringify(body), headers };
}

/** `extjs` packs every error into a 200, as Proxmox's own web interface expects it. */
export function formatFault(format: Format, fault: ApiFault): Reply {
  const { status, message, errors } = fault;
  const envelope = { data: null, message, ...(errors && { errors }) };
  if (format === "extjs") {
    const body = JSON.stringify({ success: 0, status, ...envelope });
    return { status: 200, reason: "OK", type: JSON_TYPE, body };
  }
  return { status, reason: message, type: JSON_TYPE, body: JSON.stringify(envelope) };
}
