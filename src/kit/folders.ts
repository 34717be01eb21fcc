import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

const NAME = "proxmox-mcp";

export interface Machine {
  environment: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  /** Where HOME isn't set; the system's word unless given. */
  home?(): string;
}

/** Debian's name for what a user without a home has. */
const NO_HOME = "/nonexistent";

/** The machine that this program runs on. */
export const thisMachine: Machine = { environment: process.env, platform: process.platform };

interface Places {
  /** Variable of the XDG Base Directory Specification. */
  variable: string;
  /** Below the home folder, where the variable isn't set. */
  linux: string;
  mac: string;
  /** Below LOCALAPPDATA. */
  windows: string;
}

const CACHE: Places = {
  variable: "XDG_CACHE_HOME",
  linux: `.cache/${NAME}`,
  mac: `Library/Caches/${NAME}`,
  windows: `${NAME}/Cache`,
};

const STATE: Places = {
  variable: "XDG_STATE_HOME",
  linux: `.local/state/${NAME}`,
  mac: `.local/state/${NAME}`,
  windows: NAME,
};

const CONFIG: Places = {
  variable: "XDG_CONFIG_HOME",
  linux: `.config/${NAME}`,
  mac: `.config/${NAME}`,
  windows: `${NAME}/Config`,
};

/** The folder for what a user set up. */
export function configFolder(machine: Machine): string {
  return folder(CONFIG, machine);
}

/** The folder for what can be made again. */
export function cacheFolder(machine: Machine): string {
  return folder(CACHE, machine);
}

/** The folder for what must last, such as trusted certificates. */
export function stateFolder(machine: Machine): string {
  return folder(STATE, machine);
}

/** A relative XDG path is ignored, as the specification says. */
function folder(places: Places, machine: Machine): string {
  const { environment, platform } = machine;
  const given = environment[places.variable];
  if (given && isAbsolute(given)) return join(given, NAME);
  const { HOME, LOCALAPPDATA } = environment;
  const home = HOME && isAbsolute(HOME) ? HOME : homeOf(machine);
  if (platform === "win32") {
    return join(LOCALAPPDATA ?? join(home, "AppData", "Local"), places.windows);
  }
  return join(home, platform === "darwin" ? places.mac : places.linux);
}

/** A container may run as a user that its system doesn't know. */
function homeOf({ home = homedir }: Machine): string {
  try {
    return home();
  } catch {
    return NO_HOME;
  }
}
