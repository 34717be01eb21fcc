import { describe, expect, it } from "vitest";
import { cacheFolder, stateFolder } from "../../src/kit/folders.js";

const rows: [string, NodeJS.Platform, Record<string, string>, string, string][] = [
  ["Linux", "linux", { HOME: "/h" }, "/h/.cache/proxmox-mcp", "/h/.local/state/proxmox-mcp"],
  [
    "Linux with XDG folders",
    "linux",
    { HOME: "/h", XDG_CACHE_HOME: "/c", XDG_STATE_HOME: "/s" },
    "/c/proxmox-mcp",
    "/s/proxmox-mcp",
  ],
  [
    "relative XDG folders, which count as not set",
    "linux",
    { HOME: "/h", XDG_CACHE_HOME: "c", XDG_STATE_HOME: "rel" },
    "/h/.cache/proxmox-mcp",
    "/h/.local/state/proxmox-mcp",
  ],
  [
    "macOS",
    "darwin",
    { HOME: "/Users/h" },
    "/Users/h/Library/Caches/proxmox-mcp",
    "/Users/h/.local/state/proxmox-mcp",
  ],
  ["Windows", "win32", { LOCALAPPDATA: "/L" }, "/L/proxmox-mcp/Cache", "/L/proxmox-mcp"],
];

describe("folders", () => {
  it.each(rows)("on %s", (_, platform, environment, cache, state) => {
    expect(cacheFolder({ environment, platform })).toBe(cache);
    expect(stateFolder({ environment, platform })).toBe(state);
  });

  it("are nowhere for a user that the system doesn't know", () => {
    const home = () => {
      throw new Error("uv_os_homedir returned ENOENT");
    };
    const machine = { environment: {}, platform: "linux", home } as const;
    expect(cacheFolder(machine)).toBe("/nonexistent/.cache/proxmox-mcp");
    expect(cacheFolder({ ...machine, home: () => "/h" })).toBe("/h/.cache/proxmox-mcp");
  });
});
