import type { Guest, ToolAnswer, ToolContext } from "../../../../src/tools/define.js";
import { forKind, pathOf } from "../../support/guest-for-kind.js";

export type Config = Record<string, unknown>;

/** With changes that still wait. */
export async function readConfig(context: ToolContext, guest: Guest): Promise<Config> {
  const endpoint = forKind("GET /nodes/{node}/{kind}/{vmid}/config", guest);
  return await context.call(endpoint, pathOf(guest));
}

/** The first name of a family that isn't taken, such as `net1`. */
export function firstFree(family: string, count: number, config: Config): string | undefined {
  const names = Array.from({ length: count }, (_, index) => `${family}${index}`);
  return names.find((name) => config[name] === undefined);
}

/** What came of a setting that was just written. */
export async function reportVolume(
  context: ToolContext,
  guest: Guest,
  name: string,
): Promise<ToolAnswer> {
  const config = await readConfig(context, guest);
  return { data: { vmid: guest.vmid, [name]: config[name] } };
}

/** Under which name a removed volume is kept; a running guest may hold on to it until it stops. */
export async function unusedBy(
  context: ToolContext,
  guest: Guest,
  name: string,
  before: Config,
): Promise<ToolAnswer> {
  const config = await readConfig(context, guest);
  const volume = String(before[name]).split(",")[0];
  const unused = Object.keys(config).find(
    (key) => /^unused\d+$/.test(key) && config[key] === volume,
  );
  return {
    data: { vmid: guest.vmid, removed: name, volume, ...(unused && { kept: unused }) },
    notes: [
      unused
        ? `The data is kept as ${unused}; action destroy deletes it.`
        : "If the guest holds on to it, it goes with the guest's next stop.",
    ],
  };
}
