/** Where one API server listens. */
export interface Address {
  /** Name or IP address; IPv6 without brackets. */
  host: string;
  port: number;
}

export const DEFAULT_PORT = 8006;

const PATHS = new Set(["", "/", "/api2", "/api2/", "/api2/json", "/api2/json/"]);

/**
 * Reads a host as people write it: a name, IPv4, IPv6 with or without brackets, any of them with a
 * port, or a whole `https://` URL.
 *
 * A URL without a port means `defaultPort` too, not 443: nobody who copies one from a browser's
 * address bar and drops the port means the web's default.
 *
 * @throws Error whose message says what is wrong, to follow the text itself ("is empty"); it never
 *   repeats a user name or password
 */
export function parseAddress(text: string, defaultPort: number = DEFAULT_PORT): Address {
  const trimmed = text.trim();
  if (trimmed === "") throw new Error("is empty");
  const { authority, path } = splitUrl(trimmed);
  if (authority.includes("@"))
    throw new Error("holds a user name or password, which don't belong there");
  if (!PATHS.has(path)) throw new Error(`has the path ${JSON.stringify(path)}, and may have none`);
  const { host, port } = splitPort(authority);
  if (!isHost(host)) throw new Error("is no host name and no IP address");
  return { host: host.toLowerCase(), port: port === undefined ? defaultPort : parsePort(port) };
}

/** `pve1:8006`, `[::1]:8006`: how an address is shown and written in a URL. */
export function printAddress({ host, port }: Address): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** A port from its decimal digits. */
export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65535)
    throw new Error(`has the port ${JSON.stringify(text)}, which is not 1 to 65535`);
  return port;
}

function splitUrl(text: string): { authority: string; path: string } {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text);
  if (scheme?.[1] !== undefined && scheme[1].toLowerCase() !== "https") {
    throw new Error(`uses ${scheme[1]}://, but Proxmox VE answers over https:// only`);
  }
  const rest = scheme ? text.slice(scheme[0].length) : text;
  const end = rest.search(/[/?#]/);
  return end < 0
    ? { authority: rest, path: "" }
    : { authority: rest.slice(0, end), path: rest.slice(end) };
}

function splitPort(authority: string): { host: string; port?: string } {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(authority);
  if (bracketed) return withPort(bracketed[1] as string, bracketed[2]);
  const colons = authority.split(":").length - 1;
  if (colons !== 1) return { host: authority };
  const [host, port] = authority.split(":") as [string, string];
  return withPort(host, port);
}

function withPort(host: string, port: string | undefined): { host: string; port?: string } {
  return port === undefined ? { host } : { host, port };
}

function isHost(host: string): boolean {
  if (host.includes(":")) return /^[0-9a-f:.]+(%[\w.-]+)?$/i.test(host) && host.length <= 80;
  return (
    host.length <= 253 &&
    /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/i.test(host)
  );
}
