import { describe, expect, it } from "vitest";
import { percentOf } from "../../../src/pve/cluster/task-progress.js";

describe("percentOf", () => {
  it.each([
    ["transferred 1.0 GiB of 4.0 GiB (25.00%)", 25],
    ["INFO:  31% (10.0 GiB of 32.0 GiB) in 9s", 31],
    ["drive-scsi0: transferred 512.0 MiB of 1.0 GiB (50.02%) in 2s", 50.02],
    [" 1050K .......... .......... 17% 8.21M 12s", 17],
    ["progress 100% (read 34359738368 bytes)", 100],
    ["scsi0: successfully created disk", undefined],
    ["at 250%", undefined],
  ])("reads %j", (line, percent) => {
    expect(percentOf(line)).toBe(percent);
  });
});
