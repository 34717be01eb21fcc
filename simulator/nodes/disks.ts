import { fault } from "../http/api-error.js";
import type { Context, Handlers } from "../http/context.js";
import { GIB } from "../support/sizes.js";
import type { Disk } from "./node-state.js";
import { nodeOf } from "./nodes.js";

type Entry = Record<string, unknown>;

function listDisks(context: Context): Entry[] {
  const type = context.optional("type");
  return nodeOf(context)
    .disks.filter((disk) => {
      if (type === "unused") return disk.used === undefined;
      return type === undefined || disk.used !== undefined;
    })
    .map((disk) => ({
      devpath: disk.device,
      by_id_link: `/dev/disk/by-id/${disk.type === "nvme" ? "nvme" : "ata"}-${disk.serial}`,
      model: disk.model,
      serial: disk.serial,
      vendor: disk.vendor,
      size: disk.size,
      type: disk.type,
      rpm: disk.type === "hdd" ? 7200 : 0,
      health: disk.type === "nvme" ? "PASSED" : "OK",
      wearout: disk.type === "hdd" ? "N/A" : disk.wearout,
      gpt: disk.gpt ? 1 : 0,
      wwn: `0x5000c500${disk.serial.length.toString(16).padStart(8, "0")}`,
      osdid: -1,
      "osdid-list": null,
      ...(disk.used !== undefined && { used: disk.used }),
    }));
}

export function diskOf(context: Context, name: string): Disk {
  const disk = nodeOf(context).disks.find((one) => one.device === name);
  if (!disk) throw fault(`unable to get device info for '${name}'`);
  return disk;
}

function smart(context: Context): Entry {
  const disk = diskOf(context, context.text("disk"));
  const health = "PASSED";
  if (context.flag("healthonly")) return { health };
  if (disk.type === "nvme") {
    return { health, type: "text", text: `Percentage Used: ${100 - disk.wearout}%\n` };
  }
  const attribute = (id: number, name: string, raw: string) => ({
    id: String(id).padStart(3, " "),
    name,
    raw,
    value: "100",
    worst: "100",
    threshold: "0",
    fail: "-",
    flags: "-O--CK",
    normalized: 100,
  });
  return {
    health,
    type: "ata",
    attributes: [
      attribute(5, "Reallocated_Sector_Ct", "0"),
      attribute(9, "Power_On_Hours", "18231"),
      attribute(194, "Temperature_Celsius", "31"),
    ],
  };
}

function lvmTree(context: Context): Entry {
  const groups = [...nodeOf(context).volumeGroups].map(([name, { devices, size, free }]) => ({
    name,
    size,
    free,
    lvcount: 3,
    leaf: 0,
    children: devices.map((device) => ({ name: device, size, free, leaf: 1 })),
  }));
  return { leaf: 0, children: groups };
}

function zfsList(context: Context): Entry[] {
  return [...nodeOf(context).zfsPools].map(([name, { size, used }]) => ({
    name,
    size,
    alloc: used,
    free: size - used,
    frag: 3,
    dedup: 1,
    health: "ONLINE",
  }));
}

function zfsDetail(context: Context): Entry {
  const name = context.text("name");
  const pool = nodeOf(context).zfsPools.get(name);
  if (!pool) throw fault(`cannot open '${name}': no such pool`);
  const leaf = (device: string) => ({
    name: device,
    state: "ONLINE",
    read: 0,
    write: 0,
    cksum: 0,
    msg: "",
    leaf: 1,
  });
  return {
    name,
    state: "ONLINE",
    scan: "none requested",
    errors: "No known data errors",
    leaf: 0,
    children: [{ name, state: "ONLINE", msg: "", leaf: 0, children: pool.devices.map(leaf) }],
  };
}

const base = "/nodes/{node}/disks";

export const diskHandlers: Handlers = {
  [`GET ${base}/list`]: listDisks,
  [`GET ${base}/smart`]: smart,
  [`GET ${base}/lvm`]: lvmTree,
  [`GET ${base}/lvmthin`]: (context) =>
    [...nodeOf(context).thinPools].map(([lv, { group, size, used }]) => ({
      lv,
      vg: group,
      lv_size: size,
      used,
      metadata_size: GIB,
      metadata_used: Math.floor(GIB * 0.03),
    })),
  [`GET ${base}/zfs`]: zfsList,
  [`GET ${base}/zfs/{name}`]: zfsDetail,
  [`GET ${base}/directory`]: (context) =>
    [...nodeOf(context).directories].map(([name, { device, type }]) => ({
      path: `/mnt/pve/${name}`,
      device,
      type,
      options: "defaults",
      unitfile: `/etc/systemd/system/mnt-pve-${name}.mount`,
    })),
};
