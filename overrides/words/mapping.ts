import type { Words } from "./types.js";

export default {
  endpoints: {
    "GET /cluster/mapping": "List the kinds of resource mappings",

    "GET /cluster/mapping/dir": "List directory mappings (host folders shared by virtiofs)",
    "POST /cluster/mapping/dir": "Create a directory mapping that VMs can mount by virtiofs",
    "GET /cluster/mapping/dir/{id}": "Get a directory mapping",
    "PUT /cluster/mapping/dir/{id}": "Change a directory mapping; map replaces all its entries",
    "DELETE /cluster/mapping/dir/{id}":
      "Delete a directory mapping; VMs that use it fail to start. Files stay",

    "GET /cluster/mapping/pci": "List PCI device mappings",
    "POST /cluster/mapping/pci": "Create a PCI mapping: one name for a device on each node",
    "GET /cluster/mapping/pci/{id}": "Get a PCI mapping",
    "PUT /cluster/mapping/pci/{id}": "Change a PCI mapping; map replaces all its entries",
    "DELETE /cluster/mapping/pci/{id}": "Delete a PCI mapping; VMs that use it fail to start",

    "GET /cluster/mapping/usb": "List USB device mappings",
    "POST /cluster/mapping/usb": "Create a USB mapping: one name for a device on each node",
    "GET /cluster/mapping/usb/{id}": "Get a USB mapping",
    "PUT /cluster/mapping/usb/{id}": "Change a USB mapping; map replaces all its entries",
    "DELETE /cluster/mapping/usb/{id}": "Delete a USB mapping; VMs that use it fail to start",
  },
  parameters: {
    "/cluster/mapping": {
      "check-node": "Also check the entries on this node and report what doesn't match",
      id: "Mapping name, as used in hostpciN, usbN or virtiofsN of a VM",
      "live-migration-capable":
        "1 allows live migration with the device, if hardware and driver can do it; experimental; default 0",
      map: "One entry per node (several for PCI), each a property string",
      "map.description": "Note on the device of that node",
      "map.id": "Vendor and device id in hex, such as 8086:1533; a mismatch stops the VM's start",
      "map.iommugroup": "IOMMU group the device should be in; a mismatch stops the VM's start",
      "map.node": "Node the entry is for",
      "map.subsystem-id": "Subsystem vendor and device id in hex; a mismatch stops the VM's start",
      mdev: "1 marks devices that offer mediated devices, such as vGPUs; default 0",
    },
    "/cluster/mapping/dir": {
      "map.path": "Absolute path of the host folder to share",
    },
    "/cluster/mapping/pci": {
      "map.path":
        "PCI address such as 0000:01:00.0, without .0 the whole device; several with ; as a pool",
    },
    "/cluster/mapping/usb": {
      "map.path": "USB port as bus-port, such as 1-2.1; absent matches by id on any port",
    },
  },
} satisfies Words;
