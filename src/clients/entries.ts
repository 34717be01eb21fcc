import type { Launch, Value } from "./client.js";

/** The entry that most clients take. */
export const plain = ({ command, args, env }: Launch): Record<string, Value> => ({
  command,
  args: [...args],
  env,
});

export const stdio = (launch: Launch): Record<string, Value> => ({
  type: "stdio",
  ...plain(launch),
});

export const NOT_FOUND =
  "`spawn ENOENT` means that the client doesn't find the program: one that is started from a menu or dock doesn't see what nvm or Homebrew add to PATH. Give the whole path that `command -v proxmox-mcp` prints (`where proxmox-mcp` on Windows), or let `proxmox-mcp setup` write it.";

export const SECRET_IN_FILE =
  "The file holds the token's secret in plain text. `PROXMOX_TOKEN_VALUE_FILE` instead names a file of your own that holds it, which is what `proxmox-mcp setup` writes.";
