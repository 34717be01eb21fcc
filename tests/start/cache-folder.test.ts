import { describe, expect, it } from "vitest";
import { cacheFolder } from "../../src/start/cache-folder.js";

describe("cacheFolder", () => {
  it.each<[string, NodeJS.Platform, NodeJS.ProcessEnv, string | undefined]>([
    ["Linux", "linux", { HOME: "/home/a" }, "/home/a/.cache/proxmox-mcp"],
    ["macOS", "darwin", { HOME: "/Users/a" }, "/Users/a/Library/Caches/proxmox-mcp"],
    ["Windows", "win32", { LOCALAPPDATA: "/local" }, "/local/proxmox-mcp/Cache"],
    ["XDG", "linux", { HOME: "/home/a", XDG_CACHE_HOME: "/cache" }, "/cache/proxmox-mcp"],
    ["a relative XDG", "linux", { HOME: "/h", XDG_CACHE_HOME: "c" }, "/h/.cache/proxmox-mcp"],
    ["no home", "linux", {}, undefined],
    ["a relative home", "linux", { HOME: "." }, undefined],
    ["Windows without its variable", "win32", {}, undefined],
    ["switched off", "linux", { HOME: "/h", NODE_DISABLE_COMPILE_CACHE: "1" }, undefined],
  ])("%s", (_, platform, environment, folder) => {
    expect(cacheFolder(environment, platform)).toBe(folder);
  });
});
