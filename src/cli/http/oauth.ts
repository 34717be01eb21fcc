import type { ResourceServer } from "../../auth/oauth/resource-server.js";
import type { OAuthSettings } from "../../settings/public.js";
import type { Log } from "../log.js";
import type { Read } from "./read-all.js";

/** What checks tokens of an authorisation server; it is loaded only where that is set. */
export async function openOAuth(
  settings: OAuthSettings | undefined,
  log: Log,
): Promise<ResourceServer | undefined> {
  if (!settings) return undefined;
  const { createResourceServer } = await import("../../auth/oauth/resource-server.js");
  const warn = (message: string) => log.warn({}, message);
  return createResourceServer({ ...settings, now: () => Date.now(), warn });
}

/** The names by which the server may be called from elsewhere. */
export function calledBy({ server, publicUrl }: Read): string[] {
  return [
    ...server.allowedHosts,
    ...(publicUrl === undefined ? [] : [new URL(publicUrl).hostname]),
  ];
}
