import {
  Client,
  StreamableHTTPClientTransport,
  type Transport,
} from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";

export interface Launch {
  command: string;
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  cwd?: string;
}

/** Starts a server as a client would, and has it list the guests of the simulated cluster. */
export async function listGuests({ command, args, env = {}, cwd }: Launch): Promise<string> {
  const transport = new StdioClientTransport({
    command,
    args: [...args],
    env: { PATH: process.env["PATH"] ?? "", HOME: cwd ?? "/nonexistent", ...env },
    ...(cwd !== undefined && { cwd }),
    stderr: "pipe",
  });
  const said: string[] = [];
  transport.stderr?.on("data", (chunk) => said.push(String(chunk)));
  return guestsOf(transport).catch((error: Error) => {
    throw new Error(`${error.message} ${said.join("")}`.trim());
  });
}

/** The same of a server that listens. @param url where it has MCP @param token of a caller */
export function listGuestsOver(url: string, token?: string): Promise<string> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return guestsOf(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
}

async function guestsOf(transport: Transport): Promise<string> {
  const client = new Client({ name: "install-test", version: "1" });
  try {
    await client.connect(transport);
    const { content } = await client.callTool({ name: "proxmox_guest_list" });
    const guests = countGuests(content);
    if (guests === 0) throw new Error(`no guests: ${JSON.stringify(content)}`);
    return `${client.getServerVersion()?.version} lists ${guests} guests`;
  } finally {
    await client.close();
  }
}

/** A line for each that begins with its id, or its object; within as many strings as it came through. */
const GUEST = [/\\+n\d{3,}\\+t/g, /\\*"vmid\\*": ?\d{3,}/g];

/** @param answer of the tool, however a client hands it on */
export function countGuests(answer: unknown): number {
  const text = JSON.stringify(answer);
  return Math.max(...GUEST.map((pattern) => text.match(pattern)?.length ?? 0));
}
