import { defined } from "../kit/defined.js";
import { get, getOr, type Reading } from "./reading.js";
import type { ProgramSettings, SshSettings } from "./settings.js";
import {
  readAddressTable,
  readBoolean,
  readCommands,
  readExistingFile,
  readPort,
  readSshWord,
  readWords,
} from "./values.js";

/** Reads what says how programs are run outside of Proxmox's API; nothing where none are. */
export function readPrograms(reading: Reading): ProgramSettings | undefined {
  const overSsh = getOr(reading, "PROXMOX_EXEC_SSH", readBoolean);
  const console = getOr(reading, "PROXMOX_EXEC_CONSOLE", readBoolean);
  const node = getOr(reading, "PROXMOX_EXEC_NODE", readBoolean);
  const allow = get(reading, "PROXMOX_EXEC_ALLOW", readCommands);
  const ssh = readSsh(reading);
  if (node && !overSsh) {
    const [onNodes, needed] = [
      reading.nameOf("PROXMOX_EXEC_NODE"),
      reading.nameOf("PROXMOX_EXEC_SSH"),
    ];
    reading.problems.push(
      `${onNodes} is true, but ${needed} is not; programs on nodes go over ssh`,
    );
  }
  if (!overSsh && !console) return undefined;
  return { console, node, ...(allow && { allow }), ...(overSsh && { ssh }) };
}

function readSsh(reading: Reading): SshSettings {
  const user = get(reading, "PROXMOX_SSH_USER", readSshWord);
  const port = get(reading, "PROXMOX_SSH_PORT", readPort);
  const identityFile = get(reading, "PROXMOX_SSH_KEY", readExistingFile);
  const knownHostsFile = get(reading, "PROXMOX_SSH_KNOWN_HOSTS", readExistingFile);
  const jumpHost = get(reading, "PROXMOX_SSH_JUMP", readSshWord);
  return {
    ...defined({ user, port, identityFile, knownHostsFile, jumpHost }),
    addresses: get(reading, "PROXMOX_SSH_NODES", readAddressTable) ?? {},
    prefix: get(reading, "PROXMOX_SSH_PREFIX", readWords) ?? [],
  };
}
