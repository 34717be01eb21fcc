import type { Context } from "../http/context.js";
import { withMac } from "../state/add.js";
import { storageName } from "../storage/storage.js";
import type { Volume } from "../storage/storage-state.js";
import { GIB } from "../support/sizes.js";
import { isDriveKey, parseDrive } from "./guest.js";
import type { Config, Guest } from "./guest-state.js";

/**
 * The configuration that a backup brings back, its drives as requests for new volumes
 * (`storage:8`), so that creating them makes room of their own.
 */
export function restoredConfig(
  { state }: Context,
  guest: Guest,
  options: { backup: Volume; storage: string | undefined; unique: boolean },
): Config {
  const { backup, storage, unique } = options;
  const restored: Config = {};
  for (const [key, value] of Object.entries(backup.config ?? {})) {
    if (key === "lock" || key === "parent" || key.startsWith("unused")) continue;
    const text = String(value);
    if (isDriveKey(guest.kind, key)) restored[key] = asNewDrive(guest, key, text, storage);
    else if (unique && /^net\d+$/.test(key)) {
      restored[key] = withMac(state, guest.kind, withoutMac(text));
    } else restored[key] = value;
  }
  return restored;
}

function asNewDrive(guest: Guest, key: string, value: string, storage: string | undefined): string {
  const drive = parseDrive(guest.kind, key, value);
  if (drive.isCdrom || drive.volid.startsWith("/")) return value;
  const { size: _size, ...options } = drive.options;
  const target = storage ?? storageName(drive.volid);
  const rest = Object.entries(options).map(([name, text]) => `,${name}=${text}`);
  return `${target}:${drive.size / GIB}${rest.join("")}`;
}

function withoutMac(value: string): string {
  return value
    .replace(/=[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}/, "")
    .replace(/(?:^|,)hwaddr(?=,|$)/, "");
}
