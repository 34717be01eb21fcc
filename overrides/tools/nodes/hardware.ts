import { defineTool } from "../../../src/tools/define.js";

export const hardware = defineTool({
  name: "proxmox_hardware",
  title: "Hardware of a node",
  summary: "PCI and USB devices of a node, and the mediated devices that a PCI device offers.",
  toolset: "nodes",
  actions: {
    pci: "GET /nodes/{node}/hardware/pci",
    mdev: "GET /nodes/{node}/hardware/pci/{pci-id-or-mapping}/mdev",
    usb: "GET /nodes/{node}/hardware/usb",
  },
  words: { "pci-id-or-mapping": "mdev: 0000:01:00.0" },
});

export const capabilities = defineTool({
  name: "proxmox_capabilities",
  title: "What VMs may be given",
  summary: "CPU models, CPU flags, machine types and migration features that a node offers to VMs.",
  toolset: "nodes",
  actions: {
    cpu: "GET /nodes/{node}/capabilities/qemu/cpu",
    cpu_flags: "GET /nodes/{node}/capabilities/qemu/cpu-flags",
    machines: "GET /nodes/{node}/capabilities/qemu/machines",
    migration: "GET /nodes/{node}/capabilities/qemu/migration",
  },
});

export const cpuModel = defineTool({
  name: "proxmox_cpu_model",
  title: "CPU models",
  summary: "CPU models of the cluster's own, which VMs use as cpu custom-<name>; since 9.2.",
  toolset: "nodes",
  actions: {
    list: "GET /cluster/qemu/custom-cpu-models",
    flags: "GET /cluster/qemu/cpu-flags",
    get: "GET /cluster/qemu/custom-cpu-models/{cputype}",
    create: "POST /cluster/qemu/custom-cpu-models",
    update: "PUT /cluster/qemu/custom-cpu-models/{cputype}",
    delete: "DELETE /cluster/qemu/custom-cpu-models/{cputype}",
  },
  arguments: ["flags"],
  words: { cputype: "Name of the model", flags: "+aes;-pcid" },
  aliases: { name: "cputype", model: "reported-model" },
});

export const mapping = defineTool({
  name: "proxmox_mapping",
  title: "Device mappings",
  summary: "Names for PCI and USB devices and directories that guests use on any node.",
  toolset: "nodes",
  actions: {
    list: {
      endpointArgument: "kind",
      endpoint: {
        pci: "GET /cluster/mapping/pci",
        usb: "GET /cluster/mapping/usb",
        dir: "GET /cluster/mapping/dir",
      },
    },
    get: {
      endpointArgument: "kind",
      endpoint: {
        pci: "GET /cluster/mapping/pci/{id}",
        usb: "GET /cluster/mapping/usb/{id}",
        dir: "GET /cluster/mapping/dir/{id}",
      },
    },
    create: {
      endpointArgument: "kind",
      endpoint: {
        pci: "POST /cluster/mapping/pci",
        usb: "POST /cluster/mapping/usb",
        dir: "POST /cluster/mapping/dir",
      },
    },
    update: {
      endpointArgument: "kind",
      endpoint: {
        pci: "PUT /cluster/mapping/pci/{id}",
        usb: "PUT /cluster/mapping/usb/{id}",
        dir: "PUT /cluster/mapping/dir/{id}",
      },
    },
    delete: {
      endpointArgument: "kind",
      endpoint: {
        pci: "DELETE /cluster/mapping/pci/{id}",
        usb: "DELETE /cluster/mapping/usb/{id}",
        dir: "DELETE /cluster/mapping/dir/{id}",
      },
    },
  },
  words: { kind: "What is mapped", map: "node=pve1,id=8086:1533 …", id: "Name of the mapping" },
});
