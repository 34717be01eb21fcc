import type { NodeState } from "../nodes/node-state.js";
import { GIB } from "../support/sizes.js";

/** Gives a node the disks, package sources and updates that its listings show. */
export function addHardware(node: NodeState): NodeState {
  node.disks.push(
    {
      device: "/dev/nvme0n1",
      model: "SAMSUNG MZQL2960HCJR-00A07",
      serial: `S64FNT0T${node.id}00001`,
      vendor: "unknown",
      size: 960 * 1000 ** 3,
      type: "nvme",
      used: "LVM",
      wearout: 98,
      gpt: true,
    },
    {
      device: "/dev/sda",
      model: "ST4000NM000A-2HZ100",
      serial: `WS2${node.id}0002`,
      vendor: "ATA",
      size: 4000 * 1000 ** 3,
      type: "hdd",
      wearout: 100,
      gpt: false,
    },
    {
      device: "/dev/sdb",
      model: "ST4000NM000A-2HZ100",
      serial: `WS2${node.id}0003`,
      vendor: "ATA",
      size: 4000 * 1000 ** 3,
      type: "hdd",
      wearout: 100,
      gpt: false,
    },
  );
  node.volumeGroups.set("pve", { devices: ["/dev/nvme0n1p3"], size: 893 * GIB, free: 16 * GIB });
  node.thinPools.set("data", { group: "pve", size: 800 * GIB, used: 210 * GIB });
  node.repositories.push(
    repository("/etc/apt/sources.list.d/debian.sources", "http://deb.debian.org/debian", [
      "main",
      "contrib",
    ]),
    {
      ...repository(
        "/etc/apt/sources.list.d/pve-no-subscription.sources",
        "http://download.proxmox.com/debian/pve",
        ["pve-no-subscription"],
      ),
      handle: "no-subscription",
    },
  );
  node.updates.push(
    update("openssl", "3.5.1-1", "3.5.4-1", "Debian"),
    update("pve-manager", "9.1.7", "9.1.9", "Proxmox"),
  );
  return node;
}

function repository(file: string, uri: string, components: string[]) {
  return { file, enabled: true, types: ["deb"], uris: [uri], suites: ["trixie"], components };
}

function update(name: string, old: string, version: string, origin: string) {
  return {
    Package: name,
    Title: name,
    Description: `Update of ${name}`,
    Arch: "amd64",
    Section: "admin",
    Priority: "optional",
    OldVersion: old,
    Version: version,
    Origin: origin,
  };
}
