import { defineTool } from "../../../src/tools/define.js";

export const guestStart = defineTool({
  name: "proxmox_guest_start",
  title: "Start a guest",
  summary: "Start a VM or container and wait until it runs.",
  toolset: "guests",
  core: true,
  call: "POST /nodes/{node}/{kind}/{vmid}/status/start",
  complete: true,
});

export const guestShutdown = defineTool({
  name: "proxmox_guest_shutdown",
  title: "Shut a guest down",
  summary: "Ask a guest to shut down cleanly and wait for it.",
  toolset: "guests",
  core: true,
  call: "POST /nodes/{node}/{kind}/{vmid}/status/shutdown",
  complete: true,
  arguments: ["timeout", "forceStop"],
  words: {
    forceStop: "true stops it hard when the time is over",
    timeout: "Seconds it gets to shut down; then the task fails",
  },
});

export const guestStop = defineTool({
  name: "proxmox_guest_stop",
  title: "Stop a guest hard",
  summary: "Cut the power of a guest: unsaved data is lost. Prefer proxmox_guest_shutdown.",
  toolset: "guests",
  core: true,
  call: "POST /nodes/{node}/{kind}/{vmid}/status/stop",
  complete: true,
});

export const guestReboot = defineTool({
  name: "proxmox_guest_reboot",
  title: "Reboot a guest",
  summary: "Shut a guest down cleanly and start it again; applies pending changes.",
  toolset: "guests",
  core: true,
  call: "POST /nodes/{node}/{kind}/{vmid}/status/reboot",
  arguments: ["timeout"],
  words: { timeout: "Seconds it gets to shut down; then the task fails" },
});

export const guestReset = defineTool({
  name: "proxmox_guest_reset",
  title: "Reset a VM",
  summary: "Press the reset button of a VM that hangs: unsaved data is lost.",
  toolset: "guests",
  call: "POST /nodes/{node}/qemu/{vmid}/status/reset",
  complete: true,
});

export const guestPause = defineTool({
  name: "proxmox_guest_pause",
  title: "Pause a guest",
  summary: "Freeze a guest in memory, or with todisk hibernate a VM.",
  toolset: "guests",
  call: "POST /nodes/{node}/{kind}/{vmid}/status/suspend",
  complete: true,
  arguments: ["todisk"],
});

export const guestResume = defineTool({
  name: "proxmox_guest_resume",
  title: "Resume a guest",
  summary: "Let a paused or hibernated guest go on.",
  toolset: "guests",
  call: "POST /nodes/{node}/{kind}/{vmid}/status/resume",
  complete: true,
});
