import { quoteWords } from "../kit/quote-word.js";

/** How nodes are reached over ssh. What isn't given is left to OpenSSH's own configuration. */
export interface SshSettings {
  user?: string;
  port?: number;
  /** File with the private key. */
  identityFile?: string;
  /** File with the nodes' host keys. */
  knownHostsFile?: string;
  /** `user@host:port`; also checked against the host keys. */
  jumpHost?: string;
  /** Node name → address, where the name itself leads nowhere. */
  addresses: Readonly<Record<string, string>>;
  /** Words before everything that runs on a node, as `sudo -n`. */
  prefix: readonly string[];
}

/** Seconds for a connection to be made. */
const CONNECT_TIMEOUT = 10;
/** Seconds between signs of life, and how many may be missed. */
const ALIVE = { interval: 10, missed: 3 };

/**
 * The arguments of `ssh` that run a line on a node. Nothing is ever asked, and a host whose key isn't
 * known is refused, whatever the user's own configuration says.
 *
 * @throws Error for a node whose name or address ssh would take for an option
 */
export function sshArguments(settings: SshSettings, node: string, line: string): string[] {
  const { user, port, identityFile, jumpHost, addresses } = settings;
  const host = (Object.hasOwn(addresses, node) && addresses[node]) || node;
  return [
    "-T",
    "-a",
    "-x",
    ...options(settings),
    ...option("ClearAllForwardings", "yes"),
    ...option("RemoteCommand", "none"),
    ...option("ServerAliveInterval", String(ALIVE.interval)),
    ...option("ServerAliveCountMax", String(ALIVE.missed)),
    ...(identityFile === undefined ? [] : ["-i", identityFile, ...option("IdentitiesOnly", "yes")]),
    ...(port === undefined ? [] : ["-p", String(port)]),
    ...(user === undefined ? [] : ["-l", user]),
    ...(jumpHost === undefined ? [] : option("ProxyCommand", proxyCommand(settings, jumpHost))),
    "--",
    hostOf(host),
    line,
  ];
}

function options({ knownHostsFile }: SshSettings): string[] {
  return [
    ...option("BatchMode", "yes"),
    ...option("StrictHostKeyChecking", "yes"),
    ...option("UpdateHostKeys", "no"),
    ...option("PermitLocalCommand", "no"),
    ...option("LogLevel", "ERROR"),
    ...option("ConnectTimeout", String(CONNECT_TIMEOUT)),
    ...(knownHostsFile === undefined
      ? []
      : option("UserKnownHostsFile", knownHostsFile.replaceAll("%", "%%"))),
  ];
}

/** `-J` would check the jump host with none of our options. */
function proxyCommand(settings: SshSettings, jumpHost: string): string {
  const [, user, host = "", port] = /^(?:([^@]+)@)?(.+?)(?::(\d+))?$/.exec(jumpHost) ?? [];
  const words = [
    "ssh",
    "-a",
    "-x",
    ...options(settings),
    ...(settings.identityFile === undefined ? [] : ["-i", settings.identityFile]),
    ...(port === undefined ? [] : ["-p", port]),
    ...(user === undefined ? [] : ["-l", user]),
  ];
  return `${quoteWords(words)} -W '[%h]:%p' -- ${quoteWords([hostOf(host)])}`;
}

function option(name: string, value: string): string[] {
  return ["-o", `${name}=${value}`];
}

function hostOf(host: string): string {
  if (/^[A-Za-z0-9_.:[\]%-]+$/.test(host) && !host.startsWith("-")) return host;
  throw new Error(`${JSON.stringify(host)} is no host name and no address`);
}
