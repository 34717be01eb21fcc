import { readProperties } from "../../../../src/kit/properties.js";
import { gibibytes } from "../../../../src/kit/sizes.js";
import type { Guest, Handler, ToolContext } from "../../../../src/tools/define.js";
import { settingsOf } from "../../support/guest-arguments.js";
import { pathOf, requireGuest } from "../../support/guest-for-kind.js";
import { type Config, firstFree, readConfig, reportVolume, unusedBy } from "./guest-volumes.js";

const CONFIG = "PUT /nodes/{node}/lxc/{vmid}/config";

const MOUNT_POINTS = 256;
const UNUSED = 256;

export const addMountpoint: Handler = async (context) => {
  const guest = requireGuest(context);
  const { mp: given, path: wanted, storage, size } = context.arguments;
  const gib = gibibytes(size);
  if (!gib) throw context.refuse(`size: must be a size in GiB such as 8, got ${quote(size)}`);
  const config = await readConfig(context, guest);
  const isPath = String(given ?? "").startsWith("/");
  const mp = given === undefined || isPath ? firstFree("mp", MOUNT_POINTS, config) : String(given);
  if (mp === undefined) throw context.refuse("mp: all mount points are taken");
  if (!/^mp\d+$/.test(mp)) throw context.refuse(`mp: must be mp0, mp1 …, got ${quote(mp)}`);
  if (config[mp] !== undefined)
    throw context.refuse(`mp: container ${guest.vmid} has a ${mp} already`);
  const path = wanted ?? (isPath ? given : `/mnt/${mp}`);
  const keys = Object.entries(settingsOf(context, "mp", "path", "storage", "size"));
  const more = keys.map(
    ([key, value]) => `,${key}=${value === true ? 1 : value === false ? 0 : value}`,
  );
  await context.call(CONFIG, {
    ...pathOf(guest),
    [mp]: `${storage}:${gib},mp=${path}${more.join("")}`,
    digest: config["digest"],
  });
  return reportVolume(context, guest, mp);
};

/** Proxmox keeps the volume and lists it as unused. */
export const detachMountpoint: Handler = async (context) => {
  const guest = requireGuest(context);
  const before = await readConfig(context, guest);
  const mp = mountpointOf(context, before);
  await context.call(CONFIG, { ...pathOf(guest), delete: mp, digest: before["digest"] });
  return unusedBy(context, guest, mp, before);
};

/** Detaches it where it is attached, then deletes what is kept of it. */
export const destroyMountpoint: Handler = async (context) => {
  const guest = requireGuest(context);
  const before = await readConfig(context, guest);
  const mp = mountpointOf(context, before);
  const volume = String(before[mp]).split(",")[0];
  const names = mp.startsWith("unused") ? [mp] : [mp, firstFree("unused", UNUSED, before)];
  await context.announce(
    names.map((name) => ({ endpoint: CONFIG, parameters: { ...pathOf(guest), delete: name } })),
  );
  await context.call(CONFIG, { ...pathOf(guest), delete: mp, digest: before["digest"] });
  if (!mp.startsWith("unused")) await destroyUnused(context, guest, String(volume));
  return { data: { vmid: guest.vmid, destroyed: mp, volume } };
};

async function destroyUnused(context: ToolContext, guest: Guest, volume: string): Promise<void> {
  const config = await readConfig(context, guest);
  const unused = Object.keys(config).find(
    (key) => /^unused\d+$/.test(key) && config[key] === volume,
  );
  if (!unused) {
    throw context.refuse(
      `${volume} was detached, but the running container still holds on to it.`,
      "Stop the container; then action destroy with the unusedN that proxmox_guest_config shows.",
    );
  }
  await context.call(CONFIG, { ...pathOf(guest), delete: unused, digest: config["digest"] });
}

/** Mount points go by their number, or by where they are mounted. */
function mountpointOf({ arguments: { mp }, refuse }: ToolContext, config: Config): string {
  const given = String(mp);
  const name = given.startsWith("/")
    ? Object.keys(config).find(
        (key) => /^mp\d+$/.test(key) && readProperties(String(config[key])).get("mp") === given,
      )
    : given;
  if (name === undefined || config[name] === undefined || !/^(mp|unused)\d+$/.test(name)) {
    throw refuse(`mp: the container has no mount point ${quote(given)}`);
  }
  return name;
}

function quote(value: unknown): string {
  return JSON.stringify(value) ?? "nothing";
}
