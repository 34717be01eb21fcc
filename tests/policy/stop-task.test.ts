import { describe, expect, it } from "vitest";
import { notOursToStop } from "../../src/policy/stop-task.js";

const upid = (type: string, user: string) =>
  `UPID:pve1:000A1B2C:0123ABCD:5F000000:${type}:100:${user}:`;

describe("stopping a task at tier operate", () => {
  it.each([
    ["our own backup", upid("vzdump", "admin@pve!mcp"), undefined],
    ["our own migration", upid("qmigrate", "admin@pve!mcp"), undefined],
    ["our own snapshot", upid("vzsnapshot", "admin@pve!mcp"), undefined],
    [
      "our own restore",
      upid("qmrestore", "admin@pve!mcp"),
      "stopping a task of type qmrestore can lose data",
    ],
    [
      "somebody else's backup",
      upid("vzdump", "root@pam"),
      "root@pam started it, and this server is admin@pve!mcp",
    ],
    [
      "the same user's, by another token",
      upid("vzdump", "admin@pve!other"),
      "admin@pve!other started it, and this server is admin@pve!mcp",
    ],
    ["no UPID", "UPID:x", "its UPID can't be read"],
    ["nothing", undefined, "its UPID can't be read"],
  ])("%s", (_, task, reason) => expect(notOursToStop(task, "admin@pve!mcp")).toBe(reason));
});
