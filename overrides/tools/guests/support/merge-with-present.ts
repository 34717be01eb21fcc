import type { Guest, ToolContext } from "../../../../src/tools/define.js";
import { namesIn } from "../../support/guest-arguments.js";
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
  const wanted = await withTags(given, readPresent);
  const settings = await context.mergeSettings(writing, readPresent, wanted);
  const names = Object.keys(wanted).filter(
    (name) => name !== "digest" && settings[name] !== given[name],
  );
  return { settings, merged: Object.fromEntries(names.map((name) => [name, settings[name]])) };
}

/** Single tags go in and out; what somebody else sets meanwhile stays, as the digest is sent along. */
async function withTags(given: Settings, readPresent: () => Promise<Settings>): Promise<Settings> {
  const { add_tags: added, remove_tags: removed, ...plain } = given;
  if (added === undefined && removed === undefined) return given;
  const present = await readPresent();
  const gone = namesIn(removed);
  const tags = [...namesIn(plain["tags"] ?? present["tags"]), ...namesIn(added)];
  const wanted = [...new Set(tags)].filter((tag) => !gone.includes(tag)).join(";");
  return { ...plain, digest: plain["digest"] ?? present["digest"], tags: wanted };
}
