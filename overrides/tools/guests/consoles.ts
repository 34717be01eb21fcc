import { defineTool } from "../../../src/tools/define.js";
import { readConsole, sendToConsole, takeScreenshot, typeOnScreen } from "./support/console.js";

const SCREEN = [
  "POST /nodes/{node}/{kind}/{vmid}/vncproxy",
  "GET /nodes/{node}/{kind}/{vmid}/vncwebsocket",
] as const;

const TERMINAL = [
  "POST /nodes/{node}/{kind}/{vmid}/termproxy",
  "GET /nodes/{node}/{kind}/{vmid}/vncwebsocket",
] as const;

const waiting = {
  wait_for_change: {
    type: "integer",
    description: "Seconds to wait at most until it looks different",
  },
  until_stable: {
    type: "integer",
    description: "Seconds that it must look the same",
  },
} as const;

const input = {
  text: { type: "string", description: "Typed; a line end is Enter" },
  keys: {
    type: "array",
    items: { type: "string" },
    description: "Pressed after it: enter, f2, ctrl+alt+delete …",
  },
} as const;

const reading = {
  seconds: {
    type: "integer",
    description: "Seconds to read; default 2",
  },
  until: { type: "string", description: "Stop once this text is there" },
  serial: { type: "string", description: "VM: serial1 …" },
} as const;

export const consoleScreenshot = defineTool({
  name: "proxmox_console_screenshot",
  title: "Screenshot of a VM",
  summary: "What a VM's screen shows now, as an image: boot menu, installer, kernel panic …",
  toolset: "guests",
  call: { endpoint: SCREEN, tier: "operate", run: takeScreenshot },
  extra: waiting,
});

export const consoleType = defineTool({
  name: "proxmox_console_type",
  title: "Type on a VM's screen",
  summary: "Type text and press keys on a VM's screen; with after or a wait also its screenshot.",
  toolset: "guests",
  call: { endpoint: SCREEN, run: typeOnScreen },
  extra: {
    ...input,
    after: {
      type: "integer",
      description: "Seconds until its screenshot",
    },
    ...waiting,
  },
});

export const consoleRead = defineTool({
  name: "proxmox_console_read",
  title: "Read a terminal",
  summary: "What a container's console or a VM's serial port shows, as text.",
  toolset: "guests",
  call: { endpoint: TERMINAL, tier: "operate", run: readConsole },
  extra: reading,
});

export const consoleSend = defineTool({
  name: "proxmox_console_send",
  title: "Type into a terminal",
  summary: "Type into a container's console or a VM's serial port, and read what it then shows.",
  toolset: "guests",
  call: { endpoint: TERMINAL, run: sendToConsole },
  extra: { ...input, ...reading },
});

export const consoleVnc = defineTool({
  name: "proxmox_console_vnc",
  title: "VNC console",
  summary: "A ticket and port for a guest's screen over VNC; valid for some seconds.",
  toolset: "guests",
  call: "POST /nodes/{node}/{kind}/{vmid}/vncproxy",
  arguments: ["websocket"],
});

export const consoleTerm = defineTool({
  name: "proxmox_console_term",
  title: "Terminal console",
  summary: "A ticket and port for a guest's terminal over a websocket; valid for some seconds.",
  toolset: "guests",
  call: "POST /nodes/{node}/{kind}/{vmid}/termproxy",
});

export const consoleSpice = defineTool({
  name: "proxmox_console_spice",
  title: "SPICE console",
  summary: "Settings for remote-viewer to show a guest's screen over SPICE.",
  toolset: "guests",
  call: "POST /nodes/{node}/{kind}/{vmid}/spiceproxy",
});

export const vmMonitor = defineTool({
  name: "proxmox_vm_monitor",
  title: "QEMU monitor and keys",
  summary: "Send a command to a VM's QEMU monitor, or a key such as ctrl-alt-delete to the VM.",
  toolset: "guests",
  actions: {
    monitor: "POST /nodes/{node}/qemu/{vmid}/monitor",
    sendkey: "PUT /nodes/{node}/qemu/{vmid}/sendkey",
  },
  listedAs: { command: "monitor_command" },
});
