import { isObject, mapValues } from "../kit/objects.js";

/** `user:password@` of a URL; a user alone is no secret. */
const LOGIN = /(\b[a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#:@]{0,200}:[^\s/?#@]{0,200}@/gi;

/**
 * An answer whose URLs have lost their logins: package repositories, proxies and mirrors may be
 * written with one, in whatever field.
 */
export function maskUrlLogins(answer: unknown): unknown {
  return holdsUrl(answer) ? masked(answer) : answer;
}

/** Most answers hold none, and are handed on without being copied. */
function holdsUrl(answer: unknown): boolean {
  if (typeof answer === "string") return answer.includes("://");
  return typeof answer === "object" && answer !== null && Object.values(answer).some(holdsUrl);
}

function masked(answer: unknown): unknown {
  if (typeof answer === "string") return answer.replace(LOGIN, "$1***@");
  if (Array.isArray(answer)) return answer.map(masked);
  return isObject(answer) ? mapValues(answer, masked) : answer;
}
