import { describe, expect, it } from "vitest";
import type { TaskOutcome } from "../../src/pve/cluster/task-progress.js";
import { createBackupReader, taskResult } from "../../src/tools/task-result.js";

const upid = "UPID:pve1:000DA3B1:0F1E2D3C:6543210F:vzdump:100:root@pam:";

const cases: [string, Omit<TaskOutcome, "upid">, object][] = [
  [
    "went well: nothing of its log",
    { state: "ok", exitstatus: "OK", log: ["transferred 8 GiB", "TASK OK"] },
    { state: "ok", seconds: 7 },
  ],
  [
    "ended OK although a command in it failed",
    {
      state: "ok",
      exitstatus: "OK",
      log: [
        "pve1: reloading network config",
        "command 'pvesh set /nodes/pve1/network' failed: exit code 255",
        "TASK OK",
      ],
    },
    {
      state: "warnings",
      seconds: 7,
      log: ["command 'pvesh set /nodes/pve1/network' failed: exit code 255"],
    },
  ],
  [
    "failed: the lines that tell why",
    {
      state: "failed",
      exitstatus: "start failed",
      log: ["starting", "device 'eth9' does not exist", "step 2", "TASK ERROR: start failed"],
    },
    {
      state: "failed",
      exitstatus: "start failed",
      seconds: 7,
      log: ["device 'eth9' does not exist", "TASK ERROR: start failed"],
    },
  ],
  [
    "failed without a telling line: the last ones",
    { state: "failed", exitstatus: "exit 1", log: Array.from({ length: 12 }, (_, n) => `l${n}`) },
    {
      state: "failed",
      exitstatus: "exit 1",
      seconds: 7,
      log: ["l4", "l5", "l6", "l7", "l8", "l9", "l10", "l11"],
    },
  ],
  [
    "still runs: its newest line",
    { state: "running", log: ["10 %", "20 %"] },
    { state: "running", log: ["20 %"] },
  ],
  ["vanished", { state: "unknown", log: [] }, { state: "unknown", seconds: 7 }],
];

it.each(cases)("%s", (_, outcome, expected) => {
  expect(taskResult({ upid, ...outcome }, 7, [])).toEqual({ upid, ...expected });
});

describe("what a backup's log says that it made", () => {
  it.each([
    [
      [
        "INFO: creating vzdump archive '/mnt/pve/nas/dump/vzdump-qemu-100-2026_01_05-02_00_00.vma.zst'",
        "INFO: archive file size: 430MB",
        "INFO: creating vzdump archive 'nas:backup/vzdump-lxc-200-2026_01_05-02_10_00.tar.zst'",
        "INFO: archive file size: 1.20GB",
      ],
      [
        { archive: "vzdump-qemu-100-2026_01_05-02_00_00.vma.zst", size: "430MB" },
        { archive: "vzdump-lxc-200-2026_01_05-02_10_00.tar.zst", size: "1.20GB" },
      ],
    ],
    [
      ["INFO: creating Proxmox Backup Server archive 'vm/100/2026-01-05T02:00:00Z'"],
      [{ archive: "vm/100/2026-01-05T02:00:00Z" }],
    ],
    [["INFO: archive file size: 1MB"], []],
  ])("%j", (lines, expected) => {
    const reader = createBackupReader();
    for (const line of lines) reader.read(line);
    expect(reader.backups).toEqual(expected);
  });
});
