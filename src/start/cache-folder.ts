import { isAbsolute, join } from "node:path";

const NAME = "proxmox-mcp";

/**
 * The folder in which this user's caches of ours lie.
 *
 * @returns nothing where that can't be told, or `NODE_DISABLE_COMPILE_CACHE`, Node's own switch,
 *   turns them off
 */
export function cacheFolder(
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): string | undefined {
  if (environment["NODE_DISABLE_COMPILE_CACHE"]) return undefined;
  const { XDG_CACHE_HOME, HOME, LOCALAPPDATA } = environment;
  // a relative one is to be ignored: XDG Base Directory Specification
  if (XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, NAME);
  if (platform === "win32") return LOCALAPPDATA && join(LOCALAPPDATA, NAME, "Cache");
  if (!HOME || !isAbsolute(HOME)) return undefined;
  return platform === "darwin" ? join(HOME, "Library/Caches", NAME) : join(HOME, ".cache", NAME);
}
