/**
 * - `ssh_missing`: there is no `ssh` here; `host_key`: the node's key isn't the known one;
 * - `ssh_login`: the node refuses our key; `unreachable`: nothing answers there;
 * - `not_started`: the node answered, and the program wasn't started; `dropped`: the connection ended
 *   while it ran.
 */
export type ExecErrorCode =
  | "ssh_missing"
  | "host_key"
  | "ssh_login"
  | "unreachable"
  | "not_started"
  | "dropped";

export class ExecError extends Error {
  override name = "ExecError";

  constructor(
    readonly code: ExecErrorCode,
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

/** What OpenSSH exits with when it fails itself. */
const SSH_FAILED = 255;

const FAILURES: readonly [RegExp, ExecErrorCode, string][] = [
  [
    /host key|HOST IDENTIFICATION/i,
    "host_key",
    "Compare the key on the node (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then add it to the known hosts (ssh-keyscan NODE), or name the file with PROXMOX_SSH_KNOWN_HOSTS.",
  ],
  [
    /Permission denied|Too many authentication failures|no such identity|UNPROTECTED PRIVATE KEY/i,
    "ssh_login",
    "Check PROXMOX_SSH_USER and PROXMOX_SSH_KEY, and that the node's authorized_keys has the public key; no password is ever asked for.",
  ],
  [
    /refused|timed out|No route|unreachable|Could not resolve|Name or service|kex_exchange|Connection (?:closed|reset)/i,
    "unreachable",
    "If the node has another address here, say so with PROXMOX_SSH_NODES=NODE=ADDRESS; a port or jump host with PROXMOX_SSH_PORT and PROXMOX_SSH_JUMP.",
  ],
];

/** Why a program wasn't started. @param said what ssh and the node said */
export function startFailure(node: string, exitCode: number | null, said: string): ExecError {
  const text = said.trim().slice(0, 1_000);
  const failure =
    exitCode === SSH_FAILED ? FAILURES.find(([pattern]) => pattern.test(text)) : undefined;
  if (failure) return new ExecError(failure[1], `ssh to ${node}: ${text}`, failure[2]);
  const how = text === "" ? `ended with ${exitCode ?? "a signal"} and no word` : text;
  return new ExecError(
    "not_started",
    `${node}: the program wasn't started: ${how}`,
    "Nothing ran. A stopped container, one without a shell, or a missing right on the node can be why.",
  );
}
