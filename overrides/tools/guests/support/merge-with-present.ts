import type { Guest, ToolContext } from "../../../../src/tools/define.js";
import { forKind, pathOf } from "../../support/guest-for-kind.js";

type Settings = Readonly<Record<string, unknown>>;

/**
 * Settings for a guest of which each property string, such as `net0`, keeps what isn't given. The digest
 * has Proxmox refuse the write if the guest was changed since it was read.
 *
 * @returns also those that are no longer as they were given
 */
export async function mergeWithPresent(
  context: ToolContext,
  guest: Guest,
  given: Settings,
): Promise<{ settings: Settings; merged: Settings }> {
  const reading = forKind("GET /nodes/{node}/{kind}/{vmid}/config", guest);
  const writing = forKind("PUT /nodes/{node}/{kind}/{vmid}/config", guest);
  const readPresent = () => context.call(reading, pathOf(guest));
  const settings = await context.mergeSettings(writing, readPresent, given);
  const names = Object.keys(given).filter((name) => settings[name] !== given[name]);
  return { settings, merged: Object.fromEntries(names.map((name) => [name, settings[name]])) };
}
