import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { ROOT } from "../../codegen/root.js";

export interface ErrorAnswer {
  code: string;
  message: string;
  hint?: string;
}

type Answer = { data: unknown; total?: number };
type Tools = Awaited<ReturnType<Client["listTools"]>>["tools"];

export interface DemoClient {
  tools: Tools;
  instructions: string;
  call(
    name: string,
    args: Record<string, unknown>,
    onProgress?: (message: string) => void,
  ): Promise<Answer>;
  /** The error of a call that must fail. */
  refused(name: string, args: Record<string, unknown>): Promise<ErrorAnswer>;
  close(): Promise<void>;
}

/** Starts the server as an MCP client would: as a child process, over stdio. */
export async function createClient(settings: Record<string, string>): Promise<DemoClient> {
  const client = new Client({ name: "proxmox-mcp-demo", version: "1.0.0" });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: ["--import", "tsx", "src/main.ts", "--demo"],
      cwd: ROOT,
      env: { PATH: process.env["PATH"] ?? "", ...settings },
      stderr: "inherit",
    }),
  );
  const { tools } = await client.listTools();
  const send = (
    name: string,
    args: Record<string, unknown>,
    onProgress?: (message: string) => void,
  ) =>
    client.callTool(
      { name, arguments: args },
      onProgress ? { onprogress: ({ message = "" }) => onProgress(message) } : {},
    );
  return {
    tools,
    instructions: client.getInstructions() ?? "",
    call: async (name, args, onProgress) => {
      const result = await send(name, args, onProgress);
      if (result.isError) throw new Error(`${name}: ${JSON.stringify(result.structuredContent)}`);
      return result.structuredContent as unknown as Answer;
    },
    refused: async (name, args) => {
      const result = await send(name, args);
      if (!result.isError) throw new Error(`${name} was expected to fail`);
      return (result.structuredContent as { error: ErrorAnswer }).error;
    },
    close: () => client.close(),
  };
}
