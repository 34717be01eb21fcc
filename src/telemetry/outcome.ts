import { isObject } from "../kit/objects.js";
import type { Outcome } from "../kit/observed.js";

/** How a call of a tool ended: `ok`, or the code of its error. */
export function outcomeOfCall({ result, error }: Outcome): string {
  if (error !== undefined) return "failed";
  if (!isObject(result) || result["isError"] !== true) return "ok";
  const told = isObject(result["structuredContent"]) ? result["structuredContent"]["error"] : {};
  const code = isObject(told) ? told["code"] : undefined;
  return typeof code === "string" && /^[a-z_]{1,40}$/.test(code) ? code : "failed";
}

/** The status of an answer; undefined where there was none. */
export function statusOf({ result }: Outcome): number | undefined {
  const status = isObject(result) ? result["status"] : undefined;
  return typeof status === "number" ? status : undefined;
}
