import { propertyKeys } from "../property-keys.js";
import type { Words } from "./types.js";

/** Keys of property strings to which Proxmox's schema gives a name and nothing more. */
const realms = {
  ...propertyKeys(["sync-defaults-options"], {
    scope: "What a sync takes over: users, groups or both",
    "remove-vanished":
      "What goes when the directory lacks it: acl, properties, entry, separated by ;, or none",
    full: "Deprecated, use remove-vanished",
    purge: "Deprecated, use remove-vanished",
    "enable-new": "1 (default) enables accounts that a sync creates",
  }),
  ...propertyKeys(["tfa"], {
    type: "Second factor that the realm asks for: oath or yubico",
    id: "Yubico API id",
    key: "Yubico API key",
    url: "Address of the Yubico validation server",
    digits: "Digits of a one-time password; default 6",
    step: "Seconds that a one-time password lasts; default 30",
  }),
};

const remote = propertyKeys(["target-endpoint"], {
  host: "Name or address of a node of the target cluster",
  port: "API port of the target; default 8006",
  apitoken: "Token for the target, as PVEAPIToken=user@realm!name=secret",
  fingerprint: "SHA-256 fingerprint of the target's certificate, where it isn't trusted",
});

const machine = {
  ...propertyKeys(["amd-sev"], {
    type: "std, es (encrypted state) or snp (memory integrity too)",
    "no-debug": "1 forbids the host to debug the guest; default 0",
    "no-key-sharing": "1 forbids sharing the key with other guests; std and es only; default 0",
    "allow-smt": "1 (default) lets an snp guest run on a host with SMT",
    "kernel-hashes": "1 adds hashes of kernel and initrd to the measurement; default 0",
  }),
  ...propertyKeys(["intel-tdx"], {
    type: "tdx",
    attestation: "1 (default) lets the guest prove its state",
    "vsock-cid": "vsock CID of the quote service; default 2",
    "vsock-port": "vsock port of the quote service; default 4050",
  }),
  "boot.order": "Devices to try, in order, separated by ; such as scsi0;ide2;net0",
  "boot.legacy": "Deprecated, use order: letters a floppy, c disk, d CD, n network",
  ...propertyKeys(["cpu"], {
    cputype: "Model shown to the guest, such as host or x86-64-v2-AES; custom-NAME for an own one",
    "reported-model": "Only in own CPU models: vendor model to report",
    hidden: "1 hides from the guest that it runs under KVM; default 0",
    "hv-vendor-id": "Hyper-V vendor id, up to 12 letters and digits; for Windows with GPU drivers",
    flags: "CPU flags to set or clear, as +aes;-pcid",
    "guest-phys-bits": "Physical address bits that the guest may use, 32 to 64",
    "phys-bits": "Physical address bits shown to the guest: 8 to 64, or host",
    level: "Highest standard CPUID leaf",
  }),
  ...propertyKeys(["watchdog"], {
    model: "i6300esb (default) or ib700",
    action: "What happens when the guest stops answering: reset, shutdown, poweroff, pause ...",
  }),
  ...propertyKeys(["smbios1"], {
    uuid: "Machine UUID; guests may tie licences and DHCP leases to it",
    version: "Machine version",
    serial: "Serial number",
    manufacturer: "Manufacturer",
    product: "Product name",
    sku: "SKU",
    family: "Product family",
    base64: "1 tells that the texts are given in base64",
  }),
};

const passthrough = propertyKeys(["hostpci[n]"], {
  host: "PCI address 0000:01:00.0, or 01:00 for all its functions; root@pam only, see mapping",
  mapping: "Id of a PCI mapping; works without root and moves between nodes",
  rombar: "0 hides the device's ROM; default 1",
  romfile: "ROM image under /usr/share/kvm; root@pam only",
  pcie: "1 shows it as PCI Express; needs machine q35; default 0",
  "x-vga": "1 makes it the guest's main graphics card; default 0",
  "legacy-igd": "1 passes an Intel graphics unit in legacy mode; default 0",
  mdev: "Type of mediated device to create, as nvidia-63",
  "vendor-id": "PCI vendor id to show, as 0x10de",
  "device-id": "PCI device id to show",
  "sub-vendor-id": "PCI subsystem vendor id to show",
  "sub-device-id": "PCI subsystem device id to show",
  driver: "vfio (default) binds the device to vfio-pci; keep leaves the driver it has",
});

const cloudInit = {
  ...propertyKeys(["cicustom"], {
    meta: "Snippet volid with the metadata",
    network: "Snippet volid with the network config",
    user: "Snippet volid with the user data; replaces what the ci options would make",
    vendor: "Snippet volid with the vendor data",
  }),
  ...propertyKeys(["ipconfig[n]"], {
    ip: "IPv4 address with prefix, or dhcp",
    gw: "IPv4 gateway; needs ip",
    ip6: "IPv6 address with prefix, dhcp or auto",
    gw6: "IPv6 gateway; needs ip6",
  }),
};

const sdn = propertyKeys(["dhcp-range"], {
  "start-address": "First address that DHCP may give away",
  "end-address": "Last address that DHCP may give away",
});

export default {
  endpoints: {},
  parameters: {
    "/access": realms,
    "/cluster/sdn": sdn,
    "/nodes": remote,
    "/nodes/{node}/qemu": { ...machine, ...passthrough, ...cloudInit },
  },
} satisfies Words;
