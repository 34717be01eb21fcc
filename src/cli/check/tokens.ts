import { accessSync, constants } from "node:fs";
import { openTokenFile } from "../../auth/tokens/token-file.js";
import { openMode } from "../../kit/open-mode.js";
import type { Read } from "../http/read-all.js";
import { tokensFile } from "../tokens-file.js";
import { type Finding, failed, ok, warning } from "./finding.js";

/** The file of the callers' tokens: whether it can be read, and what is in it. */
export function checkTokens({ server, env }: Read, now: number): Finding {
  const file = tokensFile(server.tokens, env);
  const code = unreadable(file);
  if (code === "ENOENT") return warning("tokens", `${file} doesn't exist yet`, ADD);
  if (code !== undefined) return failed("tokens", `${file} can't be read (${code})`, OWN);
  try {
    const tokens = openTokenFile(file).list();
    const over = tokens.filter(({ expires }) => Date.parse(expires ?? "") <= now).length;
    const text = `${file} has ${count(tokens.length)}, ${over} of them expired`;
    const mode = openMode(file);
    if (mode !== undefined) {
      return warning("tokens", `${text}; others may read or change it (mode ${mode})`, CLOSE);
    }
    return over === tokens.length ? warning("tokens", text, ADD) : ok("tokens", text);
  } catch (error) {
    return failed("tokens", (error as Error).message);
  }
}

/** The code of what keeps it from being read. */
function unreadable(file: string): string | undefined {
  try {
    accessSync(file, constants.R_OK);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "unknown";
  }
}

function count(tokens: number): string {
  return `${tokens} ${tokens === 1 ? "token" : "tokens"}`;
}

const ADD = "No caller is let in by a token until `proxmox-mcp token add NAME` makes one.";
const OWN = "It has to be readable for the account that runs the server.";
const CLOSE = "chmod 600 it; it should belong to the account that runs the server.";
