import { expect, it } from "vitest";
import { isUpid } from "../../../simulator/tasks/task.js";

it.each([
  ["UPID:pve1:00000133:00050A25:6B03B19D:qmcreate:600:admin@pve!mcp:", true],
  ["UPID:pve1:00000133:000050A25:6B03B19D:srvreload:networking:root@pam:", true],
  ["UPID:pve1:00000133:00050A25:6B03B19D:qmcreate:600:admin@pve!mcp", false],
  ["nonsense", false],
])("UPID %s: %s", (text, is) => expect(isUpid(text)).toBe(is));
