import type { Launch } from "./client.js";
import { SERVER_NAME } from "./launch.js";

/** A link that opens a client and has it add the server. */
export interface Link {
  client: string;
  label: string;
  url(launch: Launch): string;
}

const TOKEN_INPUT = {
  type: "promptString",
  id: "proxmox-token",
  description: "Proxmox token secret",
  password: true,
};

function base64(launch: Launch): string {
  return encodeURIComponent(Buffer.from(JSON.stringify(launch)).toString("base64"));
}

/** VS Code asks for the secret itself. */
function vsCode(base: string): Link["url"] {
  return (launch) => {
    const env = { ...launch.env, PROXMOX_TOKEN_VALUE: `\${input:${TOKEN_INPUT.id}}` };
    const config = encodeURIComponent(JSON.stringify({ type: "stdio", ...launch, env }));
    const inputs = encodeURIComponent(JSON.stringify([TOKEN_INPUT]));
    return `${base}&name=${SERVER_NAME}&inputs=${inputs}&config=${config}`;
  };
}

export const LINKS: readonly Link[] = [
  {
    client: "cursor",
    label: "Cursor",
    url: (launch) => `https://cursor.com/install-mcp?name=${SERVER_NAME}&config=${base64(launch)}`,
  },
  {
    client: "vscode",
    label: "VS Code",
    url: vsCode("https://insiders.vscode.dev/redirect/mcp/install?quality=stable"),
  },
  {
    client: "vscode",
    label: "VS Code Insiders",
    url: vsCode("https://insiders.vscode.dev/redirect/mcp/install?quality=insiders"),
  },
  {
    client: "lm-studio",
    label: "LM Studio",
    url: (launch) => `https://lmstudio.ai/install-mcp?name=${SERVER_NAME}&config=${base64(launch)}`,
  },
];
