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
    const { content } = await client.callTool({ name: "proxmox_guest_list" });
    // one line for each guest, which begins with its id
    const guests = JSON.stringify(content).match(/\\n\d{3,}\\t/g) ?? [];
    if (guests.length === 0) throw new Error(`no guests: ${JSON.stringify(content)}`);
    return `${client.getServerVersion()?.version} lists ${guests.length} guests`;
  } catch (error) {
    throw new Error(`${(error as Error).message} ${said.join("")}`.trim());
  } finally {
    await client.close();
  }
}
