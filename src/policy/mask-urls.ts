import { isObject, mapValues } from "../kit/objects.js";

/** `user:password@` of a URL; a user alone is no secret. */
const LOGIN = /(\b[a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#:@]{0,200}:[^\s/?#@]{0,200}@/gi;

/**
 * An answer whose URLs have lost their logins: package repositories, proxies and mirrors may be
 * written with one, in whatever field.
 */
export function maskUrlLogins(answer: unknown): unknown {
  if (typeof answer === "string") {
    return answer.includes("://") ? answer.replace(LOGIN, "$1***@") : answer;
  }
  if (Array.isArray(answer)) return answer.map(maskUrlLogins);
  return isObject(answer) ? mapValues(answer, maskUrlLogins) : answer;
}
