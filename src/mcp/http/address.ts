import { isIP } from "node:net";

/** Where the server listens. */
export type ListenAddress = { host: string; port: number } | { path: string };

/**
 * Reads `127.0.0.1:8765`, `[::1]:8765`, `localhost:8765`, or the path of a Unix socket.
 *
 * @throws Error that says what was given and what is allowed
 */
export function parseListenAddress(text: string): ListenAddress {
  const path = text.startsWith("unix:") ? text.slice("unix:".length) : text;
  if (path.includes("/")) return { path };
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([\w.-]+)):(\d{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  const isHost = host !== undefined && (match?.[1] === undefined || isIP(host) === 6);
  if (isHost && port <= 65_535) return { host, port };
  throw new Error(
    `${JSON.stringify(text.slice(0, 100))} is no address; it should be HOST:PORT, as in 127.0.0.1:8765, or the path of a Unix socket`,
  );
}

/** Whether only programs of this machine reach it. */
export function isLocal(address: ListenAddress): boolean {
  if ("path" in address) return true;
  const { host } = address;
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/** Whether it listens on every address that the machine has. */
export function isWildcard(address: ListenAddress): boolean {
  return "host" in address && ["0.0.0.0", "::"].includes(address.host);
}

/** As in a URL. */
export function printHost(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}
