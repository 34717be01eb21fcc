import { defineTool } from "../../../src/tools/define.js";

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
});
