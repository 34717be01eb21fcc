import { fault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { sectionHandlers } from "../support/sections.js";
import { MIB } from "../support/sizes.js";

const KINDS = [
  { kind: "dir", word: "directory" },
  { kind: "pci", word: "hardware" },
  { kind: "usb", word: "hardware" },
] as const;

type Kind = (typeof KINDS)[number]["kind"];

/** Mappings that the caller may use, edit or look at. */
function isVisible({ access }: Context, kind: Kind, id: string): boolean {
  const privileges = ["Mapping.Use", "Mapping.Modify", "Mapping.Audit"];
  return access.hasAny(`/mapping/${kind}/${id}`, privileges);
}

function handlersOf({ kind, word }: (typeof KINDS)[number]): Handlers {
  return sectionHandlers({
    collection: `/cluster/mapping/${kind}`,
    id: "id",
    sections: ({ state }) => state.mappings[kind],
    missing: (id) => fault(`mapping '${id}' not found`),
    exists: (id) => fault(`create ${word} mapping failed: ${kind} ID '${id}' already defined`),
    readsId: false,
    skip: ["check-node"],
    defaults: () => ({ type: kind }),
    isVisible: (context, id) => isVisible(context, kind, id),
  });
}

/** What a node's `lspci` and `lsusb` would show. */
const PCI_DEVICES = [
  {
    id: "0000:00:02.0",
    class: "0x030000",
    vendor: "0x8086",
    vendor_name: "Intel Corporation",
    device: "0x4680",
    device_name: "AlderLake-S GT1",
    iommugroup: 0,
    subsystem_vendor: "0x1043",
    subsystem_device: "0x8882",
  },
  {
    id: "0000:01:00.0",
    class: "0x020000",
    vendor: "0x8086",
    vendor_name: "Intel Corporation",
    device: "0x1572",
    device_name: "Ethernet Controller X710 for 10GbE SFP+",
    iommugroup: 14,
    subsystem_vendor: "0x8086",
    subsystem_device: "0x0008",
  },
  {
    id: "0000:02:00.0",
    class: "0x010802",
    vendor: "0x144d",
    vendor_name: "Samsung Electronics Co Ltd",
    device: "0xa80a",
    device_name: "NVMe SSD Controller PM9A1",
    iommugroup: 15,
    subsystem_vendor: "0x144d",
    subsystem_device: "0xa801",
  },
];

const USB_DEVICES = [
  {
    busnum: 1,
    devnum: 3,
    level: 1,
    port: 2,
    class: 0,
    vendid: "0951",
    prodid: "1666",
    manufacturer: "Kingston",
    product: "DataTraveler 3.0",
    serial: "60A44C3FACC9B1A0",
    speed: "5000",
    usbpath: "1-3",
  },
];

const HIDDEN_CLASSES = ["05", "06", "08", "0b"];

function pciDevices({ values, optional }: Context): unknown[] {
  const hidden = optional("pci-class-blacklist")?.split(/[,;\s]+/) ?? HIDDEN_CLASSES;
  const isVerbose = values["verbose"] !== false;
  const visible = PCI_DEVICES.filter((device) => !hidden.includes(device.class.slice(2, 4)));
  if (isVerbose) return visible;
  return visible.map(({ id, class: code, vendor, device, iommugroup }) => ({
    id,
    class: code,
    vendor,
    device,
    iommugroup,
  }));
}

export const mappingHandlers: Handlers = {
  ...handlersOf(KINDS[0]),
  ...handlersOf(KINDS[1]),
  ...handlersOf(KINDS[2]),
  "GET /nodes/{node}/hardware/pci": pciDevices,
  "GET /nodes/{node}/hardware/usb": () => USB_DEVICES,
  "GET /nodes/{node}/hardware/pci/{pci-id-or-mapping}": () => [{ method: "mdev" }],
  "GET /nodes/{node}/hardware/pci/{pci-id-or-mapping}/mdev": ({ text, state }) => {
    const name = text("pci-id-or-mapping");
    const isKnown = PCI_DEVICES.some((device) => device.id.endsWith(name));
    if (!isKnown && !state.mappings.pci.has(name)) {
      throw fault(`pci mapping '${name}' not found`);
    }
    if (!name.endsWith("00:02.0")) return [];
    const memory = 128 * MIB;
    const description = `low_gm_size: ${memory / MIB}MB, resolution: 1024x768`;
    return [{ type: "i915-GVTg_V5_4", available: 1, description, name: "GVTg_V5_4" }];
  },
};
