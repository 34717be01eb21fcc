import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";

export interface Launch {
  command: string;
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  cwd?: string;
}

/** Starts a server as a client would, and has it list the guests of the simulated cluster. */
export async function listGuests({ command, args, env = {}, cwd }: Launch): Promise<string> {
  const client = new Client({ name: "install-test", version: "1" });
  const transport = new StdioClientTransport({
    command,
    args: [...args],
    env: { PATH: process.env["PATH"] ?? "", HOME: cwd ?? "/nonexistent", ...env },
    ...(cwd !== undefined && { cwd }),
    stderr: "pipe",
  });
  const said: string[] = [];
  transport.stderr?.on("data", (chunk) => said.push(String(chunk)));
  try {
    await client.connect(transport);
    const { structuredContent } = await client.callTool({ name: "proxmox_guest_list" });
    const { guests } = structuredContent as { guests: unknown[] };
    return `${client.getServerVersion()?.version} lists ${guests.length} guests`;
  } catch (error) {
    throw new Error(`${(error as Error).message} ${said.join("")}`.trim());
  } finally {
    await client.close();
  }
}
