import type { SshSettings } from "../exec/ssh-arguments.js";

/** Which ways to run programs outside of Proxmox's API the operator has switched on. */
export interface ProgramRules {
  /** In containers, over ssh to their nodes; absent: off. */
  ssh?: SshSettings;
  /** In containers whose console is a shell, through it. */
  console: boolean;
  /** On nodes too, over ssh. */
  node: boolean;
  /** Patterns of commands; a node runs no others, nor does a container where there are any. */
  allow?: readonly string[];
}

export const NO_PROGRAMS: ProgramRules = { console: false, node: false };
